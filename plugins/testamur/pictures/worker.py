"""The process in which pictures are read and drawn: one after another, with bounds on memory and time.

Started by `pictures.apart`. A decoder or a renderer that goes wrong takes this process with it and nothing else; it
has no secret in its memory or environment.
"""

from __future__ import annotations

import os
import sys
import time

from testamur.pictures.outcome import OUT_OF_MEMORY, receive, tell
from testamur.pictures.publishable import publishable

try:
    import resource
except ImportError:  # Windows: the time-out of whoever asks is what bounds it there.
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Answer until nobody asks any more. With each picture come its kind, seconds of computing, and bytes of memory."""
    # A core dump of every hostile picture would fill a disk.
    _limit("RLIMIT_CORE", 0)
    try:
        while asked := receive(sys.stdin.buffer):
            kind, seconds, memory = asked.split()
            _limit("RLIMIT_AS", int(memory))
            _limit("RLIMIT_CPU", int(time.process_time()) + 1 + int(seconds))
            data = receive(sys.stdin.buffer)
            tell(sys.stdout.buffer, publishable(data, "svg" if kind == b"svg" else "png"))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _limit(name: str, value: int) -> None:
    """Set a limit of this process, where its system has one of that name and lets it be set."""
    if resource is None:
        return
    try:
        number = getattr(resource, name)
        hard = resource.getrlimit(number)[1]
        resource.setrlimit(number, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    except (AttributeError, OSError, ValueError):
        pass  # The time-out of whoever asks still holds.
