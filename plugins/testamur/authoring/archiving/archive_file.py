"""The file of an archive: a ZIP in which nothing is compressed and everything is fixed, written and read strictly.

Follows PKWARE's APPNOTE 6.3.9 through Python's `zipfile`. Stored, since a compressor's bytes change with its version,
since one damaged byte then harms one file only, and since nothing can unpack to more than is there. The same files give
the same bytes: in the order in which they are given, of one instant, with one mode.

Read as a stranger's: bounded before the list of files is read, and refused unless the entries lie one after another,
whole, plain, stored, each with a name that is safe to unpack.
"""

from __future__ import annotations

import contextlib
import stat
import struct
import types
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from testamur.authoring.archiving import names
from testamur.errors import ArchiveError

MOST_FILES = 2_000_000
CHUNK = 1024 * 1024  # bytes that are in memory at a time
_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can say
_MODE = (stat.S_IFREG | 0o644) << 16
_UNIX = 3
_LOCAL = struct.Struct("<4s5H3L2H")  # what stands before a file's name, and in the list before it
_LISTED = struct.Struct("<4s2B5H3L5H2L")
_VERSION, _VERSION_64 = 20, 45
_DATE = 1 << 5 | 1  # 1980-01-01
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_CENTRAL = struct.Struct("<4s24x3H12x")
_END, _END_64, _LOCATOR_64 = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_MOST_END = _END_64.size + _LOCATOR_64.size + _END.size + 1
_UTF8_FLAG = 0x800
_PLAIN_TYPES = frozenset({0, stat.S_IFREG})


def entry(name: str) -> zipfile.ZipInfo:
    """Return the head of a file as it stands in every archive."""
    info = zipfile.ZipInfo(name, _TIME)
    info.create_system, info.external_attr, info.compress_type = _UNIX, _MODE, zipfile.ZIP_STORED
    return info


class ArchiveWriter:
    """Writes an archive's file into `target`, file after file, as a context manager."""

    def __init__(self, target: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True)

    def add(self, name: str, chunks: Iterator[bytes], size: int) -> None:
        """Add a file of `size` bytes."""
        info = entry(name)
        info.file_size = size
        with self._zip.open(info, "w") as out:
            for chunk in chunks:
                out.write(chunk)

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        """Write the list of files."""
        self._zip.close()


class ArchiveFile:
    """An archive's file, held to what `ArchiveWriter` writes. ArchiveError says what else it is.

    `names` are those of its files, in the order in which they lie in it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise ArchiveError(f"{path} cannot be read ({error.strerror}): give the file of an archive") from error
        with contextlib.ExitStack() as stack:
            stack.callback(self._file.close)
            _check_end(self._file, path)
            try:
                self._zip = zipfile.ZipFile(self._file)
            except (zipfile.BadZipFile, NotImplementedError, UnicodeError, ValueError, OSError, struct.error) as error:
                raise _refused(path, f"it is damaged ({error})") from error
            self._infos = {info.filename: info for info in self._zip.infolist()}
            self._check()
            stack.pop_all()

    def __enter__(self) -> ArchiveFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self._zip.close()
        self._file.close()

    @property
    def names(self) -> Sequence[str]:
        """The names of its files."""
        return list(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        return self._infos[name].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a file's bytes; ArchiveError where they are not those that its checksum is of."""
        try:
            with self._zip.open(self._infos[name]) as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, UnicodeError, ValueError) as error:
            raise _refused(self.path, f"{name} is damaged ({error})") from error

    def read(self, name: str, limit: int) -> bytes:
        """Return a file's bytes; ArchiveError where it is not there, or larger than `limit`."""
        if name not in self._infos:
            raise _refused(self.path, f"{name} is not in it")
        if self.size(name) > limit:
            raise _refused(self.path, f"{name} has more than {limit:,} bytes")
        return b"".join(self.chunks(name))

    def _check(self) -> None:
        infos = self._zip.infolist()
        if len(infos) != len(self._infos):
            raise _refused(self.path, "two of its files have one name")
        if self._zip.comment:
            raise _refused(self.path, "it has a comment")
        at, listed = 0, self._zip.start_dir
        for info in infos:
            if reason := _problem(info):
                raise _refused(self.path, f"{info.filename}: {reason}")
            # Byte for byte, where each lies: of two ways to read a file, another program might take the other.
            head, line = _head(info), _line(info, at)
            if self._at(at, len(head)) != head or self._at(listed, len(line)) != line:
                raise _refused(self.path, f"{info.filename}: its head, or its line in the list, is written otherwise")
            at += len(head) + info.file_size
            listed += len(line)
        if at != self._zip.start_dir or self._at(listed, _MOST_END) != _end(len(infos), at, listed - at):
            raise _refused(self.path, "something lies between its files, the list of them, and its end")
        clash = names.collision(self._infos)
        if clash is not None:
            raise _refused(self.path, f"some systems take {clash[0]} and {clash[1]} for one file")

    def _at(self, place: int, size: int) -> bytes:
        self._file.seek(place)
        return self._file.read(size)


def _check_end(file: BinaryIO, path: Path) -> None:
    """Refuse what is no ZIP, or lists more files than an archive may have: before the list is in memory."""
    size = file.seek(0, 2)
    file.seek(max(size - _END.size, 0))
    end = file.read(_END.size)
    if len(end) < _END.size or not end.startswith(b"PK\5\6"):
        raise _refused(path, "it does not end as one")
    *_, length, _begin, _comment = _END.unpack(end)
    stop = size - _END.size
    if stop >= _LOCATOR_64.size + _END_64.size:
        file.seek(stop - _LOCATOR_64.size - _END_64.size)
        end_64, locator = file.read(_END_64.size), file.read(_LOCATOR_64.size)
        if locator.startswith(b"PK\6\7"):
            *_, length, _begin = _END_64.unpack(end_64)
            stop -= _LOCATOR_64.size + _END_64.size
    _check_list(file, stop - length, stop, path)
    file.seek(0)


def _check_list(file: BinaryIO, at: int, stop: int, path: Path) -> None:
    """Refuse a list of files, from `at` to `stop`, with too many of them, or with names that are too long."""
    for _ in range(MOST_FILES):
        if not 0 <= at < stop:
            break
        file.seek(at)
        head = file.read(_CENTRAL.size)
        if len(head) < _CENTRAL.size or not head.startswith(b"PK\1\2"):
            break
        *_, name, extra, comment = _CENTRAL.unpack(head)
        if name > names.MOST_BYTES:
            raise _refused(path, "the name of a file is too long")
        at += _CENTRAL.size + name + extra + comment
    if at != stop:
        raise _refused(path, f"its list of files is damaged, or longer than {MOST_FILES:,}")


def _problem(info: zipfile.ZipInfo) -> str:
    """Return why an entry is none of an archive's; "" where its kind is right."""
    if reason := names.problem(info.filename):  # that of a folder ends in a slash, which none may
        return reason
    if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
        return "it is compressed, and nothing in an archive is"
    return "" if stat.S_IFMT(info.external_attr >> 16) in _PLAIN_TYPES else "it is a link, or no plain file"


def _head(info: zipfile.ZipInfo) -> bytes:
    """Return the bytes that stand before a file's own (APPNOTE 4.3.7)."""
    name = info.filename.encode()
    sizes = info.CRC, info.file_size, info.file_size
    return _LOCAL.pack(b"PK\3\4", _VERSION, _flags(name), 0, 0, _DATE, *sizes, len(name), 0) + name


def _line(info: zipfile.ZipInfo, at: int) -> bytes:
    """Return the line of the list that is about a file which begins at `at` (APPNOTE 4.3.12)."""
    name = info.filename.encode()
    is_far = at > zipfile.ZIP64_LIMIT
    extra = struct.pack("<2HQ", 1, 8, at) if is_far else b""  # APPNOTE 4.5.3, where 32 bits may be too few
    version, offset = (_VERSION_64, _FULL_32) if is_far else (_VERSION, at)
    sizes = info.CRC, info.file_size, info.file_size
    about = version, _UNIX, version, _flags(name), 0, 0, _DATE, *sizes, len(name), len(extra), 0, 0, 0, _MODE, offset
    return _LISTED.pack(b"PK\1\2", *about) + name + extra


def _end(number: int, at: int, size: int) -> bytes:
    """Return the end of an archive, whose list of `number` files begins at `at` (APPNOTE 4.3.14 to 4.3.16)."""
    far = b""
    if number > zipfile.ZIP_FILECOUNT_LIMIT or at > zipfile.ZIP64_LIMIT or size > zipfile.ZIP64_LIMIT:
        far = _END_64.pack(b"PK\6\6", 44, 45, 45, 0, 0, number, number, size, at)
        far += _LOCATOR_64.pack(b"PK\6\7", 0, at + size, 1)
        number, size, at = min(number, _FULL_16), min(size, _FULL_32), min(at, _FULL_32)
    return far + _END.pack(b"PK\5\6", 0, 0, number, number, size, at, 0)


def _flags(name: bytes) -> int:
    return 0 if name.isascii() else _UTF8_FLAG


def _refused(path: Path, reason: str) -> ArchiveError:
    return ArchiveError(f"{path} is not an archive as testamur archive writes it: {reason}. Ask for another copy")
