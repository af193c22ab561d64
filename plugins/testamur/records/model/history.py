"""An award's history after it was issued, and the state to which it leads.

The state is the fold of the lines and is written down nowhere else, so the two cannot disagree. docs/records.md,
"History", describes the acts.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Act = Literal["corrected", "suspended", "reinstated", "revoked", "superseded", "erased"]
State = Literal["active", "suspended", "revoked", "superseded"]
REASONS = (
    "awarded-in-error",
    "requirements-not-met",
    "under-review",
    "replaced",
    "details-corrected",
    "learner-request",
    "other",
)
FINAL: frozenset[State] = frozenset({"revoked", "superseded"})  # no act ends these
_AFTER: Mapping[str, State] = {
    "suspended": "suspended",
    "reinstated": "active",
    "revoked": "revoked",
    "superseded": "superseded",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One thing that happened to an award after it was issued. `note` is never published."""

    date: datetime.date
    act: Act
    reason: str = ""
    by: str = ""  # superseded: the id of the award that replaces this one
    note: str = ""


def fold(history: tuple[HistoryLine, ...]) -> State:
    """Return the state to which `history` leads; corrections and erasure do not change it."""
    state: State = "active"
    for line in history:
        state = _AFTER.get(line.act, state)
    return state
