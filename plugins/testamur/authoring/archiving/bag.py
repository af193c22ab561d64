"""A bag: the layout of an archive, with the SHA-256 of every file in it. Follows BagIt 1.0 (RFC 8493).

Libraries have tools for it, and a person can read it: `data/` has the files, `manifest-sha256.txt` their sums, and
`tagmanifest-sha256.txt` those of what lies beside. All of it is in one folder, which bears the bag's name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from testamur.authoring.archiving import names
from testamur.authoring.archiving.archive_file import CHUNK, ArchiveFile, ArchiveWriter
from testamur.errors import ArchiveError

PAYLOAD = "data/"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MOST_LIST_BYTES = 512 * 1024 * 1024
_INFO, _BAGIT, _SUMS, _TAG_SUMS = "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
_TAGS = (_BAGIT, _INFO, _SUMS)
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,120}")
_MOST_FILE_BYTES = 1024 * 1024 * 1024


class Source(Protocol):
    """The bytes of a file that goes into a bag."""

    def chunks(self) -> Iterator[bytes]:
        """Yield them."""

    def size(self) -> int:
        """Return how many there are."""


class Bytes:
    """What is known already."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def chunks(self) -> Iterator[bytes]:
        """Yield it."""
        yield self._data

    def size(self) -> int:
        """Return its length."""
        return len(self._data)


class OnDisk:
    """A file, read as it is written into the bag."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def chunks(self) -> Iterator[bytes]:
        """Yield its bytes."""
        with self._path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def size(self) -> int:
        """Return its size."""
        return self._path.stat().st_size


def write(writer: ArchiveWriter, name: str, payload: Mapping[str, Source], info: Mapping[str, str]) -> None:
    """Write a bag: the files by their names below `data/`, and what `bag-info.txt` says beside their amount."""
    _add(writer, f"{name}/{_BAGIT}", Bytes(DECLARATION))
    sums, total = {}, 0
    for path in sorted(payload):
        sums[PAYLOAD + path] = _add(writer, f"{name}/{PAYLOAD}{path}", payload[path])
        total += payload[path].size()
    oxum = f"{total}.{len(sums)}"
    tags = {
        _BAGIT: DECLARATION,
        _INFO: "".join(f"{label}: {text}\n" for label, text in {**info, "Payload-Oxum": oxum}.items()).encode(),
        _SUMS: _lines(sums),
    }
    for tag in (_INFO, _SUMS):
        _add(writer, f"{name}/{tag}", Bytes(tags[tag]))
    _add(writer, f"{name}/{_TAG_SUMS}", Bytes(_lines({tag: hashlib.sha256(tags[tag]).hexdigest() for tag in tags})))


def _add(writer: ArchiveWriter, name: str, source: Source) -> str:
    """Write a file and return its sum; ArchiveError where it changes meanwhile, or cannot be in an archive."""
    if reason := names.problem(name):
        raise ArchiveError(f"{name} cannot be in an archive: {reason}. Rename it, then build the site again")
    size, left, digest = source.size(), source.size(), hashlib.sha256()
    if size > _MOST_FILE_BYTES:
        raise ArchiveError(f"{name} has {size:,} bytes, and a file of an archive may have {_MOST_FILE_BYTES:,}")

    def chunks() -> Iterator[bytes]:
        nonlocal left
        for chunk in source.chunks():
            left -= len(chunk)
            if left < 0:
                break
            digest.update(chunk)
            yield chunk

    writer.add(name, chunks(), size)
    if left:
        raise ArchiveError(f"{name} was changed while it was archived. Let the build end first, then try again")
    return digest.hexdigest()


def _lines(sums: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items())).encode()


class Bag:
    """The bag in an archive's file: its files by their names below `data/`. ArchiveError where it is none."""

    def __init__(self, archive: ArchiveFile) -> None:
        self.archive = archive
        self.name = next(iter(archive.names), "").partition("/")[0]
        if not _NAME.fullmatch(self.name) or any(not name.startswith(f"{self.name}/") for name in archive.names):
            raise self._refused("it is not one folder")
        if self._tag(_BAGIT) != DECLARATION:
            raise self._refused(f"{_BAGIT} does not say that it is a bag of version 1.0")
        self._sums = self._read_sums(_SUMS)
        payload = {name for name in self._inner() if name.startswith(PAYLOAD)}
        self._refuse_difference(payload, self._sums)
        self._refuse_difference({*self._inner()} - payload, {*_TAGS, _TAG_SUMS})

    def paths(self, below: str = "") -> list[str]:
        """Return the names of the files below a folder of `data/`, as they are called there."""
        prefix = PAYLOAD + below
        return [name.removeprefix(prefix) for name in self._sums if name.startswith(prefix)]

    def __contains__(self, path: str) -> bool:
        return PAYLOAD + path in self._sums

    def read(self, path: str, limit: int) -> bytes:
        """Return a file's bytes, which are those that its sum is of."""
        data = self.archive.read(f"{self.name}/{PAYLOAD}{path}", limit)
        if hashlib.sha256(data).hexdigest() != self._sums.get(PAYLOAD + path):
            raise self._refused(f"{path} is not as its sum says")
        return data

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield a file's bytes; whoever needs them to be those of its sum calls `damaged` first."""
        return self.archive.chunks(f"{self.name}/{PAYLOAD}{path}")

    def sum(self, path: str) -> str:
        """Return the SHA-256 that the bag says of a file."""
        return self._sums[PAYLOAD + path]

    def damaged(self) -> Iterator[str]:
        """Yield each file that is not as its sum says."""
        wanted = {**self._sums, **self._read_sums(_TAG_SUMS, _TAGS)}
        for name, digest in wanted.items():
            found = hashlib.sha256()
            for chunk in self.archive.chunks(f"{self.name}/{name}"):
                found.update(chunk)
            if found.hexdigest() != digest:
                yield name

    def _inner(self) -> Iterator[str]:
        return (name[len(self.name) + 1 :] for name in self.archive.names)

    def _tag(self, name: str) -> bytes:
        return self.archive.read(f"{self.name}/{name}", MOST_LIST_BYTES)

    def _read_sums(self, name: str, of: Iterable[str] | None = None) -> dict[str, str]:
        sums: dict[str, str] = {}
        for line in self._text(name).split("\n")[:-1]:
            match = _LINE.fullmatch(line)
            path = match[2] if match else ""
            if match is None or path in sums:
                raise self._refused(f"{name} has a line that is not read here: {line[:80]!r}")
            sums[path] = match[1]
        if of is not None:
            self._refuse_difference(set(of), sums)
        return sums

    def _text(self, name: str) -> str:
        try:
            return self._tag(name).decode()
        except UnicodeDecodeError as error:
            raise self._refused(f"{name} is not UTF-8 text") from error

    def _refuse_difference(self, found: set[str], wanted: Iterable[str]) -> None:
        other = found.symmetric_difference(wanted)
        if other:
            name = min(other)
            raise self._refused(f"{name} has no sum" if name in found else f"{name} is not there, and has a sum")

    def _refused(self, reason: str) -> ArchiveError:
        return ArchiveError(f"{self.archive.path} is not a bag (RFC 8493): {reason}. Ask for another copy")
