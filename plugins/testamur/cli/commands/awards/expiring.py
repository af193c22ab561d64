"""`testamur expiring`: lists awards in force whose validity ends soon, so that a renewal can be offered in time.

Awards that have been renewed already are left out and counted.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from testamur.authoring.handing_out import expiring_awards
from testamur.records import registry as registries
from testamur.terminal import award_rows, options, tables
from testamur.terminal.clock import latest_day_anywhere
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import Row, counted
from testamur.text.reporting import number_of


@click.command()
@click.option(
    "--within",
    type=click.IntRange(1, 3650),
    default=90,
    show_default=True,
    metavar="DAYS",
    help="How far to look ahead.",
)
@click.option("--achievement", default="", metavar="NAME", help="An achievement's file, title, or link.")
@options.records
@options.as_json
def command(*, within: int, achievement: str, records: Path, as_json: bool) -> None:
    """List awards in force whose last valid day comes within so many DAYS, the next first.

    Names stand in it: it is for those who may read the records.
    """
    registry = registries.load(records, today=latest_day_anywhere())
    slug = award_rows.achievement_slug(registry, achievement) if achievement else ""
    rows, renewed = expiring_awards.awards_ending(registry, latest_day_anywhere(), within, achievement=slug)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        tables.print_results(award_rows.COLUMNS, [award_rows.cells(row) for row in rows])
    days = number_of(within, "day")
    said = [counted("{number} award ends within {days}.", "{number} awards end within {days}.", len(rows), days=days)]
    if renewed:
        said.append(
            counted(
                "{number} award more, renewed already, left out.",
                "{number} awards more, renewed already, left out.",
                renewed,
            )
        )
    speaking.echo(Row(said, " "), err=True)
