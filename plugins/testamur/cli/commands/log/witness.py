"""`testamur log witness`: asks the witnesses of the log to sign what was issued, where no workflow does."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.errors import UsageError
from testamur.ledger import branch as branches
from testamur.ledger.registering import cosigning
from testamur.ledger.registering.cosigning import Cosigner
from testamur.records import registry as registries
from testamur.terminal import options
from testamur.terminal.clock import latest_day_anywhere, now
from testamur.verification.resolving.web import WebResolver


@click.command(name="witness")
@options.records
@options.ledger
def command(*, records: Path, ledger: Path) -> None:
    """Ask the witnesses of the log to sign what was issued: after testamur issue, before testamur build.

    A ledger that is a clone of a branch is pushed first.
    """
    issuer = registries.load(records, today=latest_day_anywhere()).issuer
    if issuer.log is None or not issuer.log.witnesses:
        raise UsageError("issuer.yml names no witnesses: write them below log: first (testamur docs operating)")
    branches.refuse_unpushed(ledger)
    cosigner = Cosigner(issuer, issuer.log, WebResolver(seconds=cosigning.SECONDS))
    cosigned = cosigner.cosign(ledger, now=int(now().timestamp()))
    click.echo(cosigned.summary)
    cosigned.require_quorum()
