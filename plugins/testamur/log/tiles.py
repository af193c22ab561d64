"""The files in which a log is published: its hashes as tiles, its entries as bundles (C2SP tlog-tiles).

Names begin below the log's own address. A full tile or bundle has 256 hashes or entries, and never changes; the last
one of each level may be shorter, and then has its width in its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from testamur.errors import LogError
from testamur.log.merkle import Tree

WIDTH = 256
HEIGHT = 8  # of the tree in one tile
MAX_ENTRY_BYTES = 2**16 - 1
ENTRIES = "entries"


def name(level: int | str, index: int, width: int = WIDTH) -> str:
    """Return the name of a tile of hashes, or of a bundle (level `ENTRIES`)."""
    text = f"{index:03d}"
    digits = text.zfill(-(-len(text) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{path}" + (f".p/{width}" if width < WIDTH else "")


def names(size: int) -> Iterator[str]:
    """Yield the names of all files of a log of `size` entries."""
    for level, index, width in _tiles(size):
        yield name(level, index, width)
    for index, width in row(size):
        yield name(ENTRIES, index, width)


def files(tree: Tree, entries: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of all files of a log: `tree` is that of these entries.

    LogError for an entry that is too long to be one.
    """
    size = len(entries)
    yield from hash_files(tree)
    for index, width in row(size):
        yield name(ENTRIES, index, width), bundle(entries[index * WIDTH : index * WIDTH + width])


def partial_files(tree: Tree, entries: Sequence[bytes], size: int) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the files of the first `size` entries that are not full.

    `tree` is that of all these entries: what a smaller tree has of complete subtrees, a larger one has as well.
    """
    level, row = 0, size
    while row:
        index, width = divmod(row, WIDTH)
        if width:
            first = index * WIDTH
            yield name(level, index, width), tree.row(level * HEIGHT, first, first + width)
        level, row = level + 1, row // WIDTH
    index, width = divmod(size, WIDTH)
    if width:
        yield name(ENTRIES, index, width), bundle(entries[size - width : size])


def hash_files(tree: Tree) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the tiles of hashes of a tree."""
    for level, index, width in _tiles(tree.size):
        first = index * WIDTH
        yield name(level, index, width), tree.row(level * HEIGHT, first, first + width)


def bundle(entries: Sequence[bytes]) -> bytes:
    """Return a bundle of entries, each behind the two bytes of its length."""
    if any(len(entry) > MAX_ENTRY_BYTES for entry in entries):
        raise LogError(f"an entry is longer than {MAX_ENTRY_BYTES} bytes", code="log-entry")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def read_bundle(data: bytes) -> list[bytes]:
    """Return the entries of a bundle; LogError (`log-bundle`) if it is cut off."""
    entries, at = [], 0
    while at < len(data):
        begin = at + 2
        at = begin + int.from_bytes(data[at:begin], "big")
        if at > len(data) or begin > len(data):
            raise LogError("this bundle of entries is cut off", code="log-bundle")
        entries.append(data[begin:at])
    return entries


def _tiles(size: int) -> Iterator[tuple[int, int, int]]:
    """Yield level, index and width of each tile of hashes."""
    level = 0
    while size:
        for index, width in row(size):
            yield level, index, width
        level, size = level + 1, size // WIDTH


def row(size: int) -> Iterator[tuple[int, int]]:
    """Yield index and width of each tile in a row of so many hashes, or of each bundle of so many entries."""
    for index in range(size // WIDTH):
        yield index, WIDTH
    if size % WIDTH:
        yield size // WIDTH, size % WIDTH
