"""What is asked of every award at each build, many awards to a row: a row for each takes longer to read than to use.

A run is a list of neighbouring awards, each as `site_state` spells it. Which ids end a run follows from the ids
(`seen_files.ends_run`), so that an award which comes, goes or changes has one or two runs made anew. They are made of
the table `award`, in the transaction that changes it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterator
from typing import Any

import orjson

from testamur.seen_files import ends_run

TABLE = "CREATE TABLE IF NOT EXISTS run (last TEXT PRIMARY KEY, spelt BLOB NOT NULL, seal BLOB NOT NULL) WITHOUT ROWID"
_END = "~"  # comes after every id
_SEAL = 8  # bytes


def read(connection: sqlite3.Connection) -> Iterator[list[Any]]:
    """Yield all runs in the order of their awards, but for those that are damaged; sqlite3.Error as it comes."""
    for last, spelt, seal in connection.execute("SELECT last, spelt, seal FROM run ORDER BY last"):
        if type(last) is str and type(spelt) is type(seal) is bytes and seal == _seal(last, spelt):
            yield orjson.loads(spelt)


def make_all(connection: sqlite3.Connection) -> None:
    """Make all runs anew."""
    connection.execute("DELETE FROM run")
    _make(connection, "", _END)


def make_anew(connection: sqlite3.Connection, changed: Collection[str]) -> None:
    """Make those runs anew in which one of these awards is, was, or would be."""
    made_to = ""
    for award_id in sorted(changed):
        if award_id <= made_to:
            continue
        (before,) = connection.execute("SELECT max(last) FROM run WHERE last < ?", (award_id,)).fetchone()
        # The one behind it, too: where a run ended with this award, it goes on now.
        after = award_id
        while after != _END and after in changed:
            (after,) = connection.execute("SELECT min(last) FROM run WHERE last > ?", (after,)).fetchone()
            after = after or _END
        _make(connection, before or "", after)
        made_to = after


def _make(connection: sqlite3.Connection, before: str, to: str) -> None:
    """Make the runs of the awards behind `before`, up to `to`."""
    connection.execute("DELETE FROM run WHERE last > ? AND last <= ?", (before, to))
    spelt: list[bytes] = []
    question = "SELECT id, spelt FROM award WHERE id > ? AND id <= ? ORDER BY id"
    last = ""
    for award_id, one in connection.execute(question, (before, to)):
        spelt.append(one)
        last = award_id
        if ends_run(award_id):
            _write(connection, award_id, spelt)
            spelt = []
    if spelt:
        _write(connection, _END if to == _END else last, spelt)


def _write(connection: sqlite3.Connection, last: str, spelt: list[bytes]) -> None:
    whole = b"[%s]" % b",".join(spelt)
    connection.execute("INSERT INTO run VALUES (?, ?, ?)", (last, whole, _seal(last, whole)))


def _seal(last: str, spelt: bytes) -> bytes:
    return hashlib.blake2b(b"%s %s" % (last.encode(), spelt), digest_size=_SEAL).digest()
