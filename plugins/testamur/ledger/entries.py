"""Makes, writes and reads the ledger's entries: one line an act, in the order of the acts, never changed afterwards.

Each is one RFC 8785 line of at most 1,024 bytes, without ids or personal data. They are the leaves of a transparency
log (C2SP tlog-tiles), so their bytes are for good.
"""

from __future__ import annotations

import hashlib
import re
import sys
import types
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from testamur.errors import DocumentError, LedgerError
from testamur.ledger.safeguards import file_shapes
from testamur.proofs import jcs
from testamur.seen_files import SeenFiles

LedgerEntry = dict[str, Any]
NAME = "entries.jsonl"
MAX_ENTRY_BYTES = 1024  # of one line
_TEXTS = ("c", "key", "list", "next", "origin", "policy", "prev", "reason", "root", "sig")
OPERATIONS = frozenset(
    {
        "issue",
        "reissue",
        "status",
        "erase",
        "key-add",
        "key-retire",
        "key-revoke",
        "log-key",
        "witnesses",
        "genesis",
        "end",
    }
)


_DOCUMENT = re.compile(rb'[{,]"c":"([^"\\]*)"')
_KEY = re.compile(rb'[{,]"key":"([^"\\]*)"')


class EnteredDigests(Collection[str]):
    """The digests of all documents that were entered.

    Those in lines that were checked by an earlier run are read from them once somebody asks for one of them: of
    100,000 documents that takes 25 MB, and most runs ask for new ones alone.
    """

    __slots__ = ("_before", "_checked", "_new")

    def __init__(self, new: set[str], checked: bytes = b"") -> None:
        """Begin with the digests that are `new`; `checked` are lines that have others."""
        self._new, self._checked = new, checked
        self._before: frozenset[str] | None = None if checked else frozenset()

    def __contains__(self, digest: object) -> bool:
        """Say whether a document of this digest was entered."""
        return digest in self._new or digest in self._in_checked()

    def __iter__(self) -> Iterator[str]:
        """Yield each."""
        return iter(self._new | self._in_checked())

    def __len__(self) -> int:
        """How many there are."""
        return len(self._new | self._in_checked())

    def _in_checked(self) -> frozenset[str]:
        if self._before is None:
            # Each is a canonical line, in which no text has these signs but as the name of a member.
            self._before = frozenset(match[1].decode() for match in _DOCUMENT.finditer(self._checked))
            self._checked = b""
        return self._before


class Entered(NamedTuple):
    """What was entered into a ledger: the digests of all documents, and the DID of whoever signed the first of them."""

    digests: EnteredDigests
    issued_as: str | None
    begins_as_before: bool = False  # its lines begin with all those that the last finished run had


def issue_entry(*, digest: str, key: str, moment: str) -> LedgerEntry:
    """Return the entry of a first edition."""
    return {"c": digest, "key": key, "op": "issue", "t": moment, "v": 1}


def reissue_entry(*, digest: str, key: str, moment: str, previous: str) -> LedgerEntry:
    """Return the entry of a later edition, which names the one that it replaces."""
    return {"c": digest, "key": key, "op": "reissue", "prev": previous, "t": moment, "v": 1}


def status_entry(*, digest: str, key: str, moment: str, list_name: str, keys: int | None = None) -> LedgerEntry:
    """Return the entry of a newly signed status list (`revocation-1`).

    `keys` is the number of entries about keys before it, of a ledger whose log has those.
    """
    entry = {"c": digest, "key": key, "list": list_name, "op": "status", "t": moment, "v": 1}
    return entry if keys is None else {**entry, "keys": keys}


def erase_entry(*, at: int, moment: str) -> LedgerEntry:
    """Return the entry of an erasure: the edition entered at line `at` (from 0) was removed."""
    return {"at": at, "op": "erase", "t": moment, "v": 1}


def key_entry(*, operation: str, verification_method: str, moment: str) -> LedgerEntry:
    """Return the entry of a key: `key-add`, `key-retire` or `key-revoke`."""
    return {"key": verification_method, "op": operation, "t": moment, "v": 1}


def write(entries: Iterable[LedgerEntry]) -> bytes:
    """Return the lines of entries, each with its line end; LedgerError if one is too long."""
    # One after the other: kept as texts of their own, 100,000 lines take twenty times their length.
    data = bytearray()
    for entry in entries:
        line = jcs.canonicalize(entry)
        if len(line) > MAX_ENTRY_BYTES:
            raise LedgerError(
                f"an entry of the ledger is longer than {MAX_ENTRY_BYTES} bytes: shorten the address of the site"
            )
        data += line
        data += b"\n"
    return bytes(data)


class NewEntries:
    """Entries that a run adds to the lines of a ledger. `lines` are all of them, the earlier ones included.

    As lines, since a run may enter a hundred thousand documents: mappings take twice as much, and would be written as
    lines beside them when the run ends.
    """

    def __init__(self, before: bytes = b"") -> None:
        """`before` are the lines until now, which were read and are entries."""
        self.lines = bytearray(before)
        self.documents: list[str] = []
        """The digests of the documents that were entered."""
        self.others: list[LedgerEntry] = []
        """The entries that are about no document, such as those about keys."""
        self._number = 0

    def append(self, entry: LedgerEntry) -> None:
        """Add an entry; LedgerError if it is too long."""
        self.lines += write([entry])
        self._number += 1
        if "c" in entry:
            self.documents.append(entry["c"])
        else:
            self.others.append(entry)

    def extend(self, more: Iterable[LedgerEntry]) -> None:
        """Add several."""
        for entry in more:
            self.append(entry)

    def __len__(self) -> int:
        """How many were added."""
        return self._number


def read(data: bytes) -> list[LedgerEntry]:
    """Read the lines of a ledger; LedgerError names the first that is not an entry."""
    return [{name: _shared(value) for name, value in entry.items()} for entry in _entries(data)]


def entered(
    data: bytes,
    seen: SeenFiles | None = None,
    about: str = "",
    texts: Mapping[str, str] = types.MappingProxyType({}),
) -> Entered:
    """Return what was entered in the lines of a ledger; raises as `read` does.

    With `seen`, those lines that were read in the last finished run are not checked again, if they are the same still.
    `about` says which ledger it is. `texts` has digests that somebody has already, and that stand for equal ones here.
    """
    key = seen.key(b"entries", about.encode("utf-8", "surrogateescape")) if seen is not None else b""
    length, is_known, whole = 0, False, hashlib.sha256()
    before = seen.get(key) if seen is not None else None
    if isinstance(before, list):
        length = before[0]
        whole.update(memoryview(data)[:length])
        is_known = len(data) >= length and whole.hexdigest() == before[1]
    if not is_known:
        length, whole = 0, hashlib.sha256()
    match = _KEY.search(data, 0, length)
    first = match[1].decode() if match else None
    digests = set()
    for entry in _entries(data, length):
        if "c" in entry:
            digests.add(texts.get(entry["c"], entry["c"]))
        first = first or entry.get("key")
    if seen is not None:
        whole.update(memoryview(data)[length:])
        seen.put(key, [len(data), whole.hexdigest()])
    issued_as = first.partition("#")[0] if first is not None else None
    return Entered(EnteredDigests(digests, data[:length]), issued_as, begins_as_before=is_known)


def _entries(data: bytes, begin: int = 0) -> Iterator[LedgerEntry]:
    """Yield the entries of the lines that begin at a place of `data`, where one begins; raises as `read` does."""
    # Cut off right before a line end, the last line would still read as an entry.
    if len(data) > begin and not data.endswith(b"\n"):
        raise LedgerError("the last line of ledger/entries.jsonl is cut off. Fetch the ledger again")
    number = data.count(b"\n", 0, begin)
    while begin < len(data):
        end = data.index(b"\n", begin)
        line = data[begin:end]
        begin, number = end + 1, number + 1
        try:
            entry = file_shapes.parse(line)
            # The bytes count, not what they mean: written otherwise, the same entry is another leaf of the log.
            is_entry = _is_entry(entry) and jcs.canonicalize(entry) == line
        except (ValueError, TypeError, DocumentError):
            is_entry = False
        if not is_entry:
            raise LedgerError(f"line {number} of ledger/entries.jsonl is not an entry. Fetch the ledger again")
        yield entry


def _shared(value: Any) -> Any:
    """Return a key or an instant as the one text that all entries share, since a ledger has 100,000 of them."""
    return sys.intern(value) if type(value) is str and not value.startswith("sha256:") else value


def _is_entry(entry: Any) -> bool:
    """Say whether this is an entry: of a known kind, with the members that are read of it; TypeError for others."""
    if not isinstance(entry, dict) or file_shapes.text(entry.get("op")) not in OPERATIONS or entry.get("v") != 1:
        return False
    file_shapes.instant(entry.get("t"))
    return all(file_shapes.text(entry[name]) for name in _TEXTS if name in entry)
