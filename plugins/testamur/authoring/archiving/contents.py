"""What goes into an archive: the public records, the log's entries and the site; what is left out, and why.

By the rules that the site itself has: an award that no list of the site may name is not in an archive, whose list of
files would name it. Who takes the registry over and serves it needs those awards, too, and asks for them.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from testamur.authoring.archiving import public_records
from testamur.authoring.archiving.bag import Bytes, OnDisk, Source
from testamur.errors import ArchiveError
from testamur.ledger import entries
from testamur.records.model.history import fold
from testamur.records.parsing.kinds import KINDS
from testamur.records.registry import Registry
from testamur.text import award_id

FORMAT = "testamur-archive/1"
MANIFEST, README = "archive.json", "README.txt"
SITE, RECORDS, LEDGER = "site/", "records/", "ledger/"
_AWARD = re.compile(rf"(?:[A-Za-z0-9-]+/)?awards/(?P<id>{award_id.CANONICAL.pattern})/.*")
_IN_SITEMAP = re.compile(rb"/awards/(" + award_id.CANONICAL.pattern.encode() + rb")/")
_UNLISTED = (
    "they are not listed on the site: unlisted, private, withdrawn or erased ones. Whoever takes the registry over "
    "needs them: testamur archive --with-unlisted"
)
_LEDGER_LEFT_OUT = (
    ("ledger/credentials/, ledger/documents/, ledger/status/", "as far as they are public, they are in the site"),
    ("ledger/awards/, ledger/statements/", "they have the salts of learners' records, and who approved what"),
    (
        "ledger/achievements/, ledger/identity.json, ledger/published-from.json, ledger/REGISTER.csv",
        "the site has none of it",
    ),
)
_NO_LOG = ("ledger/entries.jsonl", "this registry publishes no log")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that is not in an archive, and why."""

    what: str
    why: str
    count: int | None = None  # of awards, which the site's index tells as well; of people, a number may say too much

    def as_json(self) -> dict[str, Any]:
        """Return it as the archive's manifest has it."""
        return {"what": self.what, "why": self.why, **({} if self.count is None else {"count": self.count})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The files of an archive by their paths, the head of the site's index, and what is left out."""

    files: Mapping[str, Source]
    head: Mapping[str, Any]
    left_out: tuple[LeftOut, ...]


def gather(registry: Registry, site: Path, ledger: Path, *, with_unlisted: bool) -> Contents:
    """Return what an archive of a registry has; ArchiveError where the site or the ledger is not this registry's."""
    head = site_head(site, registry.issuer.base)
    files: dict[str, Source] = {}
    listed = _listed(registry)
    _refuse_older_site(registry, site, listed)
    unlisted: set[str] = set()
    for path in _site_paths(site):
        match = _AWARD.fullmatch(path)
        if match and not with_unlisted and match["id"] not in listed:
            unlisted.add(match["id"])
            continue
        files[SITE + path] = OnDisk(site / path)
    left_out = [LeftOut(what="awards", why=_UNLISTED, count=len(unlisted))] if unlisted else []
    files |= {RECORDS + path: Bytes(data) for path, data in public_records.public_files(registry)}
    for kind, why in public_records.LEFT_OUT.items():
        if registry.of(kind):
            left_out.append(LeftOut(what=f"records/{KINDS[kind].folder}/", why=why))
    for kind, members in public_records.PRIVATE.items():
        left_out.append(
            LeftOut(what=f"{', '.join(sorted(members))} of a record ({kind})", why="the site has none of it")
        )
    ledger_parts = list(_LEDGER_LEFT_OUT)
    if registry.issuer.log is None:
        ledger_parts.append(_NO_LOG)
    else:
        files[LEDGER + entries.NAME] = OnDisk(_ledger_file(ledger))
    left_out += [LeftOut(what=what, why=why) for what, why in ledger_parts]
    return Contents(files=files, head=head, left_out=tuple(left_out))


def site_head(site: Path, base: str) -> Mapping[str, Any]:
    """Return the head of a built site's index; ArchiveError where it is not a published site of the registry."""
    try:
        head = json.loads((site / "index.json").read_bytes())
        found, day, preview = head["base"], head["asOf"], head["preview"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArchiveError(f"{site}/ is not a built site: run testamur build, or name it with --site") from error
    if found != base:
        raise ArchiveError(f"{site}/ is the site of {found}, and these are the records of {base}: name the right one")
    if preview or not isinstance(day, str):
        raise ArchiveError(f"{site}/ is a preview, and nobody relies on it: run testamur build first")
    return head if isinstance(head, dict) else {}


def _listed(registry: Registry) -> Mapping[str, None]:
    """Return the ids of the awards that lists of the site may name."""
    return {
        award.id: None
        for award in registry.awards.values()
        if award.visibility == "public" and award.erased is None and fold(award.history) != "revoked"
    }


def _refuse_older_site(registry: Registry, site: Path, listed: Mapping[str, None]) -> None:
    """Raise ArchiveError where the site is from before an award was erased, or taken off its lists, by the records.

    Its lists name the award and its holder; and of an erased one, nothing of before goes to anybody.
    """
    text = b"".join(path.read_bytes() for path in sorted(site.glob("sitemap*.xml")))
    shown = {found.decode() for found in _IN_SITEMAP.findall(text)} - listed.keys()
    shown |= {
        award.id
        for award in registry.awards.values()
        if award.erased is not None and (site / "awards" / award.id / "credential.json").exists()
    }
    if shown:
        raise ArchiveError(
            f"{site}/ still shows award {min(shown)}, which the records have erased, withdrawn or taken off its lists: "
            "publish that, and build the site again"
        )


def _site_paths(site: Path) -> Iterator[str]:
    """Yield the paths of a site's files, sorted; ArchiveError for what is no plain file."""
    pending = [""]
    while pending:
        below = pending.pop()
        with os.scandir(site / below) as listing:
            found = sorted(listing, key=lambda one: one.name)
        for one in found:
            path = f"{below}{one.name}"
            if one.is_symlink() or not (one.is_dir() or one.is_file()):
                raise ArchiveError(f"{site / path} is a link, or no plain file: build the site again")
            if one.is_dir():
                pending.append(f"{path}/")
            else:
                yield path


def _ledger_file(ledger: Path) -> Path:
    path = ledger / entries.NAME
    if not path.is_file():
        raise ArchiveError(f"{path} is not there: fetch the ledger, or name it with --ledger")
    return path
