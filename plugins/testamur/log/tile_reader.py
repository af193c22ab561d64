"""Reads a published log through its tiles: the hashes of a tree of a known size (C2SP tlog-tiles).

Nothing that a tile says is believed: what is made of its hashes is a proof, and holds only if it fits the checkpoint.
Whoever has compared the root of the tiles with a checkpoint knows that they are those of its tree.
"""

from __future__ import annotations

from collections.abc import Callable

from testamur.errors import LogError
from testamur.log import merkle, tiles

Fetch = Callable[[str], bytes]  # the name of a file of the log → its contents


class TileReader:
    """The complete subtrees of a published tree. `fetch` returns a file of the log, and raises what it likes."""

    def __init__(self, fetch: Fetch, size: int) -> None:
        self._fetch, self._size = fetch, size
        self._tiles: dict[str, bytes] = {}

    def subtree(self, height: int, number: int) -> bytes:
        """Return the hash of the `number`-th complete subtree of 2**height leaves; LogError for a tile that is none."""
        level, rest = divmod(height, tiles.HEIGHT)
        first, count = number << rest, 1 << rest
        index, at = divmod(first, tiles.WIDTH)
        return _folded(self._tile(level, index)[at * merkle.HASH_BYTES : (at + count) * merkle.HASH_BYTES])

    def _tile(self, level: int, index: int) -> bytes:
        width = min((self._size >> (tiles.HEIGHT * level)) - index * tiles.WIDTH, tiles.WIDTH)
        name = tiles.name(level, index, width)
        if name not in self._tiles:
            data = self._fetch(name)
            if len(data) != width * merkle.HASH_BYTES:
                raise LogError(f"{name} of the log has another length than the log's size asks for", code="log-tile")
            # A partial tile is a part of the root, whole. A full one has to be what the tile above says of it, or the
            # host's slip would look like another history.
            if width == tiles.WIDTH and _folded(data) != self.subtree(tiles.HEIGHT * (level + 1), index):
                raise LogError(f"{name} of the log does not fit the tiles above it", code="log-tile")
            self._tiles[name] = data
        return self._tiles[name]


def _folded(data: bytes) -> bytes:
    """Return the root of a row of hashes, as many as a power of two."""
    row = [data[begin : begin + merkle.HASH_BYTES] for begin in range(0, len(data), merkle.HASH_BYTES)]
    while len(row) > 1:
        row = [merkle.node_hash(*row[begin : begin + 2]) for begin in range(0, len(row), 2)]
    return row[0]
