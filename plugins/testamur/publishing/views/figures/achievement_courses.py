"""The courses on an achievement's page: those to come or under way, and how those before went."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from testamur.figures import figures as counting
from testamur.figures.figures import Average, Figures
from testamur.publishing.views.figures.course_runs import Run, Runs, Voice
from testamur.publishing.views.site_info import Site
from testamur.records.model.offerings import Offering
from testamur.records.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePart:
    """What `achievement.html` shows of its courses: those to come or under way, and how those before went."""

    open: tuple[Run, ...] = ()
    runs: tuple[Run, ...] = ()
    as_of: datetime.date | None = None
    awards: int | None = None
    awards_as_of: datetime.date | None = None
    enrolled: int | None = None
    completion: float | None = None
    passing: float | None = None
    averages: tuple[Average, ...] = ()
    changed: tuple[Voice, ...] = ()
    evaluated: tuple[Voice, ...] = ()
    hides_something: bool = False
    has_page: bool = False
    surveys: tuple[str, ...] = field(default=())


def of(registry: Registry, figures: Figures | None, site: Site, slug: str) -> CoursePart | None:
    """Return what the page of an achievement shows of its courses; None where there is nothing.

    `figures` are None where the institution shows none: what can be taken is said all the same.
    """
    runs = Runs(registry, figures, site)
    mine = sorted(
        (one for one in registry.offerings.values() if one.achievement == slug),
        key=lambda one: (one.first_day, one.slug),
    )
    coming = tuple(runs.run(one) for one in mine if one.last_day >= site.as_of)
    surveys = tuple(one.survey for one in mine if one.survey and one.first_day <= site.as_of <= one.last_day)
    if figures is None:
        return CoursePart(open=coming, surveys=surveys) if coming else None
    counted = [one for one in figures.offerings if one.achievement == slug]
    opinions = [one for one in figures.opinions if one.offering.achievement == slug]
    part = CoursePart(
        open=coming,
        runs=tuple(runs.run(one) for one in counted),
        as_of=max((one.as_of for one in counted), default=None),
        awards=figures.get("awards", "achievement", slug),
        awards_as_of=figures.as_of,
        enrolled=figures.get("enrolled", "achievement", slug),
        completion=figures.rate("completion", "achievement", slug),
        passing=figures.rate("pass", "achievement", slug),
        averages=tuple(counting.averages(opinions)),
        changed=tuple(runs.changed(mine)),
        evaluated=tuple(runs.evaluated(mine)),
        hides_something=_hides(figures, slug, counted),
        has_page=True,
        surveys=surveys,
    )
    return part if part.open or part.runs or part.changed or part.evaluated or part.averages else None


def _hides(figures: Figures, slug: str, runs: Iterable[Offering]) -> bool:
    """Say whether a number of an achievement, or of its runs, stays away."""
    mine = {("achievement", slug), *(("offering", one.slug) for one in runs)}
    return any(number is None and place[2:] in mine for place, number in figures.counts.items() if not place[1])
