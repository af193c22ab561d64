"""Plans what `testamur issue` does: compares every award with its state in the ledger.

Holds no key and signs nothing, so `check` and a dry run use it as well.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from testamur.credentials import did
from testamur.errors import Problem, RecordsError
from testamur.ledger.entries import LedgerEntry
from testamur.ledger.safeguards import identity, issued_records
from testamur.ledger.state import AwardState, needs_link
from testamur.ledger.store import Ledger
from testamur.records.model.frozen import issued_as
from testamur.records.model.history import FINAL
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg

AwardAct = Literal["issue", "reissue", "state", "erase", "link"]
_Act = AwardAct | Literal["changed", "shortened"]  # the last two are mistakes


@dataclass(frozen=True, slots=True)
class PendingAward:
    """One award that has something pending. `state` is its state in the ledger, None if it was never issued."""

    award: Award
    act: AwardAct
    state: AwardState | None


@dataclass(slots=True)
class AwardPlan:
    """What is pending, in the order of award ids, and the ledger's states, as pages need them, and entries."""

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
    comparison = Comparison(registry, reissue_keys=reissue_keys, now=now)
    award_plan = AwardPlan(states=ledger.states(comparison.take, ids=registry.awards), entries=ledger.entries())
    check_ledger(registry, ledger, begins_anew=begins_anew)
    # The first key that was ever entered tells: entries are only appended, and one ledger has one issuer.
    issued_as = next((entry["key"].partition("#")[0] for entry in award_plan.entries if "key" in entry), None)
    check_address(registry, issued_as)
    award_plan.pending = comparison.finish(ledger, award_plan.states.keys())
    return award_plan


class Comparison:
    """Compares awards with their states, one by one, so that no more of a state stays than pages need.

    `reissue_keys` and `now` are as of `plan`.
    """

    def __init__(
        self, registry: Registry, *, reissue_keys: Collection[str] = (), now: datetime.datetime | None = None
    ) -> None:
        self._registry, self._reissue_keys, self._now = registry, reissue_keys, now
        self._acts: dict[str, tuple[_Act, AwardState]] = {}  # what is pending, or wrong, by award id
        self._missing: list[str] = []

    def take(self, award_id: str, state: AwardState) -> AwardState:
        """Compare an award with its state as the ledger has it, and return what pages need of that."""
        award = self._registry.awards.get(award_id)
        if award is None:
            if not state.erased:
                self._missing.append(award_id)
        elif act := _act(self._registry, award, state, self._reissue_keys, self._now):
            self._acts[award_id] = act, state
        return state.for_pages()

    def finish(self, ledger: Ledger, states: Collection[str]) -> list[PendingAward]:
        """Return what is pending, in the order of award ids; `states` are the ids of all awards that have one.

        RecordsError names every award that changed without a line of history.
        """
        registry = self._registry
        problems = [issued_records.missing_record(registry, award_id) for award_id in self._missing]
        # Erased before it was first issued: there is nothing to publish and nothing to withdraw.
        never_issued = (award for award_id, award in registry.awards.items() if award_id not in states)
        pending = [PendingAward(award, "issue", None) for award in never_issued if not award.erased]
        for award_id, (act, state) in self._acts.items():
            award = registry.awards[award_id]
            if act == "changed":
                problems += issued_records.changes_of_record(registry, ledger, award)
            elif act == "shortened":
                problems.append(issued_records.shorter_history(award, state))
            else:
                pending.append(PendingAward(award, act, state))
        if problems:
            raise RecordsError(sorted(problems, key=lambda problem: (problem.file, problem.field)))
        return sorted(pending, key=lambda one: one.award.id)


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


def _act(
    registry: Registry,
    award: Award,
    state: AwardState,
    reissue_keys: Collection[str],
    now: datetime.datetime | None,
) -> _Act | Literal[""]:
    """Return what is pending for an award that was issued, or wrong with its record; "" for nothing."""
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
