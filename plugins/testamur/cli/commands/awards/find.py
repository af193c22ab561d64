"""`testamur find`: finds awards by any words: a name, an achievement, an id, a link."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from testamur.authoring.finding import award_lookup
from testamur.authoring.handing_out import register
from testamur.records import registry as registries
from testamur.terminal import options, tables
from testamur.terminal.award_rows import COLUMNS, cells
from testamur.terminal.clock import latest_day_anywhere
from testamur.terminal.languages import speaking
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg
from testamur.text.reporting import number_of


@click.command()
@click.argument("text", nargs=-1, required=True)
@options.records
@options.as_json
def command(*, text: tuple[str, ...], records: Path, as_json: bool) -> None:
    """Find awards in which every word of TEXT stands: names, achievements, ids, links.

    Capital letters and accents do not matter.
    """
    registry = registries.load(records, today=latest_day_anywhere())
    wanted = " ".join(text)
    today = latest_day_anywhere()
    rows = [register.row(registry, award, today=today) for award in award_lookup.search_awards(registry, wanted)]
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        tables.print_results(COLUMNS, [cells(row) for row in rows])
    holders = {row.learner for row in rows}
    for learner in award_lookup.search_learners(registry, wanted):
        if learner.id not in holders:
            speaking.echo(msg("{name} ({id}) has no such award.", name=harmless(learner.name), id=learner.id), err=True)
    speaking.echo(
        msg("{awards} found.", awards=number_of(len(rows), "award")) if rows else msg("No award was found."), err=True
    )
