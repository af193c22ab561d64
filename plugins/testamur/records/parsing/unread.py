"""Remembers what exists among the records and was not read, so that nothing is called missing because of that.

A file that is refused for its name or its kind may well be the one that others name; in a folder that was not entered
there may be any number of them. Folders and names are texts below `credentials/`: `learners`, `l-1`.
"""

from __future__ import annotations

from testamur.records.model.endorsements import SIGNED
from testamur.records.parsing import file_names
from testamur.records.parsing.kinds import BY_FOLDER

_ISSUER = "issuer"
_BESIDE = file_names.PICTURES | {SIGNED}


class Unread:
    """The records, pictures and signed documents that exist, or may exist, and were not read."""

    __slots__ = ("_folders", "_names")

    def __init__(self) -> None:
        self._names: set[tuple[str, str]] = set()
        self._folders: set[str] = set()

    def add(self, folder: str, name: str) -> None:
        """Add a record of `folder`, by the name that others call it; a picture or document by that of its file."""
        self._names.add((folder, name))

    def add_refused(self, path: str, *, is_folder: bool) -> None:
        """Add a file or folder that was not taken for what it is. `path` is below the records: `learners/L-1.yml`."""
        folder, _, name = path.rpartition("/")
        top = path.partition("/")[0]
        if path.lower() in _BESIDE:
            self._folders.add(path.lower())
        elif folder in _BESIDE:
            self._names.add((folder, name))
        elif not folder:
            self._add_at_top(name, is_folder=is_folder)
        elif is_folder:
            self._folders.add(top)
        else:
            # As it is written, and as it would be were it mended: L-1.yml and l-1.yaml may both be l-1.
            stem = name.removesuffix(".yml")
            self._names |= {(top, guess) for guess in (stem, name.partition(".")[0], file_names.plain_stem(stem))}

    def covers(self, folder: str, name: str) -> bool:
        """Say whether something called `name` in `folder` exists, or may exist, and was not read."""
        return folder in self._folders or (folder, name) in self._names

    def covers_issuer(self) -> bool:
        """Say whether there is a file that is, or was meant to be, the issuer's."""
        return self.covers(_ISSUER, _ISSUER)

    def _add_at_top(self, name: str, *, is_folder: bool) -> None:
        """Add what lies beside issuer.yml, and may be it, or the folder of a kind with a mistake in its name."""
        meant = file_names.plain_stem(name.partition(".")[0])
        if meant == _ISSUER and not is_folder:
            self._folders.add(_ISSUER)
        self._folders |= {folder for folder in BY_FOLDER if folder.rstrip("s") == meant.rstrip("s")}
