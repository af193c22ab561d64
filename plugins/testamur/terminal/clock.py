"""The command's clock: the one place where an engine without a clock is told what time it is."""

from __future__ import annotations

import datetime
from functools import partial

from testamur.errors import UsageError
from testamur.text import dates

# The first place on earth where a day begins is 14 hours ahead of UTC (Kiritimati).
_AHEAD = datetime.timedelta(hours=14)
# Tests set the clock here, and nothing else does.
_read = partial(datetime.datetime.now, datetime.UTC)


def now() -> datetime.datetime:
    """Return this moment, in UTC."""
    return _read()


def today(moment: datetime.datetime | None = None) -> datetime.date:
    """Return the latest day that has begun anywhere at `moment` (default: now): what lies after it is in the future."""
    return ((moment or now()).astimezone(datetime.UTC) + _AHEAD).date()


def day_in(time_zone: str) -> datetime.date:
    """Return the day that it is where an institution is: what is done now is done on that day."""
    return dates.day_at(now(), time_zone)


def instant_of(text: str) -> datetime.datetime:
    """Read a day (`2026-05-14`: its 00:00 UTC) or an instant with a zone; "" is today, 00:00 UTC.

    UsageError for anything else.
    """
    if not text:
        return now().replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        if "T" not in text.upper():
            return datetime.datetime.combine(dates.day(text), datetime.time(), datetime.UTC)
        return dates.read_instant(text).astimezone(datetime.UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"--now is not a day or an instant ({error}): write 2026-05-14 or 2026-05-14T12:00:00Z"
        ) from None


def moment_of(text: str) -> datetime.datetime:
    """Read a day or an instant as `instant_of` does; "" is this very moment."""
    return instant_of(text) if text else now()
