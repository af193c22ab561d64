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
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

_ENGINE = Path(__file__).resolve().parents[2]
# This room, and the rooms from which it may import (docs/architecture.md, "The rooms").
_CODE = ("errors.py", "text", "pictures")
_LIBRARIES = ("resvg-py", "pillow", "defusedxml")


@functools.cache
def digest() -> bytes | None:
    """Return the SHA-256 of the code and all versions; None where they cannot be read."""
    whole = hashlib.sha256()
    try:
        for name in _LIBRARIES:
            whole.update(f"{name} {metadata.version(name)}\n".encode())
        for path in _files():
            data = path.read_bytes()
            whole.update(f"{path.relative_to(_ENGINE).as_posix()} {len(data)}\n".encode() + data)
    except (OSError, metadata.PackageNotFoundError):
        return None
    # Pixels are counted in floating point, and a Pillow built here uses the system's zlib.
    whole.update(f"{sys.version} {platform.machine()} {sys.platform} {zlib.ZLIB_RUNTIME_VERSION}".encode())
    return whole.digest()


def _files() -> Iterator[Path]:
    for name in _CODE:
        path = _ENGINE / name
        yield from [path] if path.suffix else sorted(path.rglob("*.py"))
