"""Finds the files of a registry's records and sorts them by kind; accepts nothing but plain files.

The records may be a stranger's proposed change, so walking opens nothing and follows no link, and nothing is silently
left out: a file that belongs nowhere is a problem. `read` opens without following and without waiting. A file's mode is
ignored: a record that is marked executable is read like any other, and nothing ever runs it.

It is longer than other modules since each kind of file that is refused has a sentence and a remedy of its own.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, NoReturn

from testamur.errors import Problem, UnlistedRecordsError, UsageError
from testamur.records.model.endorsements import SIGNED
from testamur.records.parsing import file_names
from testamur.records.parsing.kinds import BY_FOLDER, IN_FOLDERS, Kind, RecordKind
from testamur.records.parsing.listed_files import ListedFiles
from testamur.records.parsing.parsed import Refusal
from testamur.records.parsing.unread import Unread
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.seen_files import SeenFiles
from testamur.text import characters
from testamur.text.languages.messages import Amount, msg

MAX_RECORDS = 1_000_000  # of one kind, with whatever else lies in its folder
MAX_REFUSED = 10_000  # files and folders: more than that have one common cause
NOT_A_PLAIN_FILE = Refusal("not-a-regular-file", msg("this is not a plain file"), msg("Delete it"))


@dataclass(slots=True)
class Listing:
    """The files found: the issuer, the records of each other kind, and what lies beside them."""

    issuer: Path | None = None
    records: dict[RecordKind, ListedFiles] = field(default_factory=dict)
    signed: list[Path] = field(default_factory=list)  # endorsements as their endorsers signed them
    images: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: Unread = field(default_factory=Unread)  # what exists and was refused


def walk(credentials: Path, seen: SeenFiles | None = None) -> Listing:
    """Find and sort the files below `credentials`; with `seen`, each that it lists has its stamp.

    Raises UsageError when there is no such folder, UnlistedRecordsError with the one problem beyond which nothing of it
    is known.
    """
    shown = characters.harmless(str(credentials), 300)
    if credentials.is_symlink():
        raise UsageError(msg("{shown} is a symbolic link: name the folder itself with --records", shown=shown))
    if not credentials.is_dir():
        raise UsageError(
            msg("there is no folder {shown}/: testamur init makes one, or name yours with --records", shown=shown)
        )
    return _Walk(credentials, seen).run()


def read(path: str | Path, limit: int) -> bytes:
    """Return a file's bytes: at most one more than `limit`, by which a caller sees that there are more.

    Raises OSError for a link and for a file that cannot be opened, UsageError for anything that is not a plain file.
    """
    # What was listed may have been exchanged since. So the flags refuse a link and do not wait for a pipe's writer, and
    # the kind of file is asked of the open handle instead of the path.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise UsageError(msg("{path} is not a plain file", path=characters.harmless(str(path), 300)))
        # One byte more than there should be: a file that gives no more ends where its size says.
        data = os.read(handle, min(status.st_size, limit) + 1)
        if len(data) == status.st_size > 0:
            return data
        with os.fdopen(handle, "rb", closefd=False) as file:
            return data + file.read(limit + 1 - len(data))
    finally:
        os.close(handle)


def unreadable(what: str, error: OSError) -> Refusal:
    """Return the refusal of a file or folder that the operating system does not open."""
    reason = msg(
        "the {what} cannot be read ({value})", what=what, value=characters.harmless(error.strerror or "no reason given")
    )
    return Refusal("unreadable", reason, msg("Give yourself the right to read it, or take it out of the records"))


class _Refused(NamedTuple):
    """An entry of a folder that is no plain file and no folder of records."""

    refusal: Refusal
    is_folder: bool = False


class _Walk:
    """One walk over the folder of the records, which fills a listing. Paths are texts below that folder."""

    def __init__(self, credentials: Path, seen: SeenFiles | None) -> None:
        self._credentials, self._seen = credentials, seen
        self._listing = Listing(records={kind.name: ListedFiles(credentials) for kind in IN_FOLDERS})
        self._entries: Counter[str] = Counter()  # by the folder of a kind, with those in folders inside it

    def run(self) -> Listing:
        """Return the listing of the whole folder."""
        self._enter("")
        self._refuse_duplicates()
        return self._listing

    def _enter(self, folder: str) -> None:
        """List a folder and those inside it; "" is that of the records. Refuse what is neither file nor folder."""
        try:
            stamps, folders, refused = self._list(folder)
        except OSError as error:
            if not folder:
                raise UnlistedRecordsError([self._problem(folder, unreadable("folder", error))]) from error
            self._refuse(folder, unreadable("folder", error), is_folder=True)
            return
        # On Windows and macOS, of two names that differ only in case one file would replace the other.
        folded: dict[str, str] | None = {} if any(name.casefold() != name for name in stamps) else None
        kind = file_names.kind_in(folder)
        inside = f"{folder}/" if folder else ""
        # The order of a folder differs between file systems; which of two equal names is the first must not.
        for name in sorted([*stamps, *folders, *refused]):
            if name in refused:
                self._refuse(inside + name, refused[name].refusal, is_folder=refused[name].is_folder)
            elif name in folders:
                # No deeper than the kinds allow: `_look_at` refuses every other folder.
                self._enter(inside + name)
            else:
                self._take(folder, name, kind, stamps[name])
                if folded is not None and (other := folded.setdefault(name.casefold(), name)) != name:
                    reason = msg(
                        "{other} beside it differs only in large and small letters", other=characters.harmless(other)
                    )
                    self._refuse(inside + name, Refusal("id-case-collision", reason, msg("Rename one")))

    def _list(self, folder: str) -> tuple[dict[str, bytes], set[str], dict[str, _Refused]]:
        """Return the plain files in a folder with their stamps, the folders, and what is neither."""
        stamps: dict[str, bytes] = {}
        folders: set[str] = set()
        refused: dict[str, _Refused] = {}
        stamp = self._seen.stamp if self._seen is not None else lambda _: b""
        kind_folder = folder.partition("/")[0]
        number = self._entries[kind_folder]
        with os.scandir(self._credentials / folder) as entries:
            for entry in entries:
                number += 1
                if number > MAX_RECORDS:
                    self._refuse_all(kind_folder)
                found = _look_at(folder, entry)
                if isinstance(found, os.stat_result):
                    stamps[entry.name] = stamp(found)
                elif found is None:
                    folders.add(entry.name)
                else:
                    refused[entry.name] = found
                    self._require_few(len(refused), folder, found.refusal)
        self._entries[kind_folder] = number
        return stamps, folders, refused

    def _refuse_all(self, folder: str) -> NoReturn:
        reason = msg("more than {max_records} files lie here", max_records=Amount(MAX_RECORDS))
        # Alone: what was found until now is not all there is, and whoever looked for the rest would miss it.
        refusal = Refusal("size", reason, msg("Split the registry into several"))
        raise UnlistedRecordsError([self._problem(folder, refusal)])

    def _take(self, folder: str, name: str, kind: Kind | None, stamp: bytes) -> None:
        """Put a file where it belongs in the listing."""
        stem = name.removesuffix(".yml")
        # First what nearly all are, in the folders of records.
        if kind is not None and stem is not name and file_names.can_be_called(stem, kind):
            self._listing.records[kind.name].add(folder, stem, stamp)
            return
        if name in file_names.ALLOWED:
            return
        path = f"{folder}/{name}" if folder else name
        if path == "issuer.yml":
            self._listing.issuer = self._credentials / path
        elif folder in file_names.PICTURES and file_names.PICTURE.fullmatch(name):
            self._listing.images.append(self._credentials / path)
        elif folder == SIGNED and file_names.DOCUMENT.fullmatch(name):
            self._listing.signed.append(self._credentials / path)
        elif kind is None or not file_names.is_record(name):
            self._refuse(path, file_names.refusal_of_stray(name))
        elif refusal := file_names.refusal_of_stem(stem, kind):
            self._refuse(path, refusal)

    def _refuse_duplicates(self) -> None:
        """Refuse a second award of one id, in another folder."""
        awards = self._listing.records["award"]
        if len(awards.folders) < 2:
            return
        seen: dict[str, str] = {}
        for folder, stem in awards.places():
            other = seen.setdefault(stem, folder)
            if other != folder:
                reason = msg("{shown} has the same award id", shown=self._shown(f"{other}/{stem}.yml"))
                remedy = msg("Remove one, or let testamur new award choose a new id")
                self._refuse(f"{folder}/{stem}.yml", Refusal("duplicate-id", reason, remedy))

    def _refuse(self, path: str, refusal: Refusal, *, is_folder: bool = False) -> None:
        self._listing.unread.add_refused(path, is_folder=is_folder)
        self._listing.problems.append(self._problem(path, refusal))
        self._require_few(len(self._listing.problems), path.rpartition("/")[0], refusal)

    def _require_few(self, number: int, folder: str, refusal: Refusal) -> None:
        if number > MAX_REFUSED:
            reason = msg(
                "more than {max_refused} files are refused, one of them here because {reason}",
                max_refused=Amount(MAX_REFUSED),
                reason=refusal.reason,
            )
            raise UnlistedRecordsError([self._problem(folder, Refusal("size", reason, refusal.remedy))])

    def _problem(self, path: str, refusal: Refusal) -> Problem:
        file = self._shown(path).replace("\t", "<U+0009 TAB>")
        return Problem(file=characters.harmless(file, 300), **refusal._asdict())

    def _shown(self, path: str) -> str:
        return (self._credentials / path).relative_to(self._credentials.parent).as_posix()


def _look_at(folder: str, entry: os.DirEntry[str]) -> _Refused | os.stat_result | None:
    """Return the status of a plain file in `folder`, None for a folder of records, or why something is refused."""
    try:
        if entry.is_file(follow_symlinks=False):
            status = entry.stat(follow_symlinks=False)
            refusal = _refusal_of_file(entry.name, status)
            return _Refused(refusal) if refusal else status
        if entry.is_symlink():
            reason = msg(
                "this is a symbolic link to {readlink}", readlink=characters.harmless(str(Path(entry.path).readlink()))
            )
            # Where it leads is not looked at; the names of records have a point, and those of folders have none.
            return _Refused(
                Refusal("symlink", reason, msg("Put the file itself here")), is_folder="." not in entry.name
            )
        if entry.is_dir(follow_symlinks=False):
            if file_names.folder_belongs(f"{folder}/{entry.name}" if folder else entry.name):
                return None
            reason = msg("no records belong into a folder of this name, or this deep")
            remedy = msg("Records are in {names}: rename it, or move it out of the records", names=", ".join(BY_FOLDER))
            return _Refused(Refusal("unexpected-file", reason, remedy), is_folder=True)
        reason = msg("this is a pipe, a socket or a device, and not a file")
        return _Refused(Refusal("not-a-regular-file", reason, msg("Delete it")))
    except OSError as error:
        return _Refused(unreadable("file", error))


def _refusal_of_file(name: str, status: os.stat_result) -> Refusal | None:
    if status.st_nlink != 1:
        reason = msg("this file is also somewhere else on the disk (a hard link), where others may change it")
        return Refusal("not-a-regular-file", reason, msg("Put a copy of the file here"))
    if status.st_size > MAX_RECORD_BYTES and name.endswith(".yml"):
        reason = msg(
            "the file has {st_size} bytes, and a record has at most {max_record_bytes}",
            st_size=Amount(status.st_size),
            max_record_bytes=Amount(MAX_RECORD_BYTES),
        )
        return Refusal("size", reason, msg("Put less into one record"))
    return None
