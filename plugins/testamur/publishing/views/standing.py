"""How an award stands, as far as a build can know: what its page says before any browser has checked.

The order of precedence is that of docs/verification.md, "Verdicts", less what only a check can say: a standing
is never "genuine", and none of them is green. Reasons are codes; `note` is never read here.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from testamur.records.model.models import Award
from testamur.text import dates

StandingState = Literal["current", "expired", "not-yet", "on-hold", "replaced", "withdrawn", "erased"]

# By the award's state in the record, which has the name of the act that led to it.
_STATES: dict[str, StandingState] = {"revoked": "withdrawn", "suspended": "on-hold", "superseded": "replaced"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the build knows of an award as of `as_of`.

    `on` is the day it came to stand so: withdrawn, put on hold, replaced, ended (the last valid day),
    in force (the first day) or erased. `until` is the last valid day where there is one.
    """

    state: StandingState
    as_of: datetime.date
    on: datetime.date | None = None
    until: datetime.date | None = None
    reason: str = ""  # a code of records.model.history.REASONS
    replacement: str = ""  # the award that replaces it, where its page may be named
    corrected: datetime.date | None = None  # the last day on which details were corrected
    recorded_state: StandingState | None = None  # erased: withdrawn, on hold or replaced as well …
    recorded_since: datetime.date | None = None  # … since this day

    @property
    def withholds(self) -> bool:
        """Say whether results, evidence, pictures and sharing stay away from the page."""
        return self.state in {"withdrawn", "erased"}

    @property
    def withholds_name(self) -> bool:
        """Say whether the name stays away, too: the award was withdrawn since the person it names asked for it."""
        return self.state == "withdrawn" and self.reason == "learner-request"


def standing_of(
    award: Award,
    *,
    valid_from: datetime.datetime,
    valid_until: datetime.datetime | None,
    now: datetime.datetime,
    time_zone: str,
    replacement: Award | None = None,
) -> Standing:
    """Return how `award` stands at `now`, an instant with a zone.

    `valid_from` and `valid_until` are the signed document's; `time_zone` says which day was its last.
    `replacement` is the award that superseded it, if the registry still has it.
    """
    until = dates.day_at(valid_until, time_zone) if valid_until else None
    state, on, reason = _status(award, valid_from, valid_until, now, until)
    corrected = award.last("corrected")
    return Standing(
        state=state,
        as_of=now.astimezone(datetime.UTC).date(),
        on=on,
        until=until,
        reason=reason,
        replacement=_linkable_id(award, replacement) if state == "replaced" else "",
        corrected=corrected.date if corrected else None,
    )


def erased_standing(award: Award, *, now: datetime.datetime) -> Standing:
    """Return the standing of an award whose details were erased: the days, and nothing that was in it.

    Erasure does not undo a withdrawal: a copy that the learner kept is still refused, so the page says it.
    """
    recorded_state, recorded_since, _ = _recorded_status(award) or (None, None, "")
    return Standing(
        state="erased",
        as_of=now.astimezone(datetime.UTC).date(),
        on=award.erased,
        recorded_state=recorded_state,
        recorded_since=recorded_since,
    )


def is_withdrawn(award: Award) -> bool:
    """Say whether the record's history leads to a withdrawal."""
    recorded = _recorded_status(award)
    return recorded is not None and recorded[0] == "withdrawn"


def _recorded_status(award: Award) -> tuple[StandingState, datetime.date, str] | None:
    """Return the state, day and reason that the record's history leads to, if it is more than current."""
    state = _STATES.get(award.state)
    line = award.last(award.state)
    return (state, line.date, line.reason) if state and line else None


def _status(
    award: Award,
    valid_from: datetime.datetime,
    valid_until: datetime.datetime | None,
    now: datetime.datetime,
    until: datetime.date | None,
) -> tuple[StandingState, datetime.date | None, str]:
    """Return state, day and reason: the record's status goes before the calendar's."""
    if recorded := _recorded_status(award):
        return recorded
    # A build's clock is a day's first instant, so that an award signed later that day is in force.
    if valid_from.date() > now.astimezone(datetime.UTC).date():
        return "not-yet", valid_from.date(), ""
    if valid_until is not None and now > valid_until:
        return "expired", until, ""
    return "current", valid_from.date(), ""


def may_name(award: Award, other: Award) -> bool:
    """Say whether the page of `award` may link to `other`, of the same learner, and make no unlisted page known."""
    # Of a sealed award nobody learns from another page that it exists; and its own links nowhere without its key.
    if "sealed" in {award.visibility, other.visibility} or other.visibility == "private" or other.erased:
        return False
    return award.visibility != "public" or other.visibility == "public"


def _linkable_id(award: Award, replacement: Award | None) -> str:
    return replacement.id if replacement is not None and may_name(award, replacement) else ""
