"""Counts and rates as tables and charts, in one of the site's languages.

What is shown is what `figures.figures` says may be shown together: a chart, its table and a sentence have the same
numbers, and nothing here counts anything anew.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from testamur.figures.figures import AGAINST, REACHED, THIS, Figures
from testamur.publishing.art import charts
from testamur.publishing.views.site_info import Site
from testamur.publishing.words.texts import language_name
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry

_QUARTERS = 8  # columns whose names stand side by side on a phone too


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: what it is about, where its page is ("" for none), and its numbers; None: not shown."""

    label: str
    path: str = ""  # below the base
    values: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture and the table behind it. The picture is None where there is nothing to draw."""

    picture: Markup | None
    rows: tuple[Row, ...]

    @property
    def hides_something(self) -> bool:
        """Say whether the picture lacks a number."""
        return any(row.values[0] is None for row in self.rows)


class Tables:
    """The tables and charts of a registry's figures; `skill_paths` has the page of each skill by its key."""

    def __init__(self, registry: Registry, figures: Figures, site: Site, skill_paths: dict[str, str]) -> None:
        self._registry, self._figures, self._site, self._skill_paths = registry, figures, site, skill_paths
        self._number: Callable[[float], str] = functools.partial(format_decimal, locale=site.locale)
        self._percent: Callable[[float], str] = functools.partial(format_percent, locale=site.locale)

    def over_time(self, heading: str, group: str) -> Chart:
        """Return the awards of every year or quarter, the oldest first; of quarters the newest."""
        rows = [
            Row(label=key, values=(self._figures.get("awards", group, key),))
            for key in sorted(self._figures.keys("awards", group))
        ]
        rows = rows[-_QUARTERS:] if group == "quarter" else rows[-charts.MOST :]
        labels = [row.label if group == "year" else _short_quarter(row.label) for row in rows]
        return self._chart(
            rows, lambda: charts.columns(heading, labels, [("", [_whole(row.values[0]) for row in rows])], self._number)
        )

    def by(self, heading: str, subject: str, group: str) -> Chart:
        """Return one number of each of a group, the largest first, and then those that are not shown."""
        rows = [
            self._row(group, key, (self._figures.get(subject, group, key),))
            for key in self._figures.keys(subject, group)
        ]
        rows = sorted((row for row in rows if row.values[0] != 0), key=largest_first)
        drawn = [row for row in rows if row.values[0] is not None][: charts.MOST]
        return self._chart(
            rows,
            lambda: charts.bars(heading, [row.label for row in drawn], [row.values[0] for row in drawn], self._number),
        )

    def rates(self, subject: str) -> Chart:
        """Return the rate of every achievement's courses, the largest first, with what it is a part of."""
        rows = [
            self._row(
                "achievement",
                slug,
                (
                    self._figures.rate(subject, "achievement", slug),
                    self._figures.get(REACHED[subject], "achievement", slug),
                    self._figures.get(f"{subject}-of", "achievement", slug),
                ),
            )
            for slug in self._figures.keys(f"{subject}-of", "achievement")
        ]
        rows.sort(key=largest_first)
        drawn = [row for row in rows if row.values[0] is not None][: charts.MOST]
        return self._chart(
            rows,
            lambda: charts.bars(
                subject, [row.label for row in drawn], [row.values[0] for row in drawn], self._percent, most=1
            ),
        )

    def compared(self, subject: str, group: str) -> Iterable[Row]:
        """Yield a number of each of a group in the two periods: this one, and the one before."""
        spans = (THIS, AGAINST)
        for key in dict.fromkeys(key for span in spans for key in self._figures.keys(subject, group, span)):
            yield self._row(group, key, tuple(self._figures.get(subject, group, key, span) for span in spans), subject)

    def course_years(self) -> Iterable[Row]:
        """Yield the courses of every year: enrolled, completed, passed, and the rates."""
        get, rate = self._figures.get, self._figures.rate
        for year in sorted(self._figures.keys("enrolled", "year"), reverse=True):
            numbers = (get("enrolled", "year", year), rate("completion", "year", year), rate("pass", "year", year))
            yield Row(label=year, values=numbers)

    def _row(self, group: str, key: str, values: tuple[float | None, ...], subject: str = "") -> Row:
        label, path = key or subject, ""
        if group == "achievement":
            label = say(self._registry.achievements[key].name, self._site.language)
            path = f"{self._site.prefix}achievements/{key}/"
        elif group == "skill":
            label = say(self._figures.skills[key].target_name, self._site.language)
            path = self._skill_paths.get(key, "")
        elif group == "language":
            label = language_name(key, locale=self._site.locale)
        return Row(label=label, path=path, values=values)

    def _chart(self, rows: Sequence[Row], draw: Callable[[], Markup]) -> Chart:
        something = any(row.values[0] for row in rows)
        return Chart(picture=draw() if something else None, rows=tuple(rows))


def largest_first(row: Row) -> tuple[bool, float, str]:
    """Return the key that sorts the largest number first, and what is not shown last."""
    return row.values[0] is None, -(row.values[0] or 0), row.label.casefold()


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _short_quarter(key: str) -> str:
    """Return `2026-Q2` as it fits below a column."""
    return f"{key[5:]} {key[2:4]}"
