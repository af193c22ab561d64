"""The courses on an achievement's page: those to come or under way, and how those before went."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from testamur.figures import institution_figures
from testamur.figures.institution_figures import Average, Figures
from testamur.publishing.views.figures.course_runs import CourseRun, CourseRuns, FeedbackView
from testamur.publishing.views.site_info import Site
from testamur.records.model.offerings import Offering
from testamur.records.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePart:
    """What `achievement.html` shows of its courses: those to come or under way, and how those before went."""

    open: tuple[CourseRun, ...] = ()
    runs: tuple[CourseRun, ...] = ()
    as_of: datetime.date | None = None
    awards: int | None = None
    awards_as_of: datetime.date | None = None
    enrolled: int | None = None
    completion: float | None = None
    passing: float | None = None
    averages: tuple[Average, ...] = ()
    changed: tuple[FeedbackView, ...] = ()
    evaluated: tuple[FeedbackView, ...] = ()
    hides_something: bool = False
    has_page: bool = False
    surveys: tuple[str, ...] = field(default=())


def course_part(registry: Registry, figures: Figures | None, site: Site, slug: str) -> CoursePart | None:
    """Return what the page of an achievement shows of its courses; None where there is nothing.

    `figures` are None where the institution shows none: what can be taken is said all the same.
    """
    runs = CourseRuns(registry, figures, site)
    offerings = sorted(
        (offering for offering in registry.offerings.values() if offering.achievement == slug),
        key=lambda offering: (offering.first_day, offering.slug),
    )
    open_runs = tuple(runs.course_run(offering) for offering in offerings if offering.last_day >= site.as_of)
    surveys = tuple(
        offering.survey
        for offering in offerings
        if offering.survey and offering.first_day <= site.as_of <= offering.last_day
    )
    if figures is None:
        return CoursePart(open=open_runs, surveys=surveys) if open_runs else None
    counted = [offering for offering in figures.offerings if offering.achievement == slug]
    opinions = [opinion for opinion in figures.opinions if opinion.offering.achievement == slug]
    part = CoursePart(
        open=open_runs,
        runs=tuple(map(runs.course_run, counted)),
        as_of=max((offering.as_of for offering in counted), default=None),
        awards=figures.get("awards", grouping="achievement", key=slug),
        awards_as_of=figures.as_of,
        enrolled=figures.get("enrolled", grouping="achievement", key=slug),
        completion=figures.rate("completion", grouping="achievement", key=slug),
        passing=figures.rate("pass", grouping="achievement", key=slug),
        averages=tuple(institution_figures.averages(opinions)),
        changed=tuple(runs.changes(offerings)),
        evaluated=tuple(runs.evaluations(offerings)),
        hides_something=_hides_a_number(figures, slug, counted),
        has_page=True,
        surveys=surveys,
    )
    return part if part.open or part.runs or part.changed or part.evaluated or part.averages else None


def _hides_a_number(figures: Figures, slug: str, offerings: Iterable[Offering]) -> bool:
    """Say whether a number of an achievement, or of its runs, stays away."""
    groups = {("achievement", slug), *(("offering", offering.slug) for offering in offerings)}
    return any(
        number is None and (key.grouping, key.key) in groups for key, number in figures.counts.items() if not key.span
    )
