"""Prints what a run of `testamur issue` did, or would do."""

from __future__ import annotations

import json

import click

from testamur.ledger.outcome import Outcome
from testamur.records.model.history import State
from testamur.records.registry import Registry
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg
from testamur.text.reporting import number_of

_STATES: dict[State, str] = {
    "active": "reinstated",
    "suspended": "put on hold",
    "revoked": "withdrawn",
    "superseded": "replaced",
}


def print_outcome(registry: Registry, outcome: Outcome, *, dry_run: bool, as_json: bool) -> None:
    """Print what was done, or would be: for people, or as JSON."""
    if as_json:
        click.echo(_as_json(outcome, dry_run=dry_run))
    else:
        _print_lines(registry, outcome, dry_run=dry_run)


def _as_json(outcome: Outcome, *, dry_run: bool) -> str:
    value = {
        "dryRun": dry_run,
        "issued": outcome.issued,
        "reissued": outcome.reissued,
        "restated": outcome.restated,
        "erased": outcome.erased,
        "linked": outcome.linked,
        "statements": [{"act": act, "of": subject_key} for act, subject_key in outcome.statements],
        "statementCodes": outcome.statement_codes,
        "statusLists": outcome.status_lists,
        "entries": outcome.entries,
        "unreliable": outcome.unreliable,
    }
    return json.dumps(value, indent=2)


def _print_lines(registry: Registry, outcome: Outcome, *, dry_run: bool) -> None:
    """Print one line per award and a summary, without names: more people may read a log than the records."""
    acts = [
        *((award_id, "issued") for award_id in outcome.issued),
        *((award_id, "re-issued") for award_id in outcome.reissued),
        *((award_id, _STATES[registry.awards[award_id].state]) for award_id in outcome.restated),
        *((award_id, "erased") for award_id in outcome.erased),
        *((award_id, "given a new link") for award_id in outcome.linked),
    ]
    for award_id, act in acts:
        award = registry.awards[award_id]
        click.echo(f"{'would be ' if dry_run else ''}{act}  {award_id}  {award.achievement}  {award.learner}".rstrip())
    for act, subject_key in outcome.statements:
        click.echo(f"{'would be ' if dry_run else ''}{act}  {subject_key}")
    for name in outcome.status_lists:
        click.echo(f"status list {name} signed")
    summary = msg("{awards} to do", awards=number_of(len(acts), "award")) if dry_run else outcome.summary
    if dry_run and outcome.statement_codes:
        codes = number_of(len(outcome.statement_codes), "statement code")
        summary = msg("{awards} and {codes} to do", awards=number_of(len(acts), "award"), codes=codes)
    is_pending = acts or outcome.statements or outcome.statement_codes or outcome.status_lists
    speaking.echo(summary if is_pending else msg("Nothing is pending."), err=True)
    if outcome.unreliable:
        click.echo(
            f"{number_of(len(outcome.unreliable), 'award')} signed with a compromised key verify nowhere any more: run "
            "testamur issue --reissue-key with that public key.",
            err=True,
        )
    if not dry_run and acts:
        speaking.echo(msg("Next: testamur build."), err=True)
