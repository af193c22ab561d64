"""Reads one cell of a spreadsheet: cleans it of invisible characters, or refuses it with what to type instead."""

from __future__ import annotations

import decimal
import re
import unicodedata
from typing import Literal

from testamur.records.parsing.formats import FormatError
from testamur.text import characters
from testamur.text.languages.messages import msg

Percent = Literal["", "fraction", "as-written"]
FRACTION = "fraction-unclear"  # the code of a percentage that may be a fraction of 1

# What Excel and LibreOffice show, in several languages, for a cell that they could not work out.
_FAILED = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|NV|WERT!|BEZUG!|NOMBRE\?|NOM\?|#+)")
_FRACTION = re.compile(r"0(?:\.[0-9]{1,20})?|1(?:\.0{1,20})?|\.[0-9]{1,20}")
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
        raise FormatError("formula", msg("the spreadsheet could not work this cell out"), msg("Type the value itself"))
    if text.startswith(("=", "@")):
        raise FormatError("formula", msg("this is a formula, not its result"), msg("Type the value itself"))
    return text


def percent(text: str, kind: Percent) -> str:
    """Return a percentage as records write it: of a spreadsheet's 0.875, which it shows as 87.5 %, a person says so.

    Raises FormatError where nobody has said it, or it is no fraction where all are.
    """
    is_fraction = bool(_FRACTION.fullmatch(text))
    if kind == "as-written" or (not kind and (not is_fraction or decimal.Decimal(text) in (0, 1))):
        return text
    if not is_fraction:
        raise FormatError(
            "fraction", msg("this is no fraction of 1"), msg("Write 0.875 for 87.5 %, or leave --percent out")
        )
    whole = f"{(decimal.Decimal(text) * 100).normalize():f}"
    if kind == "fraction":
        return whole
    raise FormatError(
        FRACTION,
        msg("{text} is less than one per cent, and the spreadsheet may show {whole} %", text=text, whole=whole),
        msg("Write {whole}, or say once for the whole file: --percent fraction (or --percent as-written)", whole=whole),
    )


def number_hint(text: str) -> str:
    """Return a remedy with the number that a result off its scale probably means; "" if nobody can tell."""
    plain = text.removesuffix("%").strip()
    if _COMMA.fullmatch(plain):
        plain = plain.replace(",", ".")
    return (
        msg("Write {plain}, if that is meant", plain=plain)
        if plain != text and re.fullmatch(r"-?[0-9.]{1,20}", plain)
        else ""
    )


def _refuse_characters(cell: str) -> None:
    stripped = cell.strip(" \t\r\n")
    if "\n" in stripped or "\r" in stripped:
        raise FormatError(
            "lines", msg("the cell has several lines"), msg("Write one line; remove the line break in the cell")
        )
    for offset, code, reason in characters.findings(stripped):
        place = f"{reason}, at character {offset + 1}"
        raise FormatError(code, place, msg("Delete what the cell holds, and type it again"))
    if "\N{REPLACEMENT CHARACTER}" in cell:
        remedy = msg("Type it again, and save the file as “CSV UTF-8”")
        raise FormatError("encoding", msg("a letter was lost when the file was saved"), remedy)
    meant = _text_before_misreading(cell)
    if meant:
        remedy = msg("Open the file as UTF-8, and write {meant} if that is meant", meant=characters.harmless(meant))
        raise FormatError("encoding", msg("letters were mixed up when the file was saved"), remedy)


def _text_before_misreading(cell: str) -> str:
    """Return the text of a cell before it was read in the wrong encoding (`JosÃ©` was José); "" if it was not."""
    # Hardly any text is UTF-8 by accident: its letters beyond ASCII would have to come in such odd pairs.
    try:
        return cell.encode("cp1252").decode("utf-8") if not cell.isascii() else ""
    except UnicodeError:
        return ""
