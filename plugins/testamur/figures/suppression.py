"""Chooses which counts of people may be shown together, so that no count of a few is shown or can be worked out.

Decision 13 has the reasons. Counts are sums of atoms, the smallest numbers of people that could be shown. Atoms form a
tree: everybody, the parts of everybody, the parts of these. A sum of atoms is small if it is from 1 to `threshold` - 1.
The promise:

    For every small sum there are other atoms, whole and not negative, that add up to every number shown, and in
    which it has any of at least `threshold` + 1 values, one of them `threshold` or more.

    For every small sum there are such atoms for which this would have shown and hidden the very same numbers.

So no small number follows from sums, differences and parts of a whole, nor from the choice of what is hidden, even for
a reader who runs this on every possible record. Two rules hold that, since each treats different records alike:

    Parts. Of the parts of a number the small ones are hidden, and with them the smallest of the others and all that
    are equal to it. Exchange the numbers of hidden parts, and the same parts are hidden, although one number is small
    and another is not. Small parts whose sum is large enough hide each other, unless all of them are 1, or all are as
    large as a small number can be. Where no part is large, all are hidden.

    Columns. The people of every part also stand in columns: who passed, who did not. The parts are halved, and the
    halves again. Where the columns of two halves are shown in sum, they are shown of both halves or of neither: of
    neither if one is small in either half, which does not say in which.

The promise covers what is shown together, below a sum that is shown. It does not cover what a reader knows from
elsewhere, unless that is given as another variant of the counts or as `known_parts`, nor what was shown at another
time.

Pure: the same counts give the same answer. tests/figures/test_suppression.py tries every record of a few people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain

Atoms = frozenset[int]
Tree = Atoms | tuple["Tree", ...]
"""Atoms that are shown as one number or not at all; or the parts of a number."""
Columns = Sequence[Collection[int]]
"""Sets of atoms side by side, each atom in one."""


class _LastColumns(IntEnum):
    """What holds for the last columns of a part. The order matters: parts are sorted by it, so that equals adjoin."""

    MAY_BE_SHOWN = 0
    KNOWN_ANYWAY = 1
    MUST_NOT_BE_SHOWN = 2


def may_be_shown(
    count_variants: Sequence[Sequence[int]],
    tree: tuple[Tree, ...],
    candidates: Iterable[Collection[int]],
    *,
    threshold: int,
    columns: Sequence[Columns] = (),
    known_parts: Collection[Atoms] = (),
    guarded_parts: Collection[Atoms] = (),
) -> list[bool]:
    """Say for each of `candidates`, sums of atoms, whether it may be shown.

    `count_variants` are the atoms' values, and again their values after whatever a reader may have subtracted already:
    the choice is safe in each. Each of `columns` divides the one before it, and every part may have people in any
    column. Among the parts of everybody, `known_parts` are those whose first columns readers know anyway (no others
    have people in the first of these), and `guarded_parts` those whose last columns must not become certain.
    """
    everybody = atoms(tree)
    chooser = _Chooser(count_variants, threshold, [[everybody], *columns], known_parts, guarded_parts)
    sums = [frozenset(candidate) for candidate in candidates]
    # Readers know the first columns of `known_parts`, so nothing may be small in those from the start.
    least = 1 if known_parts else 0
    if not chooser.has_no_small_column(everybody, least):
        # The promise holds below a sum that is shown. Without the total there is none.
        return [False] * len(sums)
    root = _Block(everybody, (everybody,), tuple(chooser.shown_blocks(tree, len(columns), least=least)))
    return [root.reveals(row) for row in sums]


def atoms(tree: Tree) -> Atoms:
    """Return all atoms of a tree."""
    return tree if isinstance(tree, frozenset) else frozenset(chain.from_iterable(map(atoms, tree)))


@dataclass(frozen=True, slots=True)
class _Block:
    """Some atoms, the columns in which their sums are shown, and the smaller blocks of which more is shown."""

    atoms: Atoms
    columns: tuple[Atoms, ...]
    parts: tuple[_Block, ...]

    def reveals(self, row: Atoms) -> bool:
        """Say whether the sum of those of these atoms that are in `row` can be put together from what is shown."""
        inside = row & self.atoms
        if not inside or all(column <= inside or column.isdisjoint(inside) for column in self.columns):
            return True
        return bool(self.parts) and all(part.reveals(inside) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Applies the rules. A level is one division into columns, from a single column (0) to the finest."""

    count_variants: Sequence[Sequence[int]]
    threshold: int
    levels: Sequence[Columns]
    known_parts: Collection[Atoms] = ()
    guarded_parts: Collection[Atoms] = ()

    def shown_blocks(self, tree: Tree, level: int, *, least: int = 0) -> Iterable[_Block]:
        """Yield what is shown of the parts of a number that is shown in `level`: each in `least`, or not by itself."""
        if isinstance(tree, frozenset) or not tree:
            return
        hidden = self._hidden_parts([atoms(part) for part in tree], least)
        parts = [part for number, part in enumerate(tree) if number not in hidden]
        if hidden:
            # Their sum follows from the total anyway, so together they are one part more.
            parts.append(atoms(tuple(tree[number] for number in hidden)))
        # The size of each of these parts is shown by now, so sorting by size gives nothing away.
        parts.sort(key=lambda part: (self._last_columns(atoms(part)), -self._sum(self.count_variants[0], atoms(part))))
        yield self._block_of(parts, level)

    def has_no_small_column(self, people: Atoms, level: int) -> bool:
        """Say whether no column of a level has only a few of these people, in any variant of the counts."""
        sums = (
            self._sum(counts, people.intersection(column))
            for counts in self.count_variants
            for column in self.levels[level]
        )
        return not any(map(self._is_small, sums))

    def _block_of(self, parts: Sequence[Tree], level: int) -> _Block:
        """Return what is shown of parts whose sizes are shown: their sum in the finest fine level up to `level`."""
        people, last = atoms(tuple(parts)), len(self.levels) - 1
        kinds = [self._last_columns(atoms(part)) for part in parts]
        mixed = kinds[0] != kinds[-1]
        if mixed or _LastColumns.MUST_NOT_BE_SHOWN in kinds:
            level = min(level, max(last - 1, 0))
        level = self._finest([people], level)
        columns = tuple(people.intersection(column) for column in self.levels[level])
        if len(parts) == 1:
            return _Block(people, columns, tuple(self.shown_blocks(parts[0], level)))
        middle = kinds.index(kinds[-1]) if mixed else (len(parts) + 1) // 2
        halves = parts[:middle], parts[middle:]
        both = self._finest([atoms(tuple(half)) for half in halves], level)
        # Readers could subtract what they know of `known_parts` from a sum with others in the last columns, so the two
        # kinds are never added up there.
        both = last if mixed and both == last - 1 else both
        return _Block(people, columns, tuple(self._block_of(half, both) for half in halves))

    def _finest(self, groups: Sequence[Atoms], most: int) -> int:
        """Return the finest level up to `most` in which every group has no small column."""
        levels = range(most, 0, -1)
        return next((level for level in levels if all(self.has_no_small_column(group, level) for group in groups)), 0)

    def _last_columns(self, part: Atoms) -> _LastColumns:
        # Merged with hidden parts, a known one would leave theirs after subtraction: the sum shows no last columns.
        if any(known_part <= part for known_part in self.known_parts):
            return _LastColumns.KNOWN_ANYWAY if part in self.known_parts else _LastColumns.MUST_NOT_BE_SHOWN
        return _LastColumns.MUST_NOT_BE_SHOWN if part in self.guarded_parts else _LastColumns.MAY_BE_SHOWN

    def _hidden_parts(self, parts: Sequence[Atoms], level: int) -> set[int]:
        """Return the indexes of the parts of a number that are hidden because of any column of a level."""
        hidden: set[int] = set()
        for column in self.levels[level]:
            pieces = {number: part.intersection(column) for number, part in enumerate(parts)}
            hidden |= self._hidden_in_column({number: piece for number, piece in pieces.items() if piece})
        return hidden

    def _hidden_in_column(self, parts: Mapping[int, Atoms]) -> set[int]:
        variants = [
            {number: self._sum(counts, part) for number, part in parts.items()} for counts in self.count_variants
        ]
        small_parts = {number for values in variants for number, value in values.items() if self._is_small(value)}
        if not small_parts:
            return small_parts
        # A reader who has subtracted everything sees the last variant, so its small numbers count before the others'.
        values = next(values for values in reversed(variants) if any(map(self._is_small, values.values())))
        large = [value for number, value in values.items() if value and number not in small_parts]
        if not large:
            return set(parts)
        small = [value for value in values.values() if self._is_small(value)]
        # All 1, or all threshold - 1: then their sum would give each of them away.
        if sum(small) >= self.threshold and len(small) < sum(small) < len(small) * (self.threshold - 1):
            return small_parts
        return small_parts | {number for number, value in values.items() if value == min(large)}

    def _is_small(self, value: int) -> bool:
        return 0 < value < self.threshold

    def _sum(self, counts: Sequence[int], people: Iterable[int]) -> int:
        return sum(counts[atom] for atom in people)
