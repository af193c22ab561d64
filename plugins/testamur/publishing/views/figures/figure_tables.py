"""Counts and rates as tables and charts, in one of the site's languages.

What is shown is what `figures/institution_figures.py` says may be shown together: a chart, its table and a sentence
have the same numbers, and nothing here counts anything anew.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from testamur.figures.institution_figures import AGAINST, REACHED, THIS, Figures
from testamur.publishing.art import charts
from testamur.publishing.views.site_info import Site
from testamur.publishing.words.texts import language_name
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry

_QUARTERS = 8  # columns whose names stand side by side on a phone too


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One line of a table: what it is about, where its page is ("" for none), and its numbers; None: not shown."""

    label: str
    path: str = ""  # below the base
    values: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture and the table behind it. The picture is None where there is nothing to draw."""

    picture: Markup | None
    rows: tuple[FigureRow, ...]

    @property
    def hides_something(self) -> bool:
        """Say whether the picture lacks a number."""
        return any(row.values[0] is None for row in self.rows)


class FigureTables:
    """The tables and charts of a registry's figures; `skill_paths` has the page of each skill by its key."""

    def __init__(self, registry: Registry, figures: Figures, site: Site, skill_paths: dict[str, str]) -> None:
        self._registry, self._figures, self._site, self._skill_paths = registry, figures, site, skill_paths
        self._number: Callable[[float], str] = functools.partial(format_decimal, locale=site.locale)
        self._percent: Callable[[float], str] = functools.partial(format_percent, locale=site.locale)

    def chart_over_time(self, heading: str, *, grouping: str) -> Chart:
        """Return the awards of every year or quarter, the oldest first; of quarters the newest."""
        rows = [
            FigureRow(label=key, values=(self._figures.get("awards", grouping=grouping, key=key),))
            for key in sorted(self._figures.keys("awards", grouping=grouping))
        ]
        rows = rows[-_QUARTERS:] if grouping == "quarter" else rows[-charts.MOST :]
        labels = [row.label if grouping == "year" else _short_quarter(row.label) for row in rows]
        return self._chart(
            rows, lambda: charts.columns(heading, labels, [("", [_whole(row.values[0]) for row in rows])], self._number)
        )

    def chart_by(self, heading: str, subject: str, *, grouping: str) -> Chart:
        """Return one number of each group of a grouping, the largest first, and then those that are not shown."""
        rows = [
            self._row(grouping=grouping, key=key, values=(self._figures.get(subject, grouping=grouping, key=key),))
            for key in self._figures.keys(subject, grouping=grouping)
        ]
        rows = sorted((row for row in rows if row.values[0] != 0), key=largest_first)
        labels, values = _bars_of(rows)
        return self._chart(rows, lambda: charts.bars(heading, labels, values, self._number))

    def rates_chart(self, subject: str) -> Chart:
        """Return the rate of every achievement's courses, the largest first, with what it is a part of."""
        rows = [
            self._row(
                grouping="achievement",
                key=slug,
                values=(
                    self._figures.rate(subject, grouping="achievement", key=slug),
                    self._figures.get(REACHED[subject], grouping="achievement", key=slug),
                    self._figures.get(f"{subject}-of", grouping="achievement", key=slug),
                ),
            )
            for slug in self._figures.keys(f"{subject}-of", grouping="achievement")
        ]
        rows.sort(key=largest_first)
        labels, values = _bars_of(rows)
        return self._chart(rows, lambda: charts.bars(subject, labels, values, self._percent, most=1))

    def compared_rows(self, subject: str, *, grouping: str) -> Iterable[FigureRow]:
        """Yield a number of each group of a grouping in the two periods: this one, and the one before."""
        spans = (THIS, AGAINST)
        keys = (key for span in spans for key in self._figures.keys(subject, grouping=grouping, span=span))
        for key in dict.fromkeys(keys):
            numbers = [self._figures.get(subject, grouping=grouping, key=key, span=span) for span in spans]
            yield self._row(grouping=grouping, key=key, values=tuple(numbers), subject=subject)

    def course_year_rows(self) -> Iterable[FigureRow]:
        """Yield the courses of every year: enrolled, completed, passed, and the rates."""
        for year in sorted(self._figures.keys("enrolled", grouping="year"), reverse=True):
            enrolled = self._figures.get("enrolled", grouping="year", key=year)
            completion = self._figures.rate("completion", grouping="year", key=year)
            passing = self._figures.rate("pass", grouping="year", key=year)
            yield FigureRow(label=year, values=(enrolled, completion, passing))

    def _row(self, *, grouping: str, key: str, values: tuple[float | None, ...], subject: str = "") -> FigureRow:
        label, path = key or subject, ""
        if grouping == "achievement":
            label = say(self._registry.achievements[key].name, self._site.language)
            path = f"{self._site.prefix}achievements/{key}/"
        elif grouping == "skill":
            label = say(self._figures.skills[key].target_name, self._site.language)
            path = self._skill_paths.get(key, "")
        elif grouping == "language":
            label = language_name(key, locale=self._site.locale)
        return FigureRow(label=label, path=path, values=values)

    def _chart(self, rows: Sequence[FigureRow], draw: Callable[[], Markup]) -> Chart:
        has_numbers = any(row.values[0] for row in rows)
        return Chart(picture=draw() if has_numbers else None, rows=tuple(rows))


def largest_first(row: FigureRow) -> tuple[bool, float, str]:
    """Return the key that sorts the largest number first, and what is not shown last."""
    return row.values[0] is None, -(row.values[0] or 0), row.label.casefold()


def _bars_of(rows: Iterable[FigureRow]) -> tuple[list[str], list[float | None]]:
    """Return the labels and the numbers of the rows that a chart has room for."""
    shown = [row for row in rows if row.values[0] is not None][: charts.MOST]
    return [row.label for row in shown], [row.values[0] for row in shown]


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _short_quarter(key: str) -> str:
    """Return `2026-Q2` as it fits below a column."""
    return f"{key[5:]} {key[2:4]}"
