"""`testamur expiring`: awards in force whose validity ends soon, so that somebody can offer a renewal in time."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

import click

from testamur.authoring import register
from testamur.authoring.register import Row
from testamur.cli import list as listing
from testamur.cli import options, tables
from testamur.cli.clock import today
from testamur.records import registry as registries
from testamur.records.reporting import number_of


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
    registry = registries.load(records, today=today())
    slug = listing.achievement_of(registry, achievement) if achievement else ""
    found = ending(register.rows(registry, today=today(), achievement=slug), today(), within)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        tables.results(listing.COLUMNS, [listing.cells(one) for one in found])
    click.echo(f"{number_of(len(found), 'award')} end within {number_of(within, 'day')}.", err=True)


def ending(rows: list[Row], day: datetime.date, within: int) -> list[Row]:
    """Return the rows in force whose last valid day lies from `day` to `within` days later, by that day."""
    last = (day + datetime.timedelta(days=within)).isoformat()
    return sorted(
        (one for one in rows if one.state == "active" and one.until and day.isoformat() <= one.until <= last),
        key=lambda one: (one.until, one.award),
    )
