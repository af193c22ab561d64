"""Which counts of people may be shown together, so that none about a few can be shown or worked out.

Counts are sums of atoms: numbers of people that nothing smaller is told of. They stand in a tree: everybody, the
parts of everybody, the parts of these. A sum of atoms is small when it is from 1 to `threshold` - 1. The promise:

    For every small sum there are other atoms, whole and not negative, that add up to every number shown, and in
    which it has any of at least `threshold` + 1 values, one of them `threshold` or more.

    For every small sum there are such atoms for which this would have shown and hidden the very same.

So a small number is told neither by sums, differences and parts of a whole, nor by what stays away, nor to somebody
who runs this on every record that could be. Two rules keep that, since the records that they treat alike differ:

    Parts. Of the parts of a number the small ones stay away, and with them the smallest of the others and all that
    are as small. Exchange the numbers of those that are hidden, and the same are hidden: one is small, and one not.
    Small ones that are enough together hide each other, unless all of them are 1, or as large as small ones can
    be. Where no part is large, all stay away.

    Columns. The people of every part stand in columns, too: who passed, who did not. The parts are halved, and the
    halves again. If the columns of two halves are told in sum, they are told of both halves or of neither: of
    neither where one is small in either half, which does not say in which.

The promise is about what is shown together, below a sum that is shown. It does not reach what a reader knows from
elsewhere, unless that is given as another world or as `told`, nor what was shown at another time.

Pure: the same counts give the same answer. tests/figures/test_suppression.py holds it against all small records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

Atoms = frozenset[int]
Tree = Atoms | tuple["Tree", ...]
"""Atoms that are told as one number or not at all; or the parts of a number."""
Columns = Sequence[Collection[int]]
"""Sets of atoms side by side, each atom in one."""

_FREE, _TOLD, _NEVER = range(3)  # how the last columns of a part may be told


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

    `worlds` are the atoms' values, and once more after each thing that a reader may have subtracted already: what
    is shown is safe in each. Each of `columns` divides the one before it; the people of every part can stand in any
    column. Among the parts of everybody, `told` are those of which readers know the first columns anyway (only they
    stand in the first of these), and `guarded` those of which the last columns must not be certain.
    """
    every = atoms(tree)
    chooser = _Chooser(worlds, threshold, [[every], *columns], told, guarded)
    wanted = [frozenset(one) for one in candidates]
    least = 1 if told else 0
    if not chooser.is_fine(every, least):
        return [False] * len(wanted)
    root = _Block(every, (every,), tuple(chooser.parts(tree, len(columns), least=least)))
    return [root.tells(one) for one in wanted]


def atoms(tree: Tree) -> Atoms:
    """Return all atoms of a tree."""
    return tree if isinstance(tree, frozenset) else frozenset(chain.from_iterable(map(atoms, tree)))


@dataclass(frozen=True, slots=True)
class _Block:
    """Some atoms, the columns in which they are told in sum, and the blocks of them of which more is told."""

    atoms: Atoms
    columns: tuple[Atoms, ...]
    parts: tuple[_Block, ...]

    def tells(self, wanted: Atoms) -> bool:
        """Say whether the sum of what is `wanted` of these atoms can be put together from what is told."""
        mine = wanted & self.atoms
        if not mine or all(one <= mine or one.isdisjoint(mine) for one in self.columns):
            return True
        return bool(self.parts) and all(part.tells(mine) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Decides by the rules. A level is one of the ways to stand in columns: from all in one (0) to the finest."""

    worlds: Sequence[Sequence[int]]
    threshold: int
    levels: Sequence[Columns]
    told: Collection[Atoms] = ()
    guarded: Collection[Atoms] = ()

    def parts(self, tree: Tree, level: int, *, least: int = 0) -> Iterable[_Block]:
        """Yield what is told of the parts of a number that is told in `level`: each in `least`, or not by itself."""
        if isinstance(tree, frozenset) or not tree:
            return
        hidden = self._hidden([atoms(part) for part in tree], least)
        parts = [part for number, part in enumerate(tree) if number not in hidden]
        if hidden:
            parts.append(atoms(tuple(tree[number] for number in hidden)))
        # By now it is told how many people each of these has: to sort by that tells nothing more.
        parts.sort(key=lambda part: (self._kind(atoms(part)), -self._sum(self.worlds[0], atoms(part))))
        yield self._group(parts, level)

    def is_fine(self, some: Atoms, level: int) -> bool:
        """Say whether no column of a level has a few of these people."""
        sums = (self._sum(world, some.intersection(one)) for world in self.worlds for one in self.levels[level])
        return not any(map(self._is_small, sums))

    def _group(self, parts: Sequence[Tree], level: int) -> _Block:
        """Return what is told of parts that are each told in level 0: in sum in `level` if that is fine."""
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
        # What readers know of `told` parts would undo their sum with others in the last columns: each kind has its own.
        both = last if mixed and both == last - 1 else both
        return _Block(some, columns, tuple(self._group(half, both) for half in halves))

    def _finest(self, groups: Sequence[Atoms], most: int) -> int:
        """Return the finest level up to `most` in which every group is fine."""
        levels = range(most, 0, -1)
        return next((level for level in levels if all(self.is_fine(one, level) for one in groups)), 0)

    def _kind(self, part: Atoms) -> int:
        if any(one <= part for one in self.told):
            return _TOLD if part in self.told else _NEVER
        return _NEVER if part in self.guarded else _FREE

    def _hidden(self, parts: Sequence[Atoms], level: int) -> set[int]:
        """Return which parts of a number stay away, because of any column of a level."""
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
        # What is small after everything was subtracted is what can be found out; else what is small before.
        values = next(values for values in reversed(worlds) if any(map(self._is_small, values.values())))
        large = [value for number, value in values.items() if value and number not in few]
        if not large:
            return set(parts)
        small = [value for value in values.values() if self._is_small(value)]
        if sum(small) >= self.threshold and len(small) < sum(small) < len(small) * (self.threshold - 1):
            return few
        return few | {number for number, value in values.items() if value == min(large)}

    def _is_small(self, value: int) -> bool:
        return 0 < value < self.threshold

    def _sum(self, world: Sequence[int], some: Iterable[int]) -> int:
        return sum(world[atom] for atom in some)
