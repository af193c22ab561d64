"""A ledger is folders and plain files: nothing in it leads out of it."""

from __future__ import annotations

from pathlib import Path

from testamur import disk
from testamur.errors import LedgerError


def refuse_others(folder: Path) -> None:
    """Raise LedgerError where something in the ledger is neither a folder nor a plain file.

    The ledger lies on a branch to which more people may push than hold the key. Through a symbolic link they would let
    the holder's run write and remove files anywhere.
    """
    # git made its own folder, and no branch can bring one.
    for name, entry in disk.entries(folder, leave_out=".git".__eq__):
        if not entry.is_file(follow_symlinks=False) and not entry.is_dir(follow_symlinks=False):
            raise LedgerError(
                f"{folder.name}/{name} is a symbolic link, or no plain file, and no ledger has one. Look at the "
                "history of its branch for who put it there, and take it out"
            )


def names_below(folder: Path) -> list[str]:
    """Return the files below a folder, named from there with forward slashes; none where there is no folder."""
    return sorted(name for name, entry in disk.entries(folder) if entry.is_file())
