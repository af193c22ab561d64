"""`testamur issue`: signs everything pending into the ledger. Besides `ci issue`, nothing else signs real awards."""

from __future__ import annotations

import datetime
import json
import os
import secrets as randomness
from pathlib import Path

import click

from testamur.authoring.issuing import before_issuing, ledger_line, working_tree
from testamur.authoring.issuing.before_issuing import Preparation, RunRequest
from testamur.errors import UsageError
from testamur.ledger import pending, pending_statements
from testamur.ledger.outcome import Outcome
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.model.history import State
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry
from testamur.terminal import asking, options
from testamur.terminal.clock import latest_day_anywhere, now
from testamur.terminal.progress_bar import bar
from testamur.text.reporting import number_of
from testamur.verification.resolving.web import WebResolver

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
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    default="output",
    show_default=True,
    metavar="DIR",
    help="The site as it was built: what it shows has to be in the ledger.",
)
@click.option(
    "--today",
    "day",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Today's day, when the clock was ahead or behind and is right now (2026-05-14).",
)
@click.option("--begin-anew", is_flag=True, help="The ledger is lost for good: sign every award again, without it.")
@options.yes
@click.option("--dry-run", is_flag=True, help="Say what would be done, without a key, and do nothing.")
@options.as_json
def command(
    *,
    records: Path,
    ledger: Path,
    key: Path | None,
    reissue_key: str,
    site: Path,
    day: datetime.datetime | None,
    begin_anew: bool,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Sign what is new or corrected, and the status lists, into the ledger. Running it twice changes nothing."""
    moment = now()
    request = RunRequest(begins_anew=begin_anew, day=day.date() if day else None)
    with bar("Reading the records") as advance:
        registry = registries.load(records, today=latest_day_anywhere(moment), advance=advance, pictures=True)
    pending.refuse_practice(registry)
    _refuse_unknown_key(registry, reissue_key)
    if dry_run:
        outcome = _plan(registry, ledger, reissue_key, moment)
    else:
        # Imported here: a dry run has nothing to do with what signs.
        from testamur.ledger import issuance
        from testamur.terminal.secrets import signing_key

        # A key file in one of these folders would be committed or published, and is refused.
        signer = signing_key(key, inside=(records, ledger, site))
        commit = working_tree.committed_revision(records, in_workflow=os.environ.get("GITHUB_ACTIONS") == "true")
        preparation = before_issuing.prepare_run(
            registry,
            ledger,
            web=lambda: WebResolver(seconds=before_issuing.SECONDS),
            site=site,
            now=moment,
            committed=working_tree.commit_instant(records, commit),
            random=randomness.token_bytes,
            request=request,
        )
        _confirm(registry, preparation, request, yes=yes)
        with bar("Signing") as advance:
            outcome = issuance.issue(
                registry,
                ledger,
                signer,
                now=moment,
                random=randomness.token_bytes,
                reissue_keys=(reissue_key,) if reissue_key else (),
                commit=commit,
                start=preparation.start,
                advance=advance,
            )
    if as_json:
        click.echo(_as_json(outcome, dry_run=dry_run))
    else:
        _report(registry, outcome, dry_run=dry_run)
    if not dry_run:
        _keep_ledger_id(registry, preparation.start.identity.id, in_git=bool(commit))


def _confirm(registry: Registry, preparation: Preparation, request: RunRequest, *, yes: bool) -> None:
    """Ask, where somebody is there, before a ledger is begun; and in any case before one is begun without another."""
    if preparation.notice:
        click.echo(preparation.notice, err=True)
    number = number_of(sum(not award.erased for award in registry.awards.values()), "award")
    whose = say(registry.issuer.name, registry.issuer.languages[0])
    if request.begins_anew:
        what = (
            f"{number} of {whose} will be signed without the ledger that was lost, and every file that a learner "
            "downloaded before reads “altered, or not theirs”"
        )
        asking.confirm_by_typing(yes, option="--begin-anew", words="begin anew", what=what)
    elif preparation.begins:
        asking.confirm_or_abort(yes, f"This begins the ledger of {whose}: {number} will be signed. Begin?")


def _keep_ledger_id(registry: Registry, ledger_id: str, *, in_git: bool) -> None:
    """Write the ledger's id into issuer.yml where it lacks it, and say what comes next."""
    if registry.issuer.ledger_id:
        return
    file, line = registry.folder / "issuer.yml", ledger_line.ledger_id_line(ledger_id)
    if not ledger_line.write_ledger_id(registry, ledger_id):
        click.echo(f"Write this line into {file}, so that no other ledger is taken for this one: {line}", err=True)
    elif in_git:
        click.echo(f"{file} now has the line {line}. Commit it: git commit {file}", err=True)
    else:
        click.echo(f"{file} now has the line {line}.", err=True)


def _refuse_unknown_key(registry: Registry, reissue_key: str) -> None:
    listed = [method.public_key_multibase for method in registry.issuer.verification_methods]
    if reissue_key and reissue_key not in listed:
        raise UsageError(
            f"--reissue-key: issuer.yml lists no such key. It lists {', '.join(listed) or 'none'}. "
            "Give the whole public key, from z6Mk on"
        )


def _plan(registry: Registry, ledger: Path, reissue_key: str, moment: datetime.datetime) -> Outcome:
    """Return what a run would do, apart from the status lists."""
    store = Ledger(ledger)
    keys = (reissue_key,) if reissue_key else ()
    plan = pending.plan(registry, store, reissue_keys=keys, now=moment)
    statement_plan = pending_statements.plan(registry, plan.states, store.statements(), reissue_keys=keys, now=moment)
    outcome = Outcome(
        statements=[
            (pending_statements.PAST_TENSE[pending_statement.act], pending_statement.subject_key)
            for pending_statement in statement_plan.pending
        ]
    )
    for pending_award in plan.pending:
        outcome.awards_for(pending_award.act).append(pending_award.award.id)
    return outcome


def _as_json(outcome: Outcome, *, dry_run: bool) -> str:
    value = {
        "dryRun": dry_run,
        "issued": outcome.issued,
        "reissued": outcome.reissued,
        "restated": outcome.restated,
        "erased": outcome.erased,
        "statements": [{"act": act, "of": subject_key} for act, subject_key in outcome.statements],
        "statusLists": outcome.status_lists,
        "entries": outcome.entries,
        "unreliable": outcome.unreliable,
    }
    return json.dumps(value, indent=2)


def _report(registry: Registry, outcome: Outcome, *, dry_run: bool) -> None:
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
    for act, subject_key in outcome.statements:
        click.echo(f"{'would be ' if dry_run else ''}{act}  {subject_key}")
    for name in outcome.status_lists:
        click.echo(f"status list {name} signed")
    summary = f"{number_of(len(acts), 'award')} to do" if dry_run else outcome.summary
    is_pending = acts or outcome.statements or outcome.status_lists
    click.echo(summary if is_pending else "Nothing is pending.", err=True)
    if outcome.unreliable:
        click.echo(
            f"{number_of(len(outcome.unreliable), 'award')} signed with a compromised key verify nowhere any more: run "
            "testamur issue --reissue-key with that public key.",
            err=True,
        )
    if not dry_run and acts:
        click.echo("Next: testamur build.", err=True)
