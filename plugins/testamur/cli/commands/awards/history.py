"""`testamur history`: shows an award's history from its record, and its signed editions from the ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from testamur.authoring.finding.award_lookup import describe_award, find_award
from testamur.authoring.handing_out import register
from testamur.ledger.state import AwardState
from testamur.ledger.store import Ledger
from testamur.records import registry as registries
from testamur.records.model.models import Award
from testamur.terminal import options, tables
from testamur.terminal.clock import latest_day_anywhere
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg


@click.command()
@click.argument("text", metavar="AWARD")
@options.records
@options.ledger
@options.as_json
def command(*, text: str, records: Path, ledger: Path, as_json: bool) -> None:
    """Show what happened to AWARD, and every edition of it that was signed, with its digest.

    AWARD is an id, a link to its page, or its learner's name where that is unique.
    Notes are shown: this is for those who may read the records.
    """
    registry = registries.load(records, today=latest_day_anywhere())
    award = find_award(registry, text)
    state = Ledger(ledger).state(award.id)
    row = register.row(registry, award, today=latest_day_anywhere())
    if as_json:
        click.echo(json.dumps(_value(award, state, row.state), ensure_ascii=False, indent=2))
        return
    speaking.echo(msg("{award}: {state}", award=describe_award(registry, award), state=row.state_in_words), err=True)
    tables.print_results(
        (msg("date"), msg("act"), msg("reason"), msg("by"), msg("note")),
        [(str(award.awarded_date), "awarded", "", "", ""), *(_cells(line) for line in _lines(award))],
    )
    if state is None:
        speaking.echo(msg("Nothing of it was issued, as far as {ledger} knows.", ledger=ledger), err=True)
        return
    click.echo()
    editions = _editions(state)
    tables.print_results(
        (msg("edition"), msg("issued"), msg("digest"), msg("key"), msg("list")),
        [
            (str(edition["edition"]), edition["issued"], edition["digest"], edition["key"], edition["list"])
            for edition in editions
        ],
    )
    if state.approved_by:
        speaking.echo(msg("Approved by {names}.", names=", ".join(state.approved_by)), err=True)
    if state.erased:
        speaking.echo(msg("Erased on {day}: no credential is kept.", day=state.erased), err=True)


def _value(award: Award, issued: AwardState | None, state: str) -> dict[str, Any]:
    return {
        "award": award.id,
        "file": award.file,
        "achievement": award.achievement,
        "learner": award.learner,
        "awarded": award.awarded_date.isoformat(),
        "state": state,
        "history": _lines(award),
        "issued": issued is not None,
        "issuedState": issued.state if issued else "",
        "erased": issued.erased if issued else "",
        "approvedBy": list(issued.approved_by) if issued else [],
        "editions": _editions(issued) if issued else [],
    }


def _lines(award: Award) -> list[dict[str, str]]:
    return [
        {"date": line.date.isoformat(), "act": line.act, "reason": line.reason, "by": line.by, "note": line.note}
        for line in award.history
    ]


def _cells(line: dict[str, str]) -> tuple[str, ...]:
    return tuple(line.values())


def _editions(state: AwardState) -> list[dict[str, Any]]:
    return [
        {
            "edition": number,
            "issued": edition.issued,
            "digest": edition.digest,
            "key": edition.public_key,
            "list": f"revocation-{edition.list_number} {edition.list_index}",
        }
        for number, edition in enumerate(state.editions, 1)
    ]
