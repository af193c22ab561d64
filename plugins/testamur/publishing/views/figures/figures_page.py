"""The page of figures: the institution's own statements, with their days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from testamur.figures import institution_figures
from testamur.figures.institution_figures import AGAINST, THIS, Average, Figures
from testamur.publishing.publication import Publication
from testamur.publishing.views.figures import course_bars, run_charts, time_charts
from testamur.publishing.views.figures.course_bars import Bar, CourseBar
from testamur.publishing.views.figures.course_runs import CourseRun, CourseRuns, FeedbackView
from testamur.publishing.views.figures.demand_views import DemandPart
from testamur.publishing.views.figures.figure_tables import FigureRow, FigureTables, largest_first
from testamur.publishing.views.figures.run_charts import AnswerScale, Histogram, RunStrips
from testamur.publishing.views.figures.time_charts import TimeChart, YearChart
from testamur.publishing.views.site_info import Place, Site
from testamur.records.registry import Registry
from testamur.text.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestRate:
    """A rate of the courses of the newest year of which it is shown ("" where of no year), and of the year before."""

    value: float
    year: str
    before: float | None
    year_before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightsPage:
    """`insights.html`."""

    here: Place
    figures: Figures
    since: str  # the first year with awards; "" for none
    completion: LatestRate | None
    passing: LatestRate | None
    view: Average | None  # the employers' average, or the learners' where no employer was asked
    years: YearChart
    quarters: TimeChart
    courses: tuple[CourseBar, ...]
    courses_as_of: datetime.date | None
    changed: tuple[FeedbackView, ...]
    averages: tuple[Average, ...]
    answers: tuple[AnswerScale, ...]
    feedback: tuple[FeedbackView, ...]
    evaluated: tuple[FeedbackView, ...]
    strips: RunStrips | None
    runs: tuple[CourseRun, ...]
    histograms: tuple[Histogram, ...]
    achievements: tuple[FigureRow, ...]
    achievement_bars: tuple[Bar, ...]
    skills: tuple[FigureRow, ...]
    languages: tuple[FigureRow, ...]
    compared: tuple[FigureRow, ...]
    compared_achievements: tuple[FigureRow, ...]
    this: Period
    against: Period
    by_year: tuple[FigureRow, ...]
    demand: DemandPart | None


def figures_of(published: Publication) -> Figures | None:
    """Return the figures that the site may show: of what was issued; None where it is to have no page of them."""
    registry = published.registry
    if not registry.issuer.has_insights:
        return None
    issued = [one.award for one in published.awards]
    found = institution_figures.compute_figures(registry, issued, today=published.now.astimezone(datetime.UTC).date())
    return None if found.is_empty and not registry.demand else found


def page(
    registry: Registry, figures: Figures, site: Site, skill_paths: dict[str, str], demand: DemandPart | None
) -> InsightsPage:
    """Return the page of figures in the language of `site`; `skill_paths` has the page of each skill by its key."""
    tables, course_runs = FigureTables(registry, figures, site, skill_paths), CourseRuns(registry, figures, site)
    runs = tuple(map(course_runs.course_run, figures.offerings))
    feedback = tuple(course_runs.feedback(figures.opinions))
    averages = institution_figures.averages(figures.opinions)
    achievements = tables.rows_by("awards", grouping="achievement")
    return InsightsPage(
        here=Place(f"{site.prefix}insights/"),
        figures=figures,
        since=min(figures.keys("awards", grouping="year"), default=""),
        completion=_latest_rate(figures, "completion"),
        passing=_latest_rate(figures, "pass"),
        view=_broadest_view(averages),
        years=time_charts.years(figures, site),
        quarters=time_charts.quarters(figures, site),
        courses=course_bars.course_bars(registry, figures, site),
        courses_as_of=max((offering.as_of for offering in figures.offerings), default=None),
        changed=tuple(course_runs.changes(registry.offerings.values())),
        averages=tuple(averages),
        answers=run_charts.answer_scales(feedback, site.language),
        feedback=feedback,
        evaluated=tuple(course_runs.evaluations(registry.offerings.values())),
        strips=run_charts.run_strips(runs, figures.as_of),
        runs=runs,
        histograms=run_charts.histograms(runs),
        achievements=achievements,
        achievement_bars=course_bars.bars(achievements),
        skills=tables.rows_by("awards", grouping="skill"),
        languages=tables.rows_by("awards", grouping="language"),
        compared=(
            *tables.compared_rows("awards", grouping="total"),
            *tables.compared_rows("enrolled", grouping="total"),
        ),
        compared_achievements=tuple(
            sorted(
                (row for row in tables.compared_rows("awards", grouping="achievement") if any(row.values)),
                key=largest_first(site.language),
            )
        ),
        this=figures.spans[THIS],
        against=figures.spans[AGAINST],
        by_year=tuple(tables.course_year_rows()),
        demand=demand,
    )


def _latest_rate(figures: Figures, subject: str) -> LatestRate | None:
    """Return a rate of the newest year of which it is shown, or of all years together."""
    rates = {
        year: figures.rate(subject, grouping="year", key=year)
        for year in figures.keys(f"{subject}-of", grouping="year")
    }
    for year in sorted(rates, reverse=True):
        value = rates[year]
        if value is not None:
            before = str(int(year) - 1)
            return LatestRate(value=value, year=year, before=rates.get(before), year_before=before)
    total = figures.rate(subject)
    return None if total is None else LatestRate(value=total, year="", before=None, year_before="")


def _broadest_view(averages: Iterable[Average]) -> Average | None:
    """Return the average with the most answers: of employers, or of learners where no employer was asked."""
    return max(averages, key=lambda average: (average.by == "employers", average.responses), default=None)
