"""The page of figures: the institution's own statements, with their days."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.figures import figures as counting
from testamur.figures.figures import AGAINST, THIS, Average, Figures
from testamur.publishing.views.figures.course_runs import Run, Runs, Voice
from testamur.publishing.views.figures.figure_tables import Chart, Row, Tables, largest_first
from testamur.publishing.views.site_info import Place, Site
from testamur.records.registry import Registry
from testamur.text.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightsPage:
    """`insights.html`."""

    here: Place
    figures: Figures
    years: Chart
    quarters: Chart
    achievements: Chart
    skills: Chart
    languages: Chart
    enrolled: Chart
    completion: Chart
    passing: Chart
    compared: tuple[Row, ...]
    compared_achievements: tuple[Row, ...]
    this: Period
    against: Period
    by_year: tuple[Row, ...]
    runs: tuple[Run, ...]
    averages: tuple[Average, ...]
    said: tuple[Voice, ...]
    changed: tuple[Voice, ...]
    evaluated: tuple[Voice, ...]


def page(registry: Registry, figures: Figures, site: Site, skill_paths: dict[str, str]) -> InsightsPage:
    """Return the page of figures in the language of `site`; `skill_paths` has the page of each skill by its key."""
    tables, runs = Tables(registry, figures, site, skill_paths), Runs(registry, figures, site)
    return InsightsPage(
        here=Place(f"{site.prefix}insights/"),
        figures=figures,
        years=tables.over_time("years", "year"),
        quarters=tables.over_time("quarters", "quarter"),
        achievements=tables.by("awarded", "awards", "achievement"),
        skills=tables.by("skills", "awards", "skill"),
        languages=tables.by("languages", "awards", "language"),
        enrolled=tables.by("enrolled", "enrolled", "achievement"),
        completion=tables.rates("completion"),
        passing=tables.rates("pass"),
        compared=(*tables.compared("awards", "total"), *tables.compared("enrolled", "total")),
        compared_achievements=tuple(
            sorted((row for row in tables.compared("awards", "achievement") if any(row.values)), key=largest_first)
        ),
        this=figures.spans[THIS],
        against=figures.spans[AGAINST],
        by_year=tuple(tables.course_years()),
        runs=tuple(runs.run(one) for one in figures.offerings),
        averages=tuple(counting.averages(figures.opinions)),
        said=tuple(runs.voices(figures.opinions)),
        changed=tuple(runs.changed(registry.offerings.values())),
        evaluated=tuple(runs.evaluated(registry.offerings.values())),
    )
