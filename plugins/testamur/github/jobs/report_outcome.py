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
from testamur.github import client, contributors, publish_comment, workflow_event
from testamur.github.client import GitHub
from testamur.records import registry as registries
from testamur.records.model.models import Award, Issuer
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.clock import today

_JOBS = ("issue", "build", "deploy", "smoke")
_COMMIT = re.compile(r"[0-9a-f]{40}")


@click.command(name="tell")
@options.records
def command(*, records: Path) -> None:
    """Say what became of a publish: TESTAMUR_NEEDS has the results of its jobs."""
    results = _results()
    failed = next((job for job in _JOBS if results.get(job) in {"failure", "cancelled"}), "")
    is_begun = "smoke" not in results and results.get("issue") == "success"
    if not failed and not is_begun and results.get("smoke") != "success":
        click.echo("Nothing was published: nothing to tell.")
        return
    hub = client.from_environment()
    top = records.resolve().parent
    before, after = _range(workflow_event.event())
    registry = registries.load(records, today=today())
    changed = _awards(registry, top, before, after)
    text = publish_comment.publishing() if is_begun else _text(registry, changed, failed)
    for pull in _pulls(hub, top, before, after):
        form = contributors.form_of(pull)
        for place in (int(pull["number"]), *([form] if form else [])):
            workflow_event.keep(hub, place, text)
        if form and not failed and not is_begun:
            hub.patch(f"issues/{form}", {"state": "closed", "state_reason": "completed"})
    if not is_begun:
        _notice(hub, failed, len(changed))
    said = f"not online, {failed} failed" if failed else "being published" if is_begun else "online"
    click.echo(f"Told: {said}.")


def _results() -> dict[str, str]:
    try:
        found = json.loads(os.environ.get("TESTAMUR_NEEDS", ""))
        return {name: str(job["result"]) for name, job in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError("TESTAMUR_NEEDS is not what the workflow puts there: ${{ toJSON(needs) }}") from None


def _range(event: Mapping[str, Any]) -> tuple[str, str]:
    """Return the commit before what was pushed ("" where that is not known), and the newest one."""
    before, after = str(event.get("before") or ""), str(event.get("after") or "HEAD")
    is_known = _COMMIT.fullmatch(before) and before.strip("0")
    return (before if is_known else ""), (after if _COMMIT.fullmatch(after) else "HEAD")


def _awards(registry: Registry, top: Path, before: str, after: str) -> list[Award]:
    """Return the awards whose files changed."""
    if not before:
        return []
    names = git.answer(top, "diff", "--name-only", "--no-renames", "-z", before, after, "--", registry.folder.name)
    stems = {Path(name).stem for name in names.decode("utf-8", "replace").split("\0") if "/awards/" in name}
    return [registry.awards[stem] for stem in sorted(stems) if stem in registry.awards]


def _text(registry: Registry, changed: list[Award], failed: str) -> str:
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


def _pulls(hub: GitHub, top: Path, before: str, after: str) -> list[Mapping[str, Any]]:
    """Return the merged changes that were published."""
    span = [f"{before}..{after}"] if before else ["--max-count=1", after]
    commits = git.answer(top, "log", "--first-parent", "--format=%H", *span).decode("ascii").split()
    found = {}
    for commit in commits[:50]:
        for pull in hub.every(f"commits/{commit}/pulls"):
            if pull.get("merged_at"):
                found[int(pull["number"])] = pull
    return [found[number] for number in sorted(found)]


def _notice(hub: GitHub, failed: str, awards: int) -> None:
    """Keep one open notice while something approved is not online, and close it when it is."""
    mark = publish_comment.FAILED_MARK
    if failed:
        body = publish_comment.failed_notice(failed, workflow_event.run_address())
        workflow_event.keep_issue(hub, mark, title=publish_comment.failed_title(awards), body=body)
    else:
        workflow_event.close_issues(hub, mark)
