"""Checks the steps of one pathway: steps that ask for the same, choices nobody can make, and steps that have ended."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from testamur.errors import Problem
from testamur.records.model.models import Achievement
from testamur.records.model.pathways import Pathway, Step
from testamur.records.parsing.parsed import FieldPath, Parsed, problem
from testamur.records.pathways.algebra import distinct_parts


def check_steps(parsed: Parsed, pathway: Pathway) -> Iterator[Problem]:
    """Yield steps and choices that ask for the same twice, and a step that is the pathway's own milestone."""
    seen: dict[object, int] = {}
    for index, step in enumerate(pathway.steps):
        path: FieldPath = ("steps", index)
        yield from _check_choice(parsed, path, step)
        names = frozenset((leaf.achievement, leaf.pathway) for leaf in distinct_parts(step))
        first = seen.setdefault((step.choose, names), index)
        if first != index:
            reason = f"step {first + 1} asks for the same, so this one is done with it"
            yield problem(
                parsed, path, code="duplicate", reason=reason, remedy="Remove one of the two", severity="warning"
            )
    if pathway.milestone:
        for path, leaf in places(pathway):
            if leaf.achievement == pathway.milestone:
                reason = "this is the pathway's own milestone, which is awarded when all of its steps are done"
                remedy = "Remove this step, or write another achievement under milestone"
                yield problem(
                    parsed,
                    (*path, "achievement"),
                    code="milestone",
                    reason=reason,
                    remedy=remedy,
                    value=leaf.achievement,
                )


def _check_choice(parsed: Parsed, path: FieldPath, step: Step) -> Iterator[Problem]:
    seen = set[tuple[str, str]]()
    for number, leaf in enumerate(step.of):
        if (leaf.achievement, leaf.pathway) in seen:
            reason = "this stands twice in one choice, and counts once"
            name = leaf.achievement or leaf.pathway
            yield problem(
                parsed,
                (*path, "of", number),
                code="duplicate",
                reason=reason,
                remedy=f"Remove one of the two {name}",
                value=name,
            )
        seen.add((leaf.achievement, leaf.pathway))
    names = len(distinct_parts(step))
    if step.of and len(step.of) >= step.choose > names:
        reason = f"there are {names} different ones to choose among, so nobody can choose {step.choose}"
        yield problem(
            parsed, (*path, "choose"), code="choice", reason=reason, remedy=f"Write {names} or less", value=step.choose
        )


def check_retired(
    parsed: Parsed,
    pathway: Pathway,
    pathways: Mapping[str, Pathway],
    achievements: Mapping[str, Achievement],
    today: datetime.date,
) -> Iterator[Problem]:
    """Yield a warning for each step that can only be done by those who have done it already."""

    def ended(leaf: Step) -> datetime.date | None:
        record = achievements.get(leaf.achievement) or pathways.get(leaf.pathway)
        return record.retired if record and record.retired and record.retired < today else None

    for index, step in enumerate(pathway.steps):
        path: FieldPath = ("steps", index)
        day = ended(step)
        if day:
            name = step.achievement or step.pathway
            deadline = f"{name} could be {'earned' if step.achievement else 'begun'} until {day}"
            remedy = f"Write another step in its place, or add a line retired: {day} to the pathway"
            yield problem(
                parsed,
                path,
                code="retired",
                reason=f"{deadline}, so nobody new can do this step",
                remedy=remedy,
                severity="warning",
            )
        open_parts = [leaf for leaf in distinct_parts(step) if not ended(leaf)] if step.of else []
        if len(open_parts) < step.choose <= len(distinct_parts(step)):
            reason = f"only {len(open_parts)} of these can still be earned, and the choice asks for {step.choose}"
            remedy = "Add others to choose among, or write a smaller number under choose"
            yield problem(parsed, (*path, "of"), code="retired", reason=reason, remedy=remedy, severity="warning")
    yield from _check_retired_milestone(parsed, achievements.get(pathway.milestone), today)


def _check_retired_milestone(parsed: Parsed, milestone: Achievement | None, today: datetime.date) -> Iterator[Problem]:
    if milestone and milestone.retired and milestone.retired < today:
        reason = f"{milestone.slug} could be earned until {milestone.retired}, so it is not awarded any more"
        remedy = f"Write another milestone, or add a line retired: {milestone.retired} to the pathway"
        yield problem(
            parsed,
            ("milestone",),
            code="retired",
            reason=reason,
            remedy=remedy,
            value=milestone.slug,
            severity="warning",
        )


def places(pathway: Pathway) -> Iterator[tuple[FieldPath, Step]]:
    """Yield the achievements and pathways that steps name, each with its path in the record."""
    for index, step in enumerate(pathway.steps):
        if step.of:
            yield from ((("steps", index, "of", number), leaf) for number, leaf in enumerate(step.of))
        else:
            yield ("steps", index), step
