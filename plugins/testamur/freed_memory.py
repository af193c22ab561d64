"""What libraries free goes back to the system at once, where the C library would keep it for later.

A card is drawn in a few blocks of some megabytes. The GNU C library takes large blocks from its heap once it has seen
one of them freed, and a heap shrinks at its end only: after ten pictures, some 25 MB stay with a process that nothing
uses. With a fixed bound, large blocks are always mapped by themselves (mallopt(3), M_MMAP_THRESHOLD).
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import sys

_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of malloc.h
_LARGE = 256 * 1024  # bytes


@functools.cache
def give_back_large_blocks() -> bool:
    """Let large blocks go back to the system from now on; say whether that could be asked for."""
    if not sys.platform.startswith("linux"):
        return False
    with contextlib.suppress(OSError, AttributeError):  # a C library that knows no such bound
        return bool(ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE))
    return False
