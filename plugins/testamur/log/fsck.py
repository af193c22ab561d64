"""Reads a published log whole, and says what of it does not hold: which entry, and in which file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from testamur.errors import LogError
from testamur.log import checkpoint, merkle, tiles
from testamur.log.checkpoint import OpenedCheckpoint
from testamur.log.merkle import Tree
from testamur.log.note import VerifierKey

Fetch = Callable[[str], bytes]  # the name of a file of the log → its contents; LogError where it is not there
Audit = Callable[[bytes], str]  # an entry, in their order → what of it does not hold; "" if it does


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not hold: in words, with the file, and the index of the entry where one is at fault."""

    file: str
    reason: str
    index: int | None = None

    def __str__(self) -> str:
        where = f"{self.file}: entry {self.index}" if self.index is not None else self.file
        return f"{where}: {self.reason}"


def examine(fetch: Fetch, key: VerifierKey, audit: Audit = lambda _entry: "") -> tuple[OpenedCheckpoint, list[Finding]]:
    """Return the newest checkpoint of a log, and all that does not hold below it; LogError where it cannot be read.

    `audit` is asked of each entry, one after the other, until a bundle of them cannot be read.
    """
    opened = checkpoint.open_note(fetch("checkpoint"), key)
    return opened, list(_findings(fetch, opened, audit))


def _findings(fetch: Fetch, opened: OpenedCheckpoint, audit: Audit) -> Iterator[Finding]:
    tree, right = Tree(), set[str]()
    for index, width in tiles.row(opened.checkpoint.size):
        name, tile = tiles.name(tiles.ENTRIES, index, width), tiles.name(0, index, width)
        entries, reason = _read(fetch, name, width)
        if reason:
            yield Finding(name, reason)
            return
        hashes = [merkle.leaf_hash(entry) for entry in entries]
        data = _fetched(fetch, tile)
        if data == b"".join(hashes):
            right.add(tile)
        else:
            yield from _against_tile(data or b"", tile, name, hashes, tree.size)
        reasons = ((at, audit(entry)) for at, entry in enumerate(entries, tree.size))
        yield from [Finding(name, reason, at) for at, reason in reasons if reason]
        for hashed in hashes:
            tree.add(hashed)
    for name, wanted in tiles.hash_files(tree):
        found = wanted if name in right else _fetched(fetch, name)
        if found != wanted:
            yield Finding(name, "its hashes are not those of the entries" if found is not None else "it is not there")
    if tree.root() != opened.checkpoint.root:
        yield Finding("checkpoint", "its root is not that of the entries")


def _read(fetch: Fetch, name: str, width: int) -> tuple[list[bytes], str]:
    """Return the entries of a bundle, or why there are none."""
    try:
        entries = tiles.read_bundle(fetch(name))
    except LogError as error:
        return [], error.reason
    return (entries, "") if len(entries) == width else ([], f"it has {len(entries)} entries, and {width} belong there")


def _against_tile(data: bytes, tile: str, bundle: str, hashes: list[bytes], first: int) -> Iterator[Finding]:
    """Yield the entries that the tile of hashes has otherwise."""
    if len(data) != len(hashes) * merkle.HASH_BYTES:
        return  # told with the tiles
    for at, hashed in enumerate(hashes):
        if data[at * merkle.HASH_BYTES : (at + 1) * merkle.HASH_BYTES] != hashed:
            yield Finding(bundle, f"it is not the entry whose hash {tile} has", first + at)


def _fetched(fetch: Fetch, name: str) -> bytes | None:
    try:
        return fetch(name)
    except LogError:
        return None
