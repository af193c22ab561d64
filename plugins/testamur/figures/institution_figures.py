"""The figures of an institution's courses and awards, counted from its records, compared, and safe to show together.

Awards are counted up to the end of the last full quarter, unless another day is given: a number that grew daily would
give each single award away by its difference to the day before. Awards that were withdrawn or replaced by then do not
count. Courses count from the day on which their figures were true.

None is a number that must not be shown, which is not the same as 0.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from testamur.figures import award_counts, course_counts
from testamur.figures.award_counts import AwardCounts, CountedAward, Group
from testamur.figures.course_counts import CountKey, CourseCounts
from testamur.records.model.history import FINAL
from testamur.records.model.models import LEVELS, Achievement, Alignment, Award
from testamur.records.model.offerings import Feedback, Offering
from testamur.records.registry import Registry
from testamur.records.rules import frameworks
from testamur.text import periods
from testamur.text.periods import Period

THIS, AGAINST = "this", "against"  # the names of the two periods that are compared
REACHED = {"completion": "completed", "pass": "passed"}  # the numerator of each rate
QUIET = 12  # months without an award or a learner, after which an achievement is listed as not taken


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
    """All figures."""

    as_of: datetime.date  # the last day on which an award counts
    threshold: int  # 0 where everything is shown
    spans: Mapping[str, Period]
    counts: Mapping[CountKey, int | None]
    offerings: tuple[Offering, ...]  # those with figures that are true by now, the newest first
    opinions: tuple[Opinion, ...]  # the newest first
    spreads: frozenset[str]  # the courses whose results may be shown
    skills: Mapping[str, Alignment]
    not_taken: tuple[str, ...]  # achievements that nobody took
    without_feedback: tuple[str, ...]  # achievements whose courses nobody was asked about
    without_figures: tuple[str, ...]  # courses that are over, without a figure

    def get(self, subject: str, *, grouping: str = "total", key: str = "", span: str = "") -> int | None:
        """Return a number; None where it must not be shown, or there is none."""
        return self.counts.get(CountKey(subject, span, grouping, key))

    def keys(self, subject: str, *, grouping: str, span: str = "") -> list[str]:
        """Return the groups of a grouping that have such a number, shown or not."""
        return [place.key for place in self.counts if place[:3] == (subject, span, grouping)]

    def rate(self, subject: str, *, grouping: str = "total", key: str = "", span: str = "") -> float | None:
        """Return the share (0 to 1) of the enrolled who completed ("completion"), or of these who passed ("pass")."""
        whole = self.get(f"{subject}-of", grouping=grouping, key=key, span=span)
        reached = self.get(REACHED[subject], grouping=grouping, key=key, span=span)
        return reached / whole if whole and reached is not None else None

    def fill(self, offering: Offering) -> float | None:
        """Return the share of a course's places that were taken; None where either number is missing or hidden."""
        enrolled = self.get("enrolled", grouping="offering", key=offering.slug)
        return enrolled / offering.places if enrolled is not None and offering.places else None

    @property
    def hides_something(self) -> bool:
        """Say whether any number is hidden."""
        return None in self.counts.values()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to show."""
        return not self.offerings and not any(self.counts.values())


def compute_figures(
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
    if spans is None:
        spans = {THIS: periods.year_to(last), AGAINST: periods.year_before(periods.year_to(last))}
    threshold = 0 if unsuppressed else registry.issuer.figures_threshold
    awards = list(awards)
    skills = _skills(registry.achievements)
    # Awards are given to many on one day, and are then counted together.
    alike = Counter(_facts(award, registry) for award in awards if _counts(award, last))
    counted_awards = [
        CountedAward(achievement=achievement, day=day, language=language, public=public, number=number)
        for (achievement, day, language, public), number in alike.items()
    ]
    languages = {achievement.in_language for achievement in registry.achievements.values()}
    by_award = award_counts.count_awards(
        counted_awards,
        achievements=registry.achievements,
        skills={key: slugs for key, (_, slugs) in skills.items()},
        languages={*registry.issuer.languages, *languages} - {""},
        spans=spans,
        last=last,
        threshold=threshold,
    )
    offerings = _counted_offerings(registry, today)
    awarded = {slug: by_award[Group("", "achievement", slug)] for slug in registry.achievements}
    by_person = course_counts.count_people(offerings, spans=spans, awarded=awarded, threshold=threshold)
    return Figures(
        as_of=last,
        threshold=threshold,
        spans=spans,
        counts={**{CountKey("awards", *group): number for group, number in by_award.items()}, **by_person},
        offerings=tuple(offerings),
        opinions=tuple(_opinions(registry, by_person, threshold)),
        spreads=frozenset(
            offering.slug for offering in offerings if course_counts.may_show_spread(offering, by_person, threshold)
        ),
        skills={key: alignment for key, (alignment, _) in skills.items()},
        not_taken=_achievements_not_taken(registry, awards, today, months, by_award),
        without_feedback=_achievements_without_feedback(registry, today),
        without_figures=_courses_without_figures(registry, offerings, today),
    )


def averages(opinions: Iterable[Opinion]) -> list[Average]:
    """Return the average on each scale, weighted by the number of answers; feedback that hides it is left out."""
    by_scale: dict[tuple[str, float, float], list[tuple[float, int]]] = defaultdict(list)
    for opinion in opinions:
        if opinion.responses:
            feedback = opinion.feedback
            by_scale[feedback.by, feedback.worst, feedback.best].append((feedback.score, opinion.responses))
    return [
        Average(
            by=by,
            worst=worst,
            best=best,
            score=sum(score * number for score, number in scores) / sum(number for _, number in scores),
            responses=sum(number for _, number in scores),
        )
        for (by, worst, best), scores in sorted(by_scale.items(), key=lambda item: (item[0][0] != "learners", item[0]))
    ]


def skill_key(alignment: Alignment) -> str:
    """Return the key of a skill, however a record writes it: its framework, and its code or address there."""
    return frameworks.key_of(alignment.target_framework, alignment.target_code, alignment.target_url)


def _skills(achievements: Mapping[str, Achievement]) -> dict[str, tuple[Alignment, set[str]]]:
    """Return every skill by its key, with the achievements that lead to it."""
    skills: dict[str, tuple[Alignment, set[str]]] = {}
    for slug, achievement in achievements.items():
        for alignment in achievement.alignments:
            if alignment.target_type not in LEVELS:
                skills.setdefault(skill_key(alignment), (alignment, set()))[1].add(slug)
    return skills


def _counted_offerings(registry: Registry, today: datetime.date) -> list[Offering]:
    """Return the courses with figures that are true by now, the newest first."""
    offerings = [
        offering
        for offering in registry.offerings.values()
        if offering.as_of <= today and any(getattr(offering, step) is not None for step in course_counts.STEPS)
    ]
    return sorted(offerings, key=lambda offering: (offering.last_day, offering.slug), reverse=True)


def _counts(award: Award, last: datetime.date) -> bool:
    return award.awarded_date <= last and not (award.history and award.state_on(last) in FINAL)


def _facts(award: Award, registry: Registry) -> tuple[str, datetime.date, str, bool]:
    """Return by what an award is counted, as `CountedAward` has it."""
    language = award.language or registry.achievements[award.achievement].in_language or registry.issuer.languages[0]
    # Anyone can read the records of an open repository, and so subtract all of them.
    public = registry.issuer.repository == "open" or (award.visibility == "public" and not award.erased)
    return award.achievement, award.awarded_date, language, public


def _opinions(registry: Registry, counts: CourseCounts, threshold: int) -> Iterable[Opinion]:
    pairs = [(offering, feedback) for offering in registry.offerings.values() for feedback in offering.feedback]
    for offering, feedback in sorted(pairs, key=lambda pair: (pair[1].date, pair[0].slug), reverse=True):
        if course_counts.may_show_feedback(offering, feedback, counts, threshold):
            shows_responses = course_counts.may_show_responses(offering, feedback, counts, threshold)
            yield Opinion(
                offering=offering, feedback=feedback, responses=feedback.responses if shows_responses else None
            )


def _achievements_not_taken(
    registry: Registry, awards: Iterable[Award], today: datetime.date, months: int, counts: AwardCounts
) -> tuple[str, ...]:
    """Return achievements that can be earned and that nobody has taken lately; not those whose number is hidden."""
    # Listing an achievement whose number is hidden would say of its few awards that none is recent.
    since = periods.months_before(today, months)
    taken = {award.achievement for award in awards if award.awarded_date >= since}
    taken |= {
        offering.achievement
        for offering in registry.offerings.values()
        if offering.last_day >= since and offering.enrolled
    }
    current = {slug for slug, achievement in registry.achievements.items() if achievement.retired is None}
    return tuple(sorted(slug for slug in current - taken if counts[Group("", "achievement", slug)] is not None))


def _achievements_without_feedback(registry: Registry, today: datetime.date) -> tuple[str, ...]:
    over = course_counts.finished_courses(list(registry.offerings.values()), today)
    with_feedback = {offering.achievement for offering in registry.offerings.values() if offering.feedback}
    return tuple(sorted({offering.achievement for offering in over} - with_feedback))


def _courses_without_figures(
    registry: Registry, counted: Collection[Offering], today: datetime.date
) -> tuple[str, ...]:
    over = course_counts.finished_courses(list(registry.offerings.values()), today)
    return tuple(sorted(offering.slug for offering in over if offering not in counted))
