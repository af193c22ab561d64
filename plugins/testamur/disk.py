"""Reads, writes and lists many files: by paths that are texts, and with descriptors instead of streams and buffers.

A ledger has two files an award, and a site five: what a Path, a stream and a question to the system cost for each of
them is most of what such a run takes.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

_READ_BYTES = 64 * 1024
_PLAIN = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | _PLAIN


def read(path: str) -> bytes:
    """Return what is in a file; OSError as `open` raises it."""
    descriptor = os.open(path, os.O_RDONLY | _PLAIN)
    try:
        data = os.read(descriptor, os.fstat(descriptor).st_size + 1)
        # Most often there is no more, and one look at the end shows it.
        while more := os.read(descriptor, _READ_BYTES):
            data += more
        return data
    finally:
        os.close(descriptor)


def write(path: str, data: bytes | bytearray) -> None:
    """Make a file of `data`, in the place of one that is there; OSError as `open` raises it."""
    _fill(os.open(path, _WRITE | os.O_TRUNC, 0o666), data)


def write_new(path: str, data: bytes) -> None:
    """Make a file of `data` where there is none, else raise FileExistsError; missing folders are made."""
    try:
        descriptor = os.open(path, _WRITE | os.O_EXCL, 0o666)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))  # noqa: PTH120 — with text, as everything here
        descriptor = os.open(path, _WRITE | os.O_EXCL, 0o666)
    _fill(descriptor, data)


@contextlib.contextmanager
def opened(folder: Path | str) -> Iterator[int]:
    """Open a folder, in which names are looked up quicker than from the root; OSError as `open` raises it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _PLAIN)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def entries(
    folder: Path, *, leave_out: Callable[[str], bool] = lambda _: False
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all that lies below a folder, with its path from there, and follow no link; nothing if it is missing.

    A folder whose path `leave_out` names is neither yielded nor looked into.
    """
    prefixes = [""]
    while prefixes:
        prefix = prefixes.pop()
        with contextlib.suppress(FileNotFoundError), os.scandir(folder / prefix) as found:
            for entry in found:
                path = prefix + entry.name
                if leave_out(path) and entry.is_dir():
                    continue
                if entry.is_dir(follow_symlinks=False):
                    prefixes.append(f"{path}/")
                yield path, entry


def move_new_folders(source: Path, target: Path) -> None:
    """Move the folders in `source` that `target` lacks, whole: one call for each, however many files it has."""
    for folder in source.iterdir():
        if folder.is_dir() and not (target / folder.name).exists():
            folder.rename(target / folder.name)


def _make_folder(path: str) -> None:
    """Make a folder, and those that it lies in; one that is there is no problem."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        Path(path).mkdir(parents=True, exist_ok=True)


def _fill(descriptor: int, data: bytes | bytearray) -> None:
    """Write all of `data`, of which a disk that is nearly full takes a part, and then fails; close the file."""
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)
