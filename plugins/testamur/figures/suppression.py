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
elsewhere, unless that is given as another world or as `told`, nor what was shown at another time.

Pure: the same counts give the same answer. tests/figures/test_suppression.py tries every record of a few people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

Atoms = frozenset[int]
Tree = Atoms | tuple["Tree", ...]
"""Atoms that are shown as one number or not at all; or the parts of a number."""
Columns = Sequence[Collection[int]]
"""Sets of atoms side by side, each atom in one."""

_FREE, _TOLD, _NEVER = range(3)  # the last columns of a part: may be shown, are known anyway, must not be shown


def choose(
    worlds: Sequence[Sequence[int]],
    tree: tuple[Tree, ...],
    candidates: Iterable[Collection[int]],
    *,
    threshold: int,
    columns: Sequence[Columns] = (),
    told: Collection[Atoms] = (),
    guarded: Collection[Atoms] = (),
) -> list[bool]:
    """Say for each of `candidates`, sums of atoms, whether it may be shown.

    `worlds` are the atoms' values, and again their values after whatever a reader may have subtracted already; the
    choice is safe in each. Each of `columns` divides the one before it, and every part may have people in any column.
    Among the parts of everybody, `told` are those whose first columns readers know anyway (no others have people in the
    first of these), and `guarded` those whose last columns must not become certain.
    """
    every = atoms(tree)
    chooser = _Chooser(worlds, threshold, [[every], *columns], told, guarded)
    wanted = [frozenset(one) for one in candidates]
    # Readers know the first columns of `told` parts, so nothing may be small in those from the start.
    least = 1 if told else 0
    if not chooser.is_fine(every, least):
        # The promise holds below a sum that is shown. Without the total there is none.
        return [False] * len(wanted)
    root = _Block(every, (every,), tuple(chooser.parts(tree, len(columns), least=least)))
    return [root.tells(one) for one in wanted]


def atoms(tree: Tree) -> Atoms:
    """Return all atoms of a tree."""
    return tree if isinstance(tree, frozenset) else frozenset(chain.from_iterable(map(atoms, tree)))


@dataclass(frozen=True, slots=True)
class _Block:
    """Some atoms, the columns in which their sums are shown, and the smaller blocks of which more is shown."""

    atoms: Atoms
    columns: tuple[Atoms, ...]
    parts: tuple[_Block, ...]

    def tells(self, wanted: Atoms) -> bool:
        """Say whether the sum of the `wanted` ones of these atoms can be put together from what is shown."""
        mine = wanted & self.atoms
        if not mine or all(one <= mine or one.isdisjoint(mine) for one in self.columns):
            return True
        return bool(self.parts) and all(part.tells(mine) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Applies the rules. A level is one division into columns, from a single column (0) to the finest."""

    worlds: Sequence[Sequence[int]]
    threshold: int
    levels: Sequence[Columns]
    told: Collection[Atoms] = ()
    guarded: Collection[Atoms] = ()

    def parts(self, tree: Tree, level: int, *, least: int = 0) -> Iterable[_Block]:
        """Yield what is shown of the parts of a number that is shown in `level`: each in `least`, or not by itself."""
        if isinstance(tree, frozenset) or not tree:
            return
        hidden = self._hidden([atoms(part) for part in tree], least)
        parts = [part for number, part in enumerate(tree) if number not in hidden]
        if hidden:
            # Their sum follows from the total anyway, so together they are one part more.
            parts.append(atoms(tuple(tree[number] for number in hidden)))
        # The size of each of these parts is shown by now, so sorting by size gives nothing away.
        parts.sort(key=lambda part: (self._kind(atoms(part)), -self._sum(self.worlds[0], atoms(part))))
        yield self._group(parts, level)

    def is_fine(self, some: Atoms, level: int) -> bool:
        """Say whether no column of a level has only a few of these people, in any world."""
        sums = (self._sum(world, some.intersection(one)) for world in self.worlds for one in self.levels[level])
        return not any(map(self._is_small, sums))

    def _group(self, parts: Sequence[Tree], level: int) -> _Block:
        """Return what is shown of parts whose sizes are shown: their sum in the finest fine level up to `level`."""
        some, last = atoms(tuple(parts)), len(self.levels) - 1
        kinds = [self._kind(atoms(part)) for part in parts]
        mixed = kinds[0] != kinds[-1]
        if mixed or _NEVER in kinds:
            level = min(level, max(last - 1, 0))
        level = self._finest([some], level)
        columns = tuple(some.intersection(column) for column in self.levels[level])
        if len(parts) == 1:
            return _Block(some, columns, tuple(self.parts(parts[0], level)))
        middle = kinds.index(kinds[-1]) if mixed else (len(parts) + 1) // 2
        halves = parts[:middle], parts[middle:]
        both = self._finest([atoms(tuple(half)) for half in halves], level)
        # Readers could subtract what they know of `told` parts from a sum with others in the last columns, so the two
        # kinds are never added up there.
        both = last if mixed and both == last - 1 else both
        return _Block(some, columns, tuple(self._group(half, both) for half in halves))

    def _finest(self, groups: Sequence[Atoms], most: int) -> int:
        """Return the finest level up to `most` in which every group is fine."""
        levels = range(most, 0, -1)
        return next((level for level in levels if all(self.is_fine(one, level) for one in groups)), 0)

    def _kind(self, part: Atoms) -> int:
        # Merged with hidden parts, a `told` one would leave theirs after subtraction, so the sum shows no last columns.
        if any(one <= part for one in self.told):
            return _TOLD if part in self.told else _NEVER
        return _NEVER if part in self.guarded else _FREE

    def _hidden(self, parts: Sequence[Atoms], level: int) -> set[int]:
        """Return the indexes of the parts of a number that are hidden because of any column of a level."""
        found: set[int] = set()
        for column in self.levels[level]:
            pieces = {number: part.intersection(column) for number, part in enumerate(parts)}
            found |= self._hidden_in({number: piece for number, piece in pieces.items() if piece})
        return found

    def _hidden_in(self, parts: Mapping[int, Atoms]) -> set[int]:
        worlds = [{number: self._sum(world, part) for number, part in parts.items()} for world in self.worlds]
        few = {number for values in worlds for number, value in values.items() if self._is_small(value)}
        if not few:
            return few
        # A reader who has subtracted everything sees the last world, so its small numbers count before the others'.
        values = next(values for values in reversed(worlds) if any(map(self._is_small, values.values())))
        large = [value for number, value in values.items() if value and number not in few]
        if not large:
            return set(parts)
        small = [value for value in values.values() if self._is_small(value)]
        # All 1, or all threshold - 1: then their sum would give each of them away.
        if sum(small) >= self.threshold and len(small) < sum(small) < len(small) * (self.threshold - 1):
            return few
        return few | {number for number, value in values.items() if value == min(large)}

    def _is_small(self, value: int) -> bool:
        return 0 < value < self.threshold

    def _sum(self, world: Sequence[int], some: Iterable[int]) -> int:
        return sum(world[atom] for atom in some)
