"""`testamur ci approved`: whether a second person approved what is about to be signed, asked before the key is."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import click

from testamur.errors import TestamurError
from testamur.github import approval, client, pull_requests
from testamur.github.approval import Change
from testamur.github.client import GitHub
from testamur.ledger import branch as branches
from testamur.ledger import pending, pending_statements
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.terminal import options
from testamur.terminal.clock import today
from testamur.text.reporting import number_of


class UnapprovedError(TestamurError):
    """Something that is pending was not approved by a second person."""


@click.command(name="approved")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
@options.approvals
def command(*, remote: str, branch: str, ledger: Path, records: Path, approvals: Path) -> None:
    """Ask GitHub who approved each award that is pending; stop when nobody but the one who asked did."""
    registry = registries.load(records, today=today())
    found: dict[str, list[str]] = {}
    if not registry.issuer.practice:
        branches.fetch(branches.address(remote), branch, ledger)
        kept, compromised = Ledger(ledger), registry.issuer.compromised_keys
        plan = pending.plan(registry, kept, reissue_keys=compromised)
        stated = pending_statements.plan(registry, plan.states, kept.statements(), reissue_keys=compromised)
        commits = pull_requests.commits(registry, plan.pending, records.resolve().parent, stated.pending)
        found = _approvals(commits, registry.issuer.approval)
    approvals.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    click.echo(f"{number_of(len(found), 'award')} to sign, approved." if found else "Nothing is pending.")


def _approvals(commits: dict[str, tuple[str, ...]], policy: str) -> dict[str, list[str]]:
    """Return who approved each award; UnapprovedError with every reason that one is not to be signed."""
    if not commits:
        return {}
    hub = client.from_environment()
    changes = {commit: _changes(hub, commit) for commit in {one for some in commits.values() for one in some}}
    refused: dict[tuple[str, str], int] = defaultdict(int)
    found = {}
    for award_id, some in commits.items():
        # A commit without a change of its own stands for one that nobody proposed.
        is_known = all(changes[commit] for commit in some)
        known = [one for commit in some for one in changes[commit]] if is_known else []
        verdict = approval.judge(known, policy)
        if verdict.reason:
            refused[verdict.reason, verdict.remedy] += 1
        found[award_id] = list(verdict.approved_by)
    if refused:
        raise UnapprovedError(
            "nothing was signed:\n"
            + "\n".join(f"{number_of(number, 'award')}: {why}. {how}." for (why, how), number in refused.items())
        )
    return found


def _changes(hub: GitHub, commit: str) -> list[Change]:
    """Return the merged changes that brought a commit to the branch."""
    pulls = [one for one in hub.every(f"commits/{commit}/pulls") if one.get("merged_at")]
    found = []
    for pull in pulls:
        number = int(pull["number"])
        form = approval.form_of(pull)
        asked = hub.get(f"issues/{form}") if form else None
        found.append(
            approval.change(pull, hub.every(f"pulls/{number}/reviews"), hub.every(f"pulls/{number}/commits"), asked)
        )
    return found
