"""Prints the report of `testamur import`: the columns, all problems in one table, and what was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from testamur.authoring.spreadsheets import spreadsheet
from testamur.authoring.spreadsheets.columns import Columns
from testamur.authoring.spreadsheets.headings import FIELDS
from testamur.authoring.spreadsheets.import_plan import ImportPlan
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
            explanation = FIELDS.get(meaning, "a result" if meaning else "")
            rows.append((spreadsheet.letter(at + 1), header, meaning or "not used", explanation))
    tables.print_notice_table(("", "column", "is taken as", ""), rows)


def problems(plan: ImportPlan, *, is_written: bool) -> None:
    """Print all warnings and all problems, each in one table, and the rows that exist already."""
    _table("warning", [problem for problem in plan.problems if problem.severity == "warning"])
    _table("problem", plan.wrong)
    for row, award in plan.there[:_MOST_THERE]:
        click.echo(f"row {row}: already there as {award}", err=True)
    if len(plan.there) > _MOST_THERE:
        click.echo(f"… and {len(plan.there) - _MOST_THERE:,} more rows are already there.", err=True)
    if plan.wrong and not is_written:
        rows = reporting.number_of(plan.bad_rows, "row")
        click.echo(
            f"Nothing was written: {rows} of the file cannot be taken. "
            "Mend the file and run this again, or add --partial for the rows that are right.",
            err=True,
        )


def summary(plan: ImportPlan, *, is_written: bool) -> str:
    """Return a one-sentence summary of the import."""
    there = f"; {reporting.number_of(len(plan.there), 'row')} there already" if plan.there else ""
    if not is_written:
        return f"Nothing new{there}."
    awards, learners = reporting.number_of(plan.awards, "award"), reporting.number_of(plan.learners, "new learner")
    return f"{awards} and {learners} written{there}."


def as_json(sheet: Sheet, mapped: Columns, plan: ImportPlan, written: Sequence[str]) -> dict[str, Any]:
    """Return the report for programs; `written` are the files, and `row` counts as the spreadsheet does."""
    return {
        "file": sheet.file,
        "columns": {header: mapped.meaning(at) or None for at, header in enumerate(sheet.headers) if header},
        "awards": plan.awards if written else 0,
        "learners": plan.learners if written else 0,
        "written": list(written),
        "there": [{"row": row, "award": award} for row, award in plan.there],
        "problems": [_problem(problem) for problem in plan.problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    (value,) = reporting.as_json([problem])
    return {"row": value.pop("line"), **value}


def _table(noun: str, problems: Sequence[Problem]) -> None:
    if not problems:
        return
    click.echo(f"{reporting.number_of(len(problems), noun)}:", err=True)
    heads = ("row", "column", "value", "what is wrong", "what to do")
    tables.print_notice_table(heads, map(_row, problems[:_MOST_SHOWN]))
    if len(problems) > _MOST_SHOWN:
        click.echo(f"… and {len(problems) - _MOST_SHOWN:,} more; --json has them all.", err=True)


def _row(problem: Problem) -> tuple[str, str, str, str, str]:
    column = f"{spreadsheet.letter(problem.column)} {problem.field}" if problem.column else ""
    return str(problem.line), column.strip(), problem.value, problem.reason, problem.remedy
