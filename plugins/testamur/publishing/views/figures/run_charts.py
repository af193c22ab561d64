"""What was answered about runs of courses, when they were and how full, and how results were spread."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from testamur.publishing.art import charts
from testamur.publishing.views.figures.course_runs import CourseRun, FeedbackView
from testamur.text import periods
from testamur.text.languages.collation import sort_key

MOST_STRIPS = 8
MOST_HISTOGRAMS = 3
_MONTHS = 24  # that are drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """The answers about one course, run by run; `newest` is written out."""

    title: str
    path: str
    newest: FeedbackView
    drawing: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerScale:
    """The courses about which the same people answered on the same scale."""

    by: str  # learners, employers
    worst: float
    best: float
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStrip:
    """One run on the line of days."""

    run: CourseRun
    drawing: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStrips:
    """The newest of the `runs` on one line of days, from `first` to `last`, the newest first."""

    first: datetime.date
    last: datetime.date
    runs: int
    strips: tuple[RunStrip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """The results of one run."""

    run: CourseRun
    drawing: Markup


def answer_scales(feedback: Iterable[FeedbackView], language: str) -> tuple[AnswerScale, ...]:
    """Return the scales of feedback that may be shown: learners' first, and those of most courses; courses by name."""
    groups: dict[tuple[str, float, float], dict[str, list[FeedbackView]]] = defaultdict(lambda: defaultdict(list))
    for view in feedback:
        if view.opinion:
            told = view.opinion.feedback
            groups[told.by, told.worst, told.best][view.path].append(view)
    scales = [
        AnswerScale(by=by, worst=worst, best=best, rows=_answer_rows(courses, worst, best, language))
        for (by, worst, best), courses in groups.items()
    ]
    return tuple(sorted(scales, key=lambda scale: (scale.by != "learners", -len(scale.rows), scale.worst, scale.best)))


def run_strips(runs: Sequence[CourseRun], until: datetime.date) -> RunStrips | None:
    """Return the runs that took place in the two years up to `until`, or up to the end of the newest; None without."""
    last = max([until, *(run.offering.last_day for run in runs)])
    first = periods.months_before(last, _MONTHS)
    inside = [run for run in runs if run.offering.last_day >= first]
    length = (last - first).days
    ticks = [
        (day - first).days / length
        for day in (datetime.date(year, month, 1) for year in range(first.year, last.year + 1) for month in (1, 7))
        if first < day < last
    ]
    strips = tuple(RunStrip(run=run, drawing=_strip(run, first, length, ticks)) for run in inside[:MOST_STRIPS])
    return RunStrips(first=first, last=last, runs=len(inside), strips=strips) if strips else None


def histograms(runs: Iterable[CourseRun]) -> tuple[Histogram, ...]:
    """Return the results of each course's newest run whose results may be shown; `runs` have the newest first."""
    newest: dict[str, CourseRun] = {}
    for run in runs:
        if any(number for _, number in run.spread):
            newest.setdefault(run.path, run)
    return tuple(
        Histogram(run=run, drawing=charts.histogram([number for _, number in run.spread]))
        for run in list(newest.values())[:MOST_HISTOGRAMS]
    )


def _answer_rows(
    courses: dict[str, list[FeedbackView]], worst: float, best: float, language: str
) -> tuple[AnswerRow, ...]:
    rows = []
    for path, views in courses.items():
        by_day = sorted(views, key=lambda view: (view.date, view.name))
        scores = [view.opinion.feedback.score for view in by_day if view.opinion]
        drawing = charts.dots(scores, worst, best)
        rows.append(AnswerRow(title=views[0].title, path=path, newest=by_day[-1], drawing=drawing))
    return tuple(sorted(rows, key=lambda row: sort_key(row.title, language)))


def _strip(run: CourseRun, first: datetime.date, length: int, ticks: Sequence[float]) -> Markup:
    start = max((run.offering.first_day - first).days, 0) / length
    end = ((run.offering.last_day - first).days + 1) / length
    return charts.strip(start, min(end, 1), run.fill, ticks)
