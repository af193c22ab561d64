"""Checks that pathways, endorsements and offerings fit the records they name, and the calendar.

Circles and dead ends among pathways are found by `pathways.dead_ends`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from itertools import pairwise

from testamur.errors import Problem
from testamur.records.model.endorsements import Endorsement, Endorsing
from testamur.records.model.models import Achievement, Issuer
from testamur.records.model.offerings import Offering
from testamur.records.model.pathways import Pathway
from testamur.records.parsing.kinds import RecordKind
from testamur.records.parsing.parsed import FieldPath, Parsed, problem
from testamur.records.rules.references import ReferenceChecker

_OF_STEPS: tuple[RecordKind, ...] = ("achievement", "pathway")


def check_pathway(parsed: Parsed, pathway: Pathway, names: ReferenceChecker) -> Iterator[Problem]:
    """Yield every step that is not exactly one of three things, and every name that no record has."""
    yield from names.check_name(parsed, ("milestone",), "achievement", pathway.milestone)
    for index, step in enumerate(pathway.steps):
        path: FieldPath = ("steps", index)
        kinds = [name for name in ("achievement", "pathway", "of") if getattr(step, name)]
        if len(kinds) != 1 or bool(step.choose) != bool(step.of):
            reason = "a step is an achievement, or a pathway, or a choice (choose: how many, of: among which)"
            yield problem(parsed, path, "step", reason, "Write one of the three; make a step of its own of the others")
        for kind in _OF_STEPS:
            yield from names.check_name(parsed, (*path, kind), kind, getattr(step, kind))
            for number, one in enumerate(step.of):
                yield from names.check_name(parsed, (*path, "of", number, kind), kind, getattr(one, kind))
        if step.choose > len(step.of) > 0:
            reason = f"there are {len(step.of)} to choose among, so nobody can choose {step.choose}"
            yield problem(parsed, (*path, "choose"), "choice", reason, f"Write {len(step.of)} or less", step.choose)


def check_endorsement(
    parsed: Parsed, endorsement: Endorsement, names: ReferenceChecker, today: datetime.date
) -> Iterator[Problem]:
    """Yield missing words and future days in a received endorsement."""
    yield from names.check_name(parsed, ("achievement",), "achievement", endorsement.achievement)
    yield from _not_yet(parsed, ("date",), endorsement.date, today)
    if endorsement.signed:
        yield from _not_yet(parsed, ("signed", "checked"), endorsement.signed.checked, today)
    elif not endorsement.comment:
        reason = "nothing says what was said"
        yield problem(parsed, (), "missing-field", reason, "Add a line comment: with their words")


def check_endorsing(parsed: Parsed, given: Endorsing, issuer: Issuer | None, today: datetime.date) -> Iterator[Problem]:
    """Yield wrong days, and an endorsement of the institution's own achievement, in a given endorsement."""
    yield from _not_yet(parsed, ("date",), given.date, today)
    if given.withdrawn:
        yield from _not_yet(parsed, ("withdrawn",), given.withdrawn, today)
        if given.withdrawn < given.date:
            reason = f"it was withdrawn before it was given ({given.date})"
            yield problem(parsed, ("withdrawn",), "date-order", reason, "Look at both days again", given.withdrawn)
    if issuer is not None and given.endorses.startswith(f"{issuer.base}/"):
        reason = "this is an achievement of your own"
        remedy = "Endorse somebody else's. What you think of yours belongs into its description"
        yield problem(parsed, ("endorses", "id"), "own", reason, remedy, given.endorses)
    if given.valid_until and given.valid_until < given.date:
        reason = f"the last day is before the first ({given.date})"
        yield problem(parsed, ("validUntil",), "date-order", reason, "Write a later day", given.valid_until)


def check_offering(
    parsed: Parsed,
    offering: Offering,
    names: ReferenceChecker,
    achievements: Mapping[str, Achievement],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield impossible figures: more people passed than completed, results of nobody, a score off its scale."""
    yield from names.check_name(parsed, ("achievement",), "achievement", offering.achievement)
    if offering.last_day < offering.first_day:
        reason = f"the last day is before the first ({offering.first_day})"
        yield problem(parsed, ("period", "to"), "date-order", reason, "Write a later day", offering.last_day)
    # Without asOf, the model takes the last day of the course, which may well lie ahead: nobody wrote that.
    if parsed.value and "asOf" in parsed.value:
        yield from _not_yet(parsed, ("asOf",), offering.as_of, today)
    yield from _check_counts(parsed, offering)
    yield from _check_days(parsed, offering, today)
    yield from _check_spread(parsed, offering, achievements.get(offering.achievement))
    for index, one in enumerate(offering.feedback):
        path: FieldPath = ("feedback", index)
        yield from _not_yet(parsed, (*path, "date"), one.date, today)
        # A scale may run downwards, as German marks from 1 (best) to 5 do.
        low, high = sorted((one.worst, one.best))
        if low == high or not low <= one.score <= high:
            reason = f"the scale goes from {one.worst:g} to {one.best:g}"
            yield problem(parsed, (*path, "score"), "scale", reason, "Write a score of the scale", one.score)
        if one.by == "learners" and offering.enrolled is not None and one.responses > offering.enrolled:
            reason = f"that is more than were enrolled ({offering.enrolled})"
            yield problem(parsed, (*path, "responses"), "figures", reason, "Look at both numbers again", one.responses)
    for index, evaluation in enumerate(offering.evaluations):
        yield from _not_yet(parsed, ("evaluation", index, "date"), evaluation.date, today)


def _check_counts(parsed: Parsed, offering: Offering) -> Iterator[Problem]:
    steps = [("enrolled", offering.enrolled), ("completed", offering.completed), ("passed", offering.passed)]
    # Each number is compared with the nearest wider one that was counted; a number in between may be missing.
    known = [(name, count) for name, count in steps if count is not None]
    for (wider, most), (name, count) in pairwise(known):
        if count > most:
            reason = f"that is more than {wider} ({most})"
            yield problem(parsed, (name,), "figures", reason, "Look at both numbers again", count)


def _check_days(parsed: Parsed, offering: Offering, today: datetime.date) -> Iterator[Problem]:
    """Yield figures of a course that has not begun, and figures without a day or a source."""
    value = parsed.value or {}
    ends = next((name for name in ("completed", "passed", "results") if name in value), "")
    if ends and min(offering.as_of, today) < offering.first_day:
        reason = f"nobody can have come to the end before it begins ({offering.first_day})"
        yield problem(parsed, (ends,), "figures", reason, "Look at the days again, or leave this out", key=True)
    for name, asked in (("asOf", "on which day the figures were true"), ("source", "where the figures come from")):
        if (ends or offering.enrolled is not None) and name not in value:
            remedy = f"Add a line {name}: {'2026-05-12' if name == 'asOf' else 'Enrolment list and mark sheets'}"
            yield problem(parsed, (), "missing-field", f"nothing says {asked}", remedy, severity="warning")


def _check_spread(parsed: Parsed, offering: Offering, achievement: Achievement | None) -> Iterator[Problem]:
    if not offering.results:
        return
    # A missing achievement is reported as such, and its results cannot be known.
    ids = [one.id for one in achievement.result_descriptions] if achievement else [offering.results_of]
    if offering.results_of not in ids:
        known = ", ".join(ids) or "none"
        reason = f"{offering.achievement} has no result of this id; it has: {known}"
        yield problem(parsed, ("results", "of"), "unknown-reference", reason, "Use one of its ids", offering.results_of)
    values = [value for value, _ in offering.results]
    twice = next((index for index, value in enumerate(values) if value in values[:index]), None)
    if twice is not None:
        path: FieldPath = ("results", "counts", twice, "value")
        yield problem(parsed, path, "duplicate", "this value stands here twice", "Add the counts up", values[twice])
    most = offering.completed if offering.completed is not None else offering.enrolled
    total = sum(count for _, count in offering.results)
    if most is not None and total > most:
        reason = f"these are {total} results, of {most} who completed it"
        yield problem(parsed, ("results", "counts"), "figures", reason, "Look at the numbers again", total)


def _not_yet(parsed: Parsed, path: FieldPath, day: datetime.date, today: datetime.date) -> Iterator[Problem]:
    if day > today:
        reason = f"the day has not come yet (today is {today})"
        yield problem(parsed, path, "date-future", reason, f"Write a day up to {today}", day)
