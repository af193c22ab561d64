"""`testamur ci award`: a form that somebody filled in becomes a proposed change, checked, with a comment that says so.

The form's text reaches neither a shell nor a log, and anybody may have sent it: only what people wrote who may write in
the repository is read on. It always starts from main, so a form that is edited and sent again replaces what it proposed
before, and one that is edited into something that cannot be done withdraws it. Whatever stops the job half-way is told
at the form: here, or by the job after it (`unfinished`).
"""

from __future__ import annotations

import contextlib
import datetime
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from testamur.authoring import record_check
from testamur.authoring.record_check import Findings
from testamur.authoring.repository import base_revision
from testamur.errors import Problem, RecordsError, UsageError
from testamur.github import (
    client,
    comments,
    form_acts,
    form_issues,
    job_output,
    permission,
    publish_comment,
    workflow_event,
)
from testamur.github.approvals import change_people
from testamur.github.client import GitHub, GitHubError, PullsDeniedError, member
from testamur.github.form_issues import FormIssue
from testamur.github.shared_names import CHECK
from testamur.ledger import branch as branches
from testamur.ledger.branch import Author
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.clock import today_of
from testamur.text import dates, reporting

# To a learner whose data goes; the workflow keeps it for a week.
LETTER = Path("letter", "letter.txt")
# The account of every workflow, so that GitHub knows who committed: whoever asked stands in the message.
_MACHINE = Author(name="github-actions[bot]", address="41898282+github-actions[bot]@users.noreply.github.com")


@click.command(name="award")
@options.remote
@options.records
@options.ledger
def command(*, remote: str, records: Path, ledger: Path) -> None:
    """Turn the form of this event into a proposed change, and say in a comment what becomes of it."""
    event = workflow_event.read_event()
    hub = client.from_environment()
    sent = form_issues.read(event, hub)
    if sent is None:
        click.echo("This is no form that is open: nothing to do.")
        return
    try:
        _answer(sent, hub, remote=remote, records=records, ledger=ledger)
    except GitHubError as error:
        # Where GitHub does not let us say it either, the log has it.
        with contextlib.suppress(GitHubError):
            comments.put_comment(hub, sent.number, _stopped(error))
        raise


def _stopped(error: GitHubError) -> str:
    run = workflow_event.run_address()
    return publish_comment.stopped("denied" if isinstance(error, PullsDeniedError) else "github", run)


def _answer(sent: FormIssue, hub: GitHub, *, remote: str, records: Path, ledger: Path) -> None:
    number, form = sent.number, sent.form
    if not all(permission.may_write(hub, account) for account in sorted(sent.accounts)):
        comments.put_comment(hub, number, publish_comment.not_allowed())
        click.echo(f"Whoever sent form {number} may not write in this repository: a comment says so.")
        return
    comments.put_comment(hub, number, publish_comment.checking())
    today = today_of(records)
    try:
        registry = registries.load(records, today=today)
    except RecordsError as error:
        comments.put_comment(hub, number, publish_comment.main_is_broken(error.problems))
        click.echo(f"The records on main have mistakes ({reporting.tally(error.problems)}): form {number} says which.")
        return
    try:
        title, findings = _apply_form(sent, registry, ledger, today)
    except RecordsError as error:
        _refuse(hub, number, error.problems)
        return
    except UsageError as error:
        reason = str(error).rstrip(".")
        _refuse(hub, number, [Problem(code="form", file=form.name, reason=reason, remedy="Edit the form")])
        return
    if findings.is_wrong:
        _refuse(hub, number, reporting.errors(findings.problems))
        return
    _propose(hub, number, title, findings, remote=remote, records=records, asked_by=sent.sender)
    job_output.set_true("proposed")
    click.echo(f"Form {number} is proposed.")


def _apply_form(sent: FormIssue, registry: Registry, ledger: Path, today: datetime.date) -> tuple[str, Findings]:
    """Write what the form asks for into the records; return a title, and what the check says of the change."""
    day = dates.day_at(sent.opened, registry.issuer.time_zone) if sent.opened else None
    change = form_acts.apply(sent.form, sent.body, registry, today=today, random=secrets.token_bytes, sent=day)
    change.make()
    difference = base_revision.read(registry.folder, "HEAD")
    findings = record_check.examine(registry.folder, ledger, today=today, difference=difference)
    if change.letter and registry.issuer.repository == "closed":
        # Kept by the run for some days only: it has the name in it that is to go.
        LETTER.parent.mkdir(exist_ok=True)
        LETTER.write_text(change.letter, encoding="utf-8")
    return change.title, findings


def _refuse(hub: GitHub, number: int, problems: Sequence[Problem]) -> None:
    withdrawn = _withdraw(hub, number)
    comments.put_comment(hub, number, publish_comment.wrong(problems, withdrawn=withdrawn))
    click.echo(f"Form {number} cannot be done as it stands ({reporting.tally(problems)}): a comment says why.")


def _withdraw(hub: GitHub, number: int) -> bool:
    """Close what a form proposed before it was edited into something that cannot be done; say whether there was any.

    Its branch stays: it has the names of everybody who asked for anything by this form.
    """
    open_pulls = _open_pulls(hub, f"award-form-{number}")
    for pull in open_pulls:
        place, commit = int(pull["number"]), str(member(pull, "head", "sha") or "")
        # Whoever opens it again finds that the check has failed.
        hub.post(f"statuses/{commit}", {"state": "failure", "context": CHECK, "description": "The form was edited"})
        hub.patch(f"pulls/{place}", {"state": "closed"})
        comments.put_comment(hub, place, publish_comment.withdrawn(number))
    return bool(open_pulls)


def _open_pulls(hub: GitHub, branch: str) -> list[Mapping[str, Any]]:
    """Return the open changes of a form's branch in this repository."""
    owner = hub.repository.partition("/")[0]
    # Forgejo and Gitea take no notice of `head`, and list those of forks, too, whose branches anybody names.
    return [
        pull
        for pull in hub.every(f"pulls?state=open&head={owner}:{branch}")
        if member(pull, "head", "ref") == branch and member(pull, "head", "repo", "full_name") == hub.repository
    ]


def _propose(
    hub: GitHub, number: int, title: str, findings: Findings, *, remote: str, records: Path, asked_by: str
) -> None:
    branch, here = f"award-form-{number}", Path.cwd()
    address = branches.remote_address(remote)
    branches.run_git(here, "checkout", "--quiet", "-B", branch)
    branches.run_git(here, "add", "--all", "--", str(records))
    requesters = sorted({asked_by.lower(), *_earlier_requesters(here, address, branch)})
    message = "\n".join([f"{title}\n\nForm #{number}", *(f"Asked-for-by: @{name}" for name in requesters)]) + "\n"
    branches.run_git(here, *branches.author_settings(_MACHINE), "commit", "--quiet", "--no-verify", "-m", message)
    # This branch is the form's own, and is made anew from main whenever the form is edited.
    branches.run_git(here, "push", "--quiet", "--force", address, f"HEAD:refs/heads/{branch}")
    commit = branches.run_git(here, "rev-parse", "HEAD").strip()
    text = "\n\n".join([f"Made from the form #{number}.", *findings.change_markdown])
    if open_pulls := _open_pulls(hub, branch):
        pull = hub.patch(f"pulls/{int(open_pulls[0]['number'])}", {"title": title, "body": text})
    else:
        base = workflow_event.main_branch()
        pull = hub.post("pulls", {"title": title, "body": text, "head": branch, "base": base})
    # The checks of what a workflow proposes do not run, or wait until somebody lets them: so the same check, made
    # here, posts its own result under the name that rules of the repository ask for, and nobody has to press anything.
    description = reporting.tally(findings.problems)[:140]
    hub.post(f"statuses/{commit}", {"state": "success", "context": CHECK, "description": description})
    single = findings.approval == "single"
    text = publish_comment.waiting(
        findings.change_markdown,
        str(pull["html_url"]),
        single=single,
        run=workflow_event.run_address(),
        letter=LETTER.is_file(),
        publishes=workflow_event.publishes(),
    )
    for place in (number, int(pull["number"])):
        comments.put_comment(hub, place, text)


def _earlier_requesters(here: Path, address: str, branch: str) -> set[str]:
    """Return who asked for what the form proposed before: an edited form is made anew, and they stay in it."""
    heads = branches.run_git(here, "ls-remote", "--heads", address, f"refs/heads/{branch}")
    if not heads.strip():
        return set()
    branches.run_git(here, "fetch", "--quiet", "--no-tags", "--", address, f"refs/heads/{branch}")
    return change_people.named_in(branches.run_git(here, "log", "--format=%B", "HEAD..FETCH_HEAD"))
