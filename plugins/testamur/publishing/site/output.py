"""The folder a site is built into: fresh, alone, and swapped in whole.

A build writes beside the site that stands. Only a finished one takes its place: in one exchange of names, or, around
what stays as it is, in a few under a journal. A failed or killed one leaves the old site as it was. Records and what is
made for people are written file by file (`authoring/editing/atomic_files.py`); here a whole folder changes at once,
which no rename of files can do, and with it goes what the new site no longer has.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import types
from collections.abc import Iterator
from pathlib import Path

from testamur import disk
from testamur.errors import PublishingError
from testamur.publishing.site.kept import exchange
from testamur.publishing.site.kept.exchange import Kept

_SITE_FILE = "index.json"  # every site of ours has the verification index's head
_SITE_PARTS = ("index.html", "404.html", _SITE_FILE, "issuer/did.json", "issuer/keys.json")


@contextlib.contextmanager
def fresh(
    output: Path,
    *,
    keep_out_of: tuple[Path, ...] = (),
    mark: str = _SITE_FILE,
    needed: tuple[str, ...] = _SITE_PARTS,
    beside: Path | None = None,
    kept: Kept = types.MappingProxyType({}),
) -> Iterator[Path]:
    """Yield an empty folder, and put it in the place of `output` when the block ends without an error.

    `keep_out_of` are folders that a site must not replace or lie in (the records, the ledger). A folder that stands is
    replaced if it has the file `mark`, and a new one has to have the `needed` files. What is written meanwhile lies
    next to `beside`, on the same disk, or else next to `output`. What the block puts into `kept` is not written again:
    it stays where it stands, and the new site comes around it (`kept.exchange`).
    Raises PublishingError when `output` is not a place for a site, or another build is at work.
    """
    _check_place(output, keep_out_of, mark)
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = beside or output
    with _locked(output, beside):
        building, old, journal = (_beside(beside, what) for what in ("building", "old", "journal"))
        exchange.finish(journal, building, output)  # A kill between the renames of a site that was brought up to date.
        if old.exists() and not output.exists():
            old.rename(output)  # A kill between two renames, where names cannot be exchanged.
        attempts = attempts_beside(building)
        for left_over in (building, attempts):
            shutil.rmtree(left_over, ignore_errors=True)
        building.mkdir()
        try:
            yield building
            _check_built(building, needed)
            stay = {place: names for place, names in kept.items() if names}
            if stay:
                exchange.begin(journal, building, output, stay)
                exchange.finish(journal, building, output)
            else:
                _swap(building, output, old)
        finally:
            if not journal.exists():  # else the next build needs what is left
                for left_over in (building, attempts, old):
                    shutil.rmtree(left_over, ignore_errors=True)


def attempts_beside(building: Path) -> Path:
    """Return the folder in which processes that may be lost write what then goes into `building`."""
    # Not in it: a process that is believed lost may go on writing after the site was swapped in.
    return building.parent / f"{building.name}.attempts"


@contextlib.contextmanager
def set_aside(output: Path, beside: Path) -> Iterator[None]:
    """Take the site that stands out of the way of those who write around it, and put it back when the block ends.

    Within `fresh`, with the same `beside`. What came into its place meanwhile is removed. Where a process is killed
    here, the next `fresh` puts the site back, and until then `standing` says where it is.
    """
    aside = _beside(beside, "old")
    if output.exists():
        shutil.rmtree(aside, ignore_errors=True)  # a site that was replaced before a kill
        output.rename(aside)
    try:
        yield
    finally:
        if output.is_dir() and not output.is_symlink():
            shutil.rmtree(output)
        else:
            output.unlink(missing_ok=True)
        if aside.exists():
            aside.rename(output)


def standing(output: Path, beside: Path) -> Path:
    """Return where the site that stands lies: beside its place, if a process was killed that had set it aside."""
    aside = _beside(beside, "old")
    return aside if aside.exists() and not output.exists() else output


def written_since(folder: Path, began: int) -> Iterator[str]:
    """Yield the files of a folder that came or changed since `began` (`st_ctime_ns`), by their paths in it."""
    for name, entry in disk.entries(folder):
        # Not the time of its content, which a copy takes over.
        if not entry.is_dir(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_ctime_ns >= began:
            yield name


def _check_place(output: Path, keep_out_of: tuple[Path, ...], mark: str) -> None:
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
    if output.is_dir() and any(output.iterdir()) and not (output / mark).is_file():
        raise PublishingError(
            f"{output} contains files that testamur build did not make: empty it, or build somewhere else"
        )


@contextlib.contextmanager
def _locked(output: Path, beside: Path) -> Iterator[None]:
    lock = os.open(_beside(beside, "lock"), os.O_RDWR | os.O_CREAT, 0o644)
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


def _check_built(building: Path, needed: tuple[str, ...]) -> None:
    """Look at what will be uploaded: the parts that others rely on, and nothing that leads outside."""
    for name in needed:
        if not (building / name).is_file():
            raise PublishingError(f"the site has no {name}: nothing was published")
    for name, entry in disk.entries(building):
        if entry.is_symlink():
            raise PublishingError(f"{name} is a symbolic link: nothing was published")


def _swap(building: Path, output: Path, old: Path) -> None:
    if not output.exists():
        building.rename(output)
    elif not exchange.exchange(building, output):
        shutil.rmtree(old, ignore_errors=True)
        output.rename(old)
        building.rename(output)


def _beside(output: Path, what: str) -> Path:
    return output.parent / f".{output.name}.{what}"
