"""The ledger's folder: read by the build, written by `testamur issue` and by nothing else.

A run's changes are staged beside the ledger, become real by one rename, and are then moved into
place. A run that is killed before that rename changed nothing; one killed after it is finished by
the next. So no file is ever half written, and no act is lost or done twice. A failed change of
records is undone (`authoring/editing/atomic_files.py`); a run that has signed must be finished
instead, so what it staged stays beside the ledger until it is.

It is longer than other modules since what one class writes, the other reads, name by name.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from testamur import disk
from testamur.credentials import addresses
from testamur.credentials.addresses import Purpose
from testamur.errors import LedgerError
from testamur.ledger import entries, published_from, state, statement_state
from testamur.ledger.entries import Entered, LedgerEntry
from testamur.ledger.published_from import Seal
from testamur.ledger.safeguards import file_shapes, identity, plain_files, sealing
from testamur.ledger.safeguards.identity import Identity
from testamur.ledger.state import AwardState
from testamur.ledger.statement_state import StatementState
from testamur.seen_files import SeenFiles

FORMAT = b"testamur-ledger/1\n"
_LIST = re.compile(r"(?:revocation|suspension)-([1-9][0-9]{0,5})")
_REMOVED = re.compile(r"(?:credentials|documents)/[a-z0-9-]+\.json|codes/[a-z0-9-]+\.cbor")
_STAGING, _COMMITTED, _REMOVALS = ".staging", ".committed", "removals"


class Ledger:
    """Reads what was issued. `folder` need not exist: an empty ledger is one in which nothing was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._prefix = f"{folder}/"
        file = folder / "format"
        if file.exists() and file.read_bytes() != FORMAT:
            raise LedgerError(f"{folder.name}/format is not {FORMAT.decode().strip()}: use the Testamur that wrote it")
        if (folder / _COMMITTED).exists():
            raise LedgerError("the last testamur issue was interrupted: run testamur issue again, and it will finish")

    def award_ids(self) -> list[str]:
        """Return the ids of all awards that were ever issued, in order."""
        return self._stems("awards")

    def state(self, award_id: str) -> AwardState | None:
        """Return what is remembered of an award; None when it was never issued."""
        data = self._read(f"awards/{award_id}.json")
        return None if data is None else state.read(data, f"ledger/awards/{award_id}.json")

    def states(
        self,
        take: Callable[[str, AwardState], AwardState] = lambda _, state: state,
        known: Mapping[str, AwardState] = types.MappingProxyType({}),
        ids: Iterable[str] = (),
    ) -> dict[str, AwardState]:
        """Return what is remembered of every award, in the order of their ids; of those that are `known`, as there.

        `take` is given each of the others, and returns what is to be kept of it. `ids` are texts that somebody has
        already, and that stand for equal ones here.
        """
        texts = {award_id: award_id for award_id in ids}
        states = {}
        for listed in self.award_ids():
            award_id = texts.get(listed, listed)
            if award_id in known:
                states[award_id] = known[award_id]
            elif (state := self.state(award_id)) is not None:
                states[award_id] = take(award_id, state)
        return states

    def credential(self, award_id: str) -> bytes | None:
        """Return the signed credential as published; None when there is none, or it was erased."""
        data = self._read(f"credentials/{award_id}.json")
        if data is not None:
            file_shapes.read_document(data, f"ledger/credentials/{award_id}.json")
        return data

    def current_credential(self, award_id: str, award_state: AwardState) -> bytes:
        """Return the credential of an award that is not erased: the edition that its state calls current.

        LedgerError when it is missing, or is not what was issued.
        """
        return self.current_document(award_id, award_state)[0]

    def current_document(self, award_id: str, award_state: AwardState) -> tuple[bytes, Mapping[str, Any]]:
        """Return what `current_credential` returns, and the document that it is."""
        name = f"credentials/{award_id}.json"
        data = self._read(name)
        document = None if data is None else file_shapes.read_document(data, f"ledger/{name}")
        if data is None or document is None or state.digest(data) != award_state.current.digest:
            raise LedgerError(f"{self.folder}/{name} is not what was issued. Fetch the ledger again")
        return data, document

    def achievement_text(self, slug: str, digest: str) -> bytes:
        """Return an achievement's record as it was when it was awarded."""
        data = self._read(f"achievements/{slug}/{digest}.json")
        if data is None:
            raise LedgerError(f"ledger/achievements/{slug}/{digest}.json is missing. Fetch the ledger again")
        if state.digest(data) != f"sha256:{digest}":
            raise LedgerError(f"ledger/achievements/{slug}/{digest}.json is another text. Fetch the ledger again")
        return data

    def statements(self) -> dict[str, StatementState]:
        """Return what is remembered of every signed document that is no award, by its name."""
        paths = {name: f"statements/{name}.json" for name in self._stems("statements")}
        files = ((name, self._read(path)) for name, path in paths.items())
        return {name: statement_state.read(data, f"ledger/{paths[name]}") for name, data in files if data is not None}

    def statement(self, name: str, document_state: StatementState) -> bytes:
        """Return such a document: the edition that its state calls current.

        LedgerError when it is missing, or is not what was signed.
        """
        data = self._read(f"documents/{name}.json")
        if data is None or state.digest(data) != document_state.current.digest:
            raise LedgerError(f"{self.folder}/documents/{name}.json is not what was signed. Fetch the ledger again")
        file_shapes.read_document(data, f"ledger/documents/{name}.json")
        return data

    def status_lists(self) -> list[tuple[Purpose, int]]:
        """Return purpose and number of every status list."""
        lists = ((match, stem) for stem in self._stems("status") if (match := _LIST.fullmatch(stem)))
        return sorted((_purpose_of(stem), int(match[1])) for match, stem in lists)

    def status_list(self, purpose: Purpose, number: int) -> bytes | None:
        """Return a signed status list as published; None when there is none of this number."""
        name = f"status/{addresses.status_list_name(purpose, number)}.json"
        data = self._read(name)
        if data is not None:
            file_shapes.read_document(data, f"ledger/{name}")
        return data

    def identity(self) -> Identity:
        """Return which ledger this is; one without an id when it has none yet."""
        return identity.read(self._read(identity.NAME))

    def published_from(self) -> bytes | None:
        """Return the file that says which commit was published last; None before the first publish from one."""
        return self._read(published_from.NAME)

    def seal(self) -> Seal:
        """Return what later runs rely on, in short: another seal shows that it was changed."""
        return sealing.seal_of(sealing.sealed_files(self.folder))

    def entries(self) -> list[LedgerEntry]:
        """Return every entry, oldest first."""
        return entries.read(self.entry_lines())

    def entry_lines(self) -> bytes:
        """Return the lines of all entries, as the file has them."""
        return self._read(entries.NAME) or b""

    def entered(self, seen: SeenFiles | None = None, texts: Mapping[str, str] = types.MappingProxyType({})) -> Entered:
        """Return which documents were ever entered; lines that are remembered in `seen` are not checked again.

        `texts` are as for `entries.entered`.
        """
        return entries.entered(self.entry_lines(), seen, str(self.folder.resolve()), texts)

    def _read(self, name: str) -> bytes | None:
        try:
            return disk.read(self._prefix + name)
        except FileNotFoundError:
            return None

    def _stems(self, folder: str) -> list[str]:
        try:
            names = os.listdir(self.folder / folder)  # noqa: PTH208 — one string a file, not one Path
        except FileNotFoundError:
            return []
        return sorted(name.removesuffix(".json") for name in names)


class Transaction:
    """The changes of one run: staged file by file, then made real together by `commit`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._staging = folder / _STAGING
        self._folders: set[str] = set()
        self._removals: list[str] = []

    def write(self, name: str, data: bytes | bytearray) -> None:
        """Stage a file, named from the ledger's folder with forward slashes."""
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            (self._staging / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        disk.write(f"{self._staging}/{name}", data)

    def remove(self, name: str) -> None:
        """Stage the removal of a file."""
        self._removals.append(name)

    def seal(self) -> Seal:
        """Return what the ledger's `seal` will be once everything staged is real."""
        files = {**sealing.sealed_files(self.folder), **sealing.sealed_files(self._staging)}
        return sealing.seal_of({name: path for name, path in files.items() if name not in self._removals})

    def commit(self) -> None:
        """Make everything staged real. Nothing staged: nothing done."""
        if not self._folders and not self._removals:
            return
        if not (self.folder / "format").exists():
            self.write("format", FORMAT)
        self.write(_REMOVALS, "\n".join(self._removals).encode())
        os.sync()
        # The one moment that counts: before it nothing has happened, after it everything has.
        (self.folder / _STAGING).rename(self.folder / _COMMITTED)
        _finish(self.folder)


@contextlib.contextmanager
def transaction(folder: Path) -> Iterator[Transaction]:
    """Open the ledger for writing: alone, and after an interrupted run has been finished or dropped."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LedgerError(f"another testamur issue is writing to {folder}: wait until it has ended") from None
        plain_files.refuse_others(folder)
        _finish(folder)
        shutil.rmtree(folder / _STAGING, ignore_errors=True)
        yield Transaction(folder)
    finally:
        shutil.rmtree(folder / _STAGING, ignore_errors=True)
        fcntl.flock(handle, fcntl.LOCK_UN)  # closing would leave it to a process of ours that is still ending
        os.close(handle)


def finish_interrupted(folder: Path) -> None:
    """Finish a run that was interrupted after everything had become real. Nothing to finish: nothing done."""
    if (folder / _COMMITTED).exists():
        with transaction(folder):
            pass


def _finish(folder: Path) -> None:
    """Move what is committed into place. Killed half-way, it goes on where it stopped."""
    committed = folder / _COMMITTED
    if not committed.exists():
        return
    known = (committed / _REMOVALS).read_text().split("\n") if (committed / _REMOVALS).exists() else ()
    names = [name for name in known if name]
    if wrong := [name for name in names if not _REMOVED.fullmatch(name)]:
        raise LedgerError(f"{folder.name}/{_COMMITTED}/{_REMOVALS} names {wrong[0]!r}, which no run removes")
    for name in names:
        (folder / name).unlink(missing_ok=True)
    disk.move_new_folders(committed, folder)
    staged = [name for name in plain_files.names_below(committed) if name != _REMOVALS]
    for inner in {name.rpartition("/")[0] for name in staged}:
        (folder / inner).mkdir(parents=True, exist_ok=True)
    for name in sorted(staged, key=lambda name: name == entries.NAME):  # entries last: they speak of the other files
        os.replace(f"{committed}/{name}", f"{folder}/{name}")  # noqa: PTH105 — no Path for each of many thousand files
    shutil.rmtree(committed)


def _purpose_of(stem: str) -> Purpose:
    return "suspension" if stem.startswith("suspension-") else "revocation"
