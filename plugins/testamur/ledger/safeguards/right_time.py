"""Whether this computer's clock can be right, by what else is known of the time.

What is signed by a clock that is ahead could not be checked by anybody until that day has come; what is signed by one
that is behind looks older than what it replaces. Three things tell: the ledger's last entry and the newest commit,
before which it cannot be now, and the site's host, whose clock is asked where there is a network. Somebody who says
which day it is settles it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from testamur.errors import LedgerError
from testamur.ledger.entries import LedgerEntry
from testamur.text import dates

_DIFFER = datetime.timedelta(minutes=10)  # between two clocks that are both right
# What is kept on the way from a host may have the time of its making, and not say so.
_BEHIND_HOST = datetime.timedelta(days=1)
_IDLE = datetime.timedelta(days=400)  # nothing in the ledger or the records is younger: look at the clock once
_AUTOMATIC = "let the system set its clock by itself, and run this again"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEvidence:
    """What is known of the time beside the clock; None where something is not known."""

    entered: datetime.datetime | None = None  # the ledger's last entry
    committed: datetime.datetime | None = None  # the newest commit of the records
    host: datetime.datetime | None = None  # now, as the host of the site says
    day: datetime.date | None = None  # today, as somebody says


def last_entry_instant(entered: Sequence[LedgerEntry]) -> datetime.datetime | None:
    """Return when the ledger was last written to: of its last line, which need not have the latest instant.

    What a clock that was ahead entered stays there, and what a right one entered stands behind it.
    """
    return dates.read_instant(entered[-1]["t"]) if entered else None


def check_clock(now: datetime.datetime, evidence: TimeEvidence) -> bool:
    """Say whether the clock is known to be right; LedgerError where it is clearly wrong, or has to be looked at."""
    if evidence.day is not None:
        if abs((now.date() - evidence.day).days) > 1:  # a day begins earlier or later elsewhere
            raise LedgerError(f"{_clock_says(now)}, and not {evidence.day}: {_AUTOMATIC}")
        return True
    if evidence.host is not None:
        if now < evidence.host - _DIFFER or now > evidence.host + _BEHIND_HOST:
            host = format_instant(evidence.host)
            raise LedgerError(f"{_clock_says(now)}, and the site's host {host}: {_AUTOMATIC}. {_if_right(now)}")
        return True
    _check_not_before(now, evidence.entered, grace=datetime.timedelta(), what="the ledger was last written to on")
    _check_not_before(now, evidence.committed, grace=_DIFFER, what="the newest commit of the records is of")
    earlier = [moment for moment in (evidence.entered, evidence.committed) if moment is not None]
    if earlier and now > max(earlier) + _IDLE:
        raise LedgerError(
            f"{_clock_says(now)}, and nothing here is younger than {format_instant(max(earlier))}: "
            f"if the clock is wrong, {_AUTOMATIC}. {_if_right(now)}"
        )
    return False


def format_instant(moment: datetime.datetime) -> str:
    """Write an instant for people, to the minute."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")


def _check_not_before(
    now: datetime.datetime, moment: datetime.datetime | None, *, grace: datetime.timedelta, what: str
) -> None:
    if moment is not None and now < moment - grace:
        raise LedgerError(
            f"{_clock_says(now)}, and {what} {format_instant(moment)}, which is later. If the "
            f"clock is wrong, {_AUTOMATIC}. {_if_right(now)} What was signed for a day to come is then signed anew."
        )


def _clock_says(now: datetime.datetime) -> str:
    return f"this computer's clock says that it is {format_instant(now)}"


def _if_right(now: datetime.datetime) -> str:
    return f"If it is right: testamur issue --today {now.date()}."
