"""Remembers which documents verified, so that a build does not verify again what has not changed since.

Whether the two proofs of a document verify, each under the key that its verification method names, follows from the
document's bytes and from the code that verifies: so their digest is kept, for one state of that code. Whose keys they
are, and whether they still count, follows from neither and is asked anew each time, like everything else.

On disk it is one SQLite file in the cache folder. Whatever is wrong with that file, nothing is remembered.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import re
import sqlite3
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol

from testamur import __version__, cache_folder

NAME = "verified.sqlite"
_MAX_DIGESTS = 1_000_000  # of 45 bytes each
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_AT_ONCE = 500  # digests that one question asks for: SQLite takes 999 in its older versions
_SECONDS = 5  # to wait for another process, which writes for a few milliseconds
_ENGINE = Path(__file__).resolve().parents[1]
# This room, and those below it that it calls; and what signatures and canonical forms are left to.
_CODE = ("errors.py", "text", "proofs")
_LIBRARIES = ("cryptography", "orjson", "pynacl", "pyoxigraph", "rfc8785")
_TABLES = (
    "CREATE TABLE IF NOT EXISTS engine (name TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS verified (digest BLOB PRIMARY KEY, run INTEGER NOT NULL) WITHOUT ROWID",
)


class VerifiedMemory(Protocol):
    """Remembers documents by their digests, as `ledger.state.digest` writes them: `sha256:9e…`."""

    def known(self, digests: Collection[str]) -> set[str]:
        """Return those of the digests whose documents are remembered as verified."""

    def add(self, digests: Collection[str]) -> None:
        """Remember documents of which both proofs were verified."""


class MemoryOfProcess:
    """Remembers until the process ends: for what is signed and built in one go. A new one remembers nothing."""

    def __init__(self) -> None:
        self._digests: set[str] = set()

    def known(self, digests: Collection[str]) -> set[str]:
        """Return those that were added."""
        return self._digests.intersection(digests)

    def add(self, digests: Collection[str]) -> None:
        """Add digests."""
        self._digests.update(digests)


class MemoryOnDisk:
    """Remembers in a file that several processes share. `engine` names the code that verifies."""

    def __init__(self, file: Path, engine: str) -> None:
        self._file, self._engine = file, engine

    def known(self, digests: Collection[str]) -> set[str]:
        """Return those that were added by the same code; none where the file cannot be used."""
        found: set[str] = set()
        with contextlib.suppress(sqlite3.Error, OSError), self._open("ro") as connection:
            if connection.execute("SELECT name FROM engine").fetchall() != [(self._engine,)]:
                return set()
            waiting = filter(_DIGEST.fullmatch, digests)
            while some := tuple(itertools.islice(waiting, _AT_ONCE)):
                question = f"SELECT digest FROM verified WHERE digest IN ({','.join('?' * len(some))})"  # noqa: S608
                # The very texts that were given: another one for each would take 120 bytes.
                texts = {_bytes(digest): digest for digest in some}
                found.update(texts[row[0]] for row in connection.execute(question, tuple(texts)) if row[0] in texts)
        return found

    def add(self, digests: Collection[str]) -> None:
        """Add digests, and forget the oldest where they are too many; nothing where the file cannot be written."""
        if not digests:
            return
        with contextlib.suppress(sqlite3.Error, OSError):
            try:
                self._write(digests)
            except sqlite3.OperationalError:  # another process writes, or the folder cannot be written
                return
            except sqlite3.DatabaseError:  # damaged: everything in it can be verified again
                self._file.unlink()
                self._write(digests)

    def _write(self, digests: Collection[str]) -> None:
        with self._open("rwc") as connection:
            connection.execute("BEGIN IMMEDIATE")
            for table in _TABLES:
                connection.execute(table)
            if connection.execute("SELECT name FROM engine").fetchall() != [(self._engine,)]:
                connection.execute("DELETE FROM engine")
                connection.execute("DELETE FROM verified")
                connection.execute("INSERT INTO engine VALUES (?)", (self._engine,))
            (run,) = connection.execute("SELECT coalesce(max(run), 0) + 1 FROM verified").fetchone()
            rows = ((_bytes(digest), run) for digest in itertools.islice(digests, _MAX_DIGESTS))
            connection.executemany("INSERT OR REPLACE INTO verified VALUES (?, ?)", rows)
            (number,) = connection.execute("SELECT count(*) FROM verified").fetchone()
            if number > _MAX_DIGESTS:
                connection.execute("DELETE FROM verified WHERE run < ?", (run,))
            connection.execute("COMMIT")

    @contextlib.contextmanager
    def _open(self, mode: str) -> Iterator[sqlite3.Connection]:
        """Open the file (`ro`, or `rwc`, which makes it); sqlite3.Error where it is none, or others can write to it."""
        with contextlib.suppress(FileNotFoundError):
            state = self._file.lstat()
            if not stat.S_ISREG(state.st_mode) or not cache_folder.is_own(state):
                raise sqlite3.OperationalError("not a file of one's own")
        # Transactions are begun and ended by hand.
        uri = f"{self._file.as_uri()}?mode={mode}"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=_SECONDS, isolation_level=None)) as connection:
            yield connection


def on_disk() -> VerifiedMemory:
    """Return the memory in the user's cache folder; one that remembers nothing where there is none."""
    folder, engine = cache_folder.prepare(), _engine()
    return MemoryOnDisk(folder / NAME, engine) if folder and engine else MemoryOfProcess()


@functools.cache
def _engine() -> str:
    """Name the code that verifies; "" where it cannot be read."""
    makers = cache_folder.digest_of_makers(_ENGINE, _CODE, _LIBRARIES)
    return f"{__version__}-{makers.hex()}" if makers else ""


def _bytes(digest: str) -> bytes:
    return bytes.fromhex(digest.removeprefix("sha256:"))
