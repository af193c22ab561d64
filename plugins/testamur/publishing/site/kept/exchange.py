"""Brings a standing site up to date with what was written beside it: what is the same stays, all else is exchanged.

Each name is exchanged by one rename, so that whoever asks for a file meanwhile gets it, old or new, and never half of
one. The renames are in a journal first: a process that is killed leaves one that the next build carries out to its end
(decision 23). Keys, status lists and the index go first, then awards, then the pages that lead to them, and what the
new site no longer has goes last (docs/hosting.md).
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import stat
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from testamur import disk
from testamur.errors import PublishingError

Kept = Mapping[str, Collection[str]]
"""By folder below the site (`awards`, `fr/awards`): the names in it that stay."""
_VERSION = 1
_GONE = ".gone"  # in the new site's folder, and no name that a site has: what was taken away
_FIRST = frozenset({"issuer", "status", "index", "index.json"})


class Step(NamedTuple):
    """A name of the site that changes: `inode` is that of what comes there; or, where `goes`, of what is taken away."""

    name: str
    inode: int
    goes: bool


def begin(journal: Path, building: Path, output: Path, kept: Kept) -> None:
    """Write the journal of what brings `output` up to date with the folder `building`; OSError where that fails."""
    steps = sorted(_steps(building, output, kept, ""), key=lambda step: (step.goes, _rank(step.name, kept)))
    new = journal.with_name(f"{journal.name}.new")
    try:
        with new.open("wb") as file:
            # By the standard library: somebody may have put a name into the site that is no UTF-8.
            file.write(json.dumps({"v": _VERSION, "steps": steps}).encode())
            file.flush()
            os.fsync(file.fileno())
        new.replace(journal)
    finally:
        new.unlink(missing_ok=True)


def finish(journal: Path, building: Path, output: Path) -> None:
    """Carry out a journal, however far that got before; nothing where there is none.

    PublishingError where a step is not possible: then the journal stays.
    """
    try:
        steps = _read(journal)
    except FileNotFoundError:
        return
    # Without either of them somebody has tidied up, and there is nothing to make whole.
    if output.is_dir() and building.is_dir():
        try:
            for number, step in enumerate(steps):
                _carry_out(step, building, output, f"{building}{os.sep}{_GONE}{os.sep}{number}")
        except OSError as error:
            raise PublishingError(
                f"{error.filename} cannot be renamed ({error.strerror}), and the site in {output} is half way between "
                "an old and a new one. See to that, and build again"
            ) from error
    journal.unlink()


def exchange(path: Path | str, other: Path | str) -> bool:
    """Exchange two names in one step; False where the system cannot (then two renames do it)."""
    if not sys.platform.startswith("linux"):
        return False
    at_working_folder, both = -100, 2  # AT_FDCWD and RENAME_EXCHANGE: rename(2)
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = call(at_working_folder, os.fsencode(path), at_working_folder, os.fsencode(other), both)
    return done == 0


def _steps(building: Path, output: Path, kept: Kept, folder: str) -> Iterator[Step]:
    """Yield what has to change in a folder of the site, "" for the whole."""
    stay = kept.get(folder, ())
    new, old = _names(building / folder), _names(output / folder)
    for name in new:
        path = f"{folder}/{name}" if folder else name
        if name in stay:
            # A file that somebody else has in a folder that stays, such as the institution's own prose.
            for inner, entry in disk.entries(building / path):
                if not entry.is_dir(follow_symlinks=False):
                    yield Step(f"{path}/{inner}", entry.stat(follow_symlinks=False).st_ino, goes=False)
        elif _leads_to(path, kept) and _is_folder(building / path) and name in old and _is_folder(output / path):
            yield from _steps(building, output, kept, path)
        else:
            yield Step(path, (building / path).lstat().st_ino, goes=False)
    for name in old.difference(new, stay):
        path = f"{folder}/{name}" if folder else name
        if _leads_to(path, kept) and _is_folder(output / path):  # of awards, none of which is new
            yield from _steps(building, output, kept, path)
        else:
            yield Step(path, (output / path).lstat().st_ino, goes=True)


def _names(folder: Path) -> set[str]:
    """Return what lies in a folder; nothing where there is none."""
    try:
        return set(os.listdir(folder))  # noqa: PTH208 — names alone
    except FileNotFoundError:
        return set()


def _leads_to(path: str, kept: Kept) -> bool:
    return path in kept or any(name.startswith(f"{path}/") for name in kept)


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)


def _rank(name: str, kept: Kept) -> tuple[int, str]:
    if name.partition("/")[0] in _FIRST:
        return 0, name
    return (1 if name.rpartition("/")[0] in kept else 2), name


def _carry_out(step: Step, building: Path, output: Path, gone: str) -> None:
    """Carry out a step, unless that was done: what has which inode tells it, and a rename does not change that."""
    target = f"{output}{os.sep}{step.name}"
    standing = _inode(target)
    if step.goes:
        if standing == step.inode:
            _move(target, gone)
        return
    new = f"{building}{os.sep}{step.name}"
    if standing == step.inode or _inode(new) != step.inode:
        return
    if standing is not None and not exchange(new, target):
        _move(target, gone)
        standing = None
    if standing is None:
        _move(new, target)


def _move(path: str, target: str) -> None:
    try:
        os.rename(path, target)  # noqa: PTH104 — with text, as in `disk`
    except FileNotFoundError:  # the folder for it
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        os.rename(path, target)  # noqa: PTH104


def _inode(path: str) -> int | None:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        return os.lstat(path).st_ino
    return None


def _read(journal: Path) -> list[Step]:
    try:
        data = json.loads(journal.read_bytes())
        steps = {_VERSION: data["steps"]}[data["v"]]
        return [Step(str(name), int(inode), goes=bool(goes)) for name, inode, goes in steps]
    except (ValueError, KeyError, TypeError) as error:
        raise PublishingError(
            f"{journal} is not what testamur build wrote ({error}). Delete it together with the site, and build again"
        ) from error
