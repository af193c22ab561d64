"""`testamur close`: ends awarding on a day, keeps existing awards, and prints a list of what to hand over."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from testamur.authoring.editing import atomic_files
from testamur.authoring.repository import closing
from testamur.errors import UsageError
from testamur.ledger import pending
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.parsing import files
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.terminal import options
from testamur.terminal.asking import confirm_or_abort
from testamur.terminal.clock import today_of
from testamur.terminal.days import day
from testamur.text.reporting import number_of

_EXPECT = """\
What will happen:
  - issuer.yml says that the registry is closed on {day}; every page says so from the next publish on
  - awards of a later day are refused; what was awarded stays as it is, and stays checkable
  - acts on awards (withdrawing, correcting, erasing) stay possible
"""


@click.command()
@click.option("--on", "on", type=day, required=True, metavar="DAY", help="The last day on which something is awarded.")
@options.yes_final
@options.records
@options.ledger
def command(*, on: datetime.date, yes: bool, records: Path, ledger: Path) -> None:
    """Close the registry: nothing is awarded after DAY. Prints a hand-over list on stdout."""
    registry = registries.load(records, today=today_of(records))
    if registry.issuer.closed:
        raise UsageError(f"this registry is closed since {registry.issuer.closed}: edit that line to change the day")
    later = [award.id for award in registry.awards.values() if award.awarded_date > on]
    if later:
        are_later = f"{number_of(len(later), 'award')} {'is' if len(later) == 1 else 'are'} dated later"
        raise UsageError(f"{are_later}: choose a later day (the first is {later[0]})")
    if (ledger / "format").exists() and (waiting := pending.plan(registry, Ledger(ledger)).pending):
        click.echo(f"{number_of(len(waiting), 'award')} still to be signed: publish before you hand over.", err=True)
    click.echo(_EXPECT.format(day=on), err=True)
    confirm_or_abort(yes, final=True)
    issuer = registry.folder / "issuer.yml"
    before = files.read(issuer, MAX_RECORD_BYTES)
    atomic_files.replace_all({issuer: before}, {issuer: closing.closed_on(before, on)}, drafts=registry.folder.parent)
    click.echo(closing.checklist(registry.issuer, on), nl=False)
    click.echo(f"\nChanged {issuer}. Next: propose this change, and let it be approved and published.", err=True)
