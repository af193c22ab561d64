"""Keeps what was drawn from run to run, by the content that it was drawn from: the same picture is drawn once.

An entry is a file in the folder `pictures` of `cache_folder`. Its name is the SHA-256 of what was asked, of the input,
and of what draws (`what_draws`); its content begins with the SHA-256 of that name and of what follows, so that an
entry which was cut off, changed or given another's name is drawn anew. Entries appear with one rename, and several
processes can write at once. Where nothing can be read or written, everything is drawn, and nobody is told.
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
from collections.abc import Callable
from pathlib import Path

from testamur import cache_folder
from testamur.pictures.drawing import what_draws

MOST_BYTES = 256 * 2**20  # of all entries
LARGEST = 16 * 2**20  # bytes of one entry
_LEFT = 0.75  # the part that stays when there are too many
_DAY = 24 * 60 * 60
_DIGEST = 32
_ENTRY = re.compile(r"[0-9a-f]{64}|\.new-\w+")  # and what a killed process left of one

_written = 0  # bytes that this process wrote since it last looked at the whole
_drawn = 0  # pictures


def kept(job: str, *inputs: bytes, draw: Callable[[], bytes]) -> bytes:
    """Return what `draw` returns, kept from an earlier time if there was one; whatever `draw` raises is not kept.

    `job` says what is drawn, with every parameter; `inputs` are drawn from. Together they determine the result.
    """
    global _drawn  # noqa: PLW0603 - as `_written`
    key = key_of(job, *inputs)
    content = read(key)
    if content is None:
        content = draw()
        _drawn += 1
        write(key, content)
    return content


def drawn() -> int:
    """Return how many pictures this process has drawn so far, since they were not kept."""
    return _drawn


def can_keep() -> bool:
    """Say whether there is a place where pictures are kept."""
    return bool(key_of("")) and _folder() is not None


def key_of(job: str, *inputs: bytes) -> str:
    """Return the name of an entry; "" where nothing is kept."""
    drawn_by = what_draws.digest()
    if drawn_by is None:
        return ""
    name = hashlib.sha256(drawn_by)
    for part in (job.encode(), *inputs):
        name.update(len(part).to_bytes(8) + part)
    return name.hexdigest()


def read(key: str) -> bytes | None:
    """Return an entry's content; None if there is none that is whole."""
    folder = _folder() if key else None
    if folder is None:
        return None
    path = folder / key
    try:
        # A link or a pipe in its place is none of ours, and a pipe would be waited for.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST:
                return None
            data = file.read()
        if time.time() - state.st_mtime > _DAY:
            # What is in use is not the oldest. Once a day is enough for that.
            os.utime(path)
    except OSError:
        return None
    content = data[_DIGEST:]
    return content if data[:_DIGEST] == _seal(key, content) else None


def write(key: str, content: bytes) -> None:
    """Keep an entry, if it can be kept."""
    folder = _folder() if key else None
    if folder is None or len(content) > LARGEST - _DIGEST:
        return
    with contextlib.suppress(OSError):
        descriptor, name = tempfile.mkstemp(prefix=".new-", dir=folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_seal(key, content) + content)
            Path(name).replace(folder / key)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _bound(folder, len(content) + _DIGEST)


def _folder() -> Path | None:
    return _prepared(os.environ.get(cache_folder.VARIABLE, ""))


@functools.lru_cache(maxsize=4)
def _prepared(_named: str) -> Path | None:
    """Return the folder, once for each that the environment names."""
    return cache_folder.prepare("pictures")


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + content).digest()


def _bound(folder: Path, size: int) -> None:
    """Count what this process wrote; at first and then from time to time, remove the oldest entries of too many."""
    global _written  # noqa: PLW0603 - one count for the process, as there is one folder
    is_first, _written = _written == 0, _written + size
    if not is_first and _written < MOST_BYTES // 16:
        return
    _written = 1
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
