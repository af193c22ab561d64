"""How far the people of each course came, and numbers of each achievement, as bars across the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from testamur.figures.institution_figures import Figures
from testamur.publishing.art import charts
from testamur.publishing.views.figures.figure_tables import FigureRow
from testamur.publishing.views.figures.spoken_texts import SpokenTexts
from testamur.publishing.views.site_info import Site
from testamur.records.registry import Registry
from testamur.text.languages.collation import sort_key

MOST = 6  # bars of one chart; the table has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseBar:
    """Everyone who began a course, in all its runs, by how far they came. None: not shown, or not counted."""

    label: str
    path: str
    began: int | None
    completed: int | None
    passed: int | None
    drawing: Markup

    @property
    def only_completed(self) -> int | None:
        """Return how many stayed to the end and did not pass."""
        return None if self.completed is None or self.passed is None else self.completed - self.passed

    @property
    def left(self) -> int | None:
        """Return how many began and did not stay to the end."""
        return None if self.began is None or self.completed is None else self.began - self.completed

    @property
    def row(self) -> FigureRow:
        """Return the same as a line of a table."""
        return FigureRow(label=self.label, path=self.path, values=(self.began, self.completed, self.passed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One number as a bar."""

    row: FigureRow
    drawing: Markup


def course_bars(registry: Registry, figures: Figures, site: Site) -> tuple[CourseBar, ...]:
    """Return a bar of every achievement with courses: the most people first, then those that are not shown, by name.

    The three numbers of a bar are of the same runs. Where some runs count fewer steps than others, a bar has those
    numbers alone that can be put into each other.
    """
    bars = [
        _course_bar(slug, registry, figures, site)
        for slug in sorted({offering.achievement for offering in figures.offerings if offering.enrolled is not None})
    ]
    return tuple(
        sorted(bars, key=lambda bar: (bar.began is None, -(bar.began or 0), sort_key(bar.label, site.language)))
    )


def bars(rows: Iterable[FigureRow]) -> tuple[Bar, ...]:
    """Return bars of the first numbers that are shown; none where they are all alike, which needs no picture."""
    shown = [(row, int(row.values[0])) for row in rows if row.values[0]][:MOST]
    if len({number for _, number in shown}) <= 1:
        return ()
    top = max(number for _, number in shown)
    return tuple(Bar(row=row, drawing=charts.bar([("passed", number)], top)) for row, number in shown)


def _course_bar(slug: str, registry: Registry, figures: Figures, site: Site) -> CourseBar:
    began, completed, passed = _steps(slug, figures)
    return CourseBar(
        label=SpokenTexts(registry, site.language).title(slug),
        path=f"{site.prefix}achievements/{slug}/",
        began=began,
        completed=completed,
        passed=passed,
        drawing=_drawing(began, completed, passed),
    )


def _steps(slug: str, figures: Figures) -> tuple[int | None, int | None, int | None]:
    """Return how many began, completed and passed, of the same runs."""
    runs = [offering for offering in figures.offerings if offering.achievement == slug]
    completion_known = {run.slug for run in runs if run.enrolled is not None and run.completed is not None}
    passing_known = {run.slug for run in runs if run.completed is not None and run.passed is not None}
    subject = "completion-of" if completion_known else "enrolled"
    began = figures.get(subject, grouping="achievement", key=slug)
    if began is None or not completion_known:
        return began, None, None
    completed = figures.get("completed", grouping="achievement", key=slug)
    if completed is None or completion_known != passing_known:
        return began, completed, None
    return began, completed, figures.get("passed", grouping="achievement", key=slug)


def _drawing(began: int | None, completed: int | None, passed: int | None) -> Markup:
    if began is None:
        return charts.hidden_bar()
    if completed is None:
        return charts.bar([("unknown", began)], began)
    reached = [("stayed", completed)] if passed is None else [("passed", passed), ("stayed", completed - passed)]
    return charts.bar([*reached, ("left", began - completed)], began)
