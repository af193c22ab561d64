"""The state of a site that was built: of each award its inputs, and the files that were written from them.

One SQLite file for each place of a site, in the user's cache folder and in no repository. It only spares work:
a row that is missing, damaged or of another build leads to the same files, written anew. A row has a digest of itself,
so that a damaged one is never taken for another.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import orjson

from testamur import cache_folder, seen_files
from testamur.seen_files import SeenFiles

FOLDER = "sites"
VERSION = 4
_MOST = 20  # states that are kept: the oldest of more goes
_INPUTS, _SEAL = 32, 8  # bytes
_TABLE = (
    "CREATE TABLE IF NOT EXISTS award (id TEXT PRIMARY KEY, inputs BLOB NOT NULL, files BLOB NOT NULL, "
    "seal BLOB NOT NULL) WITHOUT ROWID"
)
_ABOUT = "CREATE TABLE IF NOT EXISTS about (place TEXT NOT NULL, settled INTEGER NOT NULL)"


class KeptFile(NamedTuple):
    """A file or folder as it was written: its path below the site, and what the file system says of it."""

    name: str
    inode: int
    mode: int  # what it is, and who may read it: st_mode
    size: int  # bytes
    changed: int  # nanoseconds: st_mtime_ns


class KeptAward(NamedTuple):
    """What an award's files were made from, and the files with the folders that hold nothing else."""

    inputs: bytes
    shared: bytes  # `AwardInputs.shared`
    entries: Sequence[KeptFile]


class SiteState:
    """The state of one site. What is entered counts once `commit` was called, and else never."""

    def __init__(self, connection: sqlite3.Connection, place: str, clock: Callable[[], int]) -> None:
        """`clock` says what time it is on the disk, in nanoseconds."""
        self._connection, self._place, self._clock = connection, place, clock
        self._seen: SeenFiles | None = None
        about = connection.execute("SELECT place, settled FROM about").fetchall()
        is_ours = len(about) == 1 and about[0][0] == place
        self._is_usable = True
        self._settled = int(about[0][1]) if is_ours else 0
        if not is_ours:
            connection.execute("DELETE FROM award")
            connection.execute("DELETE FROM seen")

    def awards(self) -> Iterator[tuple[str, KeptAward]]:
        """Yield what is kept of awards, in the order of their ids, but for what cannot be relied on.

        Nothing may be entered until it was all read. A file that is no older than the state might have been changed in
        the same moment in which it was written, and no time would show it: then it is not relied on (as git does with
        its index, "racily clean").
        """
        if not self._is_usable:
            return
        try:
            for award_id, inputs, files, seal in self._connection.execute("SELECT * FROM award ORDER BY id"):
                if not (type(award_id) is str and type(inputs) is type(files) is type(seal) is bytes):
                    continue
                if seal != _seal(award_id, inputs, files):
                    continue
                newest, entries = orjson.loads(files)
                if newest < self._settled:
                    yield award_id, KeptAward(inputs[:_INPUTS], inputs[_INPUTS:], list(map(KeptFile._make, entries)))
        except sqlite3.Error:
            self._is_usable = False

    def enter(self, award_id: str, kept: KeptAward) -> None:
        """Enter what was written of an award."""
        newest = max((entry.changed for entry in kept.entries), default=0)
        files = orjson.dumps([newest, [tuple(entry) for entry in kept.entries]])
        inputs = kept.inputs + kept.shared
        row = (award_id, inputs, files, _seal(award_id, inputs, files))
        self._write("INSERT OR REPLACE INTO award VALUES (?, ?, ?, ?)", row)

    def forget(self, award_id: str) -> None:
        """Forget an award of which nothing was written."""
        self._write("DELETE FROM award WHERE id = ?", (award_id,))

    def forget_all(self) -> None:
        """Forget every award, where nobody compares what is written with what is kept."""
        self._write("DELETE FROM award", ())

    def seen(self, makers: bytes) -> SeenFiles:
        """Return what records and ledger said, for as long as the state is open; `makers` as there."""
        self._seen = SeenFiles(self._connection, makers, self._clock)
        return self._seen

    def commit(self, settled: int) -> None:
        """Let all count that was entered. Files that changed before the instant `settled` (nanoseconds) are as entered.

        Nothing where the file cannot be written.
        """
        if self._seen is not None:
            self._seen.tidy()
            # What could not be forgotten is of an older site than what would be entered beside it.
            self._is_usable = self._is_usable and self._seen.is_usable
        self._write("DELETE FROM about", ())
        self._write("INSERT INTO about VALUES (?, ?)", (self._place, settled))
        if self._is_usable:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("COMMIT")

    def _write(self, question: str, values: tuple[object, ...]) -> None:
        if self._is_usable:
            try:
                self._connection.execute(question, values)
            except sqlite3.Error:
                self._is_usable = False


@contextlib.contextmanager
def state_of(output: Path) -> Iterator[SiteState | None]:
    """Open the state of the site in the folder `output`; None where there is no place to keep one."""
    place = str(output.resolve())
    folder = cache_folder.prepare(FOLDER)
    with contextlib.ExitStack() as stack:
        state = None
        if folder is not None:
            name = f"{hashlib.sha256(place.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}-v{VERSION}.sqlite"
            state = _opened(folder / name, place, stack)
            _remove_oldest(folder)
        yield state


def _opened(file: Path, place: str, stack: contextlib.ExitStack) -> SiteState | None:
    """Open a state's file; one that is damaged is made anew."""
    for _ in range(2):
        try:
            with contextlib.suppress(FileNotFoundError):
                found = file.lstat()
                if not stat.S_ISREG(found.st_mode) or not cache_folder.is_own(found):
                    return None
            connection = stack.enter_context(contextlib.closing(sqlite3.connect(file, timeout=0, isolation_level=None)))
            # A row that is half written by a machine that stops has another seal; so nothing waits for the disk.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_TABLE)
            connection.execute(_ABOUT)
            connection.execute(seen_files.TABLE)
            return SiteState(connection, place, lambda: _now(file))
        except sqlite3.OperationalError:  # another process has it, or the folder cannot be written
            return None
        except (sqlite3.Error, TypeError, ValueError):
            stack.close()
            with contextlib.suppress(OSError):
                file.unlink()
        except OSError:
            return None
    return None


def _now(file: Path) -> int:
    os.utime(file)
    return file.stat().st_mtime_ns


def _remove_oldest(folder: Path) -> None:
    with contextlib.suppress(OSError):
        files = sorted(folder.glob("*.sqlite"), key=lambda file: file.stat().st_mtime)
        for file in files[:-_MOST]:
            file.unlink()


def _seal(award_id: str, inputs: bytes, files: bytes) -> bytes:
    return hashlib.blake2b(b"%d %s" % (len(files), award_id.encode()) + inputs + files, digest_size=_SEAL).digest()
