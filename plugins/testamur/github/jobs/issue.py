"""`testamur ci issue`: signs what is pending into the ledger's branch. The only job that has the key."""

from __future__ import annotations

import datetime
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import click

from testamur.authoring.handing_out import register
from testamur.authoring.issuing import before_issuing, ledger_line, newer_publish, working_tree
from testamur.authoring.issuing.before_issuing import RunRequest
from testamur.errors import UsageError
from testamur.github import client
from testamur.github.approvals import approval_lookup, ledger_history
from testamur.github.approvals.approval_lookup import Approvals
from testamur.github.jobs import approved
from testamur.ledger import branch as branches
from testamur.ledger import issuance, published_from
from testamur.ledger.outcome import Outcome
from testamur.ledger.store import Ledger
from testamur.pictures.apart import HEADROOM
from testamur.proofs import keys
from testamur.proofs.data_integrity import Signer
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal import secrets as secrets_of
from testamur.terminal.clock import latest_day_anywhere, now, today_of
from testamur.text import csv_cells
from testamur.verification.resolving.web import WebResolver


@click.command(name="issue")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
@options.approvals
def command(*, remote: str, branch: str, ledger: Path, records: Path, approvals: Path) -> None:
    """Fetch the ledger branch, sign what is pending, and push it: the only job that has the key."""
    # First of all, since programs that run later, such as git, inherit the environment.
    key_environment = {keys.VARIABLE: os.environ.pop(keys.VARIABLE, "")}
    log_secret = os.environ.pop(secrets_of.LOG_VARIABLE, "")
    registry = registries.load(records, today=today_of(records), pictures=HEADROOM)
    if registry.issuer.practice:
        click.echo("Practice mode: nothing is signed with a real key.")
        return
    commit = working_tree.committed_revision(records, in_workflow=_is_workflow())
    run = IssueRun(
        registry=registry,
        ledger=ledger,
        commit=commit,
        committed=working_tree.commit_instant(records, commit),
        approvals=_read_approvals(approvals, commit),
        signer=keys.load_key(file=None, environment=key_environment, passphrase=None, inside=()),
        log_signer=secrets_of.log_key_of(log_secret) if registry.issuer.log else None,
        address=branches.remote_address(remote),
        branch=branch,
    )
    with newer_publish.explain_newer_publish(records, ledger):
        outcome = branches.update(
            run.address,
            branch,
            ledger,
            run.issue,
            message="Issue what is pending",
            author=branches.JOB_AUTHOR,
            forgets=lambda outcome: outcome.forgets,
        )
    click.echo(outcome.summary)
    if not registry.issuer.ledger_id:
        line = ledger_line.ledger_id_line(Ledger(ledger).identity().id)
        click.echo(f"Propose this line for issuer.yml, so that no other ledger is ever taken for this one: {line}")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRun:
    """One run of the job. Its `issue` is done again when somebody else pushed to the ledger's branch first."""

    registry: Registry
    ledger: Path
    commit: str  # that the records lie in
    committed: datetime.datetime | None  # when that was made
    approvals: Approvals | None
    signer: Signer
    log_signer: Signer | None  # of a registry that keeps a log
    address: str  # of the repository with the ledger's branch
    branch: str  # of the ledger

    def issue(self) -> Outcome:
        """Sign what is pending into the ledger that was fetched."""
        moment = now()
        preparation = before_issuing.prepare_run(
            self.registry,
            self.ledger,
            web=lambda: WebResolver(seconds=before_issuing.SECONDS),
            site=Path("output"),
            now=moment,
            committed=self.committed,
            random=secrets.token_bytes,
            request=RunRequest(is_job=True),
        )
        if preparation.notice:
            click.echo(preparation.notice, err=True)
        approvals = self._approvals_since_publish()
        outcome = issuance.issue(
            self.registry,
            self.ledger,
            self.signer,
            now=moment,
            random=secrets.token_bytes,
            reissue_keys=self.registry.issuer.compromised_keys,
            approvals=approvals.approved_by if approvals is not None else None,
            commit=self.commit,
            log_signer=self.log_signer,
            start=preparation.start,
        )
        if self.registry.issuer.repository == "closed":
            self._write_register(latest_day_anywhere(moment))
        return outcome

    def _approvals_since_publish(self) -> Approvals | None:
        """Return who approved what came since this key last published; looked up anew where that is not known."""
        if self.approvals is None:
            return None
        self._refuse_foreign_ledger()
        base = published_from.signed_commit(Ledger(self.ledger).published_from(), self.signer.public_key)
        if self.approvals.base == base:
            return self.approvals
        # Whoever may push to the ledger's branch can name any commit there. What this key did not sign is not
        # believed: after a change of keys, all of main has to have been approved.
        return approved.look_up(self.registry, self.ledger, remote=self.address, base=base)

    def _refuse_foreign_ledger(self) -> None:
        """Raise LedgerError unless the ledger is what a key of the registry left, and the newest such."""
        issuer = self.registry.issuer
        ledger_history.refuse_changed(issuer, self.ledger)
        hub = client.from_environment()
        ledger_history.refuse_older(hub, issuer, self.ledger, remote=self.address, branch=self.branch)

    def _write_register(self, today: datetime.date) -> None:
        # The register has names, and links to unlisted awards: only where the ledger branch is as closed as the
        # records.
        rows = register.rows(self.registry, today=today)
        text = register.as_csv(rows, language=self.registry.issuer.languages[0])
        (self.ledger / "REGISTER.csv").write_bytes(csv_cells.encode(text))


def _is_workflow() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _read_approvals(file: Path, commit: str) -> Approvals | None:
    """Return who approved each award; in a workflow there is no signing before that was looked up."""
    if not file.is_file():
        if _is_workflow():
            raise UsageError(f"{file} is not there: run testamur ci approved before this, in the same job")
        return None
    approvals = approval_lookup.read(file)
    if commit != approvals.commit:
        raise UsageError(
            f"{file} is of another commit than the one that is checked out: run testamur ci approved again"
        )
    return approvals
