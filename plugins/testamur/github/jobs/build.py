"""`testamur ci build`: builds the site from the ledger's branch, without a key or a secret."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.issuing import newer_publish
from testamur.ledger import branch as branches
from testamur.records import registry as registries
from testamur.terminal import building, options
from testamur.terminal.clock import instant_or_midnight


@click.command(name="build")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
@options.output
@options.settings
@click.option("--now", metavar="DATE", default="", help="Build as of this day (default: today, 00:00 UTC).")
def command(*, remote: str, branch: str, ledger: Path, records: Path, output: Path, settings: Path, now: str) -> None:
    """Fetch the ledger branch and build the site: no key, no secret."""
    # Only `practice` is needed here; the build reads all records itself.
    issuer = registries.own_issuer(records)
    if issuer is None or not issuer.practice:
        branches.fetch(branches.remote_address(remote), branch, ledger)
    moment = instant_or_midnight(now)
    with newer_publish.explain_newer_publish(records, ledger):
        published = building.build(
            records=records, ledger=ledger, output=output, settings=settings, now=moment, preview=False
        )
    building.report(published, output)
