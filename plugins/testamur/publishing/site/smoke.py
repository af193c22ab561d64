"""After a deployment: whether the world now sees what was issued, and whether it verifies from there."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator

from testamur.credentials import addresses, did
from testamur.errors import VerificationError
from testamur.ledger import pending
from testamur.ledger.store import Ledger
from testamur.proofs import jcs, published_keys
from testamur.records.registry import Registry
from testamur.verification import examination
from testamur.verification.reading import strict_json
from testamur.verification.resolving.resolver import Resolver, Unavailable

_OLDER = (
    "the host still serves an older site, or a different one; or a newer publish has replaced it, and is checked by "
    "its own run"
)
_LIMIT = 8 * 1024 * 1024  # bytes


def check(registry: Registry, ledger: Ledger, web: Resolver, *, now: datetime.datetime) -> Iterator[str]:
    """Yield a line for each thing that is online as it was issued; VerificationError for the first that is not.

    RecordsError where the ledger is ahead of the records, of which nothing can be said then.

    In practice mode it is enough that the site is there. Else it looks at the DID document, every status list, and the
    newest award in force that has a page.
    """
    issuer = registry.issuer
    if issuer.practice:
        yield _practice_line(web, issuer.base)
        return
    pending.plan(registry, ledger)
    _check_keys(web, registry)
    yield f"{addresses.did_document(issuer.base)} lists the keys of issuer.yml."
    for purpose, number in ledger.status_lists():
        address = addresses.status_list(issuer.base, purpose, number)
        _check_online(web, address, ledger.status_list(purpose, number) or b"")
        yield f"{address} is up to date."
    award_id = _newest_award(registry, ledger)
    if award_id is None:
        yield "There is no award in force to verify."
        return
    page = addresses.award(issuer.base, award_id)
    credential = _fetch(web, addresses.credential(issuer.base, award_id))
    trusted = frozenset({did.from_base(issuer.base)})
    examined = examination.examine(credential, resolver=web, now=now, trusted=trusted, address=page)
    if examined.verdict not in {"VALID", "EXPIRED"}:
        raise VerificationError(f"{page}: {examined.sentence}")
    yield f"{page}: {examined.sentence}"


def _practice_line(web: Resolver, base: str) -> str:
    """Return the line of a site that is for practice: it has to say so itself."""
    address = f"{base}/index.json"
    try:
        head = json.loads(_fetch(web, address))
    except (ValueError, RecursionError):
        head = None
    if not isinstance(head, dict) or head.get("preview") is not True:
        raise VerificationError(
            f"{address} does not belong to a practice site: the host still serves an older site, or a different one"
        )
    return f"{base}/ shows the practice site."


def _newest_award(registry: Registry, ledger: Ledger) -> str | None:
    """Return the award that was issued last among those that are in force and have a page."""
    newest = [
        (state.current.issued, award_id)
        for award_id, state in ledger.states().items()
        if state.state == "active"
        and not state.erased
        and registry.awards[award_id].visibility not in {"private", "sealed"}
    ]
    return max(newest)[1] if newest else None


def _check_keys(web: Resolver, registry: Registry) -> None:
    """Raise VerificationError unless the DID document is ours, and above all where a private key stands in it."""
    issuer, address = registry.issuer, addresses.did_document(registry.issuer.base)
    found = _fetch(web, address)
    try:
        member = published_keys.private_key_in(strict_json.parse(found))
    except VerificationError:
        member = ""
    if member:
        raise VerificationError(
            f"{address} publishes a private key ({member[:60]}): take it offline at once, and run testamur key "
            "compromised current"
        )
    if found != jcs.canonicalize(did.document(issuer.base, issuer.verification_methods, issuer.log)):
        raise VerificationError(f"{address} differs from what was issued: {_OLDER}")


def _check_online(web: Resolver, address: str, wanted: bytes) -> None:
    if _fetch(web, address) != wanted:
        raise VerificationError(f"{address} differs from what was issued: {_OLDER}")


def _fetch(web: Resolver, address: str) -> bytes:
    try:
        return web.fetch(address, limit=_LIMIT)
    except Unavailable as error:
        raise VerificationError(f"{address} cannot be read: {error}") from error
