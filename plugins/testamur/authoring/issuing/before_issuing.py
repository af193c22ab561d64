"""What is looked at before anything is signed: whether this is the newest ledger, and whether the clock is right.

A ledger that was begun twice signs everything twice, and what learners have from the first time is refused
everywhere. So the site's folder and the live site are asked what they show, each time.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from testamur.authoring.repository import going_live
from testamur.errors import LedgerError, UsageError
from testamur.ledger import pending, store
from testamur.ledger.registering import live_log
from testamur.ledger.safeguards import published_lists, right_time
from testamur.ledger.safeguards.identity import Identity
from testamur.ledger.safeguards.published_lists import PublishedList
from testamur.ledger.safeguards.right_time import TimeEvidence
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
class RunRequest:
    """How a run was asked for, and where: what a person says about it, and whether somebody could be there."""

    begins_anew: bool = False
    day: datetime.date | None = None  # today, as somebody says
    is_job: bool = False  # of a workflow, which has a network


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """How the run starts, whether it begins the ledger, and what people should know (one line, or "")."""

    start: Start
    begins: bool
    notice: str = ""


@dataclass(slots=True)
class _LiveSite:
    """What the live site showed, what its host's clock said, and why it could not be looked at ("" when it could)."""

    published: PublishedList | None = None
    date: datetime.datetime | None = None
    trouble: str = ""


def prepare_run(
    registry: Registry,
    folder: Path,
    *,
    web: Callable[[], Web],
    site: Path,
    now: datetime.datetime,
    committed: datetime.datetime | None,
    random: Callable[[int], bytes],
    request: RunRequest,
) -> Preparation:
    """Look at the ledger in `folder`, the site in `site`, the live site and the clock; say how to start.

    Raises RecordsError or LedgerError where something stands against the run, with the way out of it. `committed` is
    when the newest commit of the records was made.
    """
    store.finish_interrupted(folder)
    ledger = Ledger(folder)
    entered = ledger.entries()
    identity, begins = ledger.identity(), not entered
    pending.check_ledger(registry, ledger, begins_anew=request.begins_anew)
    live = _look_at_live_site(registry, folder, web)
    _refuse_another_log(registry, live, request)
    digests = {entry["c"] for entry in entered if "c" in entry}
    lost = _lost_lists(registry, site, live, request, entered=digests, known_lost=identity.lost)
    notice = _trouble_notice(live, request) if begins else ""
    evidence = TimeEvidence(
        entered=right_time.last_entry_instant(entered), committed=committed, host=live.date, day=request.day
    )
    return Preparation(
        start=Start(
            identity=Identity(
                id=identity.id or registry.issuer.ledger_id or award_id.generate(random),
                lost=(*identity.lost, *lost),
            ),
            begins_anew=request.begins_anew,
            is_time_known=right_time.check_clock(now, evidence),
        ),
        begins=begins,
        notice=notice,
    )


def _look_at_live_site(registry: Registry, folder: Path, web: Callable[[], Web]) -> _LiveSite:
    """Ask the live site; nothing is asked of a host that nobody can own. LedgerError where its log contradicts ours."""
    base = registry.issuer.base
    if not going_live.can_be_owned(base):
        return _LiveSite()
    resolver, live = web(), _LiveSite()
    # Each by itself: a list that cannot be fetched says nothing of the log, which may contradict the ledger.
    with _noting_trouble(live):
        live.published = published_lists.fetch_published_list(resolver, base, f"{base}/")
    live.date = resolver.date
    # By another one: witnesses are asked, too, and their clocks say nothing of the host's.
    with _noting_trouble(live):
        live_log.check(registry.issuer, folder, web())
    return live


@contextlib.contextmanager
def _noting_trouble(live: _LiveSite) -> Iterator[None]:
    try:
        yield
    except Unavailable as error:
        live.trouble = live.trouble or one_line(str(error), 300)


def _refuse_another_log(registry: Registry, live: _LiveSite, request: RunRequest) -> None:
    """Raise LedgerError where a ledger would be begun anew and nobody has seen that no log of it is published.

    One that is published, and that the ledger at hand does not have, has ended the run by now.
    """
    if request.begins_anew and registry.issuer.log is not None and live.trouble:
        raise LedgerError(
            "--begin-anew: this registry keeps a log, and whether it is published cannot be seen: "
            f"{live.trouble}. Nothing was signed: whoever has seen one history of a log is told of a second one that "
            "nothing in it can be trusted. Run this again when the site answers"
        )


def _lost_lists(
    registry: Registry,
    site: Path,
    live: _LiveSite,
    request: RunRequest,
    *,
    entered: Collection[str],
    known_lost: Collection[str],
) -> list[str]:
    """Return the lists that are shown and that the ledger does not know, if it may go on without them."""
    base = registry.issuer.base
    lost: list[str] = []
    for published in (published_lists.read_published_list(site, base), live.published):
        if published is None:
            continue
        try:
            published_lists.refuse_unknown_list(
                published, entered=entered, lost=(*known_lost, *lost), then="they would be issued a second time"
            )
        except LedgerError:
            if not request.begins_anew:
                raise
            lost.append(published.digest)
    is_named = bool(registry.issuer.ledger_id) and not entered
    if request.begins_anew and not lost and not is_named:
        raise UsageError("--begin-anew: nothing is lost, as far as can be seen from here. Run this without it")
    return lost


def _trouble_notice(live: _LiveSite, request: RunRequest) -> str:
    """Return what to say when a ledger is begun and the live site could not be looked at; LedgerError in a job."""
    if live.trouble and request.is_job and not request.begins_anew:
        raise LedgerError(
            f"the ledger branch is not there, and whether awards were published before cannot be seen: {live.trouble}. "
            f"Run this again when the site answers. {_BY_HAND}"
        )
    return f"Whether awards were published before could not be seen online: {live.trouble}." if live.trouble else ""
