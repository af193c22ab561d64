"""Reads the day in a cell of a spreadsheet, as people and other systems write it.

`2026-05-14` and a day whose month has a name are read by themselves, with a time behind them or a weekday before them:
the hour of an award is nowhere recorded. Of `03/04/2026`, the order is read off the other days of the file, or a person
says it; nothing else is taken for a day.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Collection
from typing import Literal

from babel.core import Locale

from testamur.records.parsing import formats
from testamur.records.parsing.formats import FormatError
from testamur.text import dates
from testamur.text.folding import plain_words
from testamur.text.languages.messages import msg

Order = Literal["", "dmy", "mdy"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy")
UNCLEAR = "date-unclear"  # the code of a day that may be one of two

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"[T, ]+(?:(?:à|at|um|a las) )?[0-9]{1,2}[:.h][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?: ?(?:[AaPp]\.?[Mm]\.?|Uhr))?(?: ?(?:Z|UTC|GMT|[+-][0-9:]{4,6}))?$"
)
_NUMERIC = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([./-])([0-9]{1,2})\2([0-9]{1,2})")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
_FIRST_DAY = datetime.date(1899, 12, 30)  # day 0 of Excel's calendar, as counted after February 1900
_EXAMPLE = msg("Write year-month-day, e.g. 2026-03-01")
_LANGUAGES = ("en", "fr", "de", "es")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:er|st|nd|rd|th)")  # 1er mai, May 1st
_FILLERS = frozenset({"de", "del", "of", "the", "den", "le"})
_FIRST_OF_LAST_CENTURY = 70  # two digits from here on are of the twentieth


def day(text: str, order: Order) -> str:
    """Return the day in a cell as `2026-05-14`; FormatError names the days that the cell may mean."""
    bare = _TIME.sub("", text)
    if _ISO.fullmatch(bare):
        formats.date(bare)
        return bare
    first = _YEAR_FIRST.fullmatch(bare)
    if first:
        return _existing(_iso(int(first[1]), int(first[3]), int(first[4])))
    numeric = _NUMERIC.fullmatch(bare)
    if numeric:
        return _day_in_order(numeric, order)
    named = _named(bare)
    if named:
        return _existing(_iso(*named))
    raise FormatError("date-format", *_refusal(text))


def order_of(texts: Collection[str]) -> tuple[Order, str]:
    """Return the one order in which all these days can be read, and a day that shows it; ("", "") if none or both."""
    found = [match for text in texts if (match := _NUMERIC.fullmatch(_TIME.sub("", text)))]
    if any(len(match[4]) == 2 for match in found):
        return "", ""  # of 26-05-28, the year may as well come first
    possible = [order for order in ORDERS if all(_iso_in_order(match, order) for match in found)]
    if len(possible) != 1 or not found:
        return "", ""
    other = ORDERS[1 - ORDERS.index(possible[0])]
    return possible[0], next(match[0] for match in found if not _iso_in_order(match, other))


def _day_in_order(match: re.Match[str], order: Order) -> str:
    if order:
        read = _iso_in_order(match, order)
        if read:
            return read
        raise FormatError(
            "date-format", msg("there is no such day, read as --date-format {order} says", order=order), _EXAMPLE
        )
    by_day, by_month = _iso_in_order(match, "dmy"), _iso_in_order(match, "mdy")
    if by_day and by_month and by_day != by_month:
        raise FormatError(
            UNCLEAR,
            msg("the day may be {by_day} (day first) or {by_month} (month first)", by_day=by_day, by_month=by_month),
            msg("Write year-month-day, or say once for the whole file: --date-format dmy or --date-format mdy"),
        )
    if len(match[4]) == 2:
        raise FormatError(
            "date-format", msg("the year has two digits"), msg("Say what they are: --date-format dmy or mdy")
        )
    return _existing(by_day or by_month)


def _existing(iso_day: str) -> str:
    if not iso_day:
        raise FormatError("date-format", msg("there is no such day"), _EXAMPLE)
    formats.date(iso_day)
    return iso_day


def _named(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of `Thursday, 14 May 2026`, in any order with a month in words; None if it is none."""
    words = [_ORDINAL.sub(r"\1", word) for word in plain_words(text).split() if word not in _FILLERS]
    numbers = [word for word in words if word.isdecimal() and word.isascii()]
    months = {month for word in words if (month := _months().get(word))}
    others = [word for word in words if word not in numbers and word not in _months() and word not in _weekdays()]
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if others or len(months) != 1 or len(years) != 1 or len(days) != 1 or len(numbers) != 2:
        return None
    return int(years[0]), months.pop(), int(days[0])


@functools.cache
def _months() -> dict[str, int]:
    """Return the names of months, whole and short; a name that is two months in two languages is none."""
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for forms in Locale(language).months.values():
            for number, name in [*forms["wide"].items(), *forms["abbreviated"].items()]:
                found.setdefault(plain_words(name), set()).add(number)
    return {name: months.pop() for name, months in found.items() if len(months) == 1}


@functools.cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        plain_words(name)
        for language in _LANGUAGES
        for forms in Locale(language).days.values()
        for width in ("wide", "abbreviated")
        for name in forms[width].values()
    )


def _refusal(text: str) -> tuple[str, str]:
    """Return reason and remedy for what is no day."""
    # Never read as a day: Excel has a second calendar, whose numbers begin in 1904.
    if _SERIAL.fullmatch(text):
        iso_day = (_FIRST_DAY + datetime.timedelta(days=int(text[:5]))).isoformat()
        return (
            msg("this is a spreadsheet's internal number for a date"),
            msg(
                "Format the column as text and write the day; the number stands for {iso_day} in most spreadsheets",
                iso_day=iso_day,
            ),
        )
    return msg("this is not a date"), _EXAMPLE


def _iso_in_order(match: re.Match[str], order: Order) -> str:
    number, month = (match[1], match[3]) if order == "dmy" else (match[3], match[1])
    year = int(match[4])
    if len(match[4]) == 2:
        year += 1900 if year >= _FIRST_OF_LAST_CENTURY else 2000
    return _iso(year, int(month), int(number))


def _iso(year: int, month: int, number: int) -> str:
    text = f"{year:04}-{month:02}-{number:02}"
    try:
        dates.day(text)
    except ValueError:
        return ""
    return text
