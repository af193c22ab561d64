"""`testamur ci witness`: asks the witnesses of the log to sign what was pushed, before a site is made of it.

It holds no key. The ledger is fetched anew, so that a witness is shown nothing that is not on the branch.
"""

from __future__ import annotations

from pathlib import Path

import click

from testamur.errors import UsageError
from testamur.ledger import branch as branches
from testamur.ledger.registering import cosigning
from testamur.ledger.registering.cosigning import Cosigner
from testamur.records import registry as registries
from testamur.terminal import options
from testamur.terminal.clock import now
from testamur.verification.resolving.web import WebResolver


@click.command(name="witness")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
def command(*, remote: str, branch: str, ledger: Path, records: Path) -> None:
    """Ask the witnesses of the log for their signatures, and push these to the ledger branch: no key, no secret."""
    issuer = registries.own_issuer(records)
    if issuer is None:
        raise UsageError(f"{records}/issuer.yml is not there, or is wrong: testamur check says what to write")
    if issuer.practice or issuer.log is None or not issuer.log.witnesses:
        click.echo("No witness is asked: issuer.yml names none, below log:.")
        return
    address = branches.remote_address(remote)
    if not branches.exists(address, branch):
        click.echo("No witness is asked: nothing was issued yet.")
        return
    cosigner = Cosigner(issuer, issuer.log, WebResolver(seconds=cosigning.SECONDS))
    cosigned = branches.update(
        address,
        branch,
        ledger,
        lambda: cosigner.cosign(ledger, now=int(now().timestamp())),
        message="What witnesses signed",
        author=branches.JOB_AUTHOR,
    )
    click.echo(cosigned.summary)
    # After the push: whatever was signed is kept, and is not asked for again.
    cosigned.require_quorum()
