"""The problems of records that say something else than what was issued: what was signed, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from testamur.errors import Problem
from testamur.ledger.state import AwardState
from testamur.ledger.store import Ledger
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.text.characters import harmless
from testamur.text.display import display_value
from testamur.text.reporting import number_of


def missing_record(registry: Registry, award_id: str) -> Problem:
    """Return the problem of an award that was issued, and has no record any more."""
    return Problem(
        code="issued-record-missing",
        file=f"{registry.folder.name}/awards/{award_id}.yml",
        reason="this award was issued, and its record is gone",
        remedy="Put the file back. To withdraw an award, add a history line with act: revoked; to remove a learner's "
        "data, one with act: erased",
    )


def shorter_history(award: Award, state: AwardState) -> Problem:
    """Return the problem of a record that is an older copy than what was issued."""
    return Problem(
        code="issued-history-changed",
        file=award.file,
        field="history",
        reason=f"this award was issued with {number_of(state.history_lines, 'line')} of history, and it is "
        f"{state.state}: the record now has fewer lines, or another state",
        remedy="Put the lines back: what happened stays written. If this is an old copy of the records, use the newest",
    )


def changes_of_record(registry: Registry, ledger: Ledger, award: Award) -> Iterator[Problem]:
    """Yield a problem for each field of a record that is not as it was signed."""
    changes = list(_differences(registry, ledger, award)) or [("", "its record", "something else")]
    for name, before, after in changes:
        yield Problem(
            code="issued-record-changed",
            file=award.file,
            field=name,
            value=harmless(after),
            reason=f"this award was issued with {name or 'another record'}: {harmless(before)}",
            remedy="Put it back as it was; or, for a detail of the same award, add a history line with act: corrected. "
            "Another person, achievement or result is a new award",
        )


def _differences(registry: Registry, ledger: Ledger, award: Award) -> Iterator[tuple[str, str, str]]:
    """Yield field, signed value and the record's value, for the fields that the credential has in plain words.

    Only for the message: whether a record has changed, its salted digest decides.
    """
    data = ledger.credential(award.id)
    if data is None:
        return
    signed = json.loads(data)
    subject = signed["credentialSubject"]
    pairs = [
        ("learner", subject["identifier"][0]["identityHash"], registry.learners[award.learner].name),
        ("achievement", subject["achievement"]["id"].rstrip("/").rpartition("/")[2], award.achievement),
        ("awardedDate", signed["awardedDate"][:10], award.awarded_date.isoformat()),
        ("results", _results(signed), dict(award.results)),
        ("evidence", [item["name"] for item in signed.get("evidence", [])], [item.name for item in award.evidence]),
    ]
    for name, before, after in pairs:
        if before != after:
            yield name, display_value(before), display_value(after)
    if award.valid_until and not signed.get("validUntil"):
        yield "validUntil", "no end", award.valid_until.isoformat()


def _results(signed: Mapping[str, Any]) -> dict[str, str]:
    results = signed["credentialSubject"].get("result", [])
    return {
        result["resultDescription"].rpartition("#")[2]: result.get("achievedLevel", "").rpartition(".")[2]
        or result.get("value")
        or result.get("status", "")
        for result in results
    }
