"""The chunks of a PNG file: where each lies, what it holds, and everything that is wrong with them.

Follows PNG (Third Edition), sections 5.2 to 5.6. Nothing is decompressed, nothing is skipped: between the signature
and `IEND` every byte belongs to a chunk, and every chunk's checksum is compared. Reading never raises; the flaws
are listed, so that a record's reader sees them all and a verifier can refuse at the first.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import NamedTuple

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LONGEST_CHUNK = 2**31 - 1
_MOST_CHUNKS = 20_000
_CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})


class Chunk(NamedTuple):
    """One chunk: its place in the file in bytes, its four-letter type, its data."""

    offset: int
    kind: bytes
    data: bytes


class Flaw(NamedTuple):
    """One thing that is wrong, as a code and a clause that names chunk and offset."""

    code: str
    reason: str


class Png(NamedTuple):
    """A file's chunks up to `IEND`, its flaws, and the bytes that follow its end (none in a sound file)."""

    chunks: tuple[Chunk, ...]
    flaws: tuple[Flaw, ...]
    trailing: bytes

    def of(self, kind: bytes) -> list[Chunk]:
        """Return the chunks of one type, in order."""
        return [chunk for chunk in self.chunks if chunk.kind == kind]


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return one chunk as it stands in a file: length, type, data, checksum."""
    return len(data).to_bytes(4) + kind + data + zlib.crc32(data, zlib.crc32(kind)).to_bytes(4)


def write(chunks: Iterable[Chunk]) -> bytes:
    """Return the file that has these chunks."""
    return SIGNATURE + b"".join(chunk(kind, data) for _, kind, data in chunks)


def read(data: bytes) -> Png:
    """Return the chunks of `data` as far as they can be told apart, and every flaw."""
    if not data.startswith(SIGNATURE):
        return Png((), (Flaw("png-signature", "it does not start with the eight bytes of a PNG"),), b"")
    chunks: list[Chunk] = []
    flaws: list[Flaw] = []
    position = len(SIGNATURE)
    while not (chunks and chunks[-1].kind == b"IEND"):
        flaw = _unreadable(data, position, len(chunks))
        if flaw:
            return Png(tuple(chunks), (*flaws, *_misplaced(chunks), flaw), b"")
        end = position + 8 + int.from_bytes(data[position : position + 4])
        chunks.append(Chunk(position, data[position + 4 : position + 8], data[position + 8 : end]))
        if zlib.crc32(data[position + 4 : end]) != int.from_bytes(data[end : end + 4]):
            flaws.append(Flaw("png-crc", f"the checksum of {_name(chunks[-1])} is wrong"))
        position = end + 4
    return Png(tuple(chunks), (*flaws, *_misplaced(chunks)), data[position:])


def _unreadable(data: bytes, position: int, count: int) -> Flaw | None:
    """Say why no chunk can be read at `position`, if so."""
    if position == len(data):
        return Flaw("png-end", f"the chunk IEND is missing: the file stops at byte {position}")
    kind, length = data[position + 4 : position + 8], int.from_bytes(data[position : position + 4])
    if len(kind) == 4 and not (kind.isalpha() and kind.isascii()):
        return Flaw("png-chunk", f"there is no chunk at byte {position}: {kind!r} is not a type of chunk")
    if len(kind) == 4 and length > _LONGEST_CHUNK:
        return Flaw("png-length", f"the chunk {kind.decode()} at byte {position} claims {length} bytes")
    if position + 12 + length > len(data):
        label = kind.decode() if len(kind) == 4 else "that starts"
        return Flaw("png-truncated", f"the file is cut off inside the chunk {label} at byte {position}")
    if count >= _MOST_CHUNKS:
        return Flaw("png-chunks", f"it has more than {_MOST_CHUNKS:,} chunks")
    return None


def _misplaced(chunks: list[Chunk]) -> list[Flaw]:
    """Return the flaws of order and number (5.6, table 7), and chunks that no decoder may ignore."""
    flaws = []
    kinds = [chunk.kind for chunk in chunks]
    if chunks and (kinds[0] != b"IHDR" or len(chunks[0].data) != 13 or kinds.count(b"IHDR") > 1):
        flaws.append(Flaw("png-order", "it does not start with one chunk IHDR of 13 bytes"))
    if kinds[-1:] == [b"IEND"] and (chunks[-1].data or b"IDAT" not in kinds):
        flaws.append(Flaw("png-order", f"{_name(chunks[-1])} is not empty, or comes before any IDAT"))
    pictures = [n for n, kind in enumerate(kinds) if kind == b"IDAT"]
    if pictures and pictures[-1] - pictures[0] != len(pictures) - 1:
        flaws.append(Flaw("png-order", "its IDAT chunks do not follow one another"))
    if kinds.count(b"PLTE") > 1 or (b"PLTE" in kinds and pictures and kinds.index(b"PLTE") > pictures[0]):
        flaws.append(Flaw("png-order", "it has more than one palette, or has it after the picture"))
    # 5.4: an upper-case first letter says that a decoder must know the chunk.
    unknown = [chunk for chunk in chunks if chunk.kind[:1].isupper() and chunk.kind not in _CRITICAL]
    return flaws + [Flaw("png-chunk", f"{_name(chunk)} is not known to any decoder") for chunk in unknown]


def _name(chunk: Chunk) -> str:
    return f"the chunk {chunk.kind.decode()} at byte {chunk.offset}"
