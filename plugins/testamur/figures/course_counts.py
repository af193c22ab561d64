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
from itertools import chain

from testamur.figures import suppression
from testamur.figures.award_counts import Place
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
CourseCounts = dict[tuple[str, *Place], int | None]


def count(
    offerings: Sequence[Offering],
    *,
    spans: Mapping[str, Period],
    awarded: Mapping[str, int | None],
    threshold: int,
) -> CourseCounts:
    """Return every number of people on `offerings`; None where it must not be shown.

    `awarded` has the number of awards of each achievement; None where that is not shown.
    """
    values: list[int] = []
    parts = {one.slug: _parts(one, values) for one in offerings}
    wanted: dict[tuple[str, *Place], frozenset[int]] = {}
    for place, some in _groups(offerings, spans):
        for subject, (step, needed) in SUBJECTS.items():
            having = [parts[one.slug] for one in some if all(getattr(one, name) is not None for name in needed)]
            if having:
                wanted[subject, *place] = frozenset(atom for one in having for atom in one[step])
    told = set(wanted)
    if threshold:
        alike: dict[tuple[str, ...], list[Offering]] = {}
        for one in offerings:
            alike.setdefault(tuple(parts[one.slug]), []).append(one)
        for some in alike.values():
            told &= _told(some, parts, values, wanted, awarded, threshold)
    return {key: sum(values[atom] for atom in row) if key in told else None for key, row in wanted.items()}


def may_tell_feedback(offering: Offering, feedback: Feedback, counts: CourseCounts, threshold: int) -> bool:
    """Say whether an average may be shown: it is of enough people, on a course whose size is shown or unknown."""
    beside = feedback.by == "learners" and threshold
    return feedback.responses >= max(threshold, 1) and (not beside or _size_is_told(offering, counts))


def may_tell_responses(offering: Offering, feedback: Feedback, counts: CourseCounts, threshold: int) -> bool:
    """Say whether the number of answers may be shown: those who did not answer are not few either."""
    if not may_tell_feedback(offering, feedback, counts, threshold):
        return False
    beside = [getattr(offering, step) for step in STEPS] if feedback.by == "learners" else []
    return not any(0 < abs(number - feedback.responses) < threshold for number in beside if number is not None)


def may_tell_spread(offering: Offering, counts: CourseCounts, threshold: int) -> bool:
    """Say whether results may be shown: none is of a few, those without one are not few, and their number is shown."""
    total = sum(number for _, number in offering.results)
    beside = [number for number in (offering.completed, offering.enrolled) if number is not None][:1]
    small = [number for _, number in offering.results] + [number - total for number in beside]
    if any(0 < number < threshold for number in small) or not total:
        return False
    if not threshold or not beside:
        return True
    # The results that suffice add up to the number who passed.
    if offering.passed is not None and counts.get(("passed", "", "offering", offering.slug)) is None:
        return False
    subject = "enrolled" if offering.completed is None else "completed" if offering.enrolled is not None else "pass-of"
    return counts.get((subject, "", "offering", offering.slug)) is not None


def _size_is_told(offering: Offering, counts: CourseCounts) -> bool:
    known = [step for step in STEPS if getattr(offering, step) is not None]
    subject = "pass-of" if known[:1] == ["completed"] else "enrolled"
    return not known or counts.get((subject, "", "offering", offering.slug)) is not None


def _parts(offering: Offering, values: list[int]) -> dict[str, list[int]]:
    """Append the atoms of a course to `values`, and return the atoms that each of its steps adds up."""
    known = [(step, getattr(offering, step)) for step in STEPS if getattr(offering, step) is not None]
    parts: dict[str, list[int]] = {}
    inner: list[int] = []
    below = 0
    # From the innermost step outwards, each atom is those who got this far and no further.
    for step, number in reversed(known):
        inner = [*inner, len(values)]
        values.append(number - below)
        parts[step], below = inner, number
    return parts


def _told(
    offerings: Sequence[Offering],
    parts: Mapping[str, Mapping[str, Sequence[int]]],
    values: Sequence[int],
    wanted: Mapping[tuple[str, *Place], frozenset[int]],
    awarded: Mapping[str, int | None],
    threshold: int,
) -> set[tuple[str, *Place]]:
    """Return the numbers that may be shown, as far as these courses go, which all count the same steps."""
    steps = list(parts[offerings[0].slug])  # the innermost first
    people = {one.slug: frozenset(parts[one.slug][steps[-1]]) for one in offerings}
    tree: dict[str, dict[int, list[frozenset[int]]]] = {}
    for one in offerings:
        tree.setdefault(one.achievement, {}).setdefault(one.last_day.year, []).append(people[one.slug])
    of = {slug: suppression.atoms(tuple(map(tuple, years.values()))) for slug, years in tree.items()}
    every = suppression.atoms(tuple(of.values()))
    rings = [frozenset(parts[one.slug][step][-1] for one in offerings) for step in steps]
    # Each level divides by one step more: completed or not; then passed, completed without passing, or not.
    levels = [[every.difference(*rings[-count:]), *rings[-count:]] for count in range(1, len(rings))]
    told, guarded = set(), set()
    if "passed" in steps:
        told = {some for slug, some in of.items() if awarded.get(slug)}
        guarded = {some for slug, some in of.items() if slug in awarded and awarded[slug] is None}
    # Where awards are shown, readers know who passed. Every level, from the first, then keeps these people apart.
    if told:
        known = rings[0].intersection(chain(*told))
        levels = [
            [part for one in level for part in (one & known, one - known) if part] for level in [[every], *levels]
        ]
    answers = suppression.choose(
        [values],
        tuple(tuple(map(tuple, years.values())) for years in tree.values()),
        [row & every for row in wanted.values()],
        threshold=threshold,
        columns=levels,
        told=told,
        guarded=guarded,
    )
    return {key for (key, row), answer in zip(wanted.items(), answers, strict=True) if answer or not row & every}


def _groups(offerings: Sequence[Offering], spans: Mapping[str, Period]) -> list[tuple[Place, list[Offering]]]:
    """Return every place with its courses, the widest places first."""
    newest = sorted(offerings, key=lambda one: (one.last_day, one.slug), reverse=True)
    inside = {name: [one for one in newest if one.last_day in span] for name, span in spans.items()}
    return [
        (("", "total", ""), newest),
        *_by("", "achievement", newest, lambda one: one.achievement),
        *_by("", "year", newest, lambda one: str(one.last_day.year)),
        *(((name, "total", ""), some) for name, some in inside.items()),
        *_by("", "offering", newest, lambda one: one.slug),
        *(one for name, some in inside.items() for one in _by(name, "achievement", some, lambda one: one.achievement)),
    ]


def _by(
    span: str, group: str, offerings: Sequence[Offering], named: Callable[[Offering], str]
) -> list[tuple[Place, list[Offering]]]:
    found: dict[str, list[Offering]] = {}
    for one in offerings:
        found.setdefault(named(one), []).append(one)
    return [((span, group, key), some) for key, some in found.items()]


def finished(offerings: Collection[Offering], today: datetime.date) -> list[Offering]:
    """Return the courses that ended before today."""
    return [one for one in offerings if one.last_day < today]
