"""`testamur expiring`: awards in force whose validity ends soon, so that somebody can offer a renewal in time.

Those that another award renews already are left out, and counted.
"""

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
from testamur.records import renewals
from testamur.records.registry import Registry
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
    found, renewed = ending(registry, today(), within, achievement=slug)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        tables.results(listing.COLUMNS, [listing.cells(one) for one in found])
    more = f" {number_of(renewed, 'award')} more, renewed already, left out." if renewed else ""
    click.echo(f"{number_of(len(found), 'award')} end within {number_of(within, 'day')}.{more}", err=True)


def ending(registry: Registry, day: datetime.date, within: int, *, achievement: str = "") -> tuple[list[Row], int]:
    """Return the rows in force whose last valid day lies from `day` to `within` days later, by that day.

    Those that another award renews are left out: the number is how many.
    """
    first, last = day.isoformat(), (day + datetime.timedelta(days=within)).isoformat()
    rows = register.rows(registry, today=day, achievement=achievement)
    soon = [one for one in rows if one.state == "active" and one.until and first <= one.until <= last]
    renewed = renewals.renewed_by(registry.awards.values())
    left = sorted((one for one in soon if one.award not in renewed), key=lambda one: (one.until, one.award))
    return left, len(soon) - len(left)
