"""`testamur ci approved`: whether a second person approved what is about to be signed, asked before the key is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from testamur.github import approval_lookup, client, ledger_history, main_history
from testamur.github.approval_lookup import Approvals
from testamur.ledger import branch as branches
from testamur.ledger import pending, pending_statements, published_from
from testamur.ledger.pending import Pending
from testamur.ledger.pending_statements import PendingStatement
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.clock import today
from testamur.text.reporting import number_of


@click.command(name="approved")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
@options.approvals
def command(*, remote: str, branch: str, ledger: Path, records: Path, approvals: Path) -> None:
    """Ask GitHub who approved what main brought since the last publish; stop when nobody but who asked did."""
    registry = registries.load(records, today=today())
    address = branches.address(remote)
    if registry.issuer.practice:
        ledger_history.refuse_practice(client.from_environment(), remote=address, branch=branch)
        click.echo("Practice mode: nothing is signed with a real key, so nothing has to be approved.")
        return
    branches.fetch(address, branch, ledger)
    base = published_from.claimed(Ledger(ledger).published_from())
    found = look_up(registry, ledger, remote=address, base=base)
    approvals.write_text(found.write(), encoding="utf-8")
    number = len(found.approved_by)
    click.echo(f"{number_of(number, 'award')} to sign, approved." if number else "Nothing is pending.")


def look_up(registry: Registry, ledger: Path, *, remote: str, base: str) -> Approvals:
    """Return who approved what is pending, and all else that main brought since `base`."""
    kept, compromised = Ledger(ledger), registry.issuer.compromised_keys
    plan = pending.plan(registry, kept, reissue_keys=compromised)
    stated = pending_statements.plan(registry, plan.states, kept.statements(), reissue_keys=compromised)
    where = main_history.place(registry.folder)
    subjects = _subjects(where.records, plan.pending, stated.pending)
    return approval_lookup.look_up(client.from_environment(), where, base=base, remote=remote, subjects=subjects)


def _subjects(
    records: str, awards: Iterable[Pending], endorsing: Iterable[PendingStatement]
) -> Mapping[str, tuple[str, ...]]:
    """Return what each thing to be signed is made of: its own record, and the learner's."""
    found = {
        one.award.id: (f"{records}/awards/{one.award.id}.yml", f"{records}/learners/{one.award.learner}.yml")
        for one in awards
    }
    return found | {one.of: (f"{records}/{one.of}.yml",) for one in endorsing if one.of.startswith("endorsing/")}
