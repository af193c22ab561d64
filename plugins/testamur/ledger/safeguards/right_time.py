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
from testamur.ledger.entries import Entry
from testamur.text import dates

_DIFFER = datetime.timedelta(minutes=10)  # between two clocks that are both right
# What is kept on the way from a host may have the time of its making, and not say so.
_BEHIND_HOST = datetime.timedelta(days=1)
_IDLE = datetime.timedelta(days=400)  # nothing in the ledger or the records is younger: look at the clock once
_AUTOMATIC = "let the system set its clock by itself, and run this again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is known of the time beside the clock; None where something is not known."""

    entered: datetime.datetime | None = None  # the ledger's last entry
    committed: datetime.datetime | None = None  # the newest commit of the records
    host: datetime.datetime | None = None  # now, as the host of the site says
    day: datetime.date | None = None  # today, as somebody says


def last_entry(entered: Sequence[Entry]) -> datetime.datetime | None:
    """Return when the ledger was last written to: of its last line, which need not have the latest instant.

    What a clock that was ahead entered stays there, and what a right one entered stands behind it.
    """
    return dates.read_instant(entered[-1]["t"]) if entered else None


def check(now: datetime.datetime, signs: Signs) -> bool:
    """Say whether the clock is known to be right; LedgerError where it is clearly wrong, or has to be looked at."""
    if signs.day is not None:
        if abs((now.date() - signs.day).days) > 1:  # a day begins earlier or later elsewhere
            raise LedgerError(f"this computer's clock says that it is {said(now)}, and not {signs.day}: {_AUTOMATIC}")
        return True
    if signs.host is not None:
        if now < signs.host - _DIFFER or now > signs.host + _BEHIND_HOST:
            raise LedgerError(
                f"this computer's clock says that it is {said(now)}, and the site's host {said(signs.host)}: "
                f"{_AUTOMATIC}. {_if_right(now)}"
            )
        return True
    _check_not_before(now, signs.entered, datetime.timedelta(), "the ledger was last written to on")
    _check_not_before(now, signs.committed, _DIFFER, "the newest commit of the records is of")
    known = [moment for moment in (signs.entered, signs.committed) if moment is not None]
    if known and now > max(known) + _IDLE:
        raise LedgerError(
            f"this computer's clock says that it is {said(now)}, and nothing here is younger than {said(max(known))}: "
            f"if the clock is wrong, {_AUTOMATIC}. {_if_right(now)}"
        )
    return False


def said(moment: datetime.datetime) -> str:
    """Write an instant for people, to the minute."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")


def _check_not_before(
    now: datetime.datetime, moment: datetime.datetime | None, grace: datetime.timedelta, what: str
) -> None:
    if moment is not None and now < moment - grace:
        raise LedgerError(
            f"this computer's clock says that it is {said(now)}, and {what} {said(moment)}, which is later. If the "
            f"clock is wrong, {_AUTOMATIC}. {_if_right(now)} What was signed for a day to come is then signed anew."
        )


def _if_right(now: datetime.datetime) -> str:
    return f"If it is right: testamur issue --today {now.date()}."
