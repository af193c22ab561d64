"""The files of one kind of records, as a walk found them: a short text for each, since there may be a million."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class ListedFile(NamedTuple):
    """One record's file: its path, the same as messages show it (`credentials/…`), and the name without .yml."""

    path: str
    file: str
    stem: str


class ListedFiles:
    """Paths of records, in the order in which they were added."""

    __slots__ = ("_credentials", "_runs")

    def __init__(self, credentials: Path) -> None:
        self._credentials = credentials
        # The names of files that follow each other in one folder. Each text is the very one that becomes the record's
        # name in the registry.
        self._runs: list[tuple[str, list[str]]] = []

    def add(self, folder: str, stem: str) -> None:
        """Add the file `folder`/`stem`.yml; the folder is below that of the records."""
        if not self._runs or self._runs[-1][0] != folder:
            self._runs.append((folder, []))
        self._runs[-1][1].append(stem)

    @property
    def folders(self) -> set[str]:
        """The folders that have such files."""
        return {folder for folder, _ in self._runs}

    def places(self) -> Iterator[tuple[str, str]]:
        """Yield folder and name of each file."""
        return ((folder, stem) for folder, stems in self._runs for stem in stems)

    def files(self) -> Iterator[ListedFile]:
        """Yield each file."""
        for folder, stems in self._runs:
            path = self._credentials / folder
            start, shown = f"{path}/", f"{path.relative_to(self._credentials.parent).as_posix()}/"
            for stem in stems:
                yield ListedFile(f"{start}{stem}.yml", f"{shown}{stem}.yml", stem)

    def __iter__(self) -> Iterator[Path]:
        return (self._credentials / folder / f"{stem}.yml" for folder, stem in self.places())

    def __len__(self) -> int:
        return sum(len(stems) for _, stems in self._runs)
