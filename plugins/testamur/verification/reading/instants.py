"""Reads instants as credentials write them: RFC 3339 with a zone, the same in Python and in JavaScript."""

from __future__ import annotations

import datetime
import re
from typing import TypeGuard

from testamur.errors import VerificationError
from testamur.verification.reading.shapes import quoted

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
GRACE = datetime.timedelta(minutes=5)
"""How far the clocks of an issuer and a verifier may differ."""

# Without spellings that the two languages read differently: a 24th hour, a 60th second, the zone -00:00.
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}(?:\.[0-9]{1,9})?"
    r"(?:Z|(?!-00:00)[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
)


def read_instant(text: object, member: str) -> datetime.datetime:
    """Return an instant in UTC from text with any zone; VerificationError, naming `member`, for anything else."""
    if isinstance(text, str) and _INSTANT.fullmatch(text):
        try:
            return datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)
        except (ValueError, OverflowError):
            pass  # A day that does not exist, or an instant that in UTC is in no year of the calendar.
    found = "is missing" if text is None else f"is {quoted(text, 60)}"
    raise VerificationError(f"{member} {found}, not an instant with a zone, such as 2026-05-14T12:00:00Z", code="date")


def is_day(value: object) -> TypeGuard[str]:
    """Say whether a value is a day of the calendar, `2026-05-14`."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_later(moment: datetime.datetime, now: datetime.datetime) -> bool:
    """Say whether an instant is yet to come, by more than `GRACE`."""
    return moment - now > GRACE  # A difference always has a value; a sum can lie beyond the year 9999.


def said(moment: datetime.datetime) -> str:
    """Write an instant for people, to the minute: `2026-05-14 12:00 UTC`."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
