"""`testamur history`: shows an award's history from its record, and its signed editions from the ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from testamur.authoring.finding.awards_meant import describe, find_award
from testamur.authoring.handing_out import register
from testamur.ledger.state import AwardState
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.model.models import Award
from testamur.terminal import options, tables
from testamur.terminal.clock import latest_day_anywhere


@click.command()
@click.argument("award")
@options.records
@options.ledger
@options.as_json
def command(*, award: str, records: Path, ledger: Path, as_json: bool) -> None:
    """Show what happened to AWARD, and every edition of it that was signed, with its digest.

    AWARD is an id, a link to its page, or its learner's name where that is unique.
    Notes are shown: this is for those who may read the records.
    """
    registry = registries.load(records, today=latest_day_anywhere())
    found = find_award(registry, award)
    known = Ledger(ledger).state(found.id)
    row = register.row(registry, found, today=latest_day_anywhere())
    if as_json:
        click.echo(json.dumps(_value(found, known, row.state), ensure_ascii=False, indent=2))
        return
    click.echo(f"{describe(registry, found)}: {row.said}", err=True)
    tables.print_results(
        ("date", "act", "reason", "by", "note"),
        [(str(found.awarded_date), "awarded", "", "", ""), *(_cells(line) for line in _lines(found))],
    )
    if known is None:
        click.echo(f"Nothing of it was issued, as far as {ledger} knows.", err=True)
        return
    click.echo()
    editions = _editions(known)
    tables.print_results(
        ("edition", "issued", "digest", "key", "list"),
        [(str(one["edition"]), one["issued"], one["digest"], one["key"], one["list"]) for one in editions],
    )
    if known.approved_by:
        click.echo(f"Approved by {', '.join(known.approved_by)}.", err=True)
    if known.erased:
        click.echo(f"Erased on {known.erased}: no credential is kept.", err=True)


def _value(award: Award, known: AwardState | None, state: str) -> dict[str, Any]:
    return {
        "award": award.id,
        "file": award.file,
        "achievement": award.achievement,
        "learner": award.learner,
        "awarded": award.awarded_date.isoformat(),
        "state": state,
        "history": _lines(award),
        "issued": known is not None,
        "issuedState": known.state if known else "",
        "erased": known.erased if known else "",
        "approvedBy": list(known.approved_by) if known else [],
        "editions": _editions(known) if known else [],
    }


def _lines(award: Award) -> list[dict[str, str]]:
    return [
        {"date": line.date.isoformat(), "act": line.act, "reason": line.reason, "by": line.by, "note": line.note}
        for line in award.history
    ]


def _cells(line: dict[str, str]) -> tuple[str, ...]:
    return tuple(line.values())


def _editions(known: AwardState) -> list[dict[str, Any]]:
    return [
        {
            "edition": number,
            "issued": one.issued,
            "digest": one.digest,
            "key": one.public_key,
            "list": f"revocation-{one.list_number} {one.list_index}",
        }
        for number, one in enumerate(known.editions, 1)
    ]
