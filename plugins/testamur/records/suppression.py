"""Which counts of people may be shown together, so that none about a few can be shown or worked out.

Counts are sums of atoms: numbers of people that nothing smaller is told of. An atom is small when it is
from 1 to `threshold` - 1. What is shown keeps this promise:

    For every small atom there are other atoms, whole and not negative, that add up to every number shown,
    and in which it has any of at least `threshold` + 1 consecutive values.

So the highest of these is `threshold` or more: from all that is shown together, nobody can tell that an atom
is small, still less how small. It follows that no sum of atoms is both small and certain: one that is small
holds a small atom, and could not be more than it is. Differences of nested sums, and totals less their parts,
are sums of atoms too. What stays away does not say why: some of it is small, some of it only covers for others.

The promise is proven for each answer by two examples of other atoms, and not by search: what cannot be proven
is not shown. It is about what is shown together; it does not reach what a reader knows from elsewhere, unless
that is given as `known`, nor what follows from running this on every possible set of records.

Pure: the same counts and candidates give the same answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

Move = dict[int, int]
"""A change of atoms, by their numbers, after which every sum that is shown is the same."""


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
        shown = all([judge.may_show(candidate) for judge in judges])
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
        small = [frozenset([atom]) for atom, value in enumerate(self.values) if 0 < value < threshold]
        self.protected = [*small, *map(frozenset, guarded)]
        self.proofs: dict[frozenset[int], tuple[Move, Move]] = {one: ({}, {}) for one in self.protected}
        self.unproven = set(self.protected)

    def show(self, row: frozenset[int]) -> None:
        """Take a sum as shown."""
        if row in self.rows:
            return
        bit = 1 << len(self.rows)
        self.rows.append(row)
        for atom in row:
            self.groups[self.marks[atom]].remove(atom)
            self.marks[atom] |= bit
            self.groups.setdefault(self.marks[atom], []).append(atom)
        self.groups = {mark: atoms for mark, atoms in self.groups.items() if atoms}
        self.unproven |= {one for one, moves in self.proofs.items() if any(_net(move, row) for move in moves)}

    def may_show(self, row: frozenset[int]) -> bool:
        """Say whether all that is protected stays uncertain when `row` is shown too."""
        if row in self.rows:
            return True
        total = self._sum(row)
        if 0 < total < self.threshold:
            return False
        # NOTE: only to be quick: what these refuse could not be proven either.
        for other in self.rows:
            if row < other and 0 < self._sum(other) - total < self.threshold:
                return False
        before = (list(self.marks), {mark: list(atoms) for mark, atoms in self.groups.items()}, set(self.unproven))
        proofs = dict(self.proofs)
        self.show(row)
        holds = self.holds()
        # Taken back: the other worlds have to agree first. The proofs that were found may stay: they show more.
        self.rows.pop()
        self.marks, self.groups, self.unproven = before
        if not holds:
            self.proofs = proofs
        return holds

    def holds(self) -> bool:
        """Prove that all that is protected is uncertain, as far as it is not proven already."""
        for one in sorted(self.unproven, key=sorted):
            proof = self._prove(one)
            if proof is None:
                return False
            self.proofs[one] = proof
            self.unproven.discard(one)
        return True

    def _sum(self, row: Iterable[int]) -> int:
        return sum(self.values[atom] for atom in row)

    def _prove(self, one: frozenset[int]) -> tuple[Move, Move] | None:
        """Return two changes between which `one` has `threshold` + 1 values or more; None where none were found."""
        for atom in sorted(one):
            more = self._push(atom, 1, self.threshold)
            gained = _net(more, one)
            less = self._push(atom, -1, self.threshold - gained) if 0 <= gained < self.threshold else {}
            if gained - _net(less, one) >= self.threshold:
                return less, more
        return None

    def _push(self, atom: int, sign: int, amount: int) -> Move:
        """Return a change of `atom` by up to `amount`, upwards or downwards, that keeps all that is shown."""
        change: Move = {}
        if not self.marks[atom]:  # in nothing that is shown: it may be anything
            return {atom: sign * (amount if sign > 0 else min(amount, self.values[atom]))}
        while (rest := amount - abs(change.get(atom, 0))) > 0:
            step = self._step(atom, sign, rest, change)
            if not step:
                break
            for one, by in step.items():
                change[one] = change.get(one, 0) + by
        return change

    def _step(self, atom: int, sign: int, amount: int, change: Move) -> Move:
        """Return one exchange: with an atom of the same mark, else among four whose marks add up alike."""

        def left(one: int) -> int:
            return self.values[one] + change.get(one, 0)

        mine = self.marks[atom]
        if sign < 0:
            amount = min(amount, left(atom))
        for other in self.groups[mine]:
            size = amount if sign < 0 else min(amount, left(other))
            if other != atom and size > 0:
                return {atom: sign * size, other: -sign * size}
        for second, third, fourth in self._fours(mine):
            givers = (second, fourth) if sign > 0 else (third,)
            takers = (third,) if sign > 0 else (second, fourth)
            giving = [max(self.groups[mark], key=left) for mark in givers]
            taking = [next((one for one in self.groups[mark] if one != atom), -1) for mark in takers]
            size = min(amount, *(left(one) for one in giving))
            if size > 0 and -1 not in taking and atom not in giving and len({*giving, *taking}) == 3:
                return {
                    atom: sign * size,
                    **dict.fromkeys(giving, -size),
                    **dict.fromkeys(taking, size),
                }
        return {}

    def _fours(self, mine: int) -> Iterator[tuple[int, int, int]]:
        """Yield three marks each: `mine` and the second of them are in as many sums as the first and the third."""
        for second in self.groups:
            gone, come = mine & ~second, second & ~mine
            if second == mine or not second:
                continue
            with_come = self._rarest(come)
            with_gone = self._rarest(gone)
            if with_gone is None or (with_come is not None and len(with_come) <= len(with_gone)):
                for third in with_come or ():
                    fourth = (third | gone) & ~come
                    if third & come == come and not third & gone and fourth in self.groups:
                        yield second, third, fourth
            else:
                for fourth in with_gone:
                    third = (fourth | come) & ~gone
                    if fourth & gone == gone and not fourth & come and third in self.groups:
                        yield second, third, fourth

    def _rarest(self, bits: int) -> list[int] | None:
        """Return the marks that have the rarest of `bits`; None where there are no bits."""
        best: list[int] | None = None
        while bits:
            low = bits & -bits
            bits ^= low
            row = self.rows[low.bit_length() - 1]
            marks = list(dict.fromkeys(self.marks[atom] for atom in row))
            if best is None or len(marks) < len(best):
                best = marks
        return best


def _net(change: Move, row: Collection[int]) -> int:
    return sum(by for atom, by in change.items() if atom in row)
