"""`testamur stats`: prints figures of awards and courses that are safe to pass on, as a table, CSV or JSON."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from testamur.authoring.editing import atomic_files
from testamur.cli.commands.awards import stats_gaps
from testamur.cli.commands.awards.stats_formats import as_csv, as_json, as_table
from testamur.errors import UsageError
from testamur.figures import institution_figures, skill_gaps
from testamur.figures.institution_figures import AGAINST, THIS, Figures
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.clock import latest_day_anywhere
from testamur.terminal.days import day
from testamur.terminal.languages import speaking
from testamur.text import csv_cells, periods
from testamur.text.languages.messages import msg
from testamur.text.periods import Period


class _StatsOptions(TypedDict):
    """The options for which days are counted, and for whether small numbers are hidden."""

    first: datetime.date | None
    last: datetime.date | None
    against: datetime.date | None
    months: int
    unsuppressed: bool


@click.command()
@click.option("--from", "first", type=day, metavar="DAY", help="The first day of the period.  [default: of its year]")
@click.option("--to", "last", type=day, metavar="DAY", help="Its last day.  [default: of the last full quarter]")
@click.option(
    "--against",
    type=day,
    metavar="DAY",
    help="The first day of a period as long, to compare with.  [default: a year earlier]",
)
@click.option(
    "--months",
    type=click.IntRange(1, 120),
    default=institution_figures.QUIET,
    show_default=True,
    metavar="NUMBER",
    help="Name achievements that nobody took for so many months.",
)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where the figures go.  [default: stdout]")
@click.option("--unsuppressed", is_flag=True, help="Show small numbers too: for your own eyes only.")
@click.option("--gaps", is_flag=True, help="Print what employers ask for beside what is taught, instead.")
@options.records
def command(*, records: Path, form: str, out: Path | None, gaps: bool, **options_given: Unpack[_StatsOptions]) -> None:
    """Count awards and courses, in all and in two periods.

    Numbers about few people, and those that would tell one, are not shown, so that what is printed may be passed on.
    It is safe by itself: two lists of periods that overlap can be subtracted from each other.
    """
    registry = registries.load(records, today=latest_day_anywhere())
    if gaps:
        _refuse_days(options_given)
        skills = skill_gaps.asked_skills(registry)
        write_gaps = {"table": stats_gaps.as_table, "csv": stats_gaps.as_csv, "json": stats_gaps.as_json}[form]
        _write(write_gaps(registry, skills), form, out)
        return
    figures = figures_for(registry, latest_day_anywhere(), **options_given)
    text = {"table": as_table, "csv": as_csv, "json": as_json}[form](registry, figures)
    _write(text, form, out)
    if options_given["unsuppressed"]:
        speaking.echo(
            msg("WARNING: small numbers are shown. Individuals may be identifiable: do not pass this on."), err=True
        )
    elif figures.hides_something:
        speaking.echo(
            msg(
                "Not shown: numbers about fewer than {threshold} people, and what they could be worked out from. "
                "--unsuppressed shows them to you.",
                threshold=figures.threshold,
            ),
            err=True,
        )


def _refuse_days(given: _StatsOptions) -> None:
    """Raise UsageError for options that say nothing about skills."""
    options_of_counts = {"from": given["first"], "to": given["last"], "against": given["against"]}
    for name, value in {**options_of_counts, "unsuppressed": given["unsuppressed"]}.items():
        if value:
            raise UsageError(msg("--gaps counts nobody: leave {option} out", option=f"--{name}"))


def _write(text: str, form: str, out: Path | None) -> None:
    """Print what was asked for, or write it to a new file and print its name."""
    if out is None:
        click.echo(text.encode(), nl=False)
    else:
        atomic_files.write_new(out, csv_cells.encode(text) if form == "csv" else text.encode(), option="--out")
        click.echo(out)


def figures_for(
    registry: Registry,
    day: datetime.date,
    *,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
    against: datetime.date | None = None,
    months: int = institution_figures.QUIET,
    unsuppressed: bool = False,
) -> Figures:
    """Return the requested figures. Raises UsageError for days in the wrong order.

    Unless `unsuppressed`, awards count to the end of the last full quarter at most, whatever `last` says: two lists a
    day apart would give a single award away by their difference (decision 13, "Time").
    """
    latest = day if unsuppressed else periods.end_of_last_quarter(day)
    end = min(last or latest, latest)
    if first and last and last < first:
        raise UsageError(msg("--to {last} is before --from {first}: swap them", last=last, first=first))
    if first and first > end:
        raise UsageError(
            msg(
                "--from {first} is after {end}, the last day that is counted: write an earlier day",
                first=first,
                end=end,
            )
        )
    this = Period(first, end) if first else periods.year_to(end)
    other = Period(against, against + (this.last - this.first)) if against else periods.year_before(this)
    return institution_figures.compute_figures(
        registry,
        registry.awards.values(),
        today=day,
        last=latest,
        spans={THIS: this, AGAINST: other},
        months=months,
        unsuppressed=unsuppressed,
    )
