"""Keeps from run to run what became of a picture that people brought, so that no process needs to look at it again.

Kept is what a look at the whole picture gave: a warning or a refusal is the same as at the first time. A look that
was stopped is no such outcome, nor is one at which something failed: another time, there may be more memory.
"""

from __future__ import annotations

import io

from testamur.pictures.drawing import picture_cache
from testamur.pictures.outcome import Kind, Outcome, hear, tell


def read(data: bytes, kind: Kind, headroom: int) -> Outcome | None:
    """Return what became of a picture when it was given as much `headroom` or less; None if that is not known.

    What was given more may have needed it: a check that gives less has to find that out itself.
    """
    for given in sorted({1, headroom}):
        content = picture_cache.read(_key(data, kind, given))
        if content is not None:
            stream = io.BytesIO(content)
            try:
                return hear(stream)
            except (EOFError, ValueError, LookupError, TypeError, OverflowError):
                return None
    return None


def write(data: bytes, kind: Kind, headroom: int, outcome: Outcome) -> None:
    """Keep what became of a picture, if another look would give the same."""
    if any(finding.code == "image-failed" for finding in outcome.findings):
        return
    stream = io.BytesIO()
    tell(stream, outcome)
    picture_cache.write(_key(data, kind, headroom), stream.getvalue())


def _key(data: bytes, kind: Kind, headroom: int) -> str:
    return picture_cache.key_of(f"outcome {kind} {headroom}", data)
