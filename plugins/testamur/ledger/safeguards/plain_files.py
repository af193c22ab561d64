"""A ledger is folders and plain files: nothing in it leads out of it."""

from __future__ import annotations

import os
from pathlib import Path

from testamur.errors import LedgerError


def refuse_others(folder: Path) -> None:
    """Raise LedgerError where something in the ledger is neither a folder nor a plain file.

    The ledger lies on a branch to which more people may push than hold the key. Through a symbolic link they would let
    the holder's run write and remove files anywhere.
    """
    for place, folders, files in os.walk(folder):
        if Path(place) == folder and ".git" in folders:
            folders.remove(".git")  # git made it, and no branch can bring one
        for name in (*folders, *files):
            path = Path(place, name)
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                raise LedgerError(
                    f"{folder.name}/{path.relative_to(folder)} is a symbolic link, or no plain file, and no ledger has "
                    "one. Look at the history of its branch for who put it there, and take it out"
                )
