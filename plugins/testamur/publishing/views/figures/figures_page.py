"""The page of figures: the institution's own statements, with their days."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.figures import institution_figures
from testamur.figures.institution_figures import AGAINST, THIS, Average, Figures
from testamur.publishing.views.figures.course_runs import CourseRun, CourseRuns, FeedbackView
from testamur.publishing.views.figures.figure_tables import Chart, FigureRow, FigureTables, largest_first
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
    compared: tuple[FigureRow, ...]
    compared_achievements: tuple[FigureRow, ...]
    this: Period
    against: Period
    by_year: tuple[FigureRow, ...]
    runs: tuple[CourseRun, ...]
    averages: tuple[Average, ...]
    feedback: tuple[FeedbackView, ...]
    changed: tuple[FeedbackView, ...]
    evaluated: tuple[FeedbackView, ...]


def page(registry: Registry, figures: Figures, site: Site, skill_paths: dict[str, str]) -> InsightsPage:
    """Return the page of figures in the language of `site`; `skill_paths` has the page of each skill by its key."""
    tables, runs = FigureTables(registry, figures, site, skill_paths), CourseRuns(registry, figures, site)
    return InsightsPage(
        here=Place(f"{site.prefix}insights/"),
        figures=figures,
        years=tables.chart_over_time("years", grouping="year"),
        quarters=tables.chart_over_time("quarters", grouping="quarter"),
        achievements=tables.chart_by("awarded", "awards", grouping="achievement"),
        skills=tables.chart_by("skills", "awards", grouping="skill"),
        languages=tables.chart_by("languages", "awards", grouping="language"),
        enrolled=tables.chart_by("enrolled", "enrolled", grouping="achievement"),
        completion=tables.rates_chart("completion"),
        passing=tables.rates_chart("pass"),
        compared=(
            *tables.compared_rows("awards", grouping="total"),
            *tables.compared_rows("enrolled", grouping="total"),
        ),
        compared_achievements=tuple(
            sorted(
                (row for row in tables.compared_rows("awards", grouping="achievement") if any(row.values)),
                key=largest_first,
            )
        ),
        this=figures.spans[THIS],
        against=figures.spans[AGAINST],
        by_year=tuple(tables.course_year_rows()),
        runs=tuple(map(runs.course_run, figures.offerings)),
        averages=tuple(institution_figures.averages(figures.opinions)),
        feedback=tuple(runs.feedback(figures.opinions)),
        changed=tuple(runs.changes(registry.offerings.values())),
        evaluated=tuple(runs.evaluations(registry.offerings.values())),
    )
