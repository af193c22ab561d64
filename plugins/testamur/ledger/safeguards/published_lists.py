"""What a site shows of its ledger, compared with the ledger at hand: which may be gone, an older copy, or another.

A status list is on the site as soon as anything was signed, and the digest of every list that was ever signed stands
in the ledger's entries. So a list that they do not have was signed into a ledger that is not here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from testamur.credentials import addresses, did
from testamur.errors import LedgerError
from testamur.ledger import state
from testamur.ledger.safeguards import file_shapes
from testamur.ledger.safeguards.identity import GET_IT, LOST
from testamur.ledger.store import Ledger
from testamur.seen_files import SeenFiles
from testamur.verification.resolving.resolver import FolderResolver, NotFound, Resolver, Unavailable

_LIMIT = 4 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class PublishedList:
    """The first status list of a site, and where it is."""

    digest: str
    where: str


def fetch_published_list(site: Resolver, base: str, where: str) -> PublishedList | None:
    """Return what the site at `base` shows; None where it shows no award, is for practice, or is another registry's.

    `where` says in words which site it is. Raises Unavailable when the site cannot be looked at.
    """
    try:
        if not _is_ours(site.fetch(f"{base}/index.json", limit=_LIMIT), base):
            return None
        data = site.fetch(addresses.status_list(base, "revocation", 1), limit=_LIMIT)
    except NotFound:
        return None
    return PublishedList(state.digest(data), where)


def read_published_list(site: Path, base: str) -> PublishedList | None:
    """Return what the site built into a folder shows; None also where there is no such folder."""
    try:
        return fetch_published_list(FolderResolver({base: site}), base, f"The site in {site}/")
    except Unavailable:
        return None


def refuse_unknown_list(
    published: PublishedList, *, entered: Collection[str], lost: Collection[str], then: str
) -> None:
    """Raise LedgerError where a site shows a list that is neither entered nor of a ledger that is known to be lost.

    `then` says what would become of the awards that it shows.
    """
    if published.digest in entered or published.digest in lost:
        return
    here = "this copy of the ledger is older" if entered else "there is no ledger here"
    raise LedgerError(f"{published.where} shows awards that were issued before, and {here}: {then}. {GET_IT}. {LOST}")


def refuse_older(site: Path, base: str, ledger: Ledger, seen: SeenFiles | None = None) -> None:
    """Raise LedgerError where the site that stands in a folder was made from a newer ledger, which is not here.

    What is remembered in `seen` of the ledger is not read again.
    """
    published = read_published_list(site, base)
    # Most often it is there. Whether the lines are entries at all, whoever publishes them asks.
    if published is not None and f'"c":"{published.digest}"'.encode() not in ledger.entry_lines():
        entered = ledger.entered(seen).digests
        then = "what was issued or withdrawn since would go from the site"
        refuse_unknown_list(published, entered=entered, lost=ledger.identity().lost, then=then)


def _is_ours(data: bytes, base: str) -> bool:
    try:
        head = file_shapes.parse(data)
    except ValueError:
        return False
    return isinstance(head, dict) and head.get("did") == did.from_base(base) and head.get("preview") is False
