"""`testamur list`: the awards of these records as a table, or what the next issue would do."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path
from typing import Any

import click

from testamur.authoring import register
from testamur.authoring.earned import Earned
from testamur.authoring.register import Row
from testamur.cli import options, tables
from testamur.cli.clock import today
from testamur.cli.days import day
from testamur.errors import UsageError
from testamur.ledger import pending
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.characters import harmless
from testamur.records.formats import FormatError
from testamur.records.registry import Registry
from testamur.records.reporting import number_of

COLUMNS = ("award", "awarded", "until", "learner", "name", "achievement", "state")
_WORDS = {"issue": "to issue", "reissue": "to re-issue", "state": "new status", "erase": "to erase"}


@click.command()
@click.option("--pending", "waiting", is_flag=True, help="Only those that testamur issue would sign, and why.")
@click.option("--from", "first", type=day, metavar="DAY", help="Awarded on this day or later.")
@click.option("--to", "last", type=day, metavar="DAY", help="Awarded on this day or earlier.")
@click.option("--achievement", default="", metavar="SLUG", help="The name of an achievement's file, without .yml.")
@click.option("--state", default="", type=click.Choice(["", *register.STATES]), metavar="STATE", help="One of "
              f"{', '.join(register.STATES)}.")  # fmt: skip
@options.records
@options.ledger
@options.as_json
def command(*, waiting: bool, records: Path, ledger: Path, as_json: bool, **given: Any) -> None:
    """List awards, by day. Names stand in it: it is for those who may read the records."""
    registry = registries.load(records, today=today())
    found = chosen(registry, today=today(), **given)
    acts = _pending(registry, ledger) if waiting else {}
    shown = [one for one in found if not waiting or one.award in acts]
    if as_json:
        value = [{**dataclasses.asdict(one), **({"pending": acts[one.award]} if waiting else {})} for one in shown]
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
    elif waiting:
        tables.results(("pending", *COLUMNS), [(_WORDS[acts[one.award]], *cells(one)) for one in shown])
    else:
        tables.results(COLUMNS, [cells(one) for one in shown])
    click.echo(f"{number_of(len(shown), 'award')}{' pending' if waiting else ''}.", err=True)


def chosen(
    registry: Registry,
    *,
    today: datetime.date,
    first: datetime.date | None,
    last: datetime.date | None,
    achievement: str = "",
    state: str = "",
) -> list[Row]:
    """Return the rows that were asked for; UsageError for days the wrong way round or an unknown achievement."""
    if first and last and last < first:
        raise UsageError(f"--to {last} is before --from {first}: swap them")
    slug = achievement_of(registry, achievement) if achievement else ""
    return register.rows(registry, today=today, first=first, last=last, achievement=slug, state=state)


def achievement_of(registry: Registry, text: str) -> str:
    """Return the slug of the achievement that an option names by its file, title or link; UsageError where none is."""
    try:
        return Earned(registry.achievements.values()).slug(text)
    except FormatError as error:
        raise UsageError(f"--achievement {harmless(text)}: {error.reason}. {error.remedy}") from None


def cells(one: Row) -> tuple[str, ...]:
    """Return what a table shows of a row, in the order of COLUMNS."""
    return one.award, one.awarded, one.until, one.learner, one.name or "(erased)", one.title, one.said


def _pending(registry: Registry, ledger: Path) -> dict[str, str]:
    return {one.award.id: one.act for one in pending.plan(registry, Ledger(ledger)).pending}
