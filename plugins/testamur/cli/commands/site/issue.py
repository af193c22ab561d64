"""`testamur issue`: signs everything pending into the ledger. Besides `ci issue`, nothing else signs real awards."""

from __future__ import annotations

import json
import os
import secrets as randomness
from pathlib import Path

import click

from testamur.authoring.repository import working_tree
from testamur.errors import UsageError
from testamur.ledger import pending, pending_statements
from testamur.ledger.outcome import Outcome
from testamur.ledger.store import Ledger
from testamur.pictures.apart import HEADROOM
from testamur.records import registry as registries
from testamur.records.model.history import State
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.clock import now, today
from testamur.terminal.progress_bar import bar
from testamur.text.reporting import number_of

_STATES: dict[State, str] = {
    "active": "reinstated",
    "suspended": "put on hold",
    "revoked": "withdrawn",
    "superseded": "replaced",
}


@click.command()
@options.records
@options.ledger
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file of the signing key (default: the secret in TESTAMUR_SIGNING_KEY).",
)
@click.option(
    "--reissue-key",
    metavar="KEY",
    default="",
    help="Issue anew what this public key (z6Mk…) signed: it is compromised.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, without a key, and do nothing.")
@options.as_json
def command(*, records: Path, ledger: Path, key: Path | None, reissue_key: str, dry_run: bool, as_json: bool) -> None:
    """Sign what is new or corrected, and the status lists, into the ledger. Running it twice changes nothing."""
    moment = now()
    with bar("Reading the records") as advance:
        registry = registries.load(records, today=today(moment), advance=advance, pictures=HEADROOM)
    pending.refuse_practice(registry)
    _refuse_unknown(registry, reissue_key)
    if dry_run:
        outcome = _planned(registry, ledger, reissue_key)
    else:
        # Imported here: a dry run has nothing to do with what signs.
        from testamur.ledger import issuance
        from testamur.terminal.secrets import signing_key

        # A key file in one of these folders would be committed or published, and is refused.
        signer = signing_key(key, inside=(records, ledger, Path("output")))
        commit = working_tree.commit_of(records, in_workflow=os.environ.get("GITHUB_ACTIONS") == "true")
        with bar("Signing") as advance:
            outcome = issuance.issue(
                registry,
                ledger,
                signer,
                now=moment,
                random=randomness.token_bytes,
                reissue_keys=(reissue_key,) if reissue_key else (),
                commit=commit,
                advance=advance,
            )
    if as_json:
        click.echo(_as_json(outcome, dry_run=dry_run))
    else:
        _tell(registry, outcome, dry_run=dry_run)


def _refuse_unknown(registry: Registry, reissue_key: str) -> None:
    listed = [method.public_key_multibase for method in registry.issuer.verification_methods]
    if reissue_key and reissue_key not in listed:
        raise UsageError(
            f"--reissue-key: issuer.yml lists no such key. It lists {', '.join(listed) or 'none'}. "
            "Give the whole public key, from z6Mk on"
        )


def _planned(registry: Registry, ledger: Path, reissue_key: str) -> Outcome:
    """Return what a run would do, apart from the status lists."""
    kept = Ledger(ledger)
    plan = pending.plan(registry, kept, reissue_keys=(reissue_key,) if reissue_key else ())
    found = pending_statements.plan(
        registry, plan.states, kept.statements(), reissue_keys=(reissue_key,) if reissue_key else ()
    ).pending
    outcome = Outcome(statements=[(pending_statements.DID[one.act], one.of) for one in found])
    for one in plan.pending:
        outcome.of(one.act).append(one.award.id)
    return outcome


def _as_json(outcome: Outcome, *, dry_run: bool) -> str:
    value = {
        "dryRun": dry_run,
        "issued": outcome.issued,
        "reissued": outcome.reissued,
        "restated": outcome.restated,
        "erased": outcome.erased,
        "statements": [{"act": act, "of": of} for act, of in outcome.statements],
        "statusLists": outcome.status_lists,
        "entries": outcome.entries,
        "unreliable": outcome.unreliable,
    }
    return json.dumps(value, indent=2)


def _tell(registry: Registry, outcome: Outcome, *, dry_run: bool) -> None:
    """Print one line per award and a summary, without names: more people may read a log than the records."""
    acts = [
        *((award_id, "issued") for award_id in outcome.issued),
        *((award_id, "re-issued") for award_id in outcome.reissued),
        *((award_id, _STATES[registry.awards[award_id].state]) for award_id in outcome.restated),
        *((award_id, "erased") for award_id in outcome.erased),
    ]
    for award_id, act in acts:
        award = registry.awards[award_id]
        click.echo(f"{'would be ' if dry_run else ''}{act}  {award_id}  {award.achievement}  {award.learner}".rstrip())
    for act, of in outcome.statements:
        click.echo(f"{'would be ' if dry_run else ''}{act}  {of}")
    for name in outcome.status_lists:
        click.echo(f"status list {name} signed")
    done = f"{number_of(len(acts), 'award')} to do" if dry_run else outcome.summary
    is_pending = acts or outcome.statements or outcome.status_lists
    click.echo(done if is_pending else "Nothing is pending.", err=True)
    if outcome.unreliable:
        click.echo(
            f"{number_of(len(outcome.unreliable), 'award')} signed with a compromised key verify nowhere any more: run "
            "testamur issue --reissue-key with that public key.",
            err=True,
        )
    if not dry_run and acts:
        click.echo("Next: testamur build.", err=True)
