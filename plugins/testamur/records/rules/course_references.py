"""Checks that pathways, endorsements and offerings fit the records they name, and the calendar.

Circles and dead ends among pathways are found by `pathways.dead_ends`.

It is longer than other modules since it is one list: a sentence and a remedy for each reference that may be wrong.
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
from testamur.records.rules import days
from testamur.records.rules.references import ReferenceChecker
from testamur.text.languages.messages import msg

_OF_STEPS: tuple[RecordKind, ...] = ("achievement", "pathway")


def check_pathway(
    parsed: Parsed, pathway: Pathway, checker: ReferenceChecker, today: datetime.date
) -> Iterator[Problem]:
    """Yield every step that is not exactly one of three things, every name that no record has, an agreement's end."""
    yield from checker.check_name(parsed, ("milestone",), "achievement", pathway.milestone)
    if pathway.leads_to and pathway.leads_to.has_ended(today):
        yield problem(
            parsed,
            ("leadsTo", "until"),
            code="date-over",
            reason=msg("the agreement is over, and the pathway's page says so"),
            remedy=msg("Write the new last day once it is renewed, or take leadsTo out"),
            value=pathway.leads_to.until,
            severity="warning",
        )
    for index, step in enumerate(pathway.steps):
        path: FieldPath = ("steps", index)
        kinds = [name for name in ("achievement", "pathway", "of") if getattr(step, name)]
        if len(kinds) != 1 or bool(step.choose) != bool(step.of):
            reason = msg("a step is an achievement, or a pathway, or a choice (choose: how many, of: among which)")
            yield problem(
                parsed,
                path,
                code="step",
                reason=reason,
                remedy=msg("Write one of the three; make a step of its own of the others"),
            )
        for kind in _OF_STEPS:
            yield from checker.check_name(parsed, (*path, kind), kind, getattr(step, kind))
            for number, part in enumerate(step.of):
                yield from checker.check_name(parsed, (*path, "of", number, kind), kind, getattr(part, kind))
        if step.choose > len(step.of) > 0:
            reason = msg(
                "there are {of} to choose among, so nobody can choose {choose}", of=len(step.of), choose=step.choose
            )
            yield problem(
                parsed,
                (*path, "choose"),
                code="choice",
                reason=reason,
                remedy=msg("Write {of} or less", of=len(step.of)),
                value=step.choose,
            )


def check_endorsement(
    parsed: Parsed, endorsement: Endorsement, checker: ReferenceChecker, today: datetime.date
) -> Iterator[Problem]:
    """Yield missing words and future days in a received endorsement."""
    yield from checker.check_name(parsed, ("achievement",), "achievement", endorsement.achievement)
    yield from days.check_has_come(parsed, ("date",), endorsement.date, today)
    if endorsement.signed:
        yield from days.check_has_come(parsed, ("signed", "checked"), endorsement.signed.checked, today)
    elif not endorsement.comment:
        reason = msg("the endorsement has no words")
        yield problem(
            parsed, (), code="missing-field", reason=reason, remedy=msg("Add a line comment: with their words")
        )


def check_endorsing(parsed: Parsed, given: Endorsing, issuer: Issuer | None, today: datetime.date) -> Iterator[Problem]:
    """Yield wrong days, and an endorsement of the institution's own achievement, in a given endorsement."""
    yield from days.check_has_come(parsed, ("date",), given.date, today)
    if given.withdrawn:
        yield from days.check_has_come(parsed, ("withdrawn",), given.withdrawn, today)
        if given.withdrawn < given.date:
            reason = msg("it was withdrawn before it was given ({date})", date=given.date)
            yield problem(
                parsed,
                ("withdrawn",),
                code="date-order",
                reason=reason,
                remedy=msg("Look at both days again"),
                value=given.withdrawn,
            )
    if issuer is not None and given.endorses.startswith(f"{issuer.base}/"):
        reason = msg("this is an achievement of your own")
        remedy = msg("Endorse somebody else's. What you think of yours belongs into its description")
        yield problem(parsed, ("endorses", "id"), code="own", reason=reason, remedy=remedy, value=given.endorses)
    if given.valid_until and given.valid_until < given.date:
        reason = msg("the last day is before the first ({date})", date=given.date)
        yield problem(
            parsed,
            ("validUntil",),
            code="date-order",
            reason=reason,
            remedy=msg("Write a later day"),
            value=given.valid_until,
        )


def check_offering(
    parsed: Parsed,
    offering: Offering,
    checker: ReferenceChecker,
    achievements: Mapping[str, Achievement],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield impossible figures: more people passed than completed, results of nobody, a score off its scale."""
    yield from checker.check_name(parsed, ("achievement",), "achievement", offering.achievement)
    if offering.last_day < offering.first_day:
        reason = msg("the last day is before the first ({first_day})", first_day=offering.first_day)
        yield problem(
            parsed,
            ("period", "to"),
            code="date-order",
            reason=reason,
            remedy=msg("Write a later day"),
            value=offering.last_day,
        )
    # Without asOf, the model takes the last day of the course, which may well lie ahead: nobody wrote that.
    if parsed.value and "asOf" in parsed.value:
        yield from days.check_has_come(parsed, ("asOf",), offering.as_of, today)
    yield from _check_counts(parsed, offering)
    yield from _check_days(parsed, offering, today)
    yield from _check_spread(parsed, offering, achievements.get(offering.achievement))
    yield from _check_feedback(parsed, offering, today)
    for index, evaluation in enumerate(offering.evaluations):
        yield from days.check_has_come(parsed, ("evaluation", index, "date"), evaluation.date, today)


def _check_feedback(parsed: Parsed, offering: Offering, today: datetime.date) -> Iterator[Problem]:
    """Yield feedback from the future, a score off its scale, and more answers than learners."""
    for index, feedback in enumerate(offering.feedback):
        path: FieldPath = ("feedback", index)
        yield from days.check_has_come(parsed, (*path, "date"), feedback.date, today)
        # A scale may run downwards, as German marks from 1 (best) to 5 do.
        low, high = sorted((feedback.worst, feedback.best))
        if low == high or not low <= feedback.score <= high:
            reason = msg(
                "the scale goes from {worst} to {best}", worst=f"{feedback.worst:g}", best=f"{feedback.best:g}"
            )
            yield problem(
                parsed,
                (*path, "score"),
                code="scale",
                reason=reason,
                remedy=msg("Write a score of the scale"),
                value=feedback.score,
            )
        if feedback.by == "learners" and offering.enrolled is not None and feedback.responses > offering.enrolled:
            reason = msg("that is more than were enrolled ({enrolled})", enrolled=offering.enrolled)
            yield problem(
                parsed,
                (*path, "responses"),
                code="figures",
                reason=reason,
                remedy=msg("Look at both numbers again"),
                value=feedback.responses,
            )


def _check_counts(parsed: Parsed, offering: Offering) -> Iterator[Problem]:
    steps = [("enrolled", offering.enrolled), ("completed", offering.completed), ("passed", offering.passed)]
    # Each number is compared with the nearest wider one that was counted; a number in between may be missing.
    counted = [(name, count) for name, count in steps if count is not None]
    for (wider, wider_count), (name, count) in pairwise(counted):
        if count > wider_count:
            reason = msg("that is more than {wider} ({wider_count})", wider=wider, wider_count=wider_count)
            yield problem(
                parsed, (name,), code="figures", reason=reason, remedy=msg("Look at both numbers again"), value=count
            )


def _check_days(parsed: Parsed, offering: Offering, today: datetime.date) -> Iterator[Problem]:
    """Yield figures of a course that has not begun, and figures without a day or a source."""
    value = parsed.value or {}
    outcome = next((name for name in ("completed", "passed", "results") if name in value), "")
    if outcome and min(offering.as_of, today) < offering.first_day:
        reason = msg("nobody can finish before it begins ({first_day})", first_day=offering.first_day)
        yield problem(
            parsed,
            (outcome,),
            code="figures",
            reason=reason,
            remedy=msg("Look at the days again, or leave this out"),
            key=True,
        )
    for name, lacking in (
        ("asOf", msg("on which day the figures were true")),
        ("source", msg("where the figures come from")),
    ):
        if (outcome or offering.enrolled is not None) and name not in value:
            remedy = msg(
                "Add a line {name}: {which}",
                name=name,
                which="2026-05-12" if name == "asOf" else "Enrolment list and mark sheets",
            )
            yield problem(
                parsed,
                (),
                code="missing-field",
                reason=msg("nothing says {lacking}", lacking=lacking),
                remedy=remedy,
                severity="warning",
            )


def _check_spread(parsed: Parsed, offering: Offering, achievement: Achievement | None) -> Iterator[Problem]:
    if not offering.results:
        return
    # A missing achievement is reported as such, and its results cannot be known.
    ids = [result.id for result in achievement.result_descriptions] if achievement else [offering.results_of]
    if offering.results_of not in ids:
        known_ids = ", ".join(ids) or "none"
        reason = msg(
            "{achievement} has no result of this id; it has: {known_ids}",
            achievement=offering.achievement,
            known_ids=known_ids,
        )
        yield problem(
            parsed,
            ("results", "of"),
            code="unknown-reference",
            reason=reason,
            remedy=msg("Use one of its ids"),
            value=offering.results_of,
        )
    values = [value for value, _ in offering.results]
    repetition = next((index for index, value in enumerate(values) if value in values[:index]), None)
    if repetition is not None:
        path: FieldPath = ("results", "counts", repetition, "value")
        yield problem(
            parsed,
            path,
            code="duplicate",
            reason=msg("this value is given twice"),
            remedy=msg("Add the counts up"),
            value=values[repetition],
        )
    learners = offering.completed if offering.completed is not None else offering.enrolled
    total = sum(count for _, count in offering.results)
    if learners is not None and total > learners:
        reason = msg("these are {total} results, of {learners} who completed it", total=total, learners=learners)
        yield problem(
            parsed,
            ("results", "counts"),
            code="figures",
            reason=reason,
            remedy=msg("Look at the numbers again"),
            value=total,
        )
