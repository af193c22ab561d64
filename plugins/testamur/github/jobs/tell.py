"""`testamur ci tell`: after a publish, whether it is online, on the forms and the changes that it came from.

The daily run signs nothing: when it works, whatever was not online before is; when it fails, nothing that was approved
is in question, and a notice of its own says so.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from testamur.authoring.repository import manifest
from testamur.authoring.repository.hosting import SiteHost
from testamur.credentials import addresses
from testamur.errors import UsageError
from testamur.github import client, comments, publish_comment, workflow_event
from testamur.github.client import GitHub, GitHubError
from testamur.github.telling import merged_changes, schedules
from testamur.github.telling.merged_changes import MergedChange
from testamur.records import registry as registries
from testamur.records.model.models import Award, Issuer
from testamur.records.registry import Registry
from testamur.terminal import options
from testamur.terminal.clock import latest_day_anywhere

_JOBS = ("tool", "issue", "witness", "part", "build", "deploy", "smoke")
_STOPPED = frozenset({"failure", "cancelled"})


@click.command(name="tell")
@options.records
def command(*, records: Path) -> None:
    """Say what became of a publish: TESTAMUR_NEEDS has the results of its jobs."""
    results = _read_results()
    stopped = [job for job in _JOBS if results.get(job) in _STOPPED]
    is_begun = "smoke" not in results and results.get("issue") == "success"
    is_online = results.get("smoke") == "success"
    if not (stopped or is_begun or is_online):
        click.echo("Nothing was published: nothing to tell.")
        return
    hub = client.from_environment()
    if stopped and _is_daily(results):
        _keep_rebuild_notice(hub)
        click.echo(f"Told: the daily rebuild failed, {stopped[0]} stopped.")
        return
    cause = _cause(results, stopped)
    changes = merged_changes.not_online(hub, records)
    host = manifest.site_host(records.resolve().parent)
    # Only links need the records, which may be what stopped the publish.
    registry = None if stopped or is_begun else registries.load(records, today=latest_day_anywhere())
    # The oldest first: where this is broken off, the next run begins with the first that was not told.
    for change in changes:
        _tell(hub, change, _comment(registry, change, cause, host))
    if not is_begun:
        _keep_notice(hub, cause, changes, host)
        _keep_schedule_notice(hub)
    outcome = f"not online, {stopped[0]} stopped" if stopped else "being published" if is_begun else "online"
    click.echo(f"Told: {outcome}.")


def _is_daily(results: dict[str, str]) -> bool:
    """Say whether this run signs nothing. Where not even the tool was fetched, no run has signed."""
    is_of_the_clock = os.environ.get("GITHUB_EVENT_NAME") == "schedule"
    return results.get("issue") == "skipped" and (is_of_the_clock or results.get("tool") not in _STOPPED)


def _cause(results: dict[str, str], stopped: list[str]) -> str:
    """Return the job that failed, or "cancelled" where somebody or a limit of time stopped one; "" where none did."""
    failed = [job for job in stopped if results[job] == "failure"]
    return failed[0] if failed else "cancelled" if stopped else ""


def _tell(hub: GitHub, change: MergedChange, text: str) -> None:
    is_online = publish_comment.ONLINE in text
    # The change comes last: by its comment it is known whether all of this was done.
    if change.form:
        comments.put_comment(hub, change.form, text)
        if is_online:
            hub.patch(f"issues/{change.form}", {"state": "closed", "state_reason": "completed"})
    comments.put_comment(hub, change.number, text)


def _comment(registry: Registry | None, change: MergedChange, cause: str, host: SiteHost) -> str:
    if cause:
        return publish_comment.failed(cause, workflow_event.run_address(), host)
    if registry is None:
        return publish_comment.publishing()
    awards = [registry.awards[one] for one in sorted(change.awards) if one in registry.awards]
    linked = [award for award in awards if _may_be_linked(award, registry.issuer)]
    links = [addresses.award(registry.issuer.base, award.id) for award in linked]
    return publish_comment.online(links, len(awards) - len(linked))


def _read_results() -> dict[str, str]:
    try:
        needs = json.loads(os.environ.get("TESTAMUR_NEEDS", ""))
        return {name: str(job["result"]) for name, job in needs.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError("TESTAMUR_NEEDS is not what the workflow puts there: ${{ toJSON(needs) }}") from None


def _may_be_linked(award: Award, issuer: Issuer) -> bool:
    """Say whether the address of an award may stand in a comment: an unlisted one only where few people read it."""
    if award.erased or award.visibility in {"private", "sealed"}:
        return False
    return award.visibility == "public" or issuer.repository == "closed"


def _keep_notice(hub: GitHub, cause: str, changes: list[MergedChange], host: SiteHost) -> None:
    """Keep one open notice while something approved is not online, and close it when it is."""
    if cause:
        awards = {award for change in changes for award in change.awards}
        body = publish_comment.failed_notice(cause, workflow_event.run_address(), host)
        title = publish_comment.failed_title(len(awards), len(changes))
        comments.put_issue(hub, publish_comment.FAILED_MARK, title=title, body=body)
    else:
        for mark in (publish_comment.FAILED_MARK, publish_comment.REBUILD_MARK):
            comments.close_issues(hub, mark)


def _keep_rebuild_notice(hub: GitHub) -> None:
    # Where a publish failed before, the daily run fails of the same cause, and one notice is enough.
    if not comments.has_issue(hub, publish_comment.FAILED_MARK):
        body = publish_comment.rebuild_notice(workflow_event.run_address())
        comments.put_issue(hub, publish_comment.REBUILD_MARK, title=publish_comment.REBUILD_TITLE, body=body)


def _keep_schedule_notice(hub: GitHub) -> None:
    """Keep one open notice while GitHub does not start the daily and weekly runs any more."""
    try:
        ended = schedules.ended(hub)
    except GitHubError as error:
        click.echo(f"Whether the daily and weekly runs go on could not be seen: {error}", err=True)
        return
    if ended:
        body = publish_comment.schedule_notice(ended)
        comments.put_issue(hub, publish_comment.SCHEDULE_MARK, title=publish_comment.SCHEDULE_TITLE, body=body)
    else:
        comments.close_issues(hub, publish_comment.SCHEDULE_MARK)
