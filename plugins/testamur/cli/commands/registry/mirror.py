"""`testamur mirror`: another host serves a copy of a registry, which says whose it is and who keeps it."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from testamur.authoring.archiving import mirroring
from testamur.cli.commands.log import registry_address
from testamur.errors import UsageError
from testamur.terminal import options
from testamur.terminal.clock import now
from testamur.terminal.days import day
from testamur.text.characters import findings, harmless

_MOST_NAME = 200


@click.command()
@click.argument("archive", type=click.Path(path_type=Path), metavar="ARCHIVE")
@click.option("--at", required=True, metavar="URL", help="Where the copy will be served.")
@click.option("--keeper", required=True, metavar="NAME", help="Who keeps it: an institution, as readers are told.")
@click.option(
    "--since", type=day, metavar="DAY", help="Since when (default: as the copy says that is there, or today)."
)
@options.output
def command(*, archive: Path, at: str, keeper: str, since: datetime.date | None, output: Path) -> None:
    """Make a copy of a registry for another host to serve, from its archive, which is checked whole first.

    Every file stays as it is. Pages of awards, and testamur verify, say that it is a copy, of whom, and who keeps it.
    """
    name = " ".join(keeper.split())
    if not 0 < len(name) <= _MOST_NAME or any(findings(name)):
        raise UsageError(f"--keeper {harmless(keeper)}: write a name of at most {_MOST_NAME} characters")
    place = registry_address.base(at)
    note = mirroring.make(archive, output, at=place, keeper=name, today=now().date(), since=since)
    click.echo(f"Made {output}/: a copy of {note.of}, as of {note.as_of}, kept by {note.keeper} since {note.since}.")
    click.echo(f"Next: serve that folder at {place}/, then look at a page of an award there.", err=True)
