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
_LOCAL = struct.Struct("<4s2x2H4x3L2H")
_CENTRAL = struct.Struct("<4s24x3H12x")
_END, _END_64, _LOCATOR_64 = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
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
        at = 0
        for info in infos:
            if reason := _problem(info, at) or self._head_problem(info):
                raise _refused(self.path, f"{info.filename}: {reason}")
            at += _LOCAL.size + len(info.filename.encode()) + info.file_size
        if at != self._zip.start_dir:
            raise _refused(self.path, "something lies between its files and the list of them")
        clash = names.collision(self._infos)
        if clash is not None:
            raise _refused(self.path, f"some systems take {clash[0]} and {clash[1]} for one file")

    def _head_problem(self, info: zipfile.ZipInfo) -> str:
        """Return why the head of a file, where it lies, is not as the list says; "" where it is.

        Other programs read the one or the other.
        """
        self._file.seek(info.header_offset)
        head = self._file.read(_LOCAL.size)
        name = info.filename.encode()
        wanted = (b"PK\3\4", info.flag_bits, zipfile.ZIP_STORED, info.CRC, info.file_size, info.file_size, len(name), 0)
        if len(head) < _LOCAL.size or _LOCAL.unpack(head) != wanted or self._file.read(len(name)) != name:
            return "its head is not as the list of files says"
        return ""


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


def _problem(info: zipfile.ZipInfo, at: int) -> str:
    """Return why an entry is none of an archive's; "" where it is. `at` is where it has to begin."""
    if reason := names.problem(info.filename):  # that of a folder ends in a slash, which none may
        return reason
    if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
        return "it is compressed, and nothing in an archive is"
    if info.flag_bits & ~_UTF8_FLAG:
        return "it is encrypted, or written in a way that is not read here"
    if stat.S_IFMT(info.external_attr >> 16) not in _PLAIN_TYPES:
        return "it is a link, or no plain file"
    if info.header_offset != at or info.comment or info.extra != _extra(at):
        return "something lies before it, or over it"
    return ""


def _extra(at: int) -> bytes:
    """Return what the list says besides of a file that begins at `at`: APPNOTE 4.5.3, where 32 bits may be too few."""
    return struct.pack("<2HQ", 1, 8, at) if at > zipfile.ZIP64_LIMIT else b""


def _refused(path: Path, reason: str) -> ArchiveError:
    return ArchiveError(f"{path} is not an archive as testamur archive writes it: {reason}. Ask for another copy")
