"""Finds the folder in which Testamur keeps from run to run what it could also work out anew, outside any registry.

`TESTAMUR_CACHE` names another folder than the user's own, or is `off`. Nothing depends on what lies there: whoever
reads it checks it, and whoever cannot write it goes on without.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
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
        if state.st_uid != os.getuid() or state.st_mode & _OTHERS_WRITE:
            return None
    return outer / name


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
