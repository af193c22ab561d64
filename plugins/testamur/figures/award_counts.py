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
from itertools import chain
from typing import NamedTuple

from testamur.figures import suppression
from testamur.text import periods
from testamur.text.periods import Period


class Group(NamedTuple):
    """A span ("" for all days, else a period's name), the grouping, and one of its groups: `("", "year", "2026")`."""

    span: str
    grouping: str
    key: str


AwardCounts = dict[Group, int | None]
Rows = dict[tuple[str, str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAward:
    """The facts about an award by which it is counted, and how many awards have the same."""

    achievement: str
    day: datetime.date
    language: str
    public: bool  # anyone can see this award
    number: int = 1


def count_awards(
    awards: Sequence[CountedAward],
    *,
    achievements: Iterable[str],
    skills: Mapping[str, Collection[str]],
    languages: Iterable[str],
    spans: Mapping[str, Period],
    last: datetime.date,
    threshold: int,
) -> AwardCounts:
    """Return every number of awards up to the day `last`; None where it must not be shown.

    `skills` has the achievements that lead to each skill; `languages` are those in which anyone expects awards. With
    `threshold` 0 everything is shown.
    """
    awards = [award for award in awards if award.day <= last]
    slugs = sorted(achievements)
    expected_languages = {*languages, *(award.language for award in awards if award.public)}
    all_languages = sorted(expected_languages.union(award.language for award in awards))
    counts = _counts_by_time(awards, spans, last, threshold)
    by_achievement: Rows = {("achievement", slug): [slug] for slug in slugs}
    by_achievement |= {("skill", key): sorted(leading) for key, leading in sorted(skills.items())}
    by_language: Rows = {("language", language): [language] for language in all_languages}
    # Periods are columns of the other groupings only if their own totals are shown.
    sides = all(counts[Group(name, "total", "")] is not None for name in spans)
    for keys, rows, key_of in (
        (slugs, by_achievement, lambda award: award.achievement),
        (all_languages, by_language, lambda award: award.language),
    ):
        counts |= _counts_by_key(awards, key_of, keys, rows, spans, threshold, sides=sides)
    # An unexpected language is listed only with its number. A row without one would say that it has an award, and with
    # as many such rows as hidden awards, each would have exactly one.
    secret = {
        language
        for language in all_languages
        if language not in expected_languages and counts[Group("", "language", language)] is None
    }
    return {
        group: number for group, number in counts.items() if group.grouping != "language" or group.key not in secret
    }


def _counts_by_time(
    awards: Sequence[CountedAward], spans: Mapping[str, Period], last: datetime.date, threshold: int
) -> AwardCounts:
    """Return the numbers in all, by year, by quarter and by span."""
    first = min((award.day for award in awards), default=last)
    starts = [piece.first for piece in periods.pieces(first, last, spans.values())]
    parts: dict[int, dict[Hashable, list[datetime.date]]] = {}
    # Within a year, the pieces of each period form a part of their own, so that a period is a sum of whole parts.
    for start in reversed(starts):
        parts.setdefault(start.year, {}).setdefault(_sides(start, spans), []).append(start)
    by_quarter: dict[str, list[Hashable]] = {}
    for start in reversed(starts):
        by_quarter.setdefault(periods.quarter(start), []).append(start)
    sums: dict[Group, Sequence[Hashable]] = {Group("", "total", ""): starts}
    sums |= {Group("", "year", str(year)): list(chain.from_iterable(sides.values())) for year, sides in parts.items()}
    sums |= {Group(name, "total", ""): [start for start in starts if start in span] for name, span in spans.items()}
    sums |= {Group("", "quarter", quarter): pieces for quarter, pieces in by_quarter.items()}
    table = _Table(awards, lambda award: starts[bisect_right(starts, award.day) - 1], starts, threshold)
    return table.publishable(sums, tuple(tuple(map(table.each, sides.values())) for sides in parts.values()))


def _counts_by_key(
    awards: Sequence[CountedAward],
    key_of: Callable[[CountedAward], str],
    keys: Sequence[str],
    rows: Rows,
    spans: Mapping[str, Period],
    threshold: int,
    *,
    sides: bool,
) -> AwardCounts:
    """Return the numbers by key for all days and for each span; in spans only where `sides` may be shown."""
    all_sides = list(itertools.product((True, False), repeat=len(spans)))
    atoms = {key: [(key, inside) for inside in all_sides] for key in keys}
    sums: dict[Group, Sequence[Hashable]] = {
        Group("", *row): [atom for key in row_keys for atom in atoms[key]] for row, row_keys in rows.items()
    }
    for number, name in enumerate(spans):
        for row, row_keys in rows.items():
            sums[Group(name, *row)] = [atom for key in row_keys for atom in atoms[key] if atom[1][number]]
    all_atoms = list(chain.from_iterable(atoms.values()))
    table = _Table(awards, lambda award: (key_of(award), _sides(award.day, spans)), all_atoms, threshold)
    columns = [[atom for atom in all_atoms if atom[1] == inside] for inside in all_sides]
    counts = table.publishable(sums, tuple(map(table.sum, atoms.values())), columns if sides else ())
    return {group: number if sides or not group.span else None for group, number in counts.items()}


def _sides(day: datetime.date, spans: Mapping[str, Period]) -> tuple[bool, ...]:
    """Say for each span whether a day is in it."""
    return tuple(day in span for span in spans.values())


class _Table:
    """Numbers of awards by atom, in two variants: with the public awards and without."""

    def __init__(
        self,
        awards: Iterable[CountedAward],
        atom_of: Callable[[CountedAward], Hashable],
        atoms: Sequence[Hashable],
        threshold: int,
    ) -> None:
        self.numbers = {atom: number for number, atom in enumerate(atoms)}
        self.threshold = threshold
        counts: Counter[Hashable] = Counter()
        counts_without_public: Counter[Hashable] = Counter()
        for award in awards:
            atom = atom_of(award)
            counts[atom] += award.number
            counts_without_public[atom] += 0 if award.public else award.number
        self.count_variants = [[counts[atom] for atom in atoms], [counts_without_public[atom] for atom in atoms]]

    def sum(self, atoms: Iterable[Hashable]) -> suppression.Atoms:
        """Return atoms that are shown as one number or not at all."""
        return frozenset(self.numbers[atom] for atom in atoms)

    def each(self, atoms: Iterable[Hashable]) -> suppression.Tree:
        """Return atoms that are each a part of a number."""
        return tuple(self.sum([atom]) for atom in atoms)

    def publishable(
        self,
        sums: Mapping[Group, Sequence[Hashable]],
        tree: tuple[suppression.Tree, ...],
        columns: Sequence[Sequence[Hashable]] = (),
    ) -> AwardCounts:
        """Return the number of each sum of atoms; None where it must not be shown."""
        rows = list(map(self.sum, sums.values()))
        answers = [True] * len(rows)
        if self.threshold:
            levels = [list(map(self.sum, columns))] if columns else []
            answers = suppression.may_be_shown(
                self.count_variants, tree, rows, threshold=self.threshold, columns=levels
            )
        return {
            group: sum(self.count_variants[0][number] for number in row) if answer else None
            for group, row, answer in zip(sums, rows, answers, strict=True)
        }
