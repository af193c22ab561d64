"""Which counts of people may be shown together, so that none about a few can be shown or worked out.

Counts are sums of atoms: numbers of people that nothing smaller is told of. An atom is small when it is
from 1 to `threshold` - 1. What is shown keeps this promise:

    For every small atom there are other atoms, whole and not negative, that add up to every number shown,
    and in which it has any of at least `threshold` + 1 consecutive values.

So the highest of these is `threshold` or more: from all that is shown together, nobody can tell that an atom
is small, still less how small. It follows that no sum of atoms is both small and certain: one that is small
holds a small atom, and could not be more than it is. Differences of nested sums, and totals less their parts,
are sums of atoms too. What stays away does not say why: some of it is small, some of it only covers for others.

    And for who knows which atoms are none and which are small, each small one still has two values or more:
    two that are hidden in a sum of 8 are not told as 4 and 4.

Each answer is proven by examples of other atoms, and not by search: what cannot be proven is not shown.
The promise is about what is shown together; it does not reach what a reader knows from elsewhere, unless that is
given as `known`, nor what follows from running this on every possible set of records. That a sum is none is only
told inside a sum that is shown.

Pure: the same counts and candidates give the same answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

Move = dict[int, int]
"""A change of atoms, by their numbers, after which every sum that is shown is the same."""
Proof = tuple[Move, ...]
Bands = list[tuple[int, int]]
"""The least and the most that an atom may be for who knows whether it is nothing, or small."""

_MANY = 1 << 40
_NEAR = 24  # partners that are tried in a proof; more would find few that are not among the nearest


def choose(
    worlds: Sequence[Sequence[int]],
    candidates: Sequence[Collection[int]],
    *,
    threshold: int,
    known: Iterable[Collection[int]] = (),
    guarded: Sequence[Collection[int]] = (),
) -> list[bool]:
    """Say for each of `candidates`, sums of atoms in the order of their importance, whether it may be shown.

    `worlds` are the atoms' values, once or more: one for each thing that a reader may have subtracted already.
    What is shown is safe in each of them. `known` are sums that readers know anyway, shown or not. `guarded`
    are sums that must stay as uncertain as a small atom, for a reason of the caller's.
    """
    judges = [_World(values, threshold, guarded) for values in worlds]
    for row in known:
        for judge in judges:
            judge.show(frozenset(row))
    if not all(judge.holds() for judge in judges):
        return [False] * len(candidates)
    answers = []
    for candidate in map(frozenset, candidates):
        shown = all(judge.may_show(candidate) for judge in judges)
        if shown:
            for judge in judges:
                judge.show(candidate)
        answers.append(shown)
    return answers


class _World:
    """The atoms with one set of values, what of them is shown, and the proof that what is small stays uncertain."""

    def __init__(self, values: Sequence[int], threshold: int, guarded: Sequence[Collection[int]]) -> None:
        self.values = tuple(values)
        self.threshold = threshold
        self.rows: list[frozenset[int]] = []
        # An atom's mark has a bit for each sum that it is part of; atoms with the same mark can stand for each other.
        self.marks = [0] * len(self.values)
        self.groups: dict[int, list[int]] = {0: list(range(len(self.values)))}
        self.bands: Bands = [_band(value, threshold) for value in self.values]
        small = [frozenset([atom]) for atom in range(len(self.values)) if self.is_small(atom)]
        self.unproven = {*small, *map(frozenset, guarded)}
        self.proofs: dict[frozenset[int], Proof] = {}
        self.leaning: list[set[frozenset[int]]] = [set() for _ in self.values]  # what a proof with this atom proves

    def is_small(self, atom: int) -> bool:
        """Say whether an atom is about a few people."""
        return 0 < self.values[atom] < self.threshold

    def show(self, row: frozenset[int]) -> None:
        """Take a sum as shown."""
        if row in self.rows:
            return
        self._mark(row)
        self.unproven |= self._broken(row)

    def may_show(self, row: frozenset[int]) -> bool:
        """Say whether all that is protected stays uncertain when `row` is shown too."""
        total, around = self._sum(row), self._around(row)
        if row in around:
            return True
        # NOTE: only to be quick: what the second of these refuses could not be proven either. The first two keep
        # a nothing from telling that what is hidden beside it is something.
        if not total and not around:
            return False
        if any(0 < one < self.threshold for one in (total, *(self._sum(other) - total for other in around))):
            return False
        self._mark(row)
        found: dict[frozenset[int], Proof] = {}
        for one in sorted(self._broken(row), key=sorted):
            proof = self._prove(one)
            if proof is None:
                break
            found[one] = proof
        else:
            for one, proof in found.items():
                self._keep(one, proof)
            self._unmark(row)
            return True
        self._unmark(row)
        return False

    def holds(self) -> bool:
        """Prove that all that is protected is uncertain, as far as it is not proven already."""
        for one in sorted(self.unproven, key=sorted):
            proof = self._prove(one)
            if proof is None:
                return False
            self._keep(one, proof)
            self.unproven.discard(one)
        return True

    def _mark(self, row: frozenset[int]) -> None:
        bit = 1 << len(self.rows)
        self.rows.append(row)
        self._move(row, bit)

    def _unmark(self, row: frozenset[int]) -> None:
        # Taken back, since other worlds have to agree first. The proofs that were found stay: they prove more.
        self.rows.pop()
        self._move(row, 1 << len(self.rows))

    def _move(self, row: frozenset[int], bit: int) -> None:
        for atom in row:
            group = self.groups[self.marks[atom]]
            group.remove(atom)
            if not group:
                del self.groups[self.marks[atom]]
            self.marks[atom] ^= bit
            self.groups.setdefault(self.marks[atom], []).append(atom)

    def _around(self, row: frozenset[int]) -> list[frozenset[int]]:
        """Return the sums that are shown and hold all of `row`."""
        common = -1
        for atom in row:
            common &= self.marks[atom]
        return [self.rows[number] for number in _bits(common)] if row else []

    def _broken(self, row: frozenset[int]) -> set[frozenset[int]]:
        """Return what is protected by proofs that do not hold when `row` is shown."""
        leaning = set().union(*(self.leaning[atom] for atom in row))
        return {one for one in leaning if any(_net(move, row) for move in self.proofs[one])}

    def _keep(self, one: frozenset[int], proof: Proof) -> None:
        for move in self.proofs.get(one, ()):
            for atom in move:
                self.leaning[atom].discard(one)
        self.proofs[one] = proof
        for move in proof:
            for atom in move:
                self.leaning[atom].add(one)

    def _sum(self, row: Iterable[int]) -> int:
        return sum(self.values[atom] for atom in row)

    def _prove(self, one: frozenset[int]) -> Proof | None:
        """Return the two changes that the promise asks for, and one more for an atom; None where none were found."""
        for atom in sorted(one):
            more = self._push(atom, 1, self.threshold)
            gained = _net(more, one)
            less = self._push(atom, -1, self.threshold - gained) if 0 <= gained < self.threshold else {}
            if gained - _net(less, one) < self.threshold:
                continue
            if len(one) > 1 or not self.is_small(atom):
                return less, more
            other = self._push(atom, 1, 1, within=True) or self._push(atom, -1, 1, within=True)
            if other:
                return less, more, other
        return None

    def _push(self, atom: int, sign: int, amount: int, *, within: bool = False) -> Move:
        """Return a change of `atom` by up to `amount`, upwards or downwards, that keeps all that is shown.

        `within`: what is nothing stays nothing, and what is small stays small.
        """
        change: Move = {}
        while (rest := amount - abs(change.get(atom, 0))) > 0:
            step = self._step(atom, sign, rest, change, self.bands if within else None)
            if not step:
                break
            for one, by in step.items():
                change[one] = change.get(one, 0) + by
        return change

    def _step(self, atom: int, sign: int, amount: int, change: Move, bands: Bands | None) -> Move:
        """Return one exchange: with an atom of the same mark, else among four whose marks add up alike."""

        def left(one: int) -> int:
            return self.values[one] + change.get(one, 0) - (bands[one][0] if bands else 0)

        def room(one: int) -> int:
            return bands[one][1] - self.values[one] - change.get(one, 0) if bands else amount

        amount = min(amount, room(atom) if sign > 0 else left(atom))
        if amount <= 0:
            return {}
        mine = self.marks[atom]
        if not mine:  # in nothing that is shown
            return {atom: sign * amount}
        of_other = left if sign > 0 else room
        for other in self.groups[mine]:
            size = min(amount, of_other(other)) if other != atom else 0
            if size > 0:
                return {atom: sign * size, other: -sign * size}
        for second, third, fourth in self._fours(mine):
            givers, takers = ((second, fourth), (third,)) if sign > 0 else ((third,), (second, fourth))
            giving = [next((one for one in self.groups[mark][:_NEAR] if left(one) > 0), atom) for mark in givers]
            taking = [next((one for one in self.groups[mark][:_NEAR] if room(one) > 0), atom) for mark in takers]
            if len({atom, *giving, *taking}) == 4:
                size = min(amount, *map(left, giving), *map(room, taking))
                return {atom: sign * size, **dict.fromkeys(giving, -size), **dict.fromkeys(taking, size)}
        return {}

    def _fours(self, mine: int) -> Iterator[tuple[int, int, int]]:
        """Yield three marks each, the nearest first: `mine` and the second of them add up to what the others do."""
        for second in self._near(mine):
            gone, come = mine & ~second, second & ~mine
            # `mine` less what it has alone, and what the second has alone instead: `second`. So for the other pair.
            for other in self._rarest(gone | come):
                for has, lacks in ((come, gone), (gone, come)):
                    pair = (other | lacks) & ~has
                    if other & has == has and not other & lacks and pair in self.groups:
                        yield (second, other, pair) if has == come else (second, pair, other)

    def _near(self, mine: int) -> list[int]:
        """Return the marks of atoms that stand in the same sums, those in the smallest sum first."""
        found: dict[int, None] = {}
        for row in sorted((self.rows[number] for number in _bits(mine)), key=len):
            found.update(dict.fromkeys(self.marks[atom] for atom in row))
            if len(found) > _NEAR:
                break
        found.pop(mine, None)
        return list(found)[:_NEAR]

    def _rarest(self, bits: int) -> list[int]:
        """Return the marks of the atoms in the smallest of the sums that `bits` stand for."""
        smallest = min((self.rows[number] for number in _bits(bits)), key=len, default=frozenset[int]())
        return list(dict.fromkeys(self.marks[atom] for atom in smallest))[:_NEAR]


def _band(value: int, threshold: int) -> tuple[int, int]:
    if value >= threshold:
        return 1, _MANY
    return (1, threshold - 1) if value else (0, 0)


def _bits(mark: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set in `mark`."""
    while mark > 0:
        lowest = mark & -mark
        yield lowest.bit_length() - 1
        mark ^= lowest


def _net(change: Move, row: Collection[int]) -> int:
    return sum(by for atom, by in change.items() if atom in row)
