"""`testamur ci approved`: whether a second person approved what is about to be signed, asked before the key is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from testamur.authoring.issuing import newer_publish
from testamur.github import client
from testamur.github.approvals import approval_lookup, ledger_history, main_history
from testamur.github.approvals.approval_lookup import Approvals
from testamur.github.jobs import superseded
from testamur.ledger import branch as branches
from testamur.ledger import pending, pending_statements, published_from
from testamur.ledger.pending import PendingAward
from testamur.ledger.pending_statements import PendingStatement
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.clock import now, today_of
from testamur.text.reporting import number_of


@click.command(name="approved")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
@options.approvals
def command(*, remote: str, branch: str, ledger: Path, records: Path, approvals: Path) -> None:
    """Ask GitHub who approved what main brought since the last publish; stop when nobody but who asked did."""
    registry = registries.load(records, today=today_of(records))
    address = branches.remote_address(remote)
    if registry.issuer.practice:
        ledger_history.refuse_practice(client.from_environment(), remote=address, branch=branch)
        if superseded.by_newer_records(records, remote=address):
            return
        click.echo("Practice mode: nothing is signed with a real key, so nothing has to be approved.")
        return
    branches.fetch(address, branch, ledger)
    if superseded.by_newer_publish(records, ledger, remote=address):
        return
    client.from_environment().refuse_without_pushes()
    base = published_from.claimed_commit(Ledger(ledger).published_from())
    with newer_publish.explain_newer_publish(records, ledger):
        approved = look_up(registry, ledger, remote=address, base=base)
    approvals.write_text(approved.write(), encoding="utf-8")
    number = len(approved.approved_by)
    click.echo(f"{number_of(number, 'award')} to sign, approved." if number else "Nothing is pending.")


def look_up(registry: Registry, ledger: Path, *, remote: str, base: str) -> Approvals:
    """Return who approved what is pending, and all else that main brought since `base`."""
    store, compromised = Ledger(ledger), registry.issuer.compromised_keys
    moment = now()
    plan = pending.plan(registry, store, reissue_keys=compromised, now=moment)
    statement_plan = pending_statements.plan(
        registry, plan.states, store.statements(), reissue_keys=compromised, now=moment
    )
    place = main_history.place(registry.folder)
    subjects = _records_by_subject(place.records, plan.pending, statement_plan.pending)
    return approval_lookup.look_up(client.from_environment(), place, base=base, remote=remote, subjects=subjects)


def _records_by_subject(
    records: str, awards: Iterable[PendingAward], statements: Iterable[PendingStatement]
) -> Mapping[str, tuple[str, ...]]:
    """Return what each thing to be signed is made of: its own record, and the learner's."""
    award_records = {
        pending_award.award.id: (
            f"{records}/awards/{pending_award.award.id}.yml",
            f"{records}/learners/{pending_award.award.learner}.yml",
        )
        for pending_award in awards
    }
    endorsements = (statement.subject_key for statement in statements if statement.is_endorsement)
    return award_records | {key: (f"{records}/{key}.yml",) for key in endorsements}
