"""`testamur import`: adds learners and awards from a spreadsheet, all of them or none."""

from __future__ import annotations

import datetime
import json
import secrets as randomness
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import click

from testamur.authoring.editing import atomic_files, new_record
from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.authoring.spreadsheets import columns, encodings, importing, spreadsheet
from testamur.authoring.spreadsheets.cells import Percent
from testamur.authoring.spreadsheets.columns import Columns
from testamur.authoring.spreadsheets.day_cells import Order
from testamur.authoring.spreadsheets.import_plan import EVERY, Answer, ImportPlan, Settings
from testamur.authoring.spreadsheets.rows import WHO
from testamur.authoring.spreadsheets.spreadsheet import Sheet
from testamur.cli.commands.records import import_file, import_report
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.terminal import asking, award_rows, days, options
from testamur.terminal.clock import today_of
from testamur.terminal.languages import speaking, yes_no
from testamur.terminal.progress_bar import bar
from testamur.text import reporting
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@options.records
@click.option("--achievement", metavar="SLUG", help="What every row earned, where no column says it.")
@click.option("--date", metavar="DAY", help="The day of every row, where no column says it: 2026-05-14.")
@click.option(
    "--column", "named", multiple=True, metavar="FIELD=HEADER",
    help='What a column is: date="Completed on", result.final-project=Mark. FIELD= alone: no column is this.',
)  # fmt: skip
@click.option("--date-format", type=click.Choice(["dmy", "mdy"]), help="How to read 03/04/2026: day or month first.")
@click.option(
    "--percent", type=click.Choice(["fraction", "as-written"]),
    help="What 0.875 is among percentages: a fraction of 1 (87.5 %), or as it is written.",
)  # fmt: skip
@click.option("--sheet", "sheet_name", metavar="NAME", help="The sheet of a workbook, where it is not the first.")
@click.option("--encoding", type=click.Choice(encodings.ENCODINGS), help="For a file that is not Unicode.")
@click.option(
    "--delimiter", type=click.Choice(list(spreadsheet.DELIMITERS)), help="The character that separates the columns."
)
@click.option(
    "--same-person", "same", multiple=True, is_flag=False, flag_value="all", metavar="[ROW]",
    help="The learner of this row (of every row) is the one who has the name already.",
)  # fmt: skip
@click.option(
    "--new-person", "new", multiple=True, is_flag=False, flag_value="all", metavar="[ROW]",
    help="The learner of this row (of every row) is somebody else of the same name.",
)  # fmt: skip
@click.option("--partial", is_flag=True, help="Write the rows that are right, although others are not.")
@click.option("--yes", is_flag=True, help="Do not ask whether the columns were understood.")
@options.as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    file: Path,
    records: Path,
    achievement: str | None,
    date: str | None,
    named: tuple[str, ...],
    date_format: Order | None,
    percent: Percent | None,
    sheet_name: str | None,
    encoding: str | None,
    delimiter: str | None,
    same: tuple[str, ...],
    new: tuple[str, ...],
    partial: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Add learners and awards from FILE, a spreadsheet: .xlsx, .ods, or saved as CSV.

    All bad rows are told at once, and nothing is written then. An award that is there already is left alone, so the
    same file a second time changes nothing. Exit code 1 when a row was not taken, with --partial too.
    """
    answers = _answers(same, new)
    with bar(msg("Reading the records")) as advance:
        today = today_of(records)
        registry = registries.load(records, today=today, advance=advance)
    sheet = import_file.read(file, encoding or "", delimiter or "", sheet_name or "")
    settings = Settings(
        today=today,
        achievement=award_rows.achievement_slug(registry, achievement) if achievement else "",
        day=_past_day(date, today) if date else "",
        order=date_format or "",
        percent=percent or "",
        answers=answers,
        schema_paths={
            "learner": new_record.schema_path(records, records / "learners" / "one.yml", "learner"),
            "award": new_record.schema_path(records, records / "awards" / "year" / "one.yml", "award"),
        },
    )
    mapped = _find_columns(sheet, named, registry, settings)
    settings = import_file.with_order_of_dates(settings, sheet, mapped)
    _confirm(sheet, mapped, ask=not yes)
    settings = _complete_settings(settings, mapped, sheet, registry)
    plan = _plan_with_answers(sheet, mapped, registry, settings)
    writing = plan.files if partial or not plan.wrong else {}
    if writing:
        with bar(msg("Writing"), len(writing)) as advance:
            atomic_files.create_all(records, writing, advance=advance)
    import_report.problems(plan, is_written=bool(writing))
    if as_json:
        report = import_report.as_json(sheet, mapped, plan, [(records / name).as_posix() for name in writing])
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    elif writing or not plan.wrong:
        speaking.echo(import_report.summary(plan, is_written=bool(writing)))
    ctx.exit(1 if plan.wrong else 0)


def _answers(same: Sequence[str], new: Sequence[str]) -> dict[int, Answer]:
    answers: dict[int, Answer] = {}
    given: dict[Answer, Sequence[str]] = {"same": same, "new": new}
    for answer, rows in given.items():
        option = f"--{answer}-person"
        for text in rows:
            if text != "all" and not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
                raise UsageError(
                    msg(
                        "{option} {text}: give the number of a row, or write {option} at the end",
                        option=option,
                        text=harmless(text),
                    )
                )
            row = EVERY if text == "all" else int(text[:9])
            if answers.setdefault(row, answer) != answer:
                raise UsageError(
                    msg(
                        "{option} {text}: --same-person and --new-person contradict each other",
                        option=option,
                        text=harmless(text),
                    )
                )
    return answers


def _past_day(text: str, today: datetime.date) -> str:
    if days.day(text, "--date") > today:
        raise UsageError(
            msg("--date: the day has not come yet (today is {today}). Write the day it was earned", today=today)
        )
    return text


def _find_columns(sheet: Sheet, given: Collection[str], registry: Registry, settings: Settings) -> Columns:
    earned = (
        [registry.achievements[settings.achievement]] if settings.achievement else list(registry.achievements.values())
    )
    given_by_option = [name for name, value in (("achievement", settings.achievement), ("date", settings.day)) if value]
    mapped = columns.find(sheet, given, earned, given_by_option=given_by_option, learners=registry.learners)
    if not set(WHO) & set(mapped.fields):
        raise UsageError(
            msg(
                'no column is known to say who: name it with --column name="…". The first row has to '
                "name the columns; it has: {headers}",
                headers=columns.list_headers(sheet.headers),
            )
        )
    return mapped


def _complete_settings(settings: Settings, mapped: Columns, sheet: Sheet, registry: Registry) -> Settings:
    """Return the settings, completed on a terminal with what no column and no option gives."""
    headers = columns.list_headers(sheet.headers)
    if "achievement" not in mapped.fields and not settings.achievement:
        option = msg(
            "--achievement (or its column: --column achievement=…; the columns are: {headers})", headers=headers
        )
        answer = asking.ask_required(
            None, option, msg("What did every row earn"), check=AchievementLookup(registry.achievements.values()).find
        )
        settings = replace(settings, achievement=award_rows.achievement_slug(registry, answer))
    if "date" not in mapped.fields and not settings.day:
        option = msg("--date (or its column: --column date=…; the columns are: {headers})", headers=headers)
        answer = days.ask_day(None, option, msg("On which day, e.g. 2026-05-14 or 14 May 2026"))
        settings = replace(settings, day=_past_day(answer, settings.today))
    return settings


def _confirm(sheet: Sheet, mapped: Columns, *, ask: bool) -> None:
    """Show the meaning of each column, and ask on a terminal whether it is right."""
    import_report.columns(sheet, mapped)
    if ask and asking.is_terminal() and not yes_no.confirm(msg("Is this right?"), default=True):
        raise UsageError(msg("nothing was written. Say what a column is with --column, e.g. --column date=…"))


def _plan_with_answers(sheet: Sheet, mapped: Columns, registry: Registry, settings: Settings) -> ImportPlan:
    """Return the plan; on a terminal, first ask about each learner who may exist already.

    The program never decides that two people are one: a wrong answer would give a person another's awards.
    """
    asked: set[int] = set()
    while True:
        plan = importing.plan_import(sheet, mapped, registry, settings, random=randomness.token_bytes)
        open_ = [doubt for doubt in plan.doubts if doubt.row not in asked]
        if not open_ or not asking.is_terminal():
            return plan
        for doubt in open_:
            asked.add(doubt.row)
            said = msg("Row {row}, {name}: {reason}.", row=doubt.row, name=doubt.name, reason=doubt.reason)
            click.echo(reporting.one_line(speaking.spoken(said)), err=True)
            choices = ["same", "all-same", "new", "all-new"] if doubt.is_one else ["new"]
            answer = asking.ask_choice(None, msg("The same person, or somebody new"), choices)
            row = EVERY if answer.startswith("all-") else doubt.row
            if answer:
                kind: Answer = "same" if answer.endswith("same") else "new"
                settings = replace(settings, answers={**settings.answers, row: kind})
            if row == EVERY:
                break
