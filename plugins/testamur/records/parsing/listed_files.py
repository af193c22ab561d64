"""The files of one kind of records, as a walk found them: a short text for each, since there may be a million."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from testamur.seen_files import ends_run


class ListedFile(NamedTuple):
    """One record's file: its path, the same as messages show it (`credentials/…`), and the name without .yml."""

    path: str
    file: str
    stem: str


class Run(NamedTuple):
    """Neighbouring files, and a digest of all their names and stamps; b"" where one of them has no stamp."""

    files: Sequence[ListedFile]
    digest: bytes


class ListedFiles:
    """Paths of records, in the order in which they were added."""

    __slots__ = ("_credentials", "_runs", "_stamps")

    def __init__(self, credentials: Path) -> None:
        self._credentials = credentials
        # The names of files that follow each other in one folder. Each text is the very one that becomes the record's
        # name in the registry.
        self._runs: list[tuple[str, list[str]]] = []
        self._stamps: list[bytes] = []  # of each file

    def add(self, folder: str, stem: str, stamp: bytes = b"") -> None:
        """Add the file `folder`/`stem`.yml, with its stamp (`SeenFiles.stamp`); the folder is below that of records."""
        if not self._runs or self._runs[-1][0] != folder:
            self._runs.append((folder, []))
        self._runs[-1][1].append(stem)
        self._stamps.append(stamp)

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

    def runs(self) -> Iterator[Run]:
        """Yield the files, run by run: those of one folder, up to one with which a run ends (`seen_files.ends_run`)."""
        stamps = iter(self._stamps)
        for folder, stems in self._runs:
            path = self._credentials / folder
            start, shown = f"{path}/", f"{path.relative_to(self._credentials.parent).as_posix()}/"
            begin = 0
            for end, stem in enumerate(stems, 1):
                if ends_run(stem) or end == len(stems):
                    own = stems[begin:end]
                    files = [ListedFile(f"{start}{name}.yml", f"{shown}{name}.yml", name) for name in own]
                    yield Run(files, _digest(start, own, list(itertools.islice(stamps, end - begin))))
                    begin = end

    def __iter__(self) -> Iterator[Path]:
        return (self._credentials / folder / f"{stem}.yml" for folder, stem in self.places())

    def __len__(self) -> int:
        return sum(len(stems) for _, stems in self._runs)


def _digest(folder: str, stems: list[str], stamps: list[bytes]) -> bytes:
    if not all(stamps):
        return b""
    whole = hashlib.blake2b(digest_size=24)
    for part in ("\0".join([folder, *stems]).encode("utf-8", "surrogateescape"), b"\0".join(stamps)):
        whole.update(b"%d:" % len(part) + part)
    return whole.digest()
