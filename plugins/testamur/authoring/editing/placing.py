"""Many new files at once: all of them, whole, or none; never in the place of another."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from testamur.errors import UsageError
from testamur.text.characters import harmless


def place(folder: Path, files: Mapping[str, str], *, advance: Callable[[], object] = lambda: None) -> None:
    """Write new files below `folder`, by names with forward slashes, in their order; `advance` is called once a file.

    They are staged beside the folder, and each then appears by one rename. Whatever stops this, an interruption from
    the keyboard included, takes away again what had appeared. Raises UsageError where a file of a name exists.
    """
    # Beside the records, on the same disk: a file within them would be a record of its own.
    staging = Path(tempfile.mkdtemp(prefix=".import-", dir=folder.parent))
    try:
        for number, text in enumerate(files.values()):
            draft = staging / str(number)
            draft.write_bytes(text.encode())
            draft.chmod(0o644)
        _appear(folder, staging, list(files), advance)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _appear(folder: Path, staging: Path, names: list[str], advance: Callable[[], object]) -> None:
    placed: list[Path] = []
    made: list[Path] = []
    is_done = False
    try:
        for number, name in enumerate(names):
            path = folder / name
            _make_folders(path.parent, made)
            if path.exists() or path.is_symlink():
                raise UsageError(f"{harmless(str(path), 300)} exists already: nothing was written. Run this again")
            # Noted first: what stops this right after the rename must find it.
            placed.append(path)
            (staging / str(number)).rename(path)
            advance()
        is_done = True
    finally:
        if not is_done:
            _take_back(placed, made)


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
        made.append(one)


def _take_back(placed: list[Path], made: list[Path]) -> None:
    for path in placed:
        path.unlink(missing_ok=True)
    for one in reversed(made):
        # Somebody else may have put something there since: then it is theirs.
        with contextlib.suppress(OSError):
            one.rmdir()
