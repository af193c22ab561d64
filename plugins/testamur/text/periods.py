"""Periods for which figures are counted: quarters, years, and the same days a year earlier."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a first day to a last day, both included."""

    first: datetime.date
    last: datetime.date

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last


def quarter(day: datetime.date) -> str:
    """Return the name of the quarter of a day, `2026-Q2`."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def start_of_quarter(day: datetime.date) -> datetime.date:
    """Return the first day of the quarter that `day` lies in."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def end_of_last_quarter(today: datetime.date) -> datetime.date:
    """Return the last day of the last full quarter: figures never count a quarter that still grows (decision 13)."""
    return start_of_quarter(today) - _DAY


def months_before(day: datetime.date, months: int) -> datetime.date:
    """Return the day `months` months earlier, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def year_to(day: datetime.date) -> Period:
    """Return the calendar year of `day`, up to and including it."""
    return Period(day.replace(month=1, day=1), day)


def year_before(period: Period) -> Period:
    """Return the same days a year earlier; a period that ends with a month still does."""
    last = months_before(period.last, 12)
    if (period.last + _DAY).day == 1:
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return Period(months_before(period.first, 12), last)


def pieces(first: datetime.date, last: datetime.date, periods: Iterable[Period]) -> Iterator[Period]:
    """Cut the days from `first` to `last` into pieces, each within one quarter and wholly in or out of each period."""
    cuts = {first}
    for period in periods:
        cuts |= {day for day in (period.first, period.last + _DAY) if first < day <= last}
    day = start_of_quarter(first)
    while day <= last:
        cuts |= {day} if day > first else set()
        # A quarter has 90 to 92 days: from its first, 100 days lie in the next.
        day = start_of_quarter(day + datetime.timedelta(days=100))
    starts = sorted(cuts)
    for start, following in zip(starts, [*starts[1:], last + _DAY], strict=True):
        yield Period(start, following - _DAY)
