"""What is looked at before anything is signed: whether this is the newest ledger, and whether the clock is right.

A ledger that was begun twice signs everything twice, and what learners have from the first time is refused
everywhere. So the site's folder and the live site are asked what they show, each time.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from testamur.authoring.repository import going_live
from testamur.errors import LedgerError, UsageError
from testamur.ledger import pending, store
from testamur.ledger.safeguards import published_lists, right_time
from testamur.ledger.safeguards.identity import Identity
from testamur.ledger.safeguards.published_lists import Shown
from testamur.ledger.safeguards.right_time import Signs
from testamur.ledger.safeguards.start import Start
from testamur.ledger.store import Ledger
from testamur.records.registry import Registry
from testamur.text import award_id
from testamur.text.reporting import one_line
from testamur.verification.resolving.resolver import Resolver, Unavailable

SECONDS = 5.0  # for each answer of the live site
_BY_HAND = (
    "Put the site of the practice mode there first, or begin on the computer of whoever holds the key: testamur issue, "
    "and push the folder ledger/ as the branch"
)


class Web(Resolver, Protocol):
    """Fetches from the live site, and knows what its host's clock said."""

    date: datetime.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a run was asked for, and where: what a person says about it, and whether somebody could be there."""

    begins_anew: bool = False
    day: datetime.date | None = None  # today, as somebody says
    is_job: bool = False  # of a workflow, which has a network


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How the run starts, whether it begins the ledger, and what people should know (one line, or "")."""

    start: Start
    begins: bool
    said: str = ""


@dataclass(slots=True)
class _Live:
    """What the live site showed, what its host's clock said, and why it could not be looked at ("" when it could)."""

    shown: Shown | None = None
    date: datetime.datetime | None = None
    trouble: str = ""


def look(
    registry: Registry,
    folder: Path,
    *,
    web: Callable[[], Web],
    site: Path,
    now: datetime.datetime,
    committed: datetime.datetime | None,
    random: Callable[[int], bytes],
    asked: Asked,
) -> Found:
    """Look at the ledger in `folder`, the site in `site`, the live site and the clock; say how to start.

    Raises RecordsError or LedgerError where something stands against the run, with the way out of it. `committed` is
    when the newest commit of the records was made.
    """
    store.finish(folder)
    ledger = Ledger(folder)
    entered = ledger.entries()
    known, begins = ledger.identity(), not entered
    pending.check_ledger(registry, ledger, begins_anew=asked.begins_anew)
    live = _live(registry.issuer.base, web)
    lost = _lost(registry, site, live, {one["c"] for one in entered if "c" in one}, known.lost, asked)
    said = _trouble(live, asked) if begins else ""
    signs = Signs(entered=right_time.last_entry(entered), committed=committed, host=live.date, day=asked.day)
    return Found(
        start=Start(
            identity=Identity(
                id=known.id or registry.issuer.ledger_id or award_id.generate(random), lost=(*known.lost, *lost)
            ),
            begins_anew=asked.begins_anew,
            is_time_known=right_time.check(now, signs),
        ),
        begins=begins,
        said=said,
    )


def _live(base: str, web: Callable[[], Web]) -> _Live:
    """Ask the live site; nothing is asked of a host that nobody can own."""
    if not going_live.can_be_owned(base):
        return _Live()
    resolver, found = web(), _Live()
    try:
        found.shown = published_lists.shown(resolver, base, f"{base}/")
    except Unavailable as error:
        found.trouble = one_line(str(error), 300)
    found.date = resolver.date
    return found


def _lost(
    registry: Registry, site: Path, live: _Live, entered: Collection[str], known: Collection[str], asked: Asked
) -> list[str]:
    """Return the lists that are shown and that the ledger does not know, if it may go on without them."""
    base = registry.issuer.base
    found: list[str] = []
    for shown in (published_lists.in_folder(site, base), live.shown):
        if shown is None:
            continue
        try:
            published_lists.refuse_unknown(shown, entered, (*known, *found), "they would be issued a second time")
        except LedgerError:
            if not asked.begins_anew:
                raise
            found.append(shown.digest)
    is_named = bool(registry.issuer.ledger_id) and not entered
    if asked.begins_anew and not found and not is_named:
        raise UsageError("--begin-anew: nothing is lost, as far as can be seen from here. Run this without it")
    return found


def _trouble(live: _Live, asked: Asked) -> str:
    """Return what to say when a ledger is begun and the live site could not be looked at; LedgerError in a job."""
    if live.trouble and asked.is_job and not asked.begins_anew:
        raise LedgerError(
            f"the ledger branch is not there, and whether awards were published before cannot be seen: {live.trouble}. "
            f"Run this again when the site answers. {_BY_HAND}"
        )
    return f"Whether awards were published before could not be seen online: {live.trouble}." if live.trouble else ""
