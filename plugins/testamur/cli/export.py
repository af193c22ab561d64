"""`testamur export`: a learner's own files of an award."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring import exporting
from testamur.authoring.finding import find_award
from testamur.cli import options
from testamur.cli.clock import today
from testamur.ledger.store import Ledger
from testamur.records import registry as registries

_STATES = {
    "suspended": "on hold",
    "revoked": "withdrawn",
    "superseded": "replaced by another",
}


@click.command()
@click.argument("award")
@options.records
@options.ledger
@click.option(
    "--to", type=click.Path(path_type=Path), metavar="DIR", help="Where they go (default: a folder named by its id)."
)
def command(*, award: str, records: Path, ledger: Path, to: Path | None) -> None:
    """Write the learner's files of AWARD: credential.json, badge.png and badge.svg.

    AWARD is an id, a link to its page, or its learner's name where that is unique.
    """
    registry = registries.load(records, today=today())
    found = find_award(registry, award)
    files = exporting.files(registry, Ledger(ledger), found)
    for path in exporting.write(files, to or Path(found.id)):
        click.echo(path)
    if found.state != "active":
        click.echo(f"This award is {_STATES[found.state]}: whoever checks these files is told so.", err=True)
