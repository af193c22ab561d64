"""Reads a spreadsheet: rows with the numbers that it shows, or one sentence why not. `workbook` reads workbooks.

CSV is read by RFC 4180, with the three separators that spreadsheets write. Nothing is guessed in silence: if two
readings are possible, the person is told which option decides. Size, rows, columns and cells are bounded. `csv.Sniffer`
is not used, since it answers where it should doubt, and its patterns take quadratic time.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from testamur.authoring.spreadsheets import markdown_table
from testamur.authoring.spreadsheets.encodings import SAVE_AS
from testamur.errors import Problem, UsageError
from testamur.text import characters
from testamur.text.folding import plain_words
from testamur.text.languages.messages import Amount, msg

MOST_ROWS = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 2_000  # characters
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_SAMPLE = 100  # rows, empty ones too
_MOST_LINES = 1_048_576  # rows that a spreadsheet can have


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number as the spreadsheet shows it, and as many cells as there are headers."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A header and its rows. Rows that could not be taken are not among `rows`, but have a problem each."""

    file: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    problems: tuple[Problem, ...] = ()
    left: tuple[str, ...] = ()  # the other sheets of the workbook


def read(text: str, file: str, *, delimiter: str = "") -> Sheet:
    """Return the rows of a CSV text, or of a table in Markdown.

    `file` is its name for people, `delimiter` one of DELIMITERS' keys or "".

    Raises UsageError if the file as a whole cannot be read: no header, an open quotation mark, too many rows.
    """
    if "\0" in text:
        raise UsageError(
            msg(
                "the file contains a zero character (character {value}). {save_as}",
                value=Amount(text.index(chr(0)) + 1),
                save_as=SAVE_AS,
            )
        )
    if not delimiter and markdown_table.is_table(text):
        return from_rows(((number, tuple(cells)) for number, cells in markdown_table.rows(text)), file)
    named_separator, text = _separator_line(text)
    separator = DELIMITERS.get(delimiter) or named_separator or _separator(text)
    return from_rows(_records(text, separator), file)


def from_rows(rows: Iterable[tuple[int, tuple[str, ...]]], file: str) -> Sheet:
    """Return a sheet of rows, each with its number; the first that is not empty is the header. UsageError as above."""
    filled = (SheetRow(number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    head = next(filled, None)
    if head is None:
        raise UsageError(msg("the file is empty: its first row names the columns, and each row after it is an award"))
    headers = _headers(head)
    found = list(itertools.islice(filled, MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise UsageError(
            msg("the file has more than {most_rows} rows: import it in parts", most_rows=Amount(MOST_ROWS))
        )
    taken, problems = [], []
    for row in found:
        refused = _refusal(row, headers, file)
        if refused:
            problems.append(refused)
        else:
            taken.append(SheetRow(row.number, _fit_to_width(row.cells, len(headers))))
    return Sheet(
        file=file, header_row=head.number, headers=headers, rows=tuple(taken), problems=tuple(problems)
    )  # fmt: skip


def letter(column: int) -> str:
    """Return the letters that a spreadsheet shows above a column, counted from 1: A, B, … Z, AA."""
    first, last = divmod(column - 1, 26)
    return (letter(first) if first else "") + chr(ord("A") + last)


def _separator_line(text: str) -> tuple[str, str]:
    """Return the separator that Excel's own first line names (`sep=;`), which it does not count as a row."""
    line, _, rest = text.partition("\n")
    separator = line.strip().strip('"').removeprefix("sep=") if line.strip().strip('"').startswith("sep=") else ""
    return (separator, rest) if separator in DELIMITERS.values() else ("", text)


def _separator(text: str) -> str:
    """Return the separator: the one that divides the first row, or, of several, the one that divides all rows alike."""
    # Commas in names divide some rows and not others; a separator divides them all alike.
    samples = {mark: _sample(text, mark) for mark in DELIMITERS.values()}
    parting = [mark for mark, rows in samples.items() if rows and len(rows[0]) > 1]
    even = [mark for mark in parting if len({len(row) for row in samples[mark]}) == 1]
    if len(parting) > 1 and len(even) != 1:
        raise UsageError(
            msg(
                "cannot tell which character separates the columns; pass --delimiter {names}",
                names="|".join(DELIMITERS),
            )
        )
    return (even if len(parting) > 1 else parting or [","])[0]


def _sample(text: str, separator: str) -> list[list[str]]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return [row for row in itertools.islice(reader, _SAMPLE) if any(row)]
    except csv.Error:
        return []


def _records(text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    # Strict: a quotation mark that nothing closes would otherwise swallow all further rows into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number > _MOST_LINES:
                raise UsageError(
                    msg(
                        "the file has more than {most_lines} rows, empty ones too: remove those",
                        most_lines=Amount(_MOST_LINES),
                    )
                )
            yield number, tuple(cells)
    except csv.Error as error:
        if "field limit" in str(error):
            raise UsageError(
                msg(
                    "row {value}: a cell has more than {field_size_limit} characters, or a quotation mark is "
                    "not closed. Look at this row, and shorten it",
                    value=number + 1,
                    field_size_limit=Amount(csv.field_size_limit()),
                )
            ) from None
        raise UsageError(
            msg(
                "row {value}: a quotation mark is not closed, or stands where none can. A cell that has "
                'one is written in quotation marks, with each of its own doubled: "the ""big"" '
                'boat"',
                value=number + 1,
            )
        ) from None


def _headers(row: SheetRow) -> tuple[str, ...]:
    if len(row.cells) > MOST_COLUMNS:
        raise UsageError(
            msg(
                "the first row has {cells} columns, and at most {most_columns} are read",
                cells=Amount(len(row.cells)),
                most_columns=MOST_COLUMNS,
            )
        )
    headers = [" ".join(cell.split()) for cell in row.cells]
    for number, header in enumerate(headers, 1):
        odd = next(characters.findings(header), None)
        if odd or len(header) > LONGEST_CELL:
            reason = odd[2] if odd else msg("it is too long")
            raise UsageError(
                msg("the name of column {letter}: {reason}. Type the name again", letter=letter(number), reason=reason)
            )
    # `--column` names a column by its header: of two alike, nobody could say which is meant.
    names = [plain_words(header) or header for header in headers]
    duplicate = next((index for index, name in enumerate(names) if name and name in names[:index]), None)
    if duplicate is not None:
        places = f"{letter(names.index(names[duplicate]) + 1)} and {letter(duplicate + 1)}"
        raise UsageError(
            msg(
                "the columns {places} are both called {headers}: rename one",
                places=places,
                headers=characters.harmless(headers[duplicate]),
            )
        )
    return tuple(headers)


def _refusal(row: SheetRow, headers: tuple[str, ...], file: str) -> Problem | None:
    """Return the problem of a row that cannot be taken at all; None for any other."""
    beyond = next((at for at, cell in enumerate(row.cells) if at >= len(headers) and cell.strip()), None)
    # A cell with a separator in it and no quotation marks moves all cells behind it into the wrong columns.
    if beyond is not None:
        reason = msg("the row has more cells than the first row, which has {headers}", headers=len(headers))
        remedy = msg("Put a cell that has a comma or semicolon in it in quotation marks, or name the column")
        shown = characters.harmless(row.cells[beyond])
        return Problem(
            code="cells", file=file, line=row.number, column=beyond + 1, value=shown, reason=reason, remedy=remedy
        )
    long = next((at for at, cell in enumerate(row.cells) if len(cell) > LONGEST_CELL), None)
    if long is not None:
        reason = msg(
            "the cell has {cells} characters, and {longest_cell} are allowed",
            cells=Amount(len(row.cells[long])),
            longest_cell=Amount(LONGEST_CELL),
        )
        return Problem(
            code="length", file=file, line=row.number, column=long + 1, field=characters.harmless(headers[long]),
            value=characters.harmless(row.cells[long], 40), reason=reason,
            remedy=msg("Shorten it, or remove the column"),
        )  # fmt: skip
    return None


def _fit_to_width(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    # Some programs leave out the empty cells at the end of a row.
    return cells[:width] + ("",) * (width - len(cells))
