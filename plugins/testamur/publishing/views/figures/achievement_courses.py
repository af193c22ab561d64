"""The courses on an achievement's page: those to come or under way, and how those before went."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from testamur.figures import institution_figures
from testamur.figures.institution_figures import Average, Figures
from testamur.publishing.views.figures.course_runs import CourseRun, CourseRuns, FeedbackView
from testamur.publishing.views.site_info import Site
from testamur.records.model.offerings import Offering
from testamur.records.registry import Registry

Entry = TypeVar("Entry")


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


class CourseParts:
    """The courses of every achievement, looked through once: a page each asks for its own.

    `figures` are None where the institution shows none: what can be taken is said all the same.
    """

    def __init__(self, registry: Registry, figures: Figures | None, site: Site) -> None:
        self._figures, self._site = figures, site
        self._runs = CourseRuns(registry, figures, site)
        by_day = sorted(registry.offerings.values(), key=lambda offering: (offering.first_day, offering.slug))
        self._offerings = _by_achievement(by_day, lambda offering: offering.achievement)
        if figures is not None:
            self._counted = _by_achievement(figures.offerings, lambda offering: offering.achievement)
            self._opinions = _by_achievement(figures.opinions, lambda opinion: opinion.offering.achievement)
            self._hidden = {
                (key.grouping, key.key) for key, number in figures.counts.items() if number is None and not key.span
            }

    def course_part(self, slug: str) -> CoursePart | None:
        """Return what the page of an achievement shows of its courses; None where there is nothing."""
        offerings, as_of, figures = self._offerings.get(slug, []), self._site.as_of, self._figures
        open_runs = tuple(self._runs.course_run(offering) for offering in offerings if offering.last_day >= as_of)
        surveys = tuple(
            offering.survey
            for offering in offerings
            if offering.survey and offering.first_day <= as_of <= offering.last_day
        )
        if figures is None:
            return CoursePart(open=open_runs, surveys=surveys) if open_runs else None
        counted = self._counted.get(slug, [])
        part = CoursePart(
            open=open_runs,
            runs=tuple(map(self._runs.course_run, counted)),
            as_of=max((offering.as_of for offering in counted), default=None),
            awards=figures.get("awards", grouping="achievement", key=slug),
            awards_as_of=figures.as_of,
            enrolled=figures.get("enrolled", grouping="achievement", key=slug),
            completion=figures.rate("completion", grouping="achievement", key=slug),
            passing=figures.rate("pass", grouping="achievement", key=slug),
            averages=tuple(institution_figures.averages(self._opinions.get(slug, []))),
            changed=tuple(self._runs.changes(offerings)),
            evaluated=tuple(self._runs.evaluations(offerings)),
            hides_something=self._hides_a_number(slug, counted),
            has_page=True,
            surveys=surveys,
        )
        return part if part.open or part.runs or part.changed or part.evaluated or part.averages else None

    def _hides_a_number(self, slug: str, offerings: Iterable[Offering]) -> bool:
        """Say whether a number of an achievement, or of its runs, stays away."""
        groups = [("achievement", slug), *(("offering", offering.slug) for offering in offerings)]
        return not self._hidden.isdisjoint(groups)


def _by_achievement(entries: Iterable[Entry], slug_of: Callable[[Entry], str]) -> dict[str, list[Entry]]:
    """Return what belongs to each achievement, in the order in which it came."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[slug_of(entry)].append(entry)
    return groups
