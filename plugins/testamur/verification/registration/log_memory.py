"""Remembers the largest checkpoint seen of each log on this machine, so that no host can take a part of it back.

One file for each log, in the cache folder, and one for its root key, which is never another one. Whatever is in the
first, a key of the log has to have signed it before it counts; two checkpoints that contradict each other are kept as
evidence, beside each other.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from testamur import cache_folder
from testamur.errors import LogError
from testamur.log import checkpoint, note
from testamur.verification.registration.registered import Registration

NAME = "logs"


class LogMemory(Mapping[str, bytes]):
    """The largest checkpoints and the root keys seen, by their names. `folder` is None where nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @classmethod
    def on_disk(cls) -> LogMemory:
        """Return the memory of this machine's user."""
        return cls(cache_folder.prepare(NAME))

    def __getitem__(self, name: str) -> bytes:
        """Return the checkpoint of a log; KeyError where none was seen."""
        with contextlib.suppress(OSError):
            if self.folder is not None:
                with (self.folder / _file_name(name)).open("rb") as file:
                    return file.read(note.MAX_BYTES)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        """Names of logs are not kept: nothing is listed."""
        return iter(())

    def __len__(self) -> int:
        """Return how many logs can be listed: none."""
        return 0

    def keep(self, registration: Registration) -> tuple[Path, ...]:
        """Remember what a check saw; return the files of the evidence where it saw two histories.

        What cannot be written is not remembered, and no check is worse for it.
        """
        if registration.evidence:
            return self.keep_evidence(registration.evidence)
        if registration.newest:
            self._keep_newest(registration.newest)
        if registration.root:
            name = registration.root.partition(b"+")[0].decode("utf-8", "replace")
            self._write(_file_name(name), registration.root)
        return ()

    def keep_evidence(self, notes: tuple[bytes, bytes]) -> tuple[Path, ...]:
        """Keep two checkpoints that are not of one history; return their files."""
        stem = hashlib.sha256(b"".join(notes)).hexdigest()[:16]
        return tuple(
            path
            for mark, data in zip("ab", notes, strict=True)
            if (path := self._write(f"two-histories-{stem}-{mark}.txt", data))
        )

    def _keep_newest(self, data: bytes) -> None:
        name = data.partition(b"\n")[0].decode("utf-8", "replace")
        # Of two checks at the same time, the one that saw less may end last.
        if _size_of(data, name) >= _size_of(self.get(name, b""), name):
            self._write(_file_name(name), data)

    def _write(self, name: str, data: bytes) -> Path | None:
        if self.folder is None:
            return None
        file, draft = self.folder / name, self.folder / f".{name}.new"
        try:
            draft.write_bytes(data)
            draft.replace(file)
        except OSError:
            return None
        return file


def _size_of(data: bytes, name: str) -> int:
    """Return how many entries a checkpoint of this log is of; -1 where it is none."""
    try:
        point = checkpoint.read(note.read(data).text)
    except LogError:
        return -1
    return point.size if point.origin == name else -1


def _file_name(name: str) -> str:
    # A log's name is a stranger's text, and no name of a file.
    return f"{hashlib.sha256(name.encode()).hexdigest()}.txt"
