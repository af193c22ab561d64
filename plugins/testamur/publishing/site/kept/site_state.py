"""The state of a site that was built: of each award its inputs, and the files that were written from them.

One SQLite file for each place of a site, in the user's cache folder and in no repository. It only spares work:
a row that is missing, damaged or of another build leads to the same files, written anew. A row has a digest of itself,
so that a damaged one is never taken for another. What is asked of every award is there a second time, in runs
(`award_runs`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from testamur import cache_folder, seen_files
from testamur.publishing.site.kept import award_runs
from testamur.seen_files import SeenFiles

FOLDER = "sites"
VERSION = 5
_MOST = 20  # states that are kept: the oldest of more goes
_FEW = 1000  # awards that changed: of more, all runs are made anew
_SEAL = 8  # bytes
_TABLES = (
    "CREATE TABLE IF NOT EXISTS award (id TEXT PRIMARY KEY, inputs BLOB NOT NULL, spelt BLOB NOT NULL, "
    "files BLOB NOT NULL, seal BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS about (place TEXT NOT NULL, settled INTEGER NOT NULL, start TEXT NOT NULL)",
    award_runs.TABLE,
    seen_files.TABLE,
)
_START = Path("/proc/sys/kernel/random/boot_id")


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
    shared: str  # `AwardInputs.shared`
    entries: Sequence[KeptFile]


class KeptFolders(NamedTuple):
    """The same in short: without the files, and without what the award's own inputs were."""

    id: str
    shared: str
    newest: int  # when the last of its files and folders changed: nanoseconds
    folders: Sequence[Sequence[Any]]  # of each, where it lies (`fr/awards`), and inode, mode and time as of a file


class SiteState:
    """The state of one site. What is entered counts once `commit` was called, and else never."""

    def __init__(self, connection: sqlite3.Connection, place: str, clock: Callable[[], int]) -> None:
        """`clock` says what time it is on the disk, in nanoseconds."""
        self._connection, self._place, self._clock = connection, place, clock
        self._seen: SeenFiles | None = None
        about = connection.execute("SELECT place, settled, start FROM about").fetchall()
        is_ours = len(about) == 1 and about[0][0] == place
        self._is_usable = True
        self._settled = int(about[0][1]) if is_ours else 0
        self._start = _start_of_machine()
        self.is_of_this_start = is_ours and bool(self._start) and about[0][2] == self._start
        """The machine has run since this was entered: what was written then was not lost with what it had in memory."""
        self._changed: set[str] = set()  # awards that were entered or forgotten
        if not is_ours:
            connection.execute("DELETE FROM award")
            connection.execute("DELETE FROM run")
            connection.execute("DELETE FROM seen")

    def folders(self) -> Iterator[KeptFolders]:
        """Yield what is kept of awards in short, in the order of their ids, but for what cannot be relied on.

        Nothing may be entered until it was all read. A file that is no older than the state might have been changed in
        the same moment in which it was written, and no time would show it: then it is not relied on (as git does with
        its index, "racily clean").
        """
        if not self._is_usable:
            return
        try:
            for run in award_runs.read(self._connection):
                for spelt in run:
                    kept = KeptFolders._make(spelt)
                    if kept.newest < self._settled:
                        yield kept
        except sqlite3.Error:
            self._is_usable = False

    def award(self, award_id: str) -> KeptAward | None:
        """Return all that is kept of an award; None where that is nothing, or cannot be relied on (see `folders`)."""
        try:
            row = self._connection.execute("SELECT * FROM award WHERE id = ?", (award_id,)).fetchone()
        except sqlite3.Error:
            return None
        if row is None or not all(type(part) is bytes for part in row[1:]) or row[-1] != _seal(*row[:-1]):
            return None
        _, inputs, spelt, files, _ = row
        shared, newest = orjson.loads(spelt)[1:3]
        if newest >= self._settled:
            return None
        return KeptAward(inputs, shared, list(map(KeptFile._make, orjson.loads(files))))

    def enter(self, award_id: str, kept: KeptAward) -> None:
        """Enter what was written of an award."""
        newest = max((entry.changed for entry in kept.entries), default=0)
        folders = [
            (entry.name.rpartition("/")[0], entry.inode, entry.mode, entry.changed)
            for entry in kept.entries
            if stat.S_ISDIR(entry.mode)
        ]
        spelt = orjson.dumps(tuple(KeptFolders(award_id, kept.shared, newest, folders)))
        row = (award_id, kept.inputs, spelt, orjson.dumps([tuple(entry) for entry in kept.entries]))
        self._write("INSERT OR REPLACE INTO award VALUES (?, ?, ?, ?, ?)", (*row, _seal(*row)))
        self._changed.add(award_id)

    def forget(self, award_id: str) -> None:
        """Forget an award of which nothing was written."""
        self._write("DELETE FROM award WHERE id = ?", (award_id,))
        self._changed.add(award_id)

    def forget_all(self) -> None:
        """Forget every award, where nobody compares what is written with what is kept."""
        self._write("DELETE FROM award", ())
        self._write("DELETE FROM run", ())

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
        self._write("INSERT INTO about VALUES (?, ?, ?)", (self._place, settled, self._start))
        if self._is_usable:
            with contextlib.suppress(sqlite3.Error):
                if len(self._changed) < _FEW:
                    award_runs.make_anew(self._connection, self._changed)
                else:
                    award_runs.make_all(self._connection)
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
            for table in _TABLES:
                connection.execute(table)
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


def _start_of_machine() -> str:
    """Return what names the time since the machine was started; "" where the system has no name for it."""
    try:
        return _START.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _seal(award_id: str, inputs: bytes, spelt: bytes, files: bytes) -> bytes:
    lengths = b"%d %d %s" % (len(spelt), len(files), award_id.encode())
    return hashlib.blake2b(lengths + inputs + spelt + files, digest_size=_SEAL).digest()
