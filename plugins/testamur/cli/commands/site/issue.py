"""`testamur issue`: signs everything pending into the ledger. Besides `ci issue`, nothing else signs real awards."""

from __future__ import annotations

import datetime
import os
import secrets as randomness
from dataclasses import dataclass
from pathlib import Path

import click

from testamur.authoring.issuing import before_issuing, ledger_line, planned, working_tree
from testamur.authoring.issuing.before_issuing import Preparation, RunRequest
from testamur.cli.commands.site import issue_report
from testamur.errors import UsageError
from testamur.ledger import pending
from testamur.ledger.outcome import Outcome
from testamur.pictures.apart import HEADROOM
from testamur.proofs import verified_memory
from testamur.records import registry as registries
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry
from testamur.terminal import asking, options
from testamur.terminal.clock import now, today_of
from testamur.terminal.languages import speaking
from testamur.terminal.progress_bar import bar
from testamur.text.languages.messages import msg
from testamur.text.reporting import number_of
from testamur.verification.resolving.web import WebResolver


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
    "--log-key",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Of a registry with a log: the file of its key (default: the secret in TESTAMUR_LOG_KEY).",
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
@options.jobs
@options.yes
@click.option("--dry-run", is_flag=True, help="Say what would be done, without a key, and do nothing.")
@options.as_json
def command(
    *,
    records: Path,
    ledger: Path,
    key: Path | None,
    log_key: Path | None,
    reissue_key: str,
    site: Path,
    day: datetime.datetime | None,
    begin_anew: bool,
    jobs: int,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Sign what is new or corrected, and the status lists, into the ledger. Running it twice changes nothing."""
    moment = now()
    request = RunRequest(begins_anew=begin_anew, day=day.date() if day else None)
    with bar(msg("Reading the records")) as advance:
        registry = registries.load(records, today=today_of(records, moment), advance=advance, pictures=HEADROOM)
    pending.refuse_practice(registry)
    _refuse_unknown_key(registry, reissue_key)
    reissue_keys = (reissue_key,) if reissue_key else ()
    if dry_run:
        issue_report.print_outcome(
            registry, planned.outcome(registry, ledger, reissue_keys, moment), dry_run=True, as_json=as_json
        )
        return
    run = _sign(
        registry,
        ledger,
        request,
        key=key,
        log_key=log_key,
        site=site,
        reissue_keys=reissue_keys,
        moment=moment,
        jobs=jobs,
        yes=yes,
    )
    issue_report.print_outcome(registry, run.outcome, dry_run=False, as_json=as_json)
    _keep_ledger_id(registry, run.ledger_id, in_git=run.in_git)


@dataclass(frozen=True, slots=True, kw_only=True)
class _SignedRun:
    """What a run did, the id of its ledger, and whether the records are in a git repository."""

    outcome: Outcome
    ledger_id: str
    in_git: bool


def _sign(
    registry: Registry,
    ledger: Path,
    request: RunRequest,
    *,
    key: Path | None,
    log_key: Path | None,
    site: Path,
    reissue_keys: tuple[str, ...],
    moment: datetime.datetime,
    jobs: int,
    yes: bool,
) -> _SignedRun:
    """Sign what is pending, after everything was looked at that must be right before."""
    # Imported here: a dry run has nothing to do with what signs.
    from testamur.ledger import issuance
    from testamur.terminal import secrets

    records = registry.folder
    # A key file in one of these folders would be committed or published, and is refused.
    inside = (records, ledger, site)
    # The log's first: asking for a key takes the passphrase out of the environment.
    log_signer = secrets.log_key(log_key, inside=inside) if registry.issuer.log else None
    signer = secrets.signing_key(key, inside=inside)
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
    with bar(msg("Signing")) as advance:
        outcome = issuance.issue(
            registry,
            ledger,
            signer,
            now=moment,
            random=randomness.token_bytes,
            reissue_keys=reissue_keys,
            commit=commit,
            log_signer=log_signer,
            start=preparation.start,
            memory=verified_memory.on_disk(),
            jobs=jobs,
            advance=advance,
        )
    return _SignedRun(outcome=outcome, ledger_id=preparation.start.identity.id, in_git=bool(commit))


def _confirm(registry: Registry, preparation: Preparation, request: RunRequest, *, yes: bool) -> None:
    """Ask, where somebody is there, before a ledger is begun; and in any case before one is begun without another."""
    if preparation.notice:
        speaking.echo(preparation.notice, err=True)
    number = number_of(sum(not award.erased for award in registry.awards.values()), "award")
    whose = say(registry.issuer.name, registry.issuer.languages[0])
    if request.begins_anew:
        what = msg(
            "{number} of {whose} will be signed without the ledger that was lost, and every file "
            "that a learner downloaded before reads “altered, or not theirs”",
            number=number,
            whose=whose,
        )
        asking.confirm_by_typing(yes, option="--begin-anew", words="begin anew", what=what)
    elif preparation.begins:
        asking.confirm_or_abort(
            yes, msg("This begins the ledger of {whose}: {number} will be signed. Begin?", whose=whose, number=number)
        )


def _keep_ledger_id(registry: Registry, ledger_id: str, *, in_git: bool) -> None:
    """Write the ledger's id into issuer.yml where it lacks it, and say what comes next."""
    if registry.issuer.ledger_id:
        return
    file, line = registry.folder / "issuer.yml", ledger_line.ledger_id_line(ledger_id)
    if not ledger_line.write_ledger_id(registry, ledger_id):
        speaking.echo(
            msg(
                "Write this line into {file}, so that no other ledger is taken for this one: {line}",
                file=file,
                line=line,
            ),
            err=True,
        )
    elif in_git:
        speaking.echo(
            msg(
                "{file} now has the line {line}. Commit it: git commit -m 'The id of the ledger' {file}",
                file=file,
                line=line,
            ),
            err=True,
        )
    else:
        speaking.echo(msg("{file} now has the line {line}.", file=file, line=line), err=True)


def _refuse_unknown_key(registry: Registry, reissue_key: str) -> None:
    listed = [method.public_key_multibase for method in registry.issuer.verification_methods]
    if reissue_key and reissue_key not in listed:
        raise UsageError(
            msg(
                "--reissue-key: issuer.yml lists no such key. It lists {value}. Give the whole public "
                "key, from z6Mk on",
                value=", ".join(listed) or "none",
            )
        )
