"""`testamur ci tell`: after a publish, whether it is online, on the forms and the changes that it came from."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from testamur.authoring.repository import git
from testamur.credentials import addresses
from testamur.errors import UsageError
from testamur.github import client, comments, publish_comment, workflow_event
from testamur.github.approvals import change_people
from testamur.github.client import GitHub
from testamur.records import registry as registries
from testamur.records.model.models import Award, Issuer
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.clock import latest_day_anywhere

_JOBS = ("issue", "part", "build", "deploy", "smoke")
_COMMIT = re.compile(r"[0-9a-f]{40}")


@click.command(name="tell")
@options.records
def command(*, records: Path) -> None:
    """Say what became of a publish: TESTAMUR_NEEDS has the results of its jobs."""
    results = _read_results()
    failed = next((job for job in _JOBS if results.get(job) in {"failure", "cancelled"}), "")
    is_begun = "smoke" not in results and results.get("issue") == "success"
    if not failed and not is_begun and results.get("smoke") != "success":
        click.echo("Nothing was published: nothing to tell.")
        return
    hub = client.from_environment()
    top = records.resolve().parent
    before, after = _pushed_range(workflow_event.read_event())
    registry = registries.load(records, today=latest_day_anywhere())
    changed = _changed_awards(registry, top, before, after)
    text = publish_comment.publishing() if is_begun else _outcome_comment(registry, changed, failed)
    for pull in _merged_pulls(hub, top, before, after):
        form = change_people.form_of(pull)
        for place in (int(pull["number"]), *([form] if form else [])):
            comments.put_comment(hub, place, text)
        if form and not failed and not is_begun:
            hub.patch(f"issues/{form}", {"state": "closed", "state_reason": "completed"})
    if not is_begun:
        _keep_notice(hub, failed, len(changed))
    outcome = f"not online, {failed} failed" if failed else "being published" if is_begun else "online"
    click.echo(f"Told: {outcome}.")


def _read_results() -> dict[str, str]:
    try:
        needs = json.loads(os.environ.get("TESTAMUR_NEEDS", ""))
        return {name: str(job["result"]) for name, job in needs.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError("TESTAMUR_NEEDS is not what the workflow puts there: ${{ toJSON(needs) }}") from None


def _pushed_range(event: Mapping[str, Any]) -> tuple[str, str]:
    """Return the commit before what was pushed ("" where that is not known), and the newest one."""
    before, after = str(event.get("before") or ""), str(event.get("after") or "HEAD")
    is_known = _COMMIT.fullmatch(before) and before.strip("0")
    return (before if is_known else ""), (after if _COMMIT.fullmatch(after) else "HEAD")


def _changed_awards(registry: Registry, top: Path, before: str, after: str) -> list[Award]:
    """Return the awards whose files changed."""
    if not before:
        return []
    names = git.answer(top, "diff", "--name-only", "--no-renames", "-z", before, after, "--", registry.folder.name)
    stems = {Path(name).stem for name in names.decode("utf-8", "replace").split("\0") if "/awards/" in name}
    return [registry.awards[stem] for stem in sorted(stems) if stem in registry.awards]


def _outcome_comment(registry: Registry, changed: list[Award], failed: str) -> str:
    if failed:
        return publish_comment.failed(failed, workflow_event.run_address())
    linked = [award for award in changed if _may_be_linked(award, registry.issuer)]
    links = [addresses.award(registry.issuer.base, award.id) for award in linked]
    return publish_comment.online(links, len(changed) - len(linked))


def _may_be_linked(award: Award, issuer: Issuer) -> bool:
    """Say whether the address of an award may stand in a comment: an unlisted one only where few people read it."""
    if award.erased or award.visibility == "private":
        return False
    return award.visibility == "public" or issuer.repository == "closed"


def _merged_pulls(hub: GitHub, top: Path, before: str, after: str) -> list[Mapping[str, Any]]:
    """Return the merged changes that were published."""
    span = [f"{before}..{after}"] if before else ["--max-count=1", after]
    commits = git.answer(top, "log", "--first-parent", "--format=%H", *span).decode("ascii").split()
    pulls = {}
    for commit in commits[:50]:
        for pull in hub.every(f"commits/{commit}/pulls"):
            if pull.get("merged_at"):
                pulls[int(pull["number"])] = pull
    return [pulls[number] for number in sorted(pulls)]


def _keep_notice(hub: GitHub, failed: str, awards: int) -> None:
    """Keep one open notice while something approved is not online, and close it when it is."""
    mark = publish_comment.FAILED_MARK
    if failed:
        body = publish_comment.failed_notice(failed, workflow_event.run_address())
        comments.put_issue(hub, mark, title=publish_comment.failed_title(awards), body=body)
    else:
        comments.close_issues(hub, mark)
