"""The folder a site is built into: fresh, alone, and swapped in whole.

A build writes beside the site that stands. Only a finished one takes its place, in one exchange of
names; a failed or killed one leaves the old site as it was. Records and what is made for people are
written file by file (`authoring/editing/atomic_files.py`); here a whole folder changes at once, which
no rename of files can do, and with it goes what the new site no longer has.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from testamur.errors import PublishingError

_SITE_FILE = "index.json"  # every site of ours has the verification index's head


@contextlib.contextmanager
def fresh(output: Path, *, keep_out_of: tuple[Path, ...] = ()) -> Iterator[Path]:
    """Yield an empty folder, and put it in the place of `output` when the block ends without an error.

    `keep_out_of` are folders that a site must not replace or lie in (the records, the ledger).
    Raises PublishingError when `output` is not a place for a site, or another build is at work.
    """
    _check_place(output, keep_out_of)
    output.parent.mkdir(parents=True, exist_ok=True)
    with _locked(output):
        building, old = _beside(output, "building"), _beside(output, "old")
        if old.exists() and not output.exists():
            old.rename(output)  # A kill between two renames, where names cannot be exchanged.
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        try:
            yield building
            _check_built(building)
            _swap(building, output, old)
        finally:
            shutil.rmtree(building, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


def _check_place(output: Path, keep_out_of: tuple[Path, ...]) -> None:
    if output.is_symlink():
        raise PublishingError(f"{output} is a symbolic link: build into an ordinary folder, e.g. --output output")
    target = output.resolve()
    for folder in (Path.cwd(), *keep_out_of):
        if target == folder.resolve() or target in folder.resolve().parents:
            raise PublishingError(
                f"{output} contains {folder}, which the site would replace. Build into a folder of its own"
            )
    for folder in keep_out_of:
        if folder.resolve() in target.parents:
            raise PublishingError(f"{output} is inside {folder}: build into a folder of its own")
    if output.exists() and not output.is_dir():
        raise PublishingError(f"{output} is not a folder")
    if output.is_dir() and any(output.iterdir()) and not (output / _SITE_FILE).is_file():
        raise PublishingError(
            f"{output} contains files that testamur build did not make: empty it, or build somewhere else"
        )


@contextlib.contextmanager
def _locked(output: Path) -> Iterator[None]:
    lock = os.open(_beside(output, "lock"), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(lock, 32).decode(errors="replace").strip() or "unknown"
        os.close(lock)
        raise PublishingError(
            f"another build (process {holder}) is writing to {output}: wait for it to finish"
        ) from None
    try:
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.ftruncate(lock, 0)
        os.close(lock)


def _check_built(building: Path) -> None:
    """Look at what will be uploaded: the parts that others rely on, and nothing that leads outside."""
    for name in ("index.html", "404.html", _SITE_FILE, "issuer/did.json", "issuer/keys.json"):
        if not (building / name).is_file():
            raise PublishingError(f"the site has no {name}: nothing was published")
    for folder, folders, files in os.walk(building):
        for name in (*folders, *files):
            path = Path(folder, name)
            if path.is_symlink():
                raise PublishingError(f"{path.relative_to(building)} is a symbolic link: nothing was published")


def _swap(building: Path, output: Path, old: Path) -> None:
    if not output.exists():
        building.rename(output)
    elif not _exchange(building, output):
        shutil.rmtree(old, ignore_errors=True)
        output.rename(old)
        building.rename(output)


def _exchange(path: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system cannot (then two renames do it)."""
    if not sys.platform.startswith("linux"):
        return False
    at_working_folder, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE: rename(2)
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = call(at_working_folder, os.fsencode(path), at_working_folder, os.fsencode(other), exchange)
    return done == 0


def _beside(output: Path, what: str) -> Path:
    return output.parent / f".{output.name}.{what}"
