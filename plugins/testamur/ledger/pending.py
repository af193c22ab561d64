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
from testamur.ledger.entries import LedgerEntry
from testamur.ledger.safeguards import identity
from testamur.ledger.state import AwardState, needs_link
from testamur.ledger.store import Ledger
from testamur.records.model.frozen import issued_as
from testamur.records.model.history import FINAL
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.text.characters import harmless
from testamur.text.display import display_value
from testamur.text.languages.messages import msg
from testamur.text.reporting import number_of

AwardAct = Literal["issue", "reissue", "state", "erase", "link"]


@dataclass(frozen=True, slots=True)
class PendingAward:
    """One award that has something pending. `state` is its state in the ledger, None if it was never issued."""

    award: Award
    act: AwardAct
    state: AwardState | None


@dataclass(slots=True)
class AwardPlan:
    """What is pending, in the order of award ids, and the ledger's states and entries."""

    pending: list[PendingAward] = field(default_factory=list)
    states: dict[str, AwardState] = field(default_factory=dict)
    entries: list[LedgerEntry] = field(default_factory=list)  # read once for whoever carries the plan out


def plan(
    registry: Registry,
    ledger: Ledger,
    *,
    reissue_keys: Collection[str] = (),
    now: datetime.datetime | None = None,
    begins_anew: bool = False,
) -> AwardPlan:
    """Compare the records with the ledger; RecordsError names every award that changed without a line of history.

    A registry whose address is not the one under which awards were issued, and a ledger that is not the one that
    issuer.yml names, are refused before anything else.

    Awards that one of `reissue_keys` (multibase public keys) signed are issued anew, and so is what was signed later
    than `now`, if that is given. `begins_anew`: the ledger that issuer.yml names is lost.
    """
    award_plan = AwardPlan(states=ledger.states(), entries=ledger.entries())
    check_ledger(registry, ledger, begins_anew=begins_anew)
    # The first key that was ever entered tells: entries are only appended, and one ledger has one issuer.
    issued_as = next((entry["key"].partition("#")[0] for entry in award_plan.entries if "key" in entry), None)
    check_address(registry, issued_as)
    compare(registry, ledger, award_plan, reissue_keys=reissue_keys, now=now)
    return award_plan


def compare(
    registry: Registry,
    ledger: Ledger,
    award_plan: AwardPlan,
    *,
    reissue_keys: Collection[str] = (),
    now: datetime.datetime | None = None,
    settled: Collection[str] = (),
) -> None:
    """Add what is pending to a plan that has the ledger's states, but for `settled` awards; raises as `plan` does."""
    problems = [
        _missing_record(registry, award_id)
        for award_id, state in award_plan.states.items()
        if award_id not in registry.awards and not state.erased
    ]
    for award_id in sorted(award_id for award_id in registry.awards if award_id not in settled):
        award, state = registry.awards[award_id], award_plan.states.get(award_id)
        act = _pending_act(registry, award, state, reissue_keys, now)
        if act == "changed":
            problems += _changes_of_record(registry, ledger, award)
        elif act == "shortened":
            problems.append(_shorter_history(award, award_plan.states[award_id]))
        elif act:
            award_plan.pending.append(PendingAward(award, act, state))
    if problems:
        raise RecordsError(sorted(problems, key=lambda problem: (problem.file, problem.field)))


def check_ledger(registry: Registry, ledger: Ledger, *, begins_anew: bool = False) -> None:
    """Raise RecordsError where the ledger is not the one that issuer.yml names: it is missing, or another's."""
    expected_id, ledger_id = registry.issuer.ledger_id, ledger.identity().id
    if not expected_id or ledger_id == expected_id or (begins_anew and not ledger_id):
        return
    if ledger_id:
        reason, remedy = f"the ledger here is another registry's, or a copy of it: {ledger_id}", identity.GET_IT
    else:
        here = "the ledger here is older than that" if ledger.entries() else "there is no ledger here"
        reason = f"this registry has a ledger already, and {here}: every award would be issued a second time"
        remedy = f"{identity.GET_IT}. {identity.LOST}"
    raise RecordsError([
        Problem(
            code="ledger-missing",
            file=f"{registry.folder.name}/issuer.yml",
            field="ledgerId",
            value=harmless(expected_id),
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
                field="practice", value="true",
                reason=msg("this registry is in practice mode: nothing is signed with a real key"),
                remedy=msg("When you are ready for real awards, run testamur go-live"),
            )
        ])  # fmt: skip


def _pending_act(
    registry: Registry,
    award: Award,
    state: AwardState | None,
    reissue_keys: Collection[str],
    now: datetime.datetime | None,
) -> AwardAct | Literal["changed", "shortened", ""]:
    if state is None:
        # Erased before it was first issued: there is nothing to publish and nothing to withdraw.
        return "" if award.erased else "issue"
    # Before anything is restated: an older copy of the records, run again by mistake, would un-revoke awards
    # (decision 4).
    if len(award.history) < state.history_lines or (state.state in FINAL and award.state != state.state):
        return "shortened"
    status_act: AwardAct | Literal[""] = "state" if len(award.history) > state.history_lines else ""
    if award.erased:
        return status_act if state.erased else "erase"
    if award.corrections > state.corrections:
        return "reissue"
    is_same = state.is_of(issued_as(award, registry.learners[award.learner]))
    # An award that has ended takes no correction, so a name that was corrected for the others may differ here.
    if not is_same and award.state not in FINAL:
        return "changed"
    # Asked last: a new key must not be a way to sign a change that no line of history announces.
    is_unreliable = state.current.public_key in reissue_keys or state.current.is_later(now)
    return "reissue" if is_unreliable else status_act or ("link" if needs_link(award, state) else "")


def _missing_record(registry: Registry, award_id: str) -> Problem:
    return Problem(
        code="issued-record-missing",
        file=f"{registry.folder.name}/awards/{award_id}.yml",
        reason="this award was issued, and its record is gone",
        remedy="Put the file back. To withdraw an award, add a history line with act: revoked; to remove a learner's "
        "data, one with act: erased",
    )


def _shorter_history(award: Award, state: AwardState) -> Problem:
    return Problem(
        code="issued-history-changed",
        file=award.file,
        field="history",
        reason=f"this award was issued with {number_of(state.history_lines, 'line')} of history, and it is "
        f"{state.state}: the record now has fewer lines, or another state",
        remedy="Put the lines back: what happened stays written. If this is an old copy of the records, use the newest",
    )


def _changes_of_record(registry: Registry, ledger: Ledger, award: Award) -> Iterator[Problem]:
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


def check_address(registry: Registry, issued_as: str | None) -> None:
    """Raise RecordsError where awards were issued as another DID than that of the address in issuer.yml."""
    current = did.from_base(registry.issuer.base)
    if issued_as is not None and issued_as != current:
        raise RecordsError([
            Problem(
                code="address-changed",
                file=f"{registry.folder.name}/issuer.yml",
                field="base",
                value=harmless(registry.issuer.base),
                reason=f"awards were issued as {issued_as}; this address would be another issuer, {current}",
                remedy="Put the old address back. testamur docs operating says under Moving house what can be done",
            )
        ])  # fmt: skip
