"""A ledger is folders and plain files: nothing in it leads out of it. Reads, writes and lists them.

A ledger has two files an award, and a run opens them all: so they are named by text, and opened without buffers.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from testamur.errors import LedgerError

_READ_BYTES = 64 * 1024


def refuse_others(folder: Path) -> None:
    """Raise LedgerError where something in the ledger is neither a folder nor a plain file.

    The ledger lies on a branch to which more people may push than hold the key. Through a symbolic link they would let
    the holder's run write and remove files anywhere.
    """
    # git made its own folder, and no branch can bring one.
    for name, entry in _walk(folder, but=".git"):
        if not entry.is_file(follow_symlinks=False) and not entry.is_dir(follow_symlinks=False):
            raise LedgerError(
                f"{folder.name}/{name} is a symbolic link, or no plain file, and no ledger has one. Look at the "
                "history of its branch for who put it there, and take it out"
            )


def read(path: str) -> bytes:
    """Return what is in a file; OSError as `open` raises it."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        data = os.read(descriptor, os.fstat(descriptor).st_size + 1)
        # Most often there is no more, and one look at the end shows it.
        while more := os.read(descriptor, _READ_BYTES):
            data += more
        return data
    finally:
        os.close(descriptor)


def write(path: str, data: bytes) -> None:
    """Make a file of `data`, in the place of one that is there; OSError as `open` raises it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def names_below(folder: Path) -> list[str]:
    """Return the files below a folder, named from there with forward slashes; none where there is no folder."""
    return sorted(name for name, entry in _walk(folder) if entry.is_file())


def _walk(folder: Path, but: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all that lies below a folder, with its name from there, and follow no link; `but` names a folder in it."""
    prefixes = [""]
    while prefixes:
        prefix = prefixes.pop()
        with contextlib.suppress(FileNotFoundError), os.scandir(folder / prefix) as entries:
            for entry in entries:
                name = prefix + entry.name
                if name == but and entry.is_dir():
                    continue
                if entry.is_dir(follow_symlinks=False):
                    prefixes.append(f"{name}/")
                yield name, entry
