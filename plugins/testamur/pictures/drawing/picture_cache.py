"""Keeps what was drawn from run to run, by the content that it was drawn from: the same picture is drawn once.

An entry (`cache_entries`) has the SHA-256 of what was asked, of the input, and of what draws (`what_draws`) for a name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from testamur import cache_entries
from testamur.pictures.drawing import what_draws

_FOLDER = "pictures"

_drawn = 0  # pictures


def kept(job: str, *inputs: bytes, draw: Callable[[], bytes]) -> bytes:
    """Return what `draw` returns, kept from an earlier time if there was one; whatever `draw` raises is not kept.

    `job` says what is drawn, with every parameter; `inputs` are drawn from. Together they determine the result.
    """
    global _drawn  # noqa: PLW0603 - one count for the process, as there is one folder
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
    return bool(key_of("")) and cache_entries.can_keep(_FOLDER)


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
    return cache_entries.read(_FOLDER, key)


def write(key: str, content: bytes) -> None:
    """Keep an entry, if it can be kept."""
    cache_entries.write(_FOLDER, key, content)
