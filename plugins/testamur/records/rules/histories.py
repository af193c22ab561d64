"""Checks an award's history: which acts are possible, in which order (docs/records.md, "History")."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping

from testamur.errors import Problem
from testamur.records.model.history import HistoryLine, State, fold
from testamur.records.model.models import Award
from testamur.records.parsing.parsed import FieldPath, Parsed, Refusal, problem
from testamur.text.languages.messages import msg

# The states from which each act is possible. Of an erased award only the state can still change.
_POSSIBLE: Mapping[str, tuple[State, ...]] = {
    "corrected": ("active", "suspended"),
    "suspended": ("active",),
    "reinstated": ("suspended",),
    "revoked": ("active", "suspended"),
    "superseded": ("active", "suspended"),
    "erased": ("active", "suspended", "revoked", "superseded"),
}
STATES: Mapping[State, str] = {
    "active": msg("in force"),
    "suspended": msg("on hold"),
    "revoked": "withdrawn",
    "superseded": msg("replaced by another award"),
}
_MAX_REPLACEMENTS = 50  # replacements followed for each award, so that a long chain costs no more than linear time
_NEEDS_REASON = frozenset({"suspended", "revoked"})


def check(
    parsed: Parsed, award: Award, awards: Mapping[str, Award], is_unread: Callable[[str], bool], today: datetime.date
) -> Iterator[Problem]:
    """Yield every problem of one award's history.

    `awards` are all that could be read; `is_unread(id)` says whether an award of that id exists but is wrong itself.
    """
    for index, line in enumerate(award.history):
        path: FieldPath = ("history", index)
        before = award.history[:index]
        yield from _check_day(parsed, path, award, line, before, today)
        yield from _check_order(parsed, path, line, before)
        yield from _check_reason(parsed, path, line)
        yield from _check_replacement(parsed, path, award, index, awards, is_unread)


def _check_day(
    parsed: Parsed,
    path: FieldPath,
    award: Award,
    line: HistoryLine,
    before: tuple[HistoryLine, ...],
    today: datetime.date,
) -> Iterator[Problem]:
    at = (*path, "date")
    if line.date > today:
        remedy = msg("Write a day up to {today}", today=today)
        yield problem(
            parsed, at, code="date-future", reason=msg("the day has not come yet"), remedy=remedy, value=line.date
        )
    if line.date < award.awarded_date:
        reason = msg("this is before the award itself ({awarded_date})", awarded_date=award.awarded_date)
        yield problem(
            parsed, at, code="date-order", reason=reason, remedy=msg("Write the day of the act"), value=line.date
        )
    elif before and line.date < before[-1].date:
        reason = msg("the lines of history go from the oldest to the newest")
        yield problem(
            parsed, at, code="history-order", reason=reason, remedy=msg("Put the newest line last"), value=line.date
        )


def _check_order(
    parsed: Parsed, path: FieldPath, line: HistoryLine, before: tuple[HistoryLine, ...]
) -> Iterator[Problem]:
    """Yield a problem where nothing of this kind can happen to an award after what happened before."""
    state = fold(before)
    if state not in _POSSIBLE[line.act]:
        yield _impossible_act(parsed, path, line.act, state)
    if any(earlier.act == "erased" for earlier in before) and line.act in {"corrected", "erased"}:
        reason = msg("the award was erased: there is nothing left to change")
        yield problem(
            parsed, (*path, "act"), code="history-erased", reason=reason, remedy=msg("Remove this line"), value=line.act
        )


def _check_reason(parsed: Parsed, path: FieldPath, line: HistoryLine) -> Iterator[Problem]:
    if line.act in _NEEDS_REASON and not line.reason:
        remedy = msg(
            "Add a line reason: under-review, awarded-in-error, requirements-not-met, learner-request or other"
        )
        yield problem(
            parsed,
            path,
            code="missing-reason",
            reason=msg("an award that is {act} needs a reason", act=line.act),
            remedy=remedy,
        )


def _impossible_act(parsed: Parsed, path: FieldPath, act: str, state: State) -> Problem:
    if act == "reinstated" and state == "revoked":
        reason, remedy = (
            msg("a withdrawn award cannot come back"),
            msg("Make a new award instead, and remove this line"),
        )
    elif act == "reinstated":
        reason, remedy = msg("only an award that is on hold can be reinstated"), msg("Remove this line")
    else:
        reason, remedy = msg("the award is already {states}", states=STATES[state]), msg("Remove this line")
    return problem(parsed, (*path, "act"), code="history-impossible", reason=reason, remedy=remedy, value=act)


def _check_replacement(
    parsed: Parsed,
    path: FieldPath,
    award: Award,
    index: int,
    awards: Mapping[str, Award],
    is_unread: Callable[[str], bool],
) -> Iterator[Problem]:
    line = award.history[index]
    by = (*path, "by")
    if line.act != "superseded":
        if line.by:
            reason = msg("by belongs to superseded, not to {act}", act=line.act)
            yield problem(
                parsed, by, code="unknown-field", reason=reason, remedy=msg("Remove this line"), value=line.by
            )
    elif not line.by:
        remedy = msg("Add a line by: with the id of the award that replaces this one")
        yield problem(parsed, path, code="missing-field", reason=msg("by is missing"), remedy=remedy)
    elif line.by not in awards and not is_unread(line.by):
        remedy = msg("Give the id of the new award")
        yield problem(
            parsed,
            by,
            code="unknown-reference",
            reason=msg("there is no award with this id"),
            remedy=remedy,
            value=line.by,
        )
    elif refusal := _refusal(award, line.by, awards):
        yield problem(parsed, by, **refusal._asdict(), value=line.by)


def _refusal(award: Award, by: str, awards: Mapping[str, Award]) -> Refusal | None:
    """Return why the award called `by` cannot be the one that replaces `award`; None where it can."""
    if by == award.id:
        return Refusal("reference", msg("an award cannot replace itself"), msg("Give the id of the new award"))
    other = awards.get(by)
    if other is None:
        return None  # It exists and is wrong itself, which is reported for its own file.
    if award.learner and other.learner and other.learner != award.learner:
        reason = msg("the award that replaces this one is another learner's")
        return Refusal("reference", reason, msg("Give the id of the same learner's new award"))
    if _is_replaced_in_turn(award, other, awards):
        reason = msg("the award that replaces this one is itself replaced by this one")
        return Refusal("reference", reason, msg("Remove one of the two lines"))
    return None


def _is_replaced_in_turn(award: Award, other: Award, awards: Mapping[str, Award]) -> bool:
    """Say whether replacements lead from `other` back to `award`, within `_LONGEST_CHAIN` steps."""
    following: Award | None = other
    for _ in range(_MAX_REPLACEMENTS):
        if following is None or following.id == award.id:
            break
        line = following.last("superseded")
        following = awards.get(line.by) if line else None
    return following is not None and following.id == award.id
