"""Prints the report of `testamur import`: the columns, all problems in one table, and what was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from testamur.authoring.spreadsheets import spreadsheet
from testamur.authoring.spreadsheets.columns import Columns
from testamur.authoring.spreadsheets.headings import FIELDS
from testamur.authoring.spreadsheets.import_plan import ImportPlan
from testamur.authoring.spreadsheets.spreadsheet import Sheet
from testamur.errors import Problem
from testamur.terminal import tables
from testamur.terminal.languages import speaking
from testamur.text import reporting
from testamur.text.languages.messages import Amount, msg

_MOST_SHOWN = 1000  # problems on a screen; --json has them all
_MOST_THERE = 20  # rows named that exist already


def columns(sheet: Sheet, mapped: Columns) -> None:
    """Print the meaning of each column."""
    rows = []
    for at, header in enumerate(sheet.headers):
        meaning = mapped.meaning(at)
        if header or meaning:
            explanation = FIELDS.get(meaning, msg("a result") if meaning else "")
            rows.append((spreadsheet.letter(at + 1), header, meaning or msg("not used"), explanation))
    tables.print_notice_table(("", msg("column"), msg("is taken as"), ""), rows)


def problems(plan: ImportPlan, *, is_written: bool) -> None:
    """Print all warnings and all problems, each in one table, and the rows that exist already."""
    _table("warning", [problem for problem in plan.problems if problem.severity == "warning"])
    _table("problem", plan.wrong)
    for row, award in plan.there[:_MOST_THERE]:
        speaking.echo(msg("row {row}: already there as {award}", row=row, award=award), err=True)
    if len(plan.there) > _MOST_THERE:
        speaking.echo(
            msg("… and {number} more rows are already there.", number=Amount(len(plan.there) - _MOST_THERE)), err=True
        )
    if plan.wrong and not is_written:
        rows = reporting.number_of(plan.bad_rows, "row")
        speaking.echo(
            msg(
                "Nothing was written: {rows} of the file cannot be taken. Mend the file and run this "
                "again, or add --partial for the rows that are right.",
                rows=rows,
            ),
            err=True,
        )


def summary(plan: ImportPlan, *, is_written: bool) -> str:
    """Return a one-sentence summary of the import."""
    said = msg("Nothing new")
    if is_written:
        awards, learners = reporting.number_of(plan.awards, "award"), reporting.number_of(plan.learners, "new learner")
        said = msg("{awards} and {learners} written", awards=awards, learners=learners)
    if not plan.there:
        return msg("{sentence}.", sentence=said)
    return msg("{sentence}; {rows} there already.", sentence=said, rows=reporting.number_of(len(plan.there), "row"))


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
    speaking.echo(msg("{problems}:", problems=reporting.number_of(len(problems), noun)), err=True)
    heads = (msg("row"), msg("column"), msg("value"), msg("what is wrong"), msg("what to do"))
    tables.print_notice_table(heads, map(_row, problems[:_MOST_SHOWN]))
    if len(problems) > _MOST_SHOWN:
        speaking.echo(
            msg("… and {number} more; --json has them all.", number=Amount(len(problems) - _MOST_SHOWN)), err=True
        )


def _row(problem: Problem) -> tuple[str, str, str, str, str]:
    column = f"{spreadsheet.letter(problem.column)} {problem.field}" if problem.column else ""
    return str(problem.line), column.strip(), problem.value, problem.reason, problem.remedy
