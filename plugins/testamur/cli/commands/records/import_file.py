"""Reads the file that `testamur import` is given; on a terminal, asks what only a person can see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from testamur.authoring.spreadsheets import day_cells, encodings, spreadsheet, workbook
from testamur.authoring.spreadsheets.columns import Columns
from testamur.authoring.spreadsheets.import_plan import Settings
from testamur.authoring.spreadsheets.rows import DAYS
from testamur.authoring.spreadsheets.spreadsheet import Sheet
from testamur.errors import UsageError
from testamur.records.parsing import files
from testamur.terminal import asking
from testamur.terminal.languages import speaking
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg


def read(file: Path, encoding: str = "", delimiter: str = "", name: str = "") -> Sheet:
    """Return the rows of CSV or of a workbook, of its sheet `name` or the first; UsageError if it cannot be read."""
    # Resolved, since `files.read` refuses links: these are for records, and here the person chose the file.
    data = files.read(file.resolve(), encodings.MOST_BYTES)
    if workbook.is_workbook(data):
        if encoding or delimiter:
            raise UsageError(msg("--encoding and --delimiter are for CSV, and this is a workbook: leave them out"))
        sheet = workbook.read(data, harmless(file.name, 200), sheet=name)
        if sheet.left:
            others = ", ".join(harmless(one, 40) for one in sheet.left[:20])
            speaking.echo(
                msg("Read the first sheet. There are more, which --sheet NAME reads: {others}", others=others), err=True
            )
    elif name:
        raise UsageError(msg("--sheet is for workbooks, and this is CSV: leave it out"))
    else:
        text = encodings.decode(data, encoding or _asked_encoding(data))
        sheet = spreadsheet.read(text, harmless(file.name, 200), delimiter=delimiter)
    if not sheet.rows and not sheet.problems:
        raise UsageError(
            msg(
                "the file has a first row, which names the columns, and nothing below it: write a row for each award, "
                "person or skill that it is about, save the file, and run this again"
            )
        )
    return sheet


def _asked_encoding(data: bytes) -> str:
    """Return the encoding in which the names read right, as a person says; "" if the bytes show it, or nobody is there.

    Nearly every byte is a letter in each of the older encodings, so only a person can see that some are the wrong ones.
    """
    if not asking.is_terminal() or encodings.encoding_of(data) != encodings.GUESSED:
        return ""
    speaking.echo(msg("The file is not in UTF-8. Its names may read:"), err=True)
    readings = encodings.readings(data)
    for number, reading in enumerate(readings, 1):
        speaking.echo(
            msg("  {number}  {names}", number=number, names=harmless(", ".join(reading.words), 120)), err=True
        )
    answer = asking.ask_choice(None, msg("Which is right"), [str(number + 1) for number in range(len(readings))])
    if not answer:
        raise UsageError(msg("save the file as “CSV UTF-8”, or name its encoding with --encoding"))
    return readings[int(answer) - 1].encoding


def with_order_of_dates(settings: Settings, sheet: Sheet, mapped: Columns) -> Settings:
    """Return the settings with the order of day and month that the file's own dates show, unless a person said it."""
    places = [mapped.fields[field] for field in DAYS if field in mapped.fields]
    order, shown = day_cells.order_of([row.cells[at].strip() for row in sheet.rows for at in places])
    if settings.order or not order:
        return settings
    first = msg("day") if order == "dmy" else msg("month")
    speaking.echo(
        msg("Dates are read {first} first, since {shown} can be read in no other way.", first=first, shown=shown),
        err=True,
    )
    return replace(settings, order=order)
