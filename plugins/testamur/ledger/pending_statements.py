"""Plans what `testamur issue` does about documents other than awards: compares those wanted with those signed.

The counterpart of `pending` for awards. Holds no key and signs nothing, so `check` and a dry run use it as well.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from testamur.errors import Problem, RecordsError
from testamur.ledger import statement_state
from testamur.ledger.state import AwardState
from testamur.ledger.statement_state import StatementState
from testamur.ledger.statements import Statement, wanted_statements
from testamur.records.model.history import FINAL
from testamur.records.registry import Registry

StatementAct = Literal["sign", "revoke", "take-away"]
PAST_TENSE: Mapping[StatementAct, str] = {"sign": "signed", "revoke": "withdrawn", "take-away": "taken away"}


@dataclass(frozen=True, slots=True)
class PendingStatement:
    """One document that has something pending. `name` is that of its file, "" for a new one; `state` is None then."""

    act: StatementAct
    name: str
    statement: Statement | None
    state: StatementState | None

    @property
    def subject_key(self) -> str:
        """The source of the document: `endorsing/<slug>`, `pathways/<award id>` or `learners/<learner id>`."""
        return self.statement.subject_key if self.statement else self.state.subject_key if self.state else ""

    @property
    def is_endorsement(self) -> bool:
        """Whether it is an endorsement that is given."""
        return self.subject_key.startswith("endorsing/")


@dataclass(slots=True)
class StatementPlan:
    """What is pending, and the states in the ledger."""

    pending: list[PendingStatement] = field(default_factory=list)
    states: dict[str, StatementState] = field(default_factory=dict)  # by name


def plan(
    registry: Registry,
    awards: Mapping[str, AwardState],
    states: Mapping[str, StatementState],
    *,
    reissue_keys: Collection[str] = (),
    now: datetime.datetime | None = None,
) -> StatementPlan:
    """Compare the documents wanted with those signed; `awards` are states as the ledger has them, or will have.

    `reissue_keys` and `now` are as of `pending.plan`.

    RecordsError for an endorsement that was signed and whose record is gone.
    """
    statement_plan = StatementPlan(states=dict(states))
    names = statement_state.names_by_subject_key(states)
    statements = wanted_statements(registry, awards)
    for key, statement in statements.items():
        name = names.get(key, "")
        state = states.get(name)
        act = _act_when_wanted(statement, state, reissue_keys, now)
        if act:
            statement_plan.pending.append(PendingStatement(act, name, statement, state))
    problems = []
    for key, name in names.items():
        if key in statements:
            continue
        # A record is worked out from awards and may end by itself; an endorsement ends only with a word about it.
        if key.startswith("endorsing/"):
            problems.append(_missing_record(registry, key))
        elif (act := _act_when_unwanted(registry, key, states[name])) is not None:
            statement_plan.pending.append(PendingStatement(act, name, None, states[name]))
    if problems:
        raise RecordsError(problems)
    return statement_plan


def _act_when_wanted(
    statement: Statement, state: StatementState | None, reissue_keys: Collection[str], now: datetime.datetime | None
) -> StatementAct | None:
    is_unreliable = state is not None and (state.current.public_key in reissue_keys or state.current.is_later(now))
    if statement.is_withdrawn:
        # Its document stays on the site, so it needs a sound key, too.
        return "sign" if is_unreliable else "revoke" if state is not None and state.state == "active" else None
    # Withdrawn and wanted again, it needs another edition: the bit of the one that was withdrawn stays set.
    if state is None or state.state == "revoked" or is_unreliable:
        return "sign"
    return None if state.has_content(statement.content) else "sign"


def _act_when_unwanted(registry: Registry, key: str, state: StatementState) -> StatementAct | None:
    """Return what to do about a record that is no longer wanted: withdrawn with its milestone, else taken away."""
    kind, _, subject_id = key.partition("/")
    milestone = registry.awards.get(subject_id) if kind == "pathways" else None
    if milestone is not None and not milestone.erased and milestone.state in FINAL:
        return "revoke" if state.state == "active" else None
    # The learner's own copy stays good: nothing that was awarded is taken back.
    return "take-away"


def _missing_record(registry: Registry, key: str) -> Problem:
    return Problem(
        code="issued-record-missing",
        file=f"{registry.folder.name}/{key}.yml",
        reason="this endorsement was signed, and its record is gone",
        remedy="Put the file back. To withdraw it, add a line withdrawn: with the day",
    )
