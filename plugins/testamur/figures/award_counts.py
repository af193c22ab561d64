"""Counts awards by year and quarter, achievement, skill and language, in all and in periods to compare.

`suppression` decides each of these groupings by itself. That is safe, since the sums by quarter and by achievement only
bound how many awards of one achievement fall into one quarter: at most either sum, and at least what both together
exceed the total by. Periods are columns beside achievements and languages, where the total of each period is shown.

Anyone can count awards with a public page, and may have subtracted them already, so what is shown is safe with them and
without them (decision 13). The site's index tells everyone the number of all awards: where that is small, or small
without the public ones, nothing is shown.
"""

from __future__ import annotations

import datetime
import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from testamur.figures import suppression
from testamur.text import periods
from testamur.text.periods import Period

Place = tuple[str, str, str]
"""A span ("" for all days, else a period's name), the grouping, and one of its groups: `("", "year", "2026")`."""
Counts = dict[Place, int | None]
Rows = dict[tuple[str, str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The facts about one award by which it is counted."""

    achievement: str
    day: datetime.date
    language: str
    public: bool  # anyone can see this award


def count(
    awards: Sequence[Counted],
    *,
    achievements: Iterable[str],
    skills: Mapping[str, Collection[str]],
    languages: Iterable[str],
    spans: Mapping[str, Period],
    last: datetime.date,
    threshold: int,
) -> Counts:
    """Return every number of awards up to the day `last`; None where it must not be shown.

    `skills` has the achievements that lead to each skill; `languages` are those in which anyone expects awards. With
    `threshold` 0 everything is shown.
    """
    awards = [one for one in awards if one.day <= last]
    slugs, expected = sorted(achievements), {*languages, *(one.language for one in awards if one.public)}
    spoken = sorted(expected.union(one.language for one in awards))
    found = _by_time(awards, spans, last, threshold)
    by_achievement: Rows = {("achievement", slug): [slug] for slug in slugs}
    by_achievement |= {("skill", key): sorted(leading) for key, leading in sorted(skills.items())}
    by_language: Rows = {("language", language): [language] for language in spoken}
    # Periods are columns of the other groupings only if their own totals are shown.
    sides = all(found[name, "total", ""] is not None for name in spans)
    for keys, rows, of in (
        (slugs, by_achievement, lambda one: one.achievement),
        (spoken, by_language, lambda one: one.language),
    ):
        found |= _by_key(awards, of, keys, rows, spans, threshold, sides=sides)
    # An unexpected language is listed only with its number. A row without one would say that it has an award, and with
    # as many such rows as hidden awards, each would have exactly one.
    secret = {one for one in spoken if one not in expected and found["", "language", one] is None}
    return {place: number for place, number in found.items() if place[1] != "language" or place[2] not in secret}


def _by_time(awards: Sequence[Counted], spans: Mapping[str, Period], last: datetime.date, threshold: int) -> Counts:
    first = min((one.day for one in awards), default=last)
    pieces = list(periods.pieces(first, last, spans.values()))
    starts = [piece.first for piece in pieces]
    wanted: dict[Place, Sequence[Hashable]] = {("", "total", ""): starts}
    parts: dict[int, dict[Hashable, list[datetime.date]]] = {}
    # Within a year, the pieces of each period form a part of their own, so that a period is a sum of whole parts.
    for start in reversed(starts):
        parts.setdefault(start.year, {}).setdefault(_sides(start, spans), []).append(start)
    wanted |= {
        ("", "year", str(year)): [one for some in inside.values() for one in some] for year, inside in parts.items()
    }
    wanted |= {(name, "total", ""): [start for start in starts if start in span] for name, span in spans.items()}
    by_quarter: dict[str, list[Hashable]] = {}
    for start in reversed(starts):
        by_quarter.setdefault(periods.quarter(start), []).append(start)
    wanted |= {("", "quarter", quarter): some for quarter, some in by_quarter.items()}
    table = _Table(awards, lambda one: starts[bisect_right(starts, one.day) - 1], starts, threshold)
    return table.shown(wanted, tuple(tuple(map(table.each, inside.values())) for inside in parts.values()))


def _by_key(
    awards: Sequence[Counted],
    of: Callable[[Counted], str],
    keys: Sequence[str],
    rows: Rows,
    spans: Mapping[str, Period],
    threshold: int,
    *,
    sides: bool,
) -> Counts:
    """Return the numbers by key for all days and for each span; in spans only where `sides` may be shown."""
    ways = list(itertools.product((True, False), repeat=len(spans)))
    atoms = {key: [(key, inside) for inside in ways] for key in keys}
    wanted: dict[Place, Sequence[Hashable]] = {
        ("", *row): [atom for key in some for atom in atoms[key]] for row, some in rows.items()
    }
    for number, name in enumerate(spans):
        for row, some in rows.items():
            wanted[name, *row] = [atom for key in some for atom in atoms[key] if atom[1][number]]
    every = [atom for some in atoms.values() for atom in some]
    table = _Table(awards, lambda one: (of(one), _sides(one.day, spans)), every, threshold)
    columns = [[atom for atom in every if atom[1] == inside] for inside in ways]
    found = table.shown(wanted, tuple(table.sum(some) for some in atoms.values()), columns if sides else ())
    return {place: number if sides or not place[0] else None for place, number in found.items()}


def _sides(day: datetime.date, spans: Mapping[str, Period]) -> tuple[bool, ...]:
    """Say for each span whether a day is in it."""
    return tuple(day in span for span in spans.values())


class _Table:
    """Numbers of awards by atom, in two worlds: with the public awards and without."""

    def __init__(
        self,
        awards: Iterable[Counted],
        of: Callable[[Counted], Hashable],
        atoms: Sequence[Hashable],
        threshold: int,
    ) -> None:
        self.numbers = {atom: number for number, atom in enumerate(atoms)}
        self.threshold = threshold
        every: Counter[Hashable] = Counter()
        hidden: Counter[Hashable] = Counter()
        for one in awards:
            every[of(one)] += 1
            hidden[of(one)] += not one.public
        self.worlds = [[every[atom] for atom in atoms], [hidden[atom] for atom in atoms]]

    def sum(self, atoms: Iterable[Hashable]) -> suppression.Atoms:
        """Return atoms that are shown as one number or not at all."""
        return frozenset(self.numbers[atom] for atom in atoms)

    def each(self, atoms: Iterable[Hashable]) -> suppression.Tree:
        """Return atoms that are each a part of a number."""
        return tuple(self.sum([atom]) for atom in atoms)

    def shown(
        self,
        wanted: Mapping[Place, Sequence[Hashable]],
        tree: tuple[suppression.Tree, ...],
        columns: Sequence[Sequence[Hashable]] = (),
    ) -> Counts:
        """Return the sum of each set of atoms; None where it must not be shown."""
        rows = [self.sum(some) for some in wanted.values()]
        answers = [True] * len(rows)
        if self.threshold:
            levels = [[self.sum(column) for column in columns]] if columns else []
            answers = suppression.choose(self.worlds, tree, rows, threshold=self.threshold, columns=levels)
        return {
            place: sum(self.worlds[0][number] for number in row) if answer else None
            for place, row, answer in zip(wanted, rows, answers, strict=True)
        }
