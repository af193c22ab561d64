"""`testamur ci smoke`: verifies from the live site what was deployed to it."""

from __future__ import annotations

import time
from pathlib import Path

import click

from testamur.authoring.issuing import newer_publish
from testamur.errors import VerificationError
from testamur.github.jobs import superseded
from testamur.ledger import branch as branches
from testamur.ledger.store import Ledger
from testamur.publishing.site import smoke
from testamur.records import registry as registries
from testamur.terminal import options
from testamur.terminal.clock import latest_day_anywhere, now
from testamur.verification.resolving.web import WebResolver

_RETRY_AFTER = 10  # seconds


@click.command(name="smoke")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
@click.option("--wait", default=300, show_default=True, help="How many seconds the host may take to show the new site.")
def command(*, remote: str, branch: str, ledger: Path, records: Path, wait: int) -> None:
    """Fetch the DID document, the status lists and an award from the live site, and verify them."""
    registry = registries.load(records, today=latest_day_anywhere())
    if not registry.issuer.practice:
        address = branches.remote_address(remote)
        branches.fetch(address, branch, ledger)
        if superseded.by_newer_publish(records, ledger, remote=address):
            return
    deadline = time.monotonic() + wait
    while True:
        try:
            with newer_publish.explain_newer_publish(records, ledger):
                lines = list(smoke.check(registry, Ledger(ledger), WebResolver(), now=now()))
        except VerificationError:
            # A host takes a while to show the new site, and the old one looks like a failure until then.
            if time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_AFTER)
        else:
            click.echo("\n".join(lines))
            return
