"""Plans what `testamur issue` does: compares every award with its state in the ledger.

Holds no key and signs nothing, so `check` and a dry run use it as well.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from testamur.credentials import did
from testamur.errors import Problem, RecordsError
from testamur.ledger.entries import Entry
from testamur.ledger.safeguards import identity
from testamur.ledger.state import AwardState, record_digest
from testamur.ledger.store import Ledger
from testamur.records.model.frozen import frozen
from testamur.records.model.history import FINAL
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.text.characters import harmless
from testamur.text.display import display_value

Act = Literal["issue", "reissue", "state", "erase"]


@dataclass(frozen=True, slots=True)
class Pending:
    """One award that has something pending. `known` is its state in the ledger, None if it was never issued."""

    award: Award
    act: Act
    known: AwardState | None


@dataclass(slots=True)
class Plan:
    """What is pending, in the order of award ids, and the ledger's states and entries."""

    pending: list[Pending] = field(default_factory=list)
    states: dict[str, AwardState] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)  # of the ledger, read once for whoever carries the plan out


def plan(
    registry: Registry,
    ledger: Ledger,
    *,
    reissue_keys: Collection[str] = (),
    now: datetime.datetime | None = None,
    begins_anew: bool = False,
) -> Plan:
    """Compare the records with the ledger; RecordsError names every award that changed without a line of history.

    A registry whose address is not the one under which awards were issued, and a ledger that is not the one that
    issuer.yml names, are refused before anything else.

    Awards that one of `reissue_keys` (multibase public keys) signed are issued anew, and so is what was signed later
    than `now`, if that is given. `begins_anew`: the ledger that issuer.yml names is lost.
    """
    made = Plan(states=ledger.states(), entries=ledger.entries())
    check_ledger(registry, ledger, begins_anew=begins_anew)
    _check_address(registry, made.entries)
    problems = [
        _missing(registry, award_id)
        for award_id in made.states
        if award_id not in registry.awards and not made.states[award_id].erased
    ]
    for award_id in sorted(registry.awards):
        award, known = registry.awards[award_id], made.states.get(award_id)
        act = _act(registry, award, known, reissue_keys, now)
        if act == "changed":
            problems += _changed(registry, ledger, award)
        elif act == "shortened":
            problems.append(_shortened(award, made.states[award_id]))
        elif act:
            made.pending.append(Pending(award, act, known))
    if problems:
        raise RecordsError(sorted(problems, key=lambda problem: (problem.file, problem.field)))
    return made


def check_ledger(registry: Registry, ledger: Ledger, *, begins_anew: bool = False) -> None:
    """Raise RecordsError where the ledger is not the one that issuer.yml names: it is missing, or another's."""
    wanted, found = registry.issuer.ledger_id, ledger.identity().id
    if not wanted or found == wanted or (begins_anew and not found):
        return
    if found:
        reason, remedy = f"the ledger here is another registry's, or a copy of it: {found}", identity.GET_IT
    else:
        here = "the ledger here is older than that" if ledger.entries() else "there is no ledger here"
        reason = f"this registry has a ledger already, and {here}: every award would be issued a second time"
        remedy = f"{identity.GET_IT}. {identity.LOST}"
    raise RecordsError([
        Problem(
            code="ledger-missing",
            file=f"{registry.folder.name}/issuer.yml",
            field="ledgerId",
            value=harmless(wanted),
            reason=reason,
            remedy=remedy,
        )
    ])  # fmt: skip


def refuse_practice(registry: Registry) -> None:
    """Raise RecordsError where nothing may be signed with a real key yet."""
    if registry.issuer.practice:
        raise RecordsError([
            Problem(
                code="practice",
                file=f"{registry.folder.name}/issuer.yml",
                field="practice",
                value="true",
                reason="this registry is in practice mode: nothing is signed with a real key",
                remedy="When you are ready for real awards, run testamur go-live",
            )
        ])  # fmt: skip


def _act(
    registry: Registry,
    award: Award,
    known: AwardState | None,
    reissue_keys: Collection[str],
    now: datetime.datetime | None,
) -> Act | Literal["changed", "shortened", ""]:
    if known is None:
        # Erased before it was first issued: there is nothing to publish and nothing to withdraw.
        return "" if award.erased else "issue"
    # Before anything is restated: an older copy of the records, run again by mistake, would un-revoke awards
    # (decision 4).
    if len(award.history) < known.history_lines or (known.state in FINAL and award.state != known.state):
        return "shortened"
    restated: Act | Literal[""] = "state" if len(award.history) > known.history_lines else ""
    if award.erased:
        return restated if known.erased else "erase"
    if award.corrections > known.corrections:
        return "reissue"
    same = record_digest(frozen(award, registry.learners[award.learner]), known.record_salt) == known.record_digest
    # An award that has ended takes no correction, so a name that was corrected for the others may differ here.
    if not same and award.state not in FINAL:
        return "changed"
    # Asked last: a new key must not be a way to sign a change that no line of history announces.
    is_unreliable = known.current.key.rpartition("#")[2] in reissue_keys or known.current.is_later(now)
    return "reissue" if is_unreliable else restated


def _missing(registry: Registry, award_id: str) -> Problem:
    return Problem(
        code="issued-record-missing",
        file=f"{registry.folder.name}/awards/{award_id}.yml",
        reason="this award was issued, and its record is gone",
        remedy="Put the file back. To withdraw an award, add a history line with act: revoked; to remove a learner's "
        "data, one with act: erased",
    )


def _shortened(award: Award, known: AwardState) -> Problem:
    return Problem(
        code="issued-history-changed",
        file=award.file,
        field="history",
        reason=f"this award was issued with {known.history_lines} lines of history, and it is {known.state}: "
        "what stands here is less",
        remedy="Put the lines back: what happened stays written. If this is an old copy of the records, use the newest",
    )


def _changed(registry: Registry, ledger: Ledger, award: Award) -> Iterator[Problem]:
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


def _check_address(registry: Registry, entries: list[Entry]) -> None:
    # The first key that was ever entered tells: entries are only appended, and one ledger has one issuer.
    issued = next((entry["key"].partition("#")[0] for entry in entries if "key" in entry), None)
    now = did.from_base(registry.issuer.base)
    if issued is not None and issued != now:
        raise RecordsError([
            Problem(
                code="address-changed",
                file=f"{registry.folder.name}/issuer.yml",
                field="base",
                value=harmless(registry.issuer.base),
                reason=f"awards were issued as {issued}; this address would be another issuer, {now}",
                remedy="Put the old address back. testamur docs operating says under Moving house what can be done",
            )
        ])  # fmt: skip
