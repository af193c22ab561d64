"""The figures of an institution's courses and awards, counted from its records, compared, and safe to show together.

Awards are counted up to the end of the last full quarter, unless another day is given: a number that grew daily would
give each single award away by its difference to the day before. Awards that were withdrawn or replaced by then do not
count. Courses count from the day on which their figures were true.

None is a number that must not be shown, which is not the same as 0.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from testamur.figures import award_counts, course_counts
from testamur.figures.award_counts import Counted
from testamur.figures.course_counts import CourseCounts
from testamur.records.model.history import FINAL
from testamur.records.model.models import LEVELS, Achievement, Alignment, Award
from testamur.records.model.offerings import Feedback, Offering
from testamur.records.registry import Registry
from testamur.text import periods
from testamur.text.periods import Period

THIS, AGAINST = "this", "against"  # the names of the two periods that are compared
REACHED = {"completion": "completed", "pass": "passed"}  # the numerator of each rate
QUIET = 12  # months without an award or a learner, after which an achievement is listed as unwanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """Feedback on one course by learners or employers, as far as it may be shown."""

    offering: Offering
    feedback: Feedback
    responses: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """The average of feedback on several courses on one scale, weighted by the number of answers."""

    by: str
    worst: float
    best: float
    score: float
    responses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures. The keys of `counts` are a subject, a span ("" for all days), a grouping, and one of its groups."""

    as_of: datetime.date  # the last day on which an award counts
    threshold: int  # 0 where everything is shown
    spans: Mapping[str, Period]
    counts: Mapping[tuple[str, str, str, str], int | None]
    offerings: tuple[Offering, ...]  # those with figures that are true by now, the newest first
    opinions: tuple[Opinion, ...]  # the newest first
    spreads: frozenset[str]  # the courses whose results may be shown
    skills: Mapping[str, Alignment]
    unwanted: tuple[str, ...]  # achievements that nobody took
    unheard: tuple[str, ...]  # achievements whose courses nobody was asked about
    uncounted: tuple[str, ...]  # courses that are over, without a figure

    def get(self, subject: str, group: str = "total", key: str = "", span: str = "") -> int | None:
        """Return a number; None where it must not be shown, or there is none."""
        return self.counts.get((subject, span, group, key))

    def keys(self, subject: str, group: str, span: str = "") -> list[str]:
        """Return the groups of a grouping that have such a number, shown or not."""
        return [place[3] for place in self.counts if place[:3] == (subject, span, group)]

    def rate(self, subject: str, group: str = "total", key: str = "", span: str = "") -> float | None:
        """Return the share (0 to 1) of the enrolled who completed ("completion"), or of these who passed ("pass")."""
        of = self.get(f"{subject}-of", group, key, span)
        reached = self.get(REACHED[subject], group, key, span)
        return reached / of if of and reached is not None else None

    def fill(self, offering: Offering) -> float | None:
        """Return the share of a course's places that were taken; None where either number is missing or hidden."""
        enrolled = self.get("enrolled", "offering", offering.slug)
        return enrolled / offering.places if enrolled is not None and offering.places else None

    @property
    def hides_something(self) -> bool:
        """Say whether any number is hidden."""
        return None in self.counts.values()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to show."""
        return not self.offerings and not any(self.counts.values())


def figures(
    registry: Registry,
    awards: Iterable[Award],
    *,
    today: datetime.date,
    last: datetime.date | None = None,
    spans: Mapping[str, Period] | None = None,
    months: int = QUIET,
    unsuppressed: bool = False,
) -> Figures:
    """Return the figures of `awards` and of the registry's courses.

    `last` is the last day on which an award counts. `spans` are the periods to compare, by name; by default this year
    and the same days of the year before. `unsuppressed` shows everything, for the institution's own eyes.
    """
    last = last or periods.end_of_last_quarter(today)
    usual = {THIS: periods.year_to(last), AGAINST: periods.year_before(periods.year_to(last))}
    spans = usual if spans is None else spans
    threshold = 0 if unsuppressed else registry.issuer.figures_threshold
    found = list(awards)
    counted = [_counted(award, registry) for award in found if _stands(award, last)]
    skills = _skills(registry.achievements)
    in_awards = award_counts.count(
        counted,
        achievements=registry.achievements,
        skills={key: slugs for key, (_, slugs) in skills.items()},
        languages={*registry.issuer.languages, *(one.in_language for one in registry.achievements.values())} - {""},
        spans=spans,
        last=last,
        threshold=threshold,
    )
    known = [one for one in registry.offerings.values() if one.as_of <= today and _has_numbers(one)]
    known.sort(key=lambda one: (one.last_day, one.slug), reverse=True)
    awarded = {slug: in_awards["", "achievement", slug] for slug in registry.achievements}
    in_courses = course_counts.count(known, spans=spans, awarded=awarded, threshold=threshold)
    counts = {("awards", *place): number for place, number in in_awards.items()}
    return Figures(
        as_of=last,
        threshold=threshold,
        spans=spans,
        counts={**counts, **in_courses},
        offerings=tuple(known),
        opinions=tuple(_opinions(registry, in_courses, threshold)),
        spreads=frozenset(one.slug for one in known if course_counts.may_tell_spread(one, in_courses, threshold)),
        skills={key: alignment for key, (alignment, _) in skills.items()},
        unwanted=_unwanted(registry, found, today, months, in_awards),
        unheard=_unheard(registry, today),
        uncounted=tuple(
            sorted(one.slug for one in registry.offerings.values() if one.last_day < today and one not in known)
        ),
    )


def averages(opinions: Iterable[Opinion]) -> list[Average]:
    """Return the average on each scale, weighted by the number of answers; feedback that hides it is left out."""
    found: dict[tuple[str, float, float], list[tuple[float, int]]] = defaultdict(list)
    for one in opinions:
        if one.responses:
            said = one.feedback
            found[said.by, said.worst, said.best].append((said.score, one.responses))
    return [
        Average(
            by=by,
            worst=worst,
            best=best,
            score=sum(score * number for score, number in scores) / sum(number for _, number in scores),
            responses=sum(number for _, number in scores),
        )
        for (by, worst, best), scores in sorted(found.items(), key=lambda item: (item[0][0] != "learners", item[0]))
    ]


def skill_key(alignment: Alignment) -> str:
    """Return the key that identifies a skill: its framework, and its code or address there."""
    return f"{alignment.target_framework} {alignment.target_code or alignment.target_url}".strip()


def _skills(achievements: Mapping[str, Achievement]) -> dict[str, tuple[Alignment, set[str]]]:
    found: dict[str, tuple[Alignment, set[str]]] = {}
    for slug, achievement in achievements.items():
        for alignment in achievement.alignments:
            if alignment.target_type not in LEVELS:
                found.setdefault(skill_key(alignment), (alignment, set()))[1].add(slug)
    return found


def _has_numbers(offering: Offering) -> bool:
    return any(getattr(offering, step) is not None for step in course_counts.STEPS)


def _stands(award: Award, last: datetime.date) -> bool:
    return award.awarded_date <= last and award.state_on(last) not in FINAL


def _counted(award: Award, registry: Registry) -> Counted:
    achievement = registry.achievements[award.achievement]
    return Counted(
        achievement=award.achievement,
        day=award.awarded_date,
        language=award.language or achievement.in_language or registry.issuer.languages[0],
        # Anyone can read the records of an open repository, and so subtract all of them.
        public=registry.issuer.repository == "open" or (award.visibility == "public" and not award.erased),
    )


def _opinions(registry: Registry, counts: CourseCounts, threshold: int) -> Iterable[Opinion]:
    said = [(one, feedback) for one in registry.offerings.values() for feedback in one.feedback]
    for offering, feedback in sorted(said, key=lambda pair: (pair[1].date, pair[0].slug), reverse=True):
        if course_counts.may_tell_feedback(offering, feedback, counts, threshold):
            told = course_counts.may_tell_responses(offering, feedback, counts, threshold)
            yield Opinion(offering=offering, feedback=feedback, responses=feedback.responses if told else None)


def _unwanted(
    registry: Registry, awards: Iterable[Award], today: datetime.date, months: int, counts: award_counts.Counts
) -> tuple[str, ...]:
    """Return achievements that can be earned and that nobody has taken lately; not those whose number is hidden."""
    # Listing an achievement whose number is hidden would say of its few awards that none is recent.
    since = periods.months_before(today, months)
    taken = {award.achievement for award in awards if award.awarded_date >= since}
    taken |= {one.achievement for one in registry.offerings.values() if one.last_day >= since and one.enrolled}
    free = {slug for slug, one in registry.achievements.items() if one.retired is None} - taken
    return tuple(sorted(slug for slug in free if counts["", "achievement", slug] is not None))


def _unheard(registry: Registry, today: datetime.date) -> tuple[str, ...]:
    over = course_counts.finished(list(registry.offerings.values()), today)
    heard = {one.achievement for one in registry.offerings.values() if one.feedback}
    return tuple(sorted({one.achievement for one in over} - heard))
