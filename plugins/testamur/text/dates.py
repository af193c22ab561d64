"""Reads and writes days and instants, and works out the day on which an award ends.

A record's date is a calendar day, shown as written everywhere. A credential's dates are instants
in UTC, whole seconds, with `Z` (docs/records.md, "Days and instants", after OB 3.0 `DateTimeZ`).
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
import zoneinfo
from typing import Literal

from testamur.text.languages.messages import msg

EARLIEST = datetime.date(1900, 1, 1)
LATEST = datetime.date(2199, 12, 31)
EARLIEST_FOUNDING_YEAR = 1000  # the earliest year in which an institution can have been founded; some are centuries old
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_REMEMBERED = 8192  # results of a kind: awards of one day have one end
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")


class DayError(ValueError):
    """A text is no day that a record can have; `code` says for programs whether it is the form, the year or the day."""

    def __init__(self, code: Literal["date-format", "date-range", "date-impossible"], said: str) -> None:
        self.code = code
        super().__init__(said)


_MONTHS = (
    msg("January"),
    msg("February"),
    msg("March"),
    msg("April"),
    msg("May"),
    msg("June"),
    msg("July"),
    msg("August"),
    msg("September"),
    msg("October"),
    msg("November"),
    msg("December"),
)


# Cached, as `last_day` is: a hundred thousand awards are of a few hundred days, and then share these objects, too.
@functools.lru_cache(maxsize=_REMEMBERED)
def day(text: str, earliest: int = EARLIEST.year) -> datetime.date:
    """Read a day, `2026-05-14`, of a year from `earliest` to 2199.

    Raises DayError with a message for the person who wrote it.
    """
    match = _DAY.fullmatch(text)
    if not match:
        raise DayError("date-format", msg("this is not a date"))
    year, month, number = map(int, match.groups())
    if not 1 <= month <= 12:
        raise DayError("date-impossible", msg("there is no month {month}", month=month))
    if not earliest <= year <= LATEST.year:
        raise DayError(
            "date-range", msg("the year is not between {earliest} and {year}", earliest=earliest, year=LATEST.year)
        )
    length = calendar.monthrange(year, month)[1]
    if not 1 <= number <= length:
        raise DayError(
            "date-impossible",
            msg("{month} {year} has {length} days", month=_MONTHS[month - 1], year=year, length=length),
        )
    return datetime.date(year, month, number)


@functools.lru_cache(maxsize=_REMEMBERED)
def last_day(awarded: datetime.date, valid_for: str) -> datetime.date:
    """Return the last valid day of an award made on `awarded` that is valid for `valid_for` (`P3Y`).

    Counts from the day of the award; where the last month is too short, its last day counts (29 February becomes 28).
    Raises ValueError for a duration of any other form, ValueError or OverflowError for a year beyond 9999.
    """
    match = _DURATION.fullmatch(valid_for)
    if not match:
        raise ValueError(f"not a duration: {valid_for}")
    years, months, days = (int(part or 0) for part in match.groups())
    month = awarded.month - 1 + months
    year, month = awarded.year + years + month // 12, month % 12 + 1
    length = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(awarded.day, length)) + datetime.timedelta(days=days)


@functools.lru_cache(maxsize=_REMEMBERED)
def end_of_day(date: datetime.date, time_zone: str) -> datetime.datetime:
    """Return the last second of `date` where the institution is, in UTC."""
    zone = zoneinfo.ZoneInfo(time_zone)
    # Midnight of the next day less a second of real time: where clocks go back at midnight, 23:59:59 comes twice.
    midnight = datetime.datetime.combine(date + datetime.timedelta(days=1), datetime.time(), zone)
    return midnight.astimezone(datetime.UTC) - datetime.timedelta(seconds=1)


def day_at(moment: datetime.datetime, time_zone: str) -> datetime.date:
    """Return the calendar day in a time zone at an instant."""
    return moment.astimezone(zoneinfo.ZoneInfo(time_zone)).date()


def instant(moment: datetime.datetime) -> str:
    """Write an instant in UTC and whole seconds: `2026-05-14T12:00:00Z`."""
    return moment.astimezone(datetime.UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def noon(date: datetime.date) -> str:
    """Write a day as its noon in UTC, an instant that falls on that day nearly everywhere."""
    return f"{date.isoformat()}T12:00:00Z"


def read_instant(text: str) -> datetime.datetime:
    """Read an instant with a time zone or offset; raises ValueError for anything else."""
    moment = datetime.datetime.fromisoformat(text)
    # An instant without a zone would be compared as if it were here, wherever the program happens to run.
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment
