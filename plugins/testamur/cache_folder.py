"""Finds the folder in which Testamur keeps from run to run what it could also work out anew, and names what made it.

`TESTAMUR_CACHE` names another folder than the user's own, or is `off`. Nothing depends on what lies there: whoever
reads it checks it, and whoever cannot write it goes on without.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path

VARIABLE = "TESTAMUR_CACHE"
OFF = "off"

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def prepare(name: str = "", environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the cache folder, or the folder `name` in it, made where it is missing; None where nothing is kept.

    Nothing is kept if the environment says `off`, if the folder cannot be made, and if others can write to it: what
    they put there would be taken for our own. A folder that cannot be written to is returned as well.
    """
    outer = _choose(environment)
    if outer is None:
        return None
    for folder in dict.fromkeys((outer, outer / name)):
        try:
            folder.mkdir(mode=0o700, parents=folder is outer, exist_ok=True)
            state = folder.stat()
        except OSError:
            return None
        if not is_own(state):
            return None
    return outer / name


def is_own(state: os.stat_result) -> bool:
    """Say whether a file or folder is the user's own, and nobody else can write to it."""
    return state.st_uid == os.getuid() and not state.st_mode & _OTHERS_WRITE


def digest_of_makers(engine: Path, code: Sequence[str], libraries: Sequence[str]) -> bytes | None:
    """Return the SHA-256 of what works something out: our code, by its text, and the versions of what it calls.

    `code` are modules and rooms of the package in the folder `engine`. None where they, or the versions, cannot be
    read. What was kept under another digest may be something else today.
    """
    whole = hashlib.sha256(sys.version.encode())
    try:
        for name in libraries:
            whole.update(f"{name} {metadata.version(name)}\n".encode())
        for path in (path for name in code for path in _modules(engine / name)):
            data = path.read_bytes()
            whole.update(f"{path.relative_to(engine).as_posix()} {len(data)}\n".encode() + data)
    except (OSError, metadata.PackageNotFoundError):
        return None
    return whole.digest()


def _modules(path: Path) -> list[Path]:
    return [path] if path.suffix else sorted(path.rglob("*.py"))


def _choose(environment: Mapping[str, str]) -> Path | None:
    """Return where the cache folder is to be; None where there is to be none."""
    named = environment.get(VARIABLE, "")
    if named == OFF:
        return None
    if named:
        return Path(named).absolute()
    # Imported here: most commands keep nothing.
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("testamur"))
    # Where nobody knows the user's home, the name begins with a ~ and would be a folder here.
    return folder if folder.is_absolute() else None
