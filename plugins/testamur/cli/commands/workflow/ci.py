"""`testamur ci`: one command for each job of `publish.yml`, so that workflows hold no logic and tests can run it."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

import click

from testamur.authoring.handing_out import register
from testamur.authoring.repository import working_tree
from testamur.cli.commands.workflow import ci_check
from testamur.errors import UsageError, VerificationError
from testamur.github import approval_lookup, client, ledger_history
from testamur.github.approval_lookup import Approvals
from testamur.github.jobs import (
    check_approval,
    deploy_branch,
    picture_preview,
    propose_form,
    report_outcome,
    weekly_issue,
)
from testamur.ledger import branch as branches
from testamur.ledger import issuance, published_from
from testamur.ledger.outcome import Outcome
from testamur.ledger.store import Ledger
from testamur.pictures.apart import HEADROOM
from testamur.proofs import keys
from testamur.publishing.site import smoke
from testamur.records import registry as registries
from testamur.terminal import options
from testamur.terminal.building import build, tell
from testamur.terminal.clock import instant_of, now, today
from testamur.text import csv_cells
from testamur.verification.resolving.web import WebResolver


@click.group()
def command() -> None:
    """Jobs of the publishing workflow."""


@command.command()
@options.remote
@options.ledger_branch
@options.ledger
@options.records
@options.approvals
def issue(*, remote: str, branch: str, ledger: Path, records: Path, approvals: Path) -> None:
    """Fetch the ledger branch, sign what is pending, and push it: the only job that has the key."""
    # First of all, since programs that run later, such as git, inherit the environment.
    given = {keys.VARIABLE: os.environ.pop(keys.VARIABLE, "")}
    registry = registries.load(records, today=today(), pictures=HEADROOM)
    if registry.issuer.practice:
        click.echo("Practice mode: nothing is signed with a real key.")
        return
    commit = working_tree.commit_of(records, in_workflow=_is_workflow())
    approved = _approved(approvals, commit)
    signer = keys.load_key(file=None, environment=given, passphrase=None, inside=())
    address = branches.address(remote)

    def act() -> Outcome:
        moment = now()
        kept = approved
        if kept is not None:
            ledger_history.refuse_changed(registry.issuer, ledger)
            ledger_history.refuse_older(
                client.from_environment(), registry.issuer, ledger, remote=address, branch=branch
            )
        base = published_from.signed(Ledger(ledger).published_from(), signer.public_key)
        if kept is not None and kept.base != base:
            # Whoever may push to the ledger's branch can name any commit there. What this key did not sign is not
            # believed: after a change of keys, all of main has to have been approved.
            kept = check_approval.look_up(registry, ledger, remote=address, base=base)
        done = issuance.issue(
            registry,
            ledger,
            signer,
            now=moment,
            random=secrets.token_bytes,
            reissue_keys=registry.issuer.compromised_keys,
            approvals=kept.approved_by if kept is not None else None,
            commit=commit,
        )
        if registry.issuer.repository == "closed":
            # The register has names, and links to unlisted awards: only where the ledger branch is as closed as the
            # records.
            text = register.as_csv(register.rows(registry, today=today(moment)))
            (ledger / "REGISTER.csv").write_bytes(csv_cells.encoded(text))
        return done

    done = branches.update(
        address,
        branch,
        ledger,
        act,
        message="Issue what is pending",
        author=options.AUTHOR,
        forgets=lambda outcome: outcome.forgets,
    )
    click.echo(done.summary)


@command.command(name="build")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
@options.output
@options.settings
@click.option("--now", metavar="DATE", default="", help="Build as of this day (default: today, 00:00 UTC).")
def build_site(
    *, remote: str, branch: str, ledger: Path, records: Path, output: Path, settings: Path, now: str
) -> None:
    """Fetch the ledger branch and build the site: no key, no secret."""
    # Only the issuer is needed here; the build reads all records itself.
    issuer, address = registries.own_issuer(records), branches.address(remote)
    hub = client.from_environment() if _is_workflow() else None
    if issuer is not None and issuer.practice:
        if hub is not None:
            ledger_history.refuse_practice(hub, remote=address, branch=branch)
    else:
        branches.fetch(address, branch, ledger)
        if issuer is not None and hub is not None:
            commit = working_tree.commit_of(records, in_workflow=True)
            ledger_history.refuse_unpublished(hub, issuer, records, ledger, commit, remote=address, branch=branch)
    made = build(records=records, ledger=ledger, output=output, settings=settings, now=instant_of(now), preview=False)
    tell(made, output)


@command.command(name="smoke")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
@click.option("--wait", default=300, show_default=True, help="How many seconds the host may take to show the new site.")
def smoke_test(*, remote: str, branch: str, ledger: Path, records: Path, wait: int) -> None:
    """Fetch the DID document, the status lists and an award from the live site, and verify them."""
    registry = registries.load(records, today=today())
    if not registry.issuer.practice:
        branches.fetch(branches.address(remote), branch, ledger)
    until = time.monotonic() + wait
    while True:
        try:
            lines = list(smoke.check(registry, Ledger(ledger), WebResolver(), now=now()))
        except VerificationError:
            # A host takes a while to show the new site, and the old one looks like a failure until then.
            if time.monotonic() > until:
                raise
            time.sleep(10)
        else:
            click.echo("\n".join(lines))
            return


def _is_workflow() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _approved(file: Path, commit: str) -> Approvals | None:
    """Return who approved each award; in a workflow there is no signing before that was looked up."""
    if not file.is_file():
        if _is_workflow():
            raise UsageError(f"{file} is not there: run testamur ci approved before this, in the same job")
        return None
    found = approval_lookup.read(file)
    if commit != found.commit:
        raise UsageError(
            f"{file} is of another commit than the one that is checked out: run testamur ci approved again"
        )
    return found


for _part in (check_approval, propose_form, ci_check, deploy_branch, picture_preview, report_outcome, weekly_issue):
    command.add_command(_part.command)
