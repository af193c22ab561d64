"""`testamur list`: prints the awards of these records as a table, or those that the next issue would sign."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

import click

from testamur.authoring.handing_out import register
from testamur.ledger import pending
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.terminal import award_rows, options, tables
from testamur.terminal.clock import latest_day_anywhere, now
from testamur.terminal.days import day
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg
from testamur.text.reporting import number_of

_WORDS = {
    "issue": msg("to issue"),
    "reissue": msg("to re-issue"),
    "state": msg("new status"),
    "erase": msg("to erase"),
}


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
def command(
    *,
    waiting: bool,
    first: datetime.date | None,
    last: datetime.date | None,
    achievement: str,
    state: str,
    records: Path,
    ledger: Path,
    as_json: bool,
) -> None:
    """List awards, by day. Names stand in it: it is for those who may read the records."""
    today = latest_day_anywhere()
    registry = registries.load(records, today=today)
    rows = award_rows.select_rows(registry, today=today, first=first, last=last, achievement=achievement, state=state)
    acts = _pending_acts(registry, ledger) if waiting else {}
    shown = [row for row in rows if not waiting or row.award in acts]
    if as_json:
        value = [{**dataclasses.asdict(row), **({"pending": acts[row.award]} if waiting else {})} for row in shown]
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
    elif waiting:
        tables.print_results(
            (msg("pending"), *award_rows.COLUMNS), [(_WORDS[acts[row.award]], *award_rows.cells(row)) for row in shown]
        )
    else:
        tables.print_results(award_rows.COLUMNS, [award_rows.cells(row) for row in shown])
    awards = number_of(len(shown), "award")
    speaking.echo(msg("{awards} pending.", awards=awards) if waiting else msg("{awards}.", awards=awards), err=True)


def _pending_acts(registry: Registry, ledger: Path) -> dict[str, str]:
    return {entry.award.id: entry.act for entry in pending.plan(registry, Ledger(ledger), now=now()).pending}
