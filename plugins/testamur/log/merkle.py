"""The Merkle tree over the log's leaves: its root, and proofs that a leaf is in it or that it only grew.

Follows RFC 6962, 2.1 (hashes and proofs), and RFC 9162, 2.1.3.2 and 2.1.4.2 (how a proof is checked without a tree).
Hashes are 32 bytes of SHA-256. A tree keeps the hash of each complete subtree, so that a proof takes a number of steps
that grows with the logarithm of the tree's size.
It is longer than other modules since what makes proofs and what checks them are read side by side.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from testamur.errors import LogError

HASH_BYTES = 32
MAX_SIZE = 2**53 - 1  # of a tree: what a browser's numbers hold exactly
MAX_PATH = 63  # hashes of a proof (C2SP tlog-proof)
_MOST_EDGES = 1024  # sizes, of 1 KB each: awards are proven by the checkpoints of their runs, in any order
Subtree = Callable[[int, int], bytes]  # height and number → the hash of that complete subtree
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node with these two below it."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """A tree that grows leaf by leaf. Sizes and indexes that it does not have raise ValueError."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        # One row of hashes for each height, without gaps: that of 2**height leaves from n * 2**height on is the n-th.
        self._rows: list[bytearray] = [bytearray()]
        self._edges: dict[int, list[bytes]] = {}  # by size: by height, what lies at its end
        for leaf in leaves:
            self.add(leaf_hash(leaf))

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._rows[0]) // HASH_BYTES

    def add(self, hashed: bytes) -> None:
        """Add a leaf, by its hash."""
        height = 0
        while True:
            if height == len(self._rows):
                self._rows.append(bytearray())
            row = self._rows[height]
            row += hashed
            if len(row) // HASH_BYTES % 2:
                return
            hashed = node_hash(bytes(row[-2 * HASH_BYTES : -HASH_BYTES]), hashed)
            height += 1

    def row(self, height: int, begin: int, end: int) -> bytes:
        """Return the hashes of the complete subtrees of 2**height leaves from the `begin`-th until before the `end`-th.

        ValueError where there are fewer.
        """
        have = len(self._rows[height]) // HASH_BYTES if height < len(self._rows) else 0
        if not 0 <= begin <= end <= have:
            raise ValueError(f"there are {have} subtrees of height {height}, not {end}")
        return bytes(self._rows[height][begin * HASH_BYTES : end * HASH_BYTES]) if height < len(self._rows) else b""

    def subtree(self, height: int, number: int) -> bytes:
        """Return the hash of the `number`-th complete subtree of 2**height leaves."""
        return self.row(height, number, number + 1)

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the first `size` leaves; of all of them, if none is given."""
        return root_of(self.subtree, self._known(self.size if size is None else size))

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Return the hashes that prove the leaf `index` to be in the tree of the first `size` leaves, leaf to root.

        The same as the function `inclusion` returns, climbing over the rows: a tree is asked for a proof of each award.
        """
        if not 0 <= index < self._known(size):
            raise ValueError(f"there is no leaf {index} in a tree of {size}")
        path, edge, last = [], self._edge_of(size), size - 1
        for row, at_end in zip(self._rows, edge, strict=False):
            beside = index ^ 1
            if beside < last:
                path.append(bytes(row[beside * HASH_BYTES : (beside + 1) * HASH_BYTES]))
            elif beside == last:
                path.append(at_end)
            # Else there is nothing beside it, and it is its own parent.
            index, last = index >> 1, last >> 1
        return path

    def _edge_of(self, size: int) -> list[bytes]:
        """Return the root of the last subtree at each height below that of the whole, full or not."""
        if size not in self._edges:
            if len(self._edges) == _MOST_EDGES:
                self._edges.clear()
            starts = ((size - 1) >> height << height for height in range((size - 1).bit_length()))
            self._edges[size] = [_root(self.subtree, start, size) for start in starts]
        return self._edges[size]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Return the hashes that prove the tree of the first `new` leaves to begin with that of the first `old`."""
        return consistency(self.subtree, old, self._known(new))

    def _known(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise ValueError(f"the tree has {self.size} leaves, not {size}")
        return size


def root_of(subtree: Subtree, size: int) -> bytes:
    """Return the root of the first `size` leaves of a tree whose complete subtrees `subtree` returns."""
    return _root(subtree, 0, size) if size else EMPTY_ROOT


def inclusion(subtree: Subtree, index: int, size: int) -> list[bytes]:
    """Return the hashes that prove a leaf to be in the tree of the first `size` leaves; ValueError if it is not."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    path, begin, end = [], 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(_root(subtree, middle, end))
            end = middle
        else:
            path.append(_root(subtree, begin, middle))
            begin = middle
    return path[::-1]


def consistency(subtree: Subtree, old: int, new: int) -> list[bytes]:
    """Return the hashes that prove a tree of `new` leaves to begin with that of `old`; ValueError if it is shorter."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves did not grow from one of {old}")
    if old in {0, new}:
        return []
    path, begin, end, is_whole = [], 0, new, True
    while end != old:
        middle = begin + _split(end - begin)
        if old <= middle:
            path.append(_root(subtree, middle, end))
            end = middle
        else:
            path.append(_root(subtree, begin, middle))
            begin, is_whole = middle, False
    # The old root itself is known to whoever checks; of another subtree the hash is needed.
    if not is_whole:
        path.append(_root(subtree, begin, end))
    return path[::-1]


def frontier(subtree: Subtree, size: int) -> list[bytes]:
    """Return the hashes of the complete subtrees that the first `size` leaves are made of, from left to right."""
    found, begin = [], 0
    while begin < size:
        height = (size - begin).bit_length() - 1
        found.append(subtree(height, begin >> height))
        begin += 1 << height
    return found


def grown_root(size: int, before: Sequence[bytes], leaves: Iterable[bytes]) -> bytes:
    """Return the root of a tree of `size` leaves, with the frontier `before`, once these leaves (hashes) are added.

    Where it is the root of a log, these are its last leaves, and none of them is left out. LogError for a frontier that
    is none of that size.
    """
    heights = [height for height in reversed(range(size.bit_length())) if size >> height & 1]
    if len(heights) != len(before):
        raise LogError("the hashes before the newest entries are not as many as belong there", code="log-tail")
    row = list(zip(heights, before, strict=True))
    for leaf in leaves:
        height, hashed = 0, leaf
        while row and row[-1][0] == height:
            height, hashed = height + 1, node_hash(row.pop()[1], hashed)
        row.append((height, hashed))
    root = row.pop()[1] if row else EMPTY_ROOT
    while row:
        root = node_hash(row.pop()[1], root)
    return root


def _root(subtree: Subtree, begin: int, end: int) -> bytes:
    """Return the root of the leaves from `begin`, where a subtree of that size may begin, until before `end`."""
    parts = []
    while begin < end:
        height = (end - begin).bit_length() - 1
        parts.append(subtree(height, begin >> height))
        begin += 1 << height
    root = parts.pop()
    while parts:
        root = node_hash(parts.pop(), root)
    return root


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """Raise LogError unless `path` proves that the tree of `size` leaves with this root has this leaf (its hash)."""
    if not 0 <= index < size:
        raise LogError(f"there is no leaf {index} in a tree of {size}", code="log-index")
    first, last, reached = index, size - 1, leaf
    for hashed in path:
        if last == 0:
            raise _misfit()
        if first % 2 or first == last:
            reached = node_hash(hashed, reached)
            while first % 2 == 0 and first:
                first, last = first >> 1, last >> 1
        else:
            reached = node_hash(reached, hashed)
        first, last = first >> 1, last >> 1
    if last or reached != root:
        raise _misfit()


def check_consistency(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> None:
    """Raise LogError unless `path` proves the tree of `new` leaves to begin with that of `old` leaves."""
    if not 0 <= old <= new:
        raise LogError(f"a tree of {new} leaves did not grow from one of {old}", code="log-size")
    if old in {0, new}:
        if path or (old_root != (new_root if old else EMPTY_ROOT)):
            raise _fork()
        return
    hashes = [old_root, *path] if old & (old - 1) == 0 else list(path)
    first, last = old - 1, new - 1
    while first % 2:
        first, last = first >> 1, last >> 1
    if not hashes:
        raise _fork()
    from_old = from_new = hashes[0]
    for hashed in hashes[1:]:
        if last == 0:
            raise _fork()
        if first % 2 or first == last:
            from_old, from_new = node_hash(hashed, from_old), node_hash(hashed, from_new)
            while first % 2 == 0 and first:
                first, last = first >> 1, last >> 1
        else:
            from_new = node_hash(from_new, hashed)
        first, last = first >> 1, last >> 1
    if last or from_old != old_root or from_new != new_root:
        raise _fork()


def _split(size: int) -> int:
    """Return the largest power of two below `size` (RFC 6962, 2.1)."""
    return 1 << (size - 1).bit_length() - 1


def _misfit() -> LogError:
    return LogError("the proof does not lead from this entry to the root of the log", code="log-inclusion")


def _fork() -> LogError:
    return LogError("the two checkpoints are not of one history", code="log-fork")
