"""Keeps entries from run to run in a folder of the cache folder: bytes under the digest of what they were made of.

An entry is a file. Its name is a SHA-256; its content begins with the SHA-256 of that name and of what follows, so that
an entry which was cut off, changed or given another's name is made anew. Entries appear with one rename, and several
processes can write at once. Where nothing can be read or written, everything is made anew, and nobody is told.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
import stat
import tempfile
import time
from collections import Counter
from pathlib import Path

from testamur import cache_folder

MOST_BYTES = 256 * 2**20  # of all entries of a folder
LARGEST = 16 * 2**20  # bytes of one entry
_LEFT = 0.75  # the part that stays when there are too many
_DAY = 24 * 60 * 60
_DIGEST = 32
_ENTRY = re.compile(r"[0-9a-f]{64}|\.new-\w+")  # and what a killed process left of one

_written: Counter[str] = Counter()  # by folder: bytes that this process wrote since it last looked at the whole


def can_keep(folder: str) -> bool:
    """Say whether there is a place for entries of `folder`."""
    return _folder(folder) is not None


def read(folder: str, key: str) -> bytes | None:
    """Return an entry's content; None if there is none that is whole, or `key` is ""."""
    place = _folder(folder) if key else None
    if place is None:
        return None
    path = place / key
    try:
        # A link or a pipe in its place is none of ours, and a pipe would be waited for.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode) or not cache_folder.is_own(state) or state.st_size > LARGEST:
                return None
            data = file.read()
        if time.time() - state.st_mtime > _DAY:
            # What is in use is not the oldest. Once a day is enough for that.
            os.utime(path)
    except OSError:
        return None
    content = data[_DIGEST:]
    return content if data[:_DIGEST] == _seal(key, content) else None


def write(folder: str, key: str, content: bytes) -> None:
    """Keep an entry, if it can be kept; not under the key ""."""
    place = _folder(folder) if key else None
    if place is None or len(content) > LARGEST - _DIGEST:
        return
    with contextlib.suppress(OSError):
        descriptor, name = tempfile.mkstemp(prefix=".new-", dir=place)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_seal(key, content) + content)
            Path(name).replace(place / key)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _bound(folder, place, len(content) + _DIGEST)


def _folder(name: str) -> Path | None:
    return _prepared(name, os.environ.get(cache_folder.VARIABLE, ""))


@functools.lru_cache(maxsize=8)
def _prepared(name: str, _named: str) -> Path | None:
    """Return a folder, once for each cache folder that the environment names."""
    return cache_folder.prepare(name)


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).digest()


def _bound(name: str, folder: Path, size: int) -> None:
    """Count what this process wrote; at first and then from time to time, remove the oldest entries of too many."""
    is_first = not _written[name]
    _written[name] += size
    if not is_first and _written[name] < MOST_BYTES // 16:
        return
    _written[name] = 1
    entries = []
    # Entries alone: the folder may be one that somebody named, and has files of their own.
    for path in (path for path in folder.iterdir() if _ENTRY.fullmatch(path.name)):
        with contextlib.suppress(OSError):  # another process may have removed it
            state = path.lstat()
            entries.append((state.st_mtime, state.st_size, path))
    total = sum(weight for _, weight, _ in entries)
    if total <= MOST_BYTES:
        return
    for _, weight, path in sorted(entries):
        if total <= MOST_BYTES * _LEFT:
            break
        with contextlib.suppress(OSError):
            path.unlink()
            total -= weight
