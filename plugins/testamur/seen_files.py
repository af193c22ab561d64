"""Remembers what files said, by what the file system says of them: what did not change is not read again.

Neighbouring files are remembered together, in a run, under a digest of all their names and stamps and of what else
their content was judged by. Two files with one stamp (inode, mode, size, times of content and inode) have one content,
unless a file changed in the very moment in which it was read; so what changed too shortly before has no stamp, as git
has it with its index ("racily clean").

What is remembered is that of the last run that was finished: whatever a run did not ask for is forgotten with its end.
So two things that are remembered were there together, at the end of that run. SQLite keeps it, in a file of whoever
calls; a row has a digest of itself, and one that is missing or damaged only means reading again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import struct
import zlib
from collections.abc import Callable
from typing import Any

import orjson

TABLE = "CREATE TABLE IF NOT EXISTS seen (key BLOB PRIMARY KEY, body BLOB NOT NULL, seal BLOB NOT NULL) WITHOUT ROWID"
_SECOND = 1_000_000_000  # nanoseconds
_MARGIN = 2 * _SECOND  # the coarsest clock of a file system, that of FAT
_FINE_MARGIN = _SECOND // 10  # one that tells parts of a second tells hundredths
_RUN = 256  # files, on the average
_DIGEST, _SEAL = 24, 8  # bytes
_STAMP = struct.Struct("<QIQqq").pack


class SeenFiles:
    """What files said until now. `clock` says what time it is on a disk (nanoseconds)."""

    def __init__(self, connection: sqlite3.Connection, makers: bytes, clock: Callable[[], int]) -> None:
        """`makers` is a digest of all code that reads and judges files. The table is there."""
        self._connection, self._makers, self._clock = connection, makers, clock
        self._now = 0
        self._asked: set[bytes] = set()
        self.is_usable = True  # everything could be written

    def begin(self) -> None:
        """Look at the clock, before files are looked at, and then read."""
        self._now = self._clock()

    def stamp(self, status: os.stat_result) -> bytes:
        """Return what tells a file from whatever it is after a change; b"" where nothing does."""
        changed, touched = status.st_mtime_ns, status.st_ctime_ns
        age = self._now - max(changed, touched)
        # Whole seconds, both times: that may be all that the disk's clock can tell.
        if age <= _MARGIN and (age <= _FINE_MARGIN or not changed % _SECOND or not touched % _SECOND):
            return b""
        return _STAMP(status.st_ino, status.st_mode, status.st_size, changed, touched)

    def key(self, *about: bytes) -> bytes:
        """Return the key of what follows from all of this, and from our code."""
        whole = hashlib.blake2b(self._makers, digest_size=_DIGEST)
        for part in about:
            whole.update(b"%d:" % len(part) + part)
        return whole.digest()

    def get(self, key: bytes) -> Any:
        """Return what is remembered under a key, as JSON has it; None where that is nothing."""
        try:
            row = self._connection.execute("SELECT body, seal FROM seen WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        if row is None or not type(row[0]) is type(row[1]) is bytes or row[1] != _seal(key, row[0]):
            return None
        self._asked.add(key)
        return orjson.loads(row[0])

    def put(self, key: bytes, value: Any) -> None:
        """Remember a value, if it is one that JSON can have."""
        try:
            body = orjson.dumps(value)
        except (TypeError, ValueError):  # such as a whole number of more than 64 bits
            return
        self._write("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", (key, body, _seal(key, body)))
        self._asked.add(key)

    def forget(self, key: bytes) -> None:
        """Forget what is remembered under a key."""
        self._asked.discard(key)

    def tidy(self) -> None:
        """Forget whatever this run neither asked for nor remembered."""
        try:
            keys = [key for (key,) in self._connection.execute("SELECT key FROM seen")]
        except sqlite3.Error:
            return
        for key in keys:
            if key not in self._asked:
                self._write("DELETE FROM seen WHERE key = ?", (key,))

    def _write(self, question: str, values: tuple[object, ...]) -> None:
        if self.is_usable:
            try:
                self._connection.execute(question, values)
            except sqlite3.Error:
                self.is_usable = False


def ends_run(name: str) -> bool:
    """Say whether a run ends with the file of this name, whichever its neighbours are."""
    # So a file that comes or goes changes one run, or two, and moves no other.
    return zlib.crc32(name.encode("utf-8", "surrogateescape")) % _RUN == 0


def _seal(key: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(key + body, digest_size=_SEAL).digest()
