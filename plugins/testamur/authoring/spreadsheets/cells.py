"""Reads one cell of a spreadsheet: cleans it of invisible characters, or refuses it with what to type instead.

Dates are read as ISO 8601 writes them. Any other order of day and month is read only if a person has said which.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Literal

from testamur.records.parsing import formats
from testamur.records.parsing.formats import FormatError
from testamur.text import characters, dates

Order = Literal["", "dmy", "mdy"]
# What Excel and LibreOffice show, in several languages, for a cell that they could not work out.
_FAILED = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|NV|WERT!|BEZUG!|NOMBRE\?|NOM\?|#+)")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMERIC = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([./-])([0-9]{1,2})\2([0-9]{1,2})(?:[T ][0-9:.]+Z?)?")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
_FIRST_DAY = datetime.date(1899, 12, 30)  # day 0 of Excel's calendar, as counted after February 1900
_EXAMPLE = "Write year-month-day, e.g. 2026-03-01"
_COMMA = re.compile(r"-?[0-9]+,[0-9]+")


def clean(cell: str) -> str:
    """Return the text of a cell, in form NFC, without spaces around it and with single ones in it.

    Raises FormatError if it has characters that no record may have, or is not what a person typed.
    """
    if cell.isascii() and cell.isprintable():
        text = " ".join(cell.split())
    else:
        _refuse_characters(cell)
        text = unicodedata.normalize("NFC", " ".join(cell.split()))
    if _FAILED.fullmatch(text):
        raise FormatError("formula", "the spreadsheet could not work this cell out", "Type the value itself")
    if text.startswith(("=", "@")):
        raise FormatError("formula", "this is a formula, not its result", "Type the value itself")
    return text


def day(text: str, order: Order) -> str:
    """Return the day in a cell as `2026-05-14`; FormatError names the days that the cell may mean."""
    match = _NUMERIC.fullmatch(text)
    # Two digits do not tell the century.
    if match and order and len(match[4]) == 4:
        text = _iso_in_order(match, order) or text
    if _ISO.fullmatch(text):
        formats.date(text)
        return text
    raise FormatError("date-format", *_refusal_of_date(text, order))


def number_hint(text: str) -> str:
    """Return a remedy with the number that a result off its scale probably means; "" if nobody can tell."""
    plain = text.removesuffix("%").strip()
    if _COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    return f"Write {plain}, if that is meant" if plain != text and re.fullmatch(r"-?[0-9.]{1,20}", plain) else ""


def _refuse_characters(cell: str) -> None:
    stripped = cell.strip(" \t\r\n")
    if "\n" in stripped or "\r" in stripped:
        raise FormatError("lines", "the cell has several lines", "Write one line; remove the line break in the cell")
    for offset, code, reason in characters.findings(stripped):
        place = f"{reason}, at character {offset + 1}"
        raise FormatError(code, place, "Delete what the cell holds, and type it again")
    if "\N{REPLACEMENT CHARACTER}" in cell:
        remedy = "Type it again, and save the file as “CSV UTF-8”"
        raise FormatError("encoding", "a letter was lost when the file was saved", remedy)
    meant = _text_before_misreading(cell)
    if meant:
        remedy = f"Open the file as UTF-8, and write {characters.harmless(meant)} if that is meant"
        raise FormatError("encoding", "letters were mixed up when the file was saved", remedy)


def _text_before_misreading(cell: str) -> str:
    """Return the text of a cell before it was read in the wrong encoding (`JosÃ©` was José); "" if it was not."""
    # Hardly any text is UTF-8 by accident: its letters beyond ASCII would have to come in such odd pairs.
    try:
        return cell.encode("cp1252").decode("utf-8") if not cell.isascii() else ""
    except UnicodeError:
        return ""


def _refusal_of_date(text: str, order: Order) -> tuple[str, str]:
    """Return reason and remedy for a date in another form."""
    reason = "a date is written year-month-day"
    first = _YEAR_FIRST.fullmatch(text)
    if first:
        iso_day = _iso(first[1], first[3], first[4])
        return reason, f"Write {iso_day}" if iso_day else _EXAMPLE
    # Never read as a day: Excel has a second calendar, whose numbers begin in 1904.
    if _SERIAL.fullmatch(text):
        iso_day = (_FIRST_DAY + datetime.timedelta(days=int(text[:5]))).isoformat()
        return (
            "this is a spreadsheet's internal number for a date",
            f"Format the column as text and write the day; the number stands for {iso_day} in most spreadsheets",
        )
    match = _NUMERIC.fullmatch(text)
    return (reason, _EXAMPLE) if match is None else _refusal_of_numeric_date(match, order)


def _refusal_of_numeric_date(match: re.Match[str], order: Order) -> tuple[str, str]:
    if len(match[4]) == 2:
        return "the year has two digits", _EXAMPLE
    if order:
        return f"there is no such day, read as --date-format {order} says", _EXAMPLE
    by_day, by_month = _iso_in_order(match, "dmy"), _iso_in_order(match, "mdy")
    if by_day and by_month and by_day != by_month:
        return (
            f"the day may be {by_day} (day first) or {by_month} (month first)",
            "Write year-month-day, or say once for the whole file: --date-format dmy or --date-format mdy",
        )
    iso_day = by_day or by_month
    option = "dmy" if by_day else "mdy"
    if not iso_day:
        return "there is no such day", _EXAMPLE
    return "a date is written year-month-day", f"Write {iso_day} if that is meant, or add --date-format {option}"


def _iso_in_order(match: re.Match[str], order: str) -> str:
    day_part, month = (match[1], match[3]) if order == "dmy" else (match[3], match[1])
    return _iso(match[4], month, day_part)


def _iso(year: str, month: str, number: str) -> str:
    text = f"{year}-{int(month):02}-{int(number):02}"
    try:
        dates.day(text)
    except ValueError:
        return ""
    return text
