"""`testamur ci weekly`: what needs somebody, in the job's summary and in one issue that is kept up to date."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path

import click

from testamur.authoring.handing_out import weekly_summary
from testamur.authoring.handing_out.weekly_summary import Week
from testamur.authoring.translating import translatable
from testamur.credentials import addresses
from testamur.errors import LedgerError
from testamur.github import client
from testamur.github.client import GitHub
from testamur.ledger import branch as branches
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.records.rules import untranslated
from testamur.terminal import options
from testamur.terminal.clock import today
from testamur.text import dates


@click.command(name="weekly")
@options.remote
@options.ledger_branch
@options.ledger
@options.records
def command(*, remote: str, branch: str, ledger: Path, records: Path) -> None:
    """Say what ends soon, what is due and what grows old: in the job's summary, and in one issue."""
    registry = registries.load(records, today=today())
    if not registry.issuer.practice:
        branches.fetch(branches.address(remote), branch, ledger)
    week = Week(
        registry=registry, today=today(), lists=_signed(Ledger(ledger)), untranslated=tuple(_untranslated(registry))
    )
    body, found = weekly_summary.text(week), weekly_summary.parts(week)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(f"# {weekly_summary.TITLE}\n\n{body}")
    _keep(client.from_environment(), body, is_needed=bool(found))
    click.echo("\n".join(part.heading for part in found) or "Nothing needs anybody this week.")


def _signed(ledger: Ledger) -> dict[str, datetime.date]:
    """Return the day on which each status list was signed, by its name."""
    found = {}
    for purpose, number in ledger.status_lists():
        name = addresses.status_list_name(purpose, number)
        try:
            signed = json.loads(ledger.status_list(purpose, number) or b"")["validFrom"]
            found[name] = dates.read_instant(signed).astimezone(datetime.UTC).date()
        except (ValueError, KeyError, TypeError) as error:
            raise LedgerError(f"ledger/status/{name}.json is not a status list. Fetch the ledger again") from error
    return found


def _untranslated(registry: Registry) -> list[untranslated.Untranslated]:
    languages = registry.issuer.languages
    return untranslated.summary((one.record for one in translatable.sources(registry.folder)), languages)


def _keep(hub: GitHub, body: str, *, is_needed: bool) -> None:
    """Keep one open issue while something needs somebody, and close it when nothing does."""
    known = [
        one
        for one in hub.every("issues?state=open")
        if str(one.get("body") or "").startswith(weekly_summary.MARK) and (one.get("user") or {}).get("type") == "Bot"
    ]
    value = {"title": weekly_summary.TITLE, "body": body}
    if not is_needed:
        for one in known:
            hub.patch(f"issues/{int(one['number'])}", {"body": body, "state": "closed", "state_reason": "completed"})
    elif known:
        hub.patch(f"issues/{int(known[0]['number'])}", value)
    else:
        hub.post("issues", value)
