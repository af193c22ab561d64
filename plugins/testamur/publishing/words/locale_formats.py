"""Days and marks as the readers of a page write them: what Babel knows, and two things that it does not.

French has an ordinal for the first day of a month, which CLDR's patterns leave out; and a mark keeps the digits that
its record has (`87.50`), while CLDR's patterns for numbers cut or round them.
"""

from __future__ import annotations

import datetime
import functools
import re
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.([0-9]{1,15}))?")
# Kinds of results that are numbers (Open Badges 3.0, "ResultType"); other values are words, or grades that look so.
_NUMBERS = {"GradePointAverage", "Percent", "RawScore", "ScaledScore"}
_FIRST = re.compile(r"^1(?= )")


def long_date(date: datetime.date, locale: str) -> str:
    """Return a day in words: May 1, 2026; 1er mai 2026."""
    return _ordinal(format_date(date, "long", locale=locale), locale)


def day_of_year(date: datetime.date, locale: str) -> str:
    """Return a day without its year: May 1; 1er mai."""
    return _ordinal(format_skeleton("MMMMd", date, locale=locale), locale)


def quarter(first: datetime.date, locale: str) -> tuple[str, str]:
    """Return what a quarter is called, by its first day, with its year and without: Q2 2026, Q2; T2 2026, T2."""
    return format_skeleton("yQQQ", first, locale=locale), format_date(first, "QQQ", locale=locale)


def mark(value: str, kind: str, locale: str) -> str:
    """Return the value of a result of a `kind`: a number as the page writes numbers, with its own digits.

    87.50 of the kind Percent is 87,50 % on a French page. What is no number stays as it is.
    """
    found = _NUMBER.fullmatch(value) if kind in _NUMBERS else None
    if found is None:
        return value
    return _number(found[0], "." + "0" * len(found[1]) if found[1] else "", kind, locale)


# Many holders have one mark, and Babel takes 20 µs to write it.
@functools.lru_cache(maxsize=4096)
def _number(value: str, digits: str, kind: str, locale: str) -> str:
    """Return a number of a `kind` as a page writes it; `digits` is the pattern of those behind its point."""
    if kind != "Percent":
        return format_decimal(Decimal(value), format=f"#,##0{digits}", locale=locale)
    pattern = Locale.parse(locale).percent_formats[None].pattern.replace("0", f"0{digits}")
    return format_percent(Decimal(value) / 100, format=pattern, locale=locale)


def plural_number(value: str) -> int:
    """Return the number by which the form of a plural is chosen: catalogues have rules for whole numbers alone."""
    # Of a fraction, no form that spells its number ("two points") is right; that of a hundred has it as a digit.
    return int(value) if value.isdecimal() else 100


def _ordinal(date: str, locale: str) -> str:
    return _FIRST.sub("1er", date) if locale.partition("_")[0] == "fr" else date
