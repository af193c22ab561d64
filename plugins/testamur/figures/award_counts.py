"""How many awards there are: by year and quarter, achievement, skill and language, and in one period or two.

What is counted by one thing is decided for that thing alone (`suppression`): sums over quarters say of an
achievement in a quarter only that it is no more than either, and no less than both together beyond the total.
Achievements in a period are decided beside what is shown of each of the two.

Awards that have a public page can be counted by anybody, so that a reader may have subtracted them already:
what is shown is safe with them and without them. That there are so many awards in all, the index of the site
tells everybody: where that number is small, or small without the public ones, nothing is shown.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from testamur.figures import suppression
from testamur.text import periods
from testamur.text.periods import Period

Place = tuple[str, str, str]
"""A span ("" for all days, else a period's name), what is counted by, which of these: `("", "year", "2026")`."""
Counts = dict[Place, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is counted of one award."""

    achievement: str
    day: datetime.date
    language: str
    public: bool  # anybody can see this one


def count(
    awards: Sequence[Counted],
    *,
    achievements: Iterable[str],
    skills: Mapping[str, Collection[str]],
    spans: Mapping[str, Period],
    last: datetime.date,
    threshold: int,
) -> Counts:
    """Return every number of awards up to the day `last`; None where it may not be shown.

    `skills` are the achievements that lead to each. With `threshold` 0 everything is shown.
    """
    awards = [one for one in awards if one.day <= last]
    slugs, languages = sorted(achievements), sorted({one.language for one in awards})
    found = _by_time(awards, spans, last, threshold)
    by_achievement: list[tuple[str, str, frozenset[str]]] = [("achievement", slug, frozenset([slug])) for slug in slugs]
    by_achievement += [("skill", key, frozenset(leading)) for key, leading in sorted(skills.items())]
    by_language = [("language", language, frozenset([language])) for language in languages]
    for keys, rows, of in (
        (slugs, by_achievement, lambda one: one.achievement),
        (languages, by_language, lambda one: one.language),
    ):
        table = _Table(awards, of, keys, threshold)
        found |= table.shown({("", group, key): sorted(members) for group, key, members in rows})
        found |= _in_spans(awards, of, keys, rows, spans, found, threshold)
    return found


def _by_time(awards: Sequence[Counted], spans: Mapping[str, Period], last: datetime.date, threshold: int) -> Counts:
    first = min((one.day for one in awards), default=last)
    pieces = list(periods.pieces(first, last, spans.values()))
    starts = [piece.first for piece in pieces]
    wanted: dict[Place, list[datetime.date]] = {("", "total", ""): starts}
    newest = sorted(starts, reverse=True)
    for start in newest:
        wanted.setdefault(("", "year", str(start.year)), []).append(start)
    for name, span in spans.items():
        wanted[name, "total", ""] = [start for start in starts if start in span]
    for start in newest:
        wanted.setdefault(("", "quarter", periods.quarter(start)), []).append(start)
    return _Table(awards, lambda one: starts[bisect_right(starts, one.day) - 1], starts, threshold).shown(wanted)


def _in_spans(
    awards: Sequence[Counted],
    of: Callable[[Counted], str],
    keys: Sequence[str],
    rows: Sequence[tuple[str, str, frozenset[str]]],
    spans: Mapping[str, Period],
    shown: Counts,
    threshold: int,
) -> Counts:
    """Return what is counted in each span, beside what is `shown` of all days and of each span in all."""
    wanted: dict[Place, list[Hashable]] = {}
    names = list(spans)
    atoms = [(key, inside) for key in keys for inside in _sides(len(names))]
    known = [atoms]
    for number, name in enumerate(names):
        known.append([atom for atom in atoms if atom[1][number]])
        if shown[name, "total", ""] is None:
            return {(name, group, key): None for name in names for group, key, _ in rows}
    for group, key, members in rows:
        if shown["", group, key] is not None:
            known.append([atom for atom in atoms if atom[0] in members])
            for number, name in enumerate(names):
                wanted[name, group, key] = [atom for atom in atoms if atom[0] in members and atom[1][number]]

    def place(one: Counted) -> Hashable:
        return of(one), tuple(one.day in span for span in spans.values())

    found = _Table(awards, place, atoms, threshold).shown(wanted, known)
    return {(name, group, key): found.get((name, group, key)) for name in names for group, key, _ in rows}


def _sides(number: int) -> list[tuple[bool, ...]]:
    """Return every way to be inside or outside each of a number of spans."""
    return [tuple(bool(way >> one & 1) for one in range(number)) for way in range(1 << number)]


class _Table:
    """Awards sorted into atoms, with the public ones and without."""

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

    def shown(self, wanted: Mapping[Place, Sequence[Hashable]], known: Sequence[Collection[Hashable]] = ()) -> Counts:
        """Return the sum of each set of atoms, None where it may not be shown; how many there are is known."""
        rows = [[self.numbers[atom] for atom in some] for some in wanted.values()]
        answers = [True] * len(rows)
        if self.threshold:
            everything = [list(self.numbers.values()), *([self.numbers[atom] for atom in some] for some in known)]
            answers = suppression.choose(self.worlds, rows, threshold=self.threshold, known=everything)
        return {
            place: sum(self.worlds[0][number] for number in row) if answer else None
            for place, row, answer in zip(wanted, rows, answers, strict=True)
        }
