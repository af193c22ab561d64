"""Prints the report of `testamur import`: the columns, all problems in one table, and what was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from testamur.authoring.spreadsheets import spreadsheet
from testamur.authoring.spreadsheets.columns import FIELDS, Columns
from testamur.authoring.spreadsheets.import_plan import Plan
from testamur.authoring.spreadsheets.spreadsheet import Sheet
from testamur.errors import Problem
from testamur.terminal import tables
from testamur.text import reporting

_MOST_SHOWN = 1000  # problems on a screen; --json has them all
_MOST_THERE = 20  # rows named that exist already


def columns(sheet: Sheet, mapped: Columns) -> None:
    """Print the meaning of each column."""
    rows = []
    for at, header in enumerate(sheet.headers):
        meaning = mapped.meaning(at)
        if header or meaning:
            told = FIELDS.get(meaning, "a result" if meaning else "")
            rows.append((spreadsheet.letter(at + 1), header, meaning or "not used", told))
    tables.print_notice_table(("", "column", "is taken as", ""), rows)


def problems(made: Plan, *, is_written: bool) -> None:
    """Print all warnings and all problems, each in one table, and the rows that exist already."""
    _table("warning", [one for one in made.problems if one.severity == "warning"])
    _table("problem", made.wrong)
    for row, award in made.there[:_MOST_THERE]:
        click.echo(f"row {row}: already there as {award}", err=True)
    if len(made.there) > _MOST_THERE:
        click.echo(f"… and {len(made.there) - _MOST_THERE:,} more rows are already there.", err=True)
    if made.wrong and not is_written:
        rows = reporting.number_of(len({problem.line for problem in made.wrong}), "row")
        click.echo(
            f"Nothing was written: {rows} of the file cannot be taken. "
            "Mend the file and run this again, or add --partial for the rows that are right.",
            err=True,
        )


def summary(made: Plan, *, is_written: bool) -> str:
    """Return a one-sentence summary of the import."""
    there = f"; {reporting.number_of(len(made.there), 'row')} there already" if made.there else ""
    if not is_written:
        return f"Nothing new{there}."
    awards, learners = reporting.number_of(made.awards, "award"), reporting.number_of(made.learners, "new learner")
    return f"{awards} and {learners} written{there}."


def as_json(sheet: Sheet, mapped: Columns, made: Plan, written: Sequence[str]) -> dict[str, Any]:
    """Return the report for programs; `written` are the files, and `row` counts as the spreadsheet does."""
    return {
        "file": sheet.file,
        "columns": {header: mapped.meaning(at) or None for at, header in enumerate(sheet.headers) if header},
        "awards": made.awards if written else 0,
        "learners": made.learners if written else 0,
        "written": list(written),
        "there": [{"row": row, "award": award} for row, award in made.there],
        "problems": [_problem(problem) for problem in made.problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    (told,) = reporting.as_json([problem])
    return {"row": told.pop("line"), **told}


def _table(noun: str, found: Sequence[Problem]) -> None:
    if not found:
        return
    click.echo(f"{reporting.number_of(len(found), noun)}:", err=True)
    tables.print_notice_table(("row", "column", "value", "what is wrong", "what to do"), map(_row, found[:_MOST_SHOWN]))
    if len(found) > _MOST_SHOWN:
        click.echo(f"… and {len(found) - _MOST_SHOWN:,} more; --json has them all.", err=True)


def _row(problem: Problem) -> tuple[str, str, str, str, str]:
    column = f"{spreadsheet.letter(problem.column)} {problem.field}" if problem.column else ""
    return str(problem.line), column.strip(), problem.value, problem.reason, problem.remedy
