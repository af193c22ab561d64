"""Days and instants: what a record's dates mean, and when an award ends.

A record's date is a calendar day, shown as written everywhere. A credential's dates are instants
in UTC, whole seconds, with `Z` (docs/records.md, "Days and instants", after OB 3.0 `DateTimeZ`).
"""

from __future__ import annotations

import calendar
import datetime
import re
import zoneinfo
from typing import Literal

EARLIEST = datetime.date(1900, 1, 1)
LATEST = datetime.date(2199, 12, 31)
OLDEST = 1000  # the earliest year in which an institution can have been founded
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")


class DayError(ValueError):
    """A text is no day that a record can have; `code` says for programs whether it is the form, the year or the day."""

    def __init__(self, code: Literal["date-format", "date-range", "date-impossible"], said: str) -> None:
        self.code = code
        super().__init__(said)


def day(text: str, earliest: int = EARLIEST.year) -> datetime.date:
    """Read `2026-05-14`; DayError says what is wrong with it, for the person who wrote it.

    Its year lies between `earliest` and 2199.
    """
    match = _DAY.fullmatch(text)
    if not match:
        raise DayError("date-format", "a date is written year-month-day")
    year, month, number = map(int, match.groups())
    if not 1 <= month <= 12:
        raise DayError("date-impossible", f"there is no month {month}")
    if not earliest <= year <= LATEST.year:
        raise DayError("date-range", f"the year is not between {earliest} and {LATEST.year}")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= number <= length:
        raise DayError("date-impossible", f"{calendar.month_name[month]} {year} has {length} days")
    return datetime.date(year, month, number)


def last_day(awarded: datetime.date, valid_for: str) -> datetime.date:
    """Return the last valid day of an award given on `awarded` that lasts `valid_for` (`P3Y`).

    Counts from the day of the award; where a month is too short, its last day counts
    (29 February becomes 28).
    """
    match = _DURATION.fullmatch(valid_for)
    if not match:
        raise ValueError(f"not a duration: {valid_for}")
    years, months, days = (int(part or 0) for part in match.groups())
    month = awarded.month - 1 + months
    year, month = awarded.year + years + month // 12, month % 12 + 1
    length = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(awarded.day, length)) + datetime.timedelta(days=days)


def end_of_day(date: datetime.date, time_zone: str) -> datetime.datetime:
    """Return the last second of `date` where the institution is, in UTC."""
    zone = zoneinfo.ZoneInfo(time_zone)
    # The next day's midnight less a second, so that nights when clocks change are right.
    midnight = datetime.datetime.combine(date + datetime.timedelta(days=1), datetime.time(), zone)
    return midnight.astimezone(datetime.UTC) - datetime.timedelta(seconds=1)


def day_at(moment: datetime.datetime, time_zone: str) -> datetime.date:
    """Return the day that it is in a time zone at an instant."""
    return moment.astimezone(zoneinfo.ZoneInfo(time_zone)).date()


def instant(moment: datetime.datetime) -> str:
    """Write an instant: `2026-05-14T12:00:00Z`."""
    return moment.astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def noon(date: datetime.date) -> str:
    """Write a day as the instant that is that day nearly everywhere."""
    return f"{date.isoformat()}T12:00:00Z"


def read_instant(text: str) -> datetime.datetime:
    """Read an instant written with a zone; ValueError for any other shape."""
    moment = datetime.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment
