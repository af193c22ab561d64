"""`testamur ci weekly`: what needs somebody, in the job's summary and in one issue that is kept up to date."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.handing_out import weekly_summary
from testamur.authoring.handing_out.weekly_summary import Week
from testamur.authoring.translating import translatable
from testamur.github import client, comments, job_summary
from testamur.github.telling import schedules
from testamur.ledger import branch as branches
from testamur.ledger.safeguards import list_age
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.records.rules import untranslated
from testamur.terminal import options
from testamur.terminal.clock import latest_day_anywhere


@click.command(name="weekly")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
def command(*, remote: str, branch: str, ledger: Path, records: Path) -> None:
    """Say what ends soon, what is due and what grows old: in the job's summary, and in one issue."""
    registry = registries.load(records, today=latest_day_anywhere())
    if not registry.issuer.practice:
        branches.fetch(branches.remote_address(remote), branch, ledger)
    store, hub = Ledger(ledger), client.from_environment()
    week = Week(
        registry=registry,
        today=latest_day_anywhere(),
        lists=list_age.signing_days(store),
        untranslated=tuple(_untranslated(registry)),
        ledger_id=store.identity().id,
        schedules_end=schedules.end(hub),
    )
    body, parts = weekly_summary.text(week), weekly_summary.parts(week)
    job_summary.add(f"# {weekly_summary.TITLE}\n\n{body}")
    # One open issue while something needs somebody, and none when nothing does.
    if parts:
        comments.put_issue(hub, weekly_summary.MARK, title=weekly_summary.TITLE, body=body)
    else:
        comments.close_issues(hub, weekly_summary.MARK, body=body)
    click.echo("\n".join(part.heading for part in parts) or "Nothing needs anybody this week.")


def _untranslated(registry: Registry) -> list[untranslated.Untranslated]:
    languages = registry.issuer.languages
    return untranslated.find_untranslated(
        (source.record for source in translatable.sources(registry.folder)), languages
    )
