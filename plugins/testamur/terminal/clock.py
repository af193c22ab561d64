"""The commands' clock: the only module of the engine that reads the time. Everything else takes it as an argument."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import Path

from testamur.errors import UsageError
from testamur.records import registry
from testamur.text import dates
from testamur.text.languages.messages import msg

# A day begins first in Kiritimati, 14 hours ahead of UTC.
_AHEAD = datetime.timedelta(hours=14)
_UNKNOWN = "UTC"  # what an issuer has that names no time zone
# Only tests replace this, to set the clock.
_read = partial(datetime.datetime.now, datetime.UTC)


def now() -> datetime.datetime:
    """Return the current instant in UTC."""
    return _read()


def latest_day_anywhere(moment: datetime.datetime | None = None) -> datetime.date:
    """Return the latest day that has begun anywhere on earth at `moment` (default: now); later days are in the future.

    So nobody's record of today is refused because of where the program runs.
    """
    return ((moment or now()).astimezone(datetime.UTC) + _AHEAD).date()


def today_of(records: Path, moment: datetime.datetime | None = None) -> datetime.date:
    """Return the day that it is at `moment` (default: now) where the institution of these records is.

    Where its record names no time zone, or cannot be read, this is the latest day anywhere.
    """
    issuer = registry.own_issuer(records)
    if issuer is None or issuer.time_zone == _UNKNOWN:
        return latest_day_anywhere(moment)
    return dates.day_at(moment or now(), issuer.time_zone)


def day_in(time_zone: str) -> datetime.date:
    """Return today's date in an institution's time zone, for acts that are done now."""
    return dates.day_at(now(), time_zone)


def instant_or_midnight(text: str) -> datetime.datetime:
    """Read the value of --now: a day (`2026-05-14`: its 00:00 UTC) or an instant with a zone; "" is today, 00:00 UTC.

    Raises UsageError for anything else. The default is not this moment, so that all builds of one day are alike.
    """
    if not text:
        return now().replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        if "T" not in text.upper():
            return datetime.datetime.combine(dates.day(text), datetime.time(), datetime.UTC)
        return dates.read_instant(text).astimezone(datetime.UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            msg("--now is not a day or an instant ({error}): write 2026-05-14 or 2026-05-14T12:00:00Z", error=error)
        ) from None


def instant_or_now(text: str) -> datetime.datetime:
    """Read a day or an instant as `instant_or_midnight` does, except that "" is the current instant."""
    return instant_or_midnight(text) if text else now()
