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
from testamur.process_limits import bound


def main() -> None:
    """Answer until nobody asks any more. With each picture come its kind, seconds of computing, and bytes of memory."""
    # A core dump of every hostile picture would fill a disk.
    bound("RLIMIT_CORE", 0)
    try:
        while asked := receive(sys.stdin.buffer):
            kind, seconds, memory = asked.split()
            bound("RLIMIT_AS", int(memory))
            bound("RLIMIT_CPU", int(time.process_time()) + 1 + int(seconds))
            data = receive(sys.stdin.buffer)
            tell(sys.stdout.buffer, publishable(data, "svg" if kind == b"svg" else "png"))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
