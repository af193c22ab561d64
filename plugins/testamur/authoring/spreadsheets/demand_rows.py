"""Reads what employers ask for out of a spreadsheet: a row a skill, with its name, code or address, and how much.

Columns are known by their names, ESCO's own among them (`skillLabel`, `skillUri`, `relationType`); other columns do not
count. All bad rows are told at once. Nothing is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from testamur.authoring.spreadsheets.spreadsheet import Sheet, SheetRow
from testamur.errors import Problem, RecordsError, UsageError
from testamur.records.rules import frameworks
from testamur.text.characters import harmless
from testamur.text.folding import plain_words
from testamur.text.languages.messages import msg

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "targetName": ("targetname", "name", "skill", "skill name", "skilllabel", "skill label", "preferredlabel", "label"),
    "targetUrl": ("targeturl", "url", "uri", "address", "skilluri", "skill uri", "concepturi", "concept uri"),
    "targetFramework": ("targetframework", "framework"),
    "targetCode": ("targetcode", "code", "skill code", "element id"),
    "weight": ("weight", "share", "percent", "importance", "relationtype", "relation type"),
    "mentions": ("mentions", "advertisements", "ads", "employers", "answers"),
}
"""What the column of each field may be called, folded."""
_FIELD_OF = {name: field for field, names in COLUMNS.items() for name in names}
WORDS = {"essential": 100, "optional": 50}
"""What ESCO says of a skill of an occupation, as a weight."""
_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,4}))? ?%?")


def skills(sheet: Sheet, *, framework: str = "", count: int | None = None) -> list[dict[str, Any]]:
    """Return the skills of a sheet as a record has them, the most asked for first.

    `framework` is that of rows that name none; `count` is of how many employers or advertisements mentions are counted.
    Raises UsageError if the columns do not say a name and how much, RecordsError with a problem for each bad row.
    """
    columns = _columns(sheet)
    if "mentions" in columns and "weight" not in columns and count is None:
        raise UsageError(
            msg(
                "the column {headers} counts mentions: say of how many, with --count",
                headers=harmless(sheet.headers[columns["mentions"]]),
            )
        )
    problems, found = list(sheet.problems), []
    for row in sheet.rows:
        cells = {field: row.cells[at].strip() for field, at in columns.items()}
        weight, refusal = _weight(cells, count)
        if not cells["targetName"]:
            refusal = msg("the skill has no name"), msg("Write its name, or delete the row")
        if refusal:
            problems.append(_problem(sheet, row, *refusal))
        else:
            found.append(_skill(cells, framework) | {"weight": weight})
    if problems:
        raise RecordsError(problems)
    return sorted(found, key=lambda skill: -skill["weight"])


def _columns(sheet: Sheet) -> dict[str, int]:
    """Return the place of each field's column."""
    columns: dict[str, int] = {}
    for at, header in enumerate(sheet.headers):
        field = _FIELD_OF.get(plain_words(header))
        if field is None:
            continue
        if field in columns:
            first, second = harmless(sheet.headers[columns[field]]), harmless(header)
            raise UsageError(
                msg(
                    "two columns may be the {field}: {first} and {second}. Rename one of them",
                    field=field,
                    first=first,
                    second=second,
                )
            )
        columns[field] = at
    for fields, lacking in (
        (("targetName",), msg("names the skill: call it skill")),
        (("weight", "mentions"), msg("says how much it is asked for: call it weight (up to 100), or mentions")),
        (("targetUrl", "targetCode"), msg("says which skill of its framework it is: call it code, or url")),
    ):
        if not columns.keys() & set(fields):
            headers = ", ".join(harmless(header, 40) for header in sheet.headers[:20])
            raise UsageError(msg("no column {lacking}. The columns are: {headers}", lacking=lacking, headers=headers))
    return columns


def _weight(cells: Mapping[str, str], count: int | None) -> tuple[float, tuple[str, str] | None]:
    """Return how much a skill is asked for, or why that cannot be read and what to write instead."""
    if "weight" in cells:
        text = cells["weight"]
        if text.casefold() in WORDS:
            return WORDS[text.casefold()], None
        number = _number(text)
        if number is None or not 0 < number <= 100:
            reason = msg("{value} is no weight", value=harmless(text, 40) or "an empty cell")
            return 0, (reason, msg("Write a number up to 100, essential or optional"))
        return _plain(number), None
    number = _number(cells["mentions"])
    if number is None or not number.is_integer() or not 0 < number <= (count or 0):
        reason = msg(
            "{value} is no number of mentions out of {count}",
            value=harmless(cells["mentions"], 40) or "an empty cell",
            count=count,
        )
        return 0, (reason, msg("Write how many of them ask for it, and delete a row that nobody asks for"))
    return _plain(round(100 * number / (count or 1), 1) or 0.1), None


def _number(text: str) -> float | None:
    match = _NUMBER.fullmatch(text)
    return float(f"{match[1]}.{match[2] or 0}") if match else None


def _plain(number: float) -> float:
    return int(number) if number.is_integer() else number


def _skill(cells: Mapping[str, str], framework: str) -> dict[str, Any]:
    address = cells.get("targetUrl", "")
    name = cells.get("targetFramework", "") or framework or frameworks.probably_meant("", address)
    fields = {
        "targetName": cells["targetName"],
        "targetUrl": address,
        "targetFramework": name,
        "targetCode": cells.get("targetCode", ""),
    }
    return {field: text for field, text in fields.items() if text}


def _problem(sheet: Sheet, row: SheetRow, reason: str, remedy: str) -> Problem:
    return Problem(code="row", file=sheet.file, line=row.number, reason=reason, remedy=remedy)
