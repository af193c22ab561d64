"""Several records changed together: every file whole, and all of them or none.

Everything is written beside the records before the first file changes, and a failure on the way puts back what was
there. Only a machine that stops in between can leave a part: each file is whole even then, files are removed last,
and whoever runs the same act again finishes it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from testamur.errors import UsageError
from testamur.records.parsing import files
from testamur.records.registry import RECORD_LIMIT

Contents = Mapping[Path, bytes | None]
"""Files and their bytes; None is no file."""


def replace_all(before: Contents, after: Contents, *, drafts: Path) -> None:
    """Make the files of `after` what it says. `drafts` is a folder on the same disk, outside the records.

    Raises UsageError where a file is no longer what `before` says, and OSError where one cannot be written; every file
    is then as it was.
    """
    for path, data in before.items():
        if _current(path) != data:
            raise UsageError(f"{path} was changed by somebody else just now: nothing was changed. Run this again")
    new: dict[Path, Path] = {}
    old: dict[Path, Path] = {}
    try:
        # The old ones too: to put them back must not need room on the disk.
        for drafted, contents in ((new, after), (old, before)):
            for path, data in contents.items():
                if data is not None:
                    drafted[path] = _stage(path, data, drafts)
        _exchange(new, old, after)
    finally:
        for draft in (*new.values(), *old.values()):
            draft.unlink(missing_ok=True)


def _exchange(new: Mapping[Path, Path], old: Mapping[Path, Path], after: Contents) -> None:
    """Move every new file into place, then remove what is to go; a failure moves the old ones back."""
    begun: list[Path] = []
    try:
        for path in sorted(after, key=lambda path: after[path] is None):
            begun.append(path)
            if path in new:
                new[path].replace(path)
            else:
                path.unlink()
    except BaseException:
        for path in begun:
            if path in old:
                old[path].replace(path)
        raise


def write_new(path: Path, data: bytes) -> None:
    """Write a file whole; UsageError where another one has its name. The same one again is fine."""
    if path.exists():
        if path.is_file() and path.read_bytes() == data:
            return
        raise UsageError(f"{path} exists and is another file: nothing was written. Choose another name")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _stage(path, data, path.parent)
    try:
        os.link(draft, path)
    finally:
        draft.unlink()


def _current(path: Path) -> bytes | None:
    try:
        return files.read(path, RECORD_LIMIT)
    except FileNotFoundError:
        return None


def _stage(path: Path, data: bytes, drafts: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=".change-", dir=drafts)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    except BaseException:
        draft.unlink()
        raise
    return draft
