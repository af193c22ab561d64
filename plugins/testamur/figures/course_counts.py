"""Counts the people who began, completed and passed, by course, achievement and year, in all and in periods to compare.

The people of a course are divided into those who passed, those who completed it without passing, and those who left.
These are the columns of `suppression`, so whoever failed or left is as protected as whoever passed. Courses that count
different steps are decided apart. A rate is made from two numbers that are shown, and from nothing else. The spread of
results and the learners' feedback are only shown if the numbers with which they can be compared are.

Whoever passes a course gets an award, so each of the two numbers gives the other away. Where the awards of an
achievement are shown, those who passed count as known; where they are hidden, so are those who passed (decision 13).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from testamur.figures import suppression
from testamur.figures.award_counts import Group
from testamur.records.model.offerings import Feedback, Offering
from testamur.text.periods import Period

STEPS = ("enrolled", "completed", "passed")
# By subject: the step whose people are counted, and the steps that a course must have counted to be included. The
# numerator and the denominator of a rate are so taken over the same courses.
SUBJECTS = {
    "enrolled": ("enrolled", ("enrolled",)),
    "completion-of": ("enrolled", ("enrolled", "completed")),
    "completed": ("completed", ("enrolled", "completed")),
    "pass-of": ("completed", ("completed", "passed")),
    "passed": ("passed", ("completed", "passed")),
}


class CountKey(NamedTuple):
    """Which number it is: of what, in which span ("" for all days), by what it is grouped, and of which group."""

    subject: str
    span: str
    grouping: str
    key: str


CourseCounts = dict[CountKey, int | None]


def count_people(
    offerings: Sequence[Offering],
    *,
    spans: Mapping[str, Period],
    awarded: Mapping[str, int | None],
    threshold: int,
) -> CourseCounts:
    """Return every number of people on `offerings`; None where it must not be shown.

    `awarded` has the number of awards of each achievement; None where that is not shown.
    """
    people = _People.of_offerings(offerings)
    sums = _sums(offerings, spans, people)
    publishable = set(sums)
    if threshold:
        by_steps: dict[tuple[str, ...], list[Offering]] = {}
        for offering in offerings:
            by_steps.setdefault(tuple(people.steps[offering.slug]), []).append(offering)
        for alike in by_steps.values():
            publishable &= _publishable_keys(alike, people, sums, awarded, threshold)
    return {key: sum(people.counts[atom] for atom in row) if key in publishable else None for key, row in sums.items()}


def may_show_feedback(offering: Offering, feedback: Feedback, counts: CourseCounts, threshold: int) -> bool:
    """Say whether an average may be shown: it is of enough people, on a course whose size is shown or unknown."""
    compares = feedback.by == "learners" and threshold
    return feedback.responses >= max(threshold, 1) and (not compares or _may_show_size(offering, counts))


def may_show_responses(offering: Offering, feedback: Feedback, counts: CourseCounts, threshold: int) -> bool:
    """Say whether the number of answers may be shown: those who did not answer are not few either."""
    if not may_show_feedback(offering, feedback, counts, threshold):
        return False
    sizes = [getattr(offering, step) for step in STEPS] if feedback.by == "learners" else []
    return not any(0 < abs(size - feedback.responses) < threshold for size in sizes if size is not None)


def may_show_spread(offering: Offering, counts: CourseCounts, threshold: int) -> bool:
    """Say whether results may be shown: none is of a few, those without one are not few, and their number is shown."""
    total = sum(number for _, number in offering.results)
    sizes = [size for size in (offering.completed, offering.enrolled) if size is not None][:1]
    numbers = [number for _, number in offering.results] + [size - total for size in sizes]
    if any(0 < number < threshold for number in numbers) or not total:
        return False
    if not threshold or not sizes:
        return True
    # The results that suffice add up to the number who passed.
    if offering.passed is not None and _count_of(offering, "passed", counts) is None:
        return False
    subject = "enrolled" if offering.completed is None else "completed" if offering.enrolled is not None else "pass-of"
    return _count_of(offering, subject, counts) is not None


def _may_show_size(offering: Offering, counts: CourseCounts) -> bool:
    counted_steps = [step for step in STEPS if getattr(offering, step) is not None]
    subject = "pass-of" if counted_steps[:1] == ["completed"] else "enrolled"
    return not counted_steps or _count_of(offering, subject, counts) is not None


def _count_of(offering: Offering, subject: str, counts: CourseCounts) -> int | None:
    return counts.get(CountKey(subject, "", "offering", offering.slug))


@dataclass(frozen=True, slots=True)
class _People:
    """The atoms of all courses: how many people each is, and which of them each step of a course adds up."""

    counts: list[int]
    steps: dict[str, dict[str, list[int]]]  # by the course's slug, then by step: the innermost first

    @classmethod
    def of_offerings(cls, offerings: Sequence[Offering]) -> _People:
        """Return the people of courses."""
        people = cls([], {})
        for offering in offerings:
            people._add(offering)
        return people

    def _add(self, offering: Offering) -> None:
        numbers = [(step, getattr(offering, step)) for step in STEPS if getattr(offering, step) is not None]
        steps: dict[str, list[int]] = {}
        inner: list[int] = []
        below = 0
        # From the innermost step outwards, each atom is those who got this far and no further.
        for step, number in reversed(numbers):
            inner = [*inner, len(self.counts)]
            self.counts.append(number - below)
            steps[step], below = inner, number
        self.steps[offering.slug] = steps


Sums = Mapping[CountKey, suppression.Atoms]
"""The atoms that each number adds up."""


def _sums(offerings: Sequence[Offering], spans: Mapping[str, Period], people: _People) -> Sums:
    sums: dict[CountKey, suppression.Atoms] = {}
    for group, members in _groups(offerings, spans):
        for subject, (step, needed) in SUBJECTS.items():
            counted = [
                people.steps[offering.slug]
                for offering in members
                if all(getattr(offering, name) is not None for name in needed)
            ]
            if counted:
                sums[CountKey(subject, *group)] = frozenset(chain.from_iterable(steps[step] for steps in counted))
    return sums


def _publishable_keys(
    offerings: Sequence[Offering],
    people: _People,
    sums: Sums,
    awarded: Mapping[str, int | None],
    threshold: int,
) -> set[CountKey]:
    """Return the numbers that may be shown, as far as these courses go, which all count the same steps."""
    trees = _people_by_year(offerings, people)
    people_by_achievement = {slug: suppression.atoms(tree) for slug, tree in trees.items()}
    everybody = suppression.atoms(tuple(people_by_achievement.values()))
    step_columns = _step_columns(offerings, people)
    levels = _levels(everybody, step_columns)
    known_parts, guarded_parts = set(), set()
    if "passed" in people.steps[offerings[0].slug]:
        known_parts = {members for slug, members in people_by_achievement.items() if awarded.get(slug)}
        guarded_parts = {
            members for slug, members in people_by_achievement.items() if slug in awarded and awarded[slug] is None
        }
    # Where awards are shown, readers know who passed. Every level, from the first, then keeps these people apart.
    if known_parts:
        levels = _divided_levels([[everybody], *levels], step_columns[0].intersection(chain(*known_parts)))
    answers = suppression.may_be_shown(
        [people.counts],
        tuple(trees.values()),
        [row & everybody for row in sums.values()],
        threshold=threshold,
        columns=levels,
        known_parts=known_parts,
        guarded_parts=guarded_parts,
    )
    return {key for (key, row), answer in zip(sums.items(), answers, strict=True) if answer or not row & everybody}


def _people_by_year(offerings: Sequence[Offering], people: _People) -> dict[str, tuple[suppression.Tree, ...]]:
    """Return the people of each achievement's courses: by year, and in a year by course."""
    by_year: dict[str, dict[int, list[suppression.Atoms]]] = {}
    for offering in offerings:
        outermost = list(people.steps[offering.slug].values())[-1]
        years = by_year.setdefault(offering.achievement, {})
        years.setdefault(offering.last_day.year, []).append(frozenset(outermost))
    return {slug: tuple(map(tuple, years.values())) for slug, years in by_year.items()}


def _step_columns(offerings: Sequence[Offering], people: _People) -> list[suppression.Atoms]:
    """Return for each step, the innermost first, those who got this far and no further."""
    steps = people.steps[offerings[0].slug]
    return [frozenset(people.steps[offering.slug][step][-1] for offering in offerings) for step in steps]


def _levels(everybody: suppression.Atoms, step_columns: Sequence[suppression.Atoms]) -> list[list[suppression.Atoms]]:
    """Return divisions by one step more each: completed or not; then passed, completed without passing, or not."""
    return [
        [everybody.difference(*step_columns[-count:]), *step_columns[-count:]] for count in range(1, len(step_columns))
    ]


def _divided_levels(
    levels: Sequence[Sequence[suppression.Atoms]], known_people: suppression.Atoms
) -> list[list[suppression.Atoms]]:
    """Return the levels with each column divided into those people and the others."""
    return [
        [part for column in level for part in (column & known_people, column - known_people) if part]
        for level in levels
    ]


def _groups(offerings: Sequence[Offering], spans: Mapping[str, Period]) -> list[tuple[Group, list[Offering]]]:
    """Return every group with its courses, the widest groups first."""
    newest = sorted(offerings, key=lambda offering: (offering.last_day, offering.slug), reverse=True)
    inside = {name: [offering for offering in newest if offering.last_day in span] for name, span in spans.items()}
    groups = [(Group("", "total", ""), newest)]
    groups += _grouped("", "achievement", newest, lambda offering: offering.achievement)
    groups += _grouped("", "year", newest, lambda offering: str(offering.last_day.year))
    groups += [(Group(name, "total", ""), members) for name, members in inside.items()]
    groups += _grouped("", "offering", newest, lambda offering: offering.slug)
    for name, members in inside.items():
        groups += _grouped(name, "achievement", members, lambda offering: offering.achievement)
    return groups


def _grouped(
    span: str, grouping: str, offerings: Sequence[Offering], key_of: Callable[[Offering], str]
) -> list[tuple[Group, list[Offering]]]:
    by_key: dict[str, list[Offering]] = {}
    for offering in offerings:
        by_key.setdefault(key_of(offering), []).append(offering)
    return [(Group(span, grouping, key), members) for key, members in by_key.items()]


def finished_courses(offerings: Collection[Offering], today: datetime.date) -> list[Offering]:
    """Return the courses that ended before today."""
    return [offering for offering in offerings if offering.last_day < today]
