"""Names everything that a picture made here depends on beside its input: our code, and the versions of what it calls.

Two runs with the same name draw the same bytes. Whatever changes it (an update of the renderer, of Python, one line
in this room or in those below it) lets every picture be drawn anew.
"""

from __future__ import annotations

import functools
import hashlib
import platform
import sys
import zlib
from pathlib import Path

from testamur import cache_folder

_ENGINE = Path(__file__).resolve().parents[2]
# This room, and the rooms from which it may import (docs/architecture.md, "The rooms").
_CODE = ("errors.py", "process_limits.py", "text", "pictures")
_LIBRARIES = ("resvg-py", "pillow", "defusedxml")


@functools.cache
def digest() -> bytes | None:
    """Return the SHA-256 of the code and all versions; None where they cannot be read."""
    makers = cache_folder.digest_of_makers(_ENGINE, _CODE, _LIBRARIES)
    # Pixels are counted in floating point, and a Pillow built here uses the system's zlib.
    machine = f"{platform.machine()} {sys.platform} {zlib.ZLIB_RUNTIME_VERSION}"
    return makers and hashlib.sha256(makers + machine.encode()).digest()
