"""What may happen to an award, in which order: the rules of `history` (DESIGN §3)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping

from testamur.errors import Problem
from testamur.records.models import Award, State, fold
from testamur.records.parsed import Parsed, problem

# From which states an act is possible; an erased award only ever changes its status.
_POSSIBLE: Mapping[str, tuple[State, ...]] = {
    "corrected": ("active", "suspended"),
    "suspended": ("active",),
    "reinstated": ("suspended",),
    "revoked": ("active", "suspended"),
    "superseded": ("active", "suspended"),
    "erased": ("active", "suspended", "revoked", "superseded"),
}
_WORDS: Mapping[State, str] = {
    "active": "in force",
    "suspended": "on hold",
    "revoked": "withdrawn",
    "superseded": "replaced by another award",
}
_LONGEST_CHAIN = 50  # awards that replaced one another
_NEEDS_REASON = frozenset({"suspended", "revoked"})


def check(
    parsed: Parsed, award: Award, awards: Mapping[str, Award], unread: Callable[[str], bool], today: datetime.date
) -> Iterator[Problem]:
    """Yield every problem of one award's history.

    `awards` are all that could be read; `unread(id)` says that an award of that id exists but is itself wrong.
    """
    for index, line in enumerate(award.history):
        path = ("history", index)
        before = award.history[:index]
        state = fold(before)
        if line.date > today:
            yield problem(
                parsed,
                (*path, "date"),
                "date-future",
                "the day has not come yet",
                f"Write a day up to {today}",
                line.date,
            )
        if line.date < award.awarded_date:
            yield problem(
                parsed,
                (*path, "date"),
                "date-order",
                f"this is before the award itself ({award.awarded_date})",
                "Write the day of the act",
                line.date,
            )
        elif before and line.date < before[-1].date:
            yield problem(
                parsed,
                (*path, "date"),
                "history-order",
                "the lines of history go from the oldest to the newest",
                "Put the newest line last",
                line.date,
            )
        if state not in _POSSIBLE[line.act]:
            yield _impossible(parsed, path, line.act, state)
        if any(earlier.act == "erased" for earlier in before) and line.act in {"corrected", "erased"}:
            yield problem(
                parsed,
                (*path, "act"),
                "history-erased",
                "the award was erased: there is nothing left to change",
                "Remove this line",
                line.act,
            )
        if line.act in _NEEDS_REASON and not line.reason:
            yield problem(
                parsed,
                path,
                "missing-reason",
                f"an award that is {line.act} needs a reason",
                "Add a line reason: under-review, awarded-in-error, requirements-not-met, learner-request or other",
            )
        yield from _replacement(parsed, path, award, index, awards, unread)


def _impossible(parsed: Parsed, path: tuple[str | int, ...], act: str, state: State) -> Problem:
    if act == "reinstated" and state == "revoked":
        reason, remedy = "a withdrawn award cannot come back", "Make a new award instead, and remove this line"
    elif act == "reinstated":
        reason, remedy = "only an award that is on hold can be reinstated", "Remove this line"
    else:
        reason, remedy = f"the award is already {_WORDS[state]}", "Remove this line"
    return problem(parsed, (*path, "act"), "history-impossible", reason, remedy, act)


def _replacement(
    parsed: Parsed,
    path: tuple[str | int, ...],
    award: Award,
    index: int,
    awards: Mapping[str, Award],
    unread: Callable[[str], bool],
) -> Iterator[Problem]:
    line = award.history[index]
    if line.act != "superseded":
        if line.by:
            yield problem(
                parsed,
                (*path, "by"),
                "unknown-field",
                f"by belongs to superseded, not to {line.act}",
                "Remove this line",
                line.by,
            )
        return
    other = awards.get(line.by)
    if not line.by:
        yield problem(
            parsed,
            path,
            "missing-field",
            "by is missing",
            "Add a line by: with the id of the award that replaces this one",
        )
    elif line.by == award.id:
        yield problem(
            parsed,
            (*path, "by"),
            "reference",
            "an award cannot replace itself",
            "Give the id of the new award",
            line.by,
        )
    elif other is None and not unread(line.by):
        yield problem(
            parsed,
            (*path, "by"),
            "unknown-reference",
            "there is no award with this id",
            "Give the id of the new award",
            line.by,
        )
    elif other is not None and award.learner and other.learner and other.learner != award.learner:
        yield problem(
            parsed,
            (*path, "by"),
            "reference",
            "the award that replaces this one is another learner's",
            "Give the id of the same learner's new award",
            line.by,
        )
    elif other is not None and _comes_back(award, other, awards):
        yield problem(
            parsed,
            (*path, "by"),
            "reference",
            "the award that replaces this one is itself replaced by this one",
            "Remove one of the two lines",
            line.by,
        )


def _comes_back(award: Award, other: Award, awards: Mapping[str, Award]) -> bool:
    """Say whether the awards that replace one another lead from `other` back to `award`, in a few steps."""
    following: Award | None = other
    for _ in range(_LONGEST_CHAIN):
        if following is None or following.id == award.id:
            break
        following = awards.get(next((line.by for line in following.history if line.act == "superseded"), ""))
    return following is not None and following.id == award.id
