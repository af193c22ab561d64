"""Counts and rates as lines of tables, in one of the site's languages.

What is shown is what `figures/institution_figures.py` says may be shown together: a chart, its table and a sentence
have the same numbers, and nothing here counts anything anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from testamur.figures.institution_figures import AGAINST, THIS, Figures
from testamur.publishing.views.figures.spoken_texts import SpokenTexts
from testamur.publishing.views.site_info import Site
from testamur.publishing.words.texts import language_name
from testamur.records.registry import Registry
from testamur.text.languages.collation import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One line of a table: what it is about, where its page is ("" for none), and its numbers; None: not shown."""

    label: str
    path: str = ""  # below the base
    values: tuple[float | None, ...] = ()


class FigureTables:
    """The tables of a registry's figures; `skill_paths` has the page of each skill by its key."""

    def __init__(self, registry: Registry, figures: Figures, site: Site, skill_paths: dict[str, str]) -> None:
        self._figures, self._site, self._skill_paths = figures, site, skill_paths
        self._spoken = SpokenTexts(registry, site.language)

    def rows_by(self, subject: str, *, grouping: str) -> tuple[FigureRow, ...]:
        """Return one number of each group of a grouping, the largest first, and then those that are not shown."""
        rows = [
            self._row(grouping=grouping, key=key, values=(self._figures.get(subject, grouping=grouping, key=key),))
            for key in self._figures.keys(subject, grouping=grouping)
        ]
        return tuple(sorted((row for row in rows if row.values[0] != 0), key=largest_first(self._site.language)))

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
            label = self._spoken.title(key)
            path = f"{self._site.prefix}achievements/{key}/"
        elif grouping == "skill":
            label = self._spoken.skill(self._figures.skills[key])
            path = self._skill_paths.get(key, "")
        elif grouping == "language":
            label = language_name(key, locale=self._site.locale)
        return FigureRow(label=label, path=path, values=values)


def largest_first(language: str) -> Callable[[FigureRow], tuple[object, ...]]:
    """Return the key that sorts the largest number first, what is not shown last, and equal ones by their labels."""
    return lambda row: (row.values[0] is None, -(row.values[0] or 0), sort_key(row.label, language))
