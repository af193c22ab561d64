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
from testamur.ledger.statements import Statement, wanted
from testamur.records.model.history import FINAL
from testamur.records.registry import Registry

Act = Literal["sign", "revoke", "take-away"]
DID: Mapping[Act, str] = {"sign": "signed", "revoke": "withdrawn", "take-away": "taken away"}


@dataclass(frozen=True, slots=True)
class PendingStatement:
    """One document that has something pending. `name` is that of its file, "" for a new one; `known` is None then."""

    act: Act
    name: str
    statement: Statement | None
    known: StatementState | None

    @property
    def of(self) -> str:
        """The source of the document: `endorsing/<slug>`, `pathways/<award id>` or `learners/<learner id>`."""
        return self.statement.key if self.statement else self.known.of if self.known else ""


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
    made = StatementPlan(states=dict(states))
    names = statement_state.names(states)
    documents = wanted(registry, awards)
    for key, one in documents.items():
        name = names.get(key, "")
        known = states.get(name)
        act = _act(one, known, reissue_keys, now)
        if act:
            made.pending.append(PendingStatement(act, name, one, known))
    gone = []
    for key, name in names.items():
        if key not in documents:
            # A record is worked out from awards and may end by itself; an endorsement ends only with a word about it.
            if key.startswith("endorsing/"):
                gone.append(_missing(registry, key))
            elif (act := _act_when_unwanted(registry, key, states[name])) is not None:
                made.pending.append(PendingStatement(act, name, None, states[name]))
    if gone:
        raise RecordsError(gone)
    return made


def _act(
    one: Statement, known: StatementState | None, reissue_keys: Collection[str], now: datetime.datetime | None
) -> Act | None:
    is_unreliable = known is not None and (
        known.current.key.rpartition("#")[2] in reissue_keys or known.current.is_later(now)
    )
    if one.is_withdrawn:
        # Its document stays on the site, so it needs a sound key, too.
        return "sign" if is_unreliable else "revoke" if known is not None and known.state == "active" else None
    # Withdrawn and wanted again, it needs another edition: the bit of the one that was withdrawn stays set.
    if known is None or known.state == "revoked" or is_unreliable:
        return "sign"
    return None if known.is_of(one.content) else "sign"


def _act_when_unwanted(registry: Registry, key: str, known: StatementState) -> Act | None:
    """Return what to do about a record that is no longer wanted: withdrawn with its milestone, else taken away."""
    kind, _, of = key.partition("/")
    milestone = registry.awards.get(of) if kind == "pathways" else None
    if milestone is not None and not milestone.erased and milestone.state in FINAL:
        return "revoke" if known.state == "active" else None
    # The learner's own copy stays good: nothing that was awarded is taken back.
    return "take-away"


def _missing(registry: Registry, key: str) -> Problem:
    return Problem(
        code="issued-record-missing",
        file=f"{registry.folder.name}/{key}.yml",
        reason="this endorsement was signed, and its record is gone",
        remedy="Put the file back. To withdraw it, add a line withdrawn: with the day",
    )
