"""Finds the files of a registry's records and sorts them by kind; accepts nothing but plain files.

The records may be a stranger's proposed change, so walking opens nothing and follows no link, and nothing is silently
left out: a file that belongs nowhere is a problem. `read` opens without following and without waiting. A file's mode is
ignored: a record that is marked executable is read like any other, and nothing ever runs it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from testamur.errors import Problem, UsageError
from testamur.records.parsing.kinds import BY_FOLDER, IN_FOLDERS, Kind, RecordKind
from testamur.records.parsing.parsed import Refusal
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.text import characters
from testamur.text.slugs import SLUG

MAX_FILES = 100_000
NOT_A_PLAIN_FILE = Refusal("not-a-regular-file", "this is not a plain file", "Delete it")
_MAX_NAME_LETTERS = 80
_FOLDER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_AWARD = re.compile(r"[0-9a-hjkmnp-tv-z]{4}(?:-[0-9a-hjkmnp-tv-z]{4}){3}")
_DOCUMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.json")
_PICTURE = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\.(?:svg|png)")
_ALLOWED = frozenset({"README.md", ".gitkeep"})
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
# On Windows these name devices in every folder: a repository with such a file cannot be checked out there.
_DEVICES = frozenset({
    "con", "nul", "prn", "aux", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10)),
})  # fmt: skip
# Names that mean something in the site's addresses, or are those of the records' own folders.
_RESERVED = BY_FOLDER.keys() | {
    "index", "verify", "log", "status", "issuer", "static", "theme", "schemas", "skills", "insights", "signed",
    ".well-known",
}  # fmt: skip


@dataclass(slots=True)
class Listing:
    """The files found: the issuer, the records of each other kind sorted by path, and what lies beside them."""

    issuer: Path | None = None
    records: dict[RecordKind, list[Path]] = field(default_factory=lambda: {kind.name: [] for kind in IN_FOLDERS})
    signed: list[Path] = field(default_factory=list)  # endorsements as their endorsers signed them
    images: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # Folder and name of files that exist and were refused; name "" stands for the whole folder.
    refused: set[tuple[str, str]] = field(default_factory=set)


def walk(credentials: Path) -> Listing:
    """Find and sort the files below `credentials`. Raises UsageError when there is no such folder."""
    shown = characters.harmless(str(credentials), 300)
    if credentials.is_symlink():
        raise UsageError(f"{shown} is a symbolic link: name the folder itself with --records")
    if not credentials.is_dir():
        raise UsageError(f"there is no folder {shown}/: testamur init makes one, or name yours with --records")
    return _Walk(credentials).run()


def read(path: Path, limit: int) -> bytes:
    """Return a file's bytes: at most one more than `limit`, by which a caller sees that there are more.

    Raises OSError for a link and for a file that cannot be opened, UsageError for anything that is not a plain file.
    """
    # What was listed may have been exchanged since. So the flags refuse a link and do not wait for a pipe's writer, and
    # the kind of file is asked of the open handle instead of the path.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise UsageError(f"{characters.harmless(str(path), 300)} is not a plain file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(limit + 1)
    finally:
        os.close(handle)


def unreadable(what: str, error: OSError) -> Refusal:
    """Return the refusal of a file or folder that the operating system does not open."""
    reason = f"the {what} cannot be read ({characters.harmless(error.strerror or 'no reason given')})"
    return Refusal("unreadable", reason, "Give yourself the right to read it, or take it out of the records")


class _Walk:
    """One walk over the folder of the records, which fills a listing."""

    def __init__(self, credentials: Path) -> None:
        self._credentials = credentials
        self._listing = Listing()
        self._by_folded_path: dict[str, Path] = {}

    def run(self) -> Listing:
        """Return the listing of the whole folder."""
        for number, entry in enumerate(self._entries(self._credentials)):
            path = Path(entry.path)
            if number >= MAX_FILES:
                reason = f"there are more than {MAX_FILES:,} files"
                self._refuse(path, Refusal("size", reason, "Split the registry into several"))
                break
            self._classify(path)
            self._refuse_case_collision(path)
        self._refuse_duplicates()
        return self._listing

    def _entries(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        """Yield the plain files below a folder, each folder's by name; refuse everything else."""
        try:
            with os.scandir(folder) as unsorted:
                # The order of a folder differs between file systems; which of two equal names is the first must not.
                entries = sorted(unsorted, key=lambda entry: entry.name)
        except OSError as error:
            self._refuse(folder, unreadable("folder", error))
            return
        for entry in entries:
            path = Path(entry.path)
            try:
                refusal = _refusal(self._credentials, entry)
            except OSError as error:
                refusal = unreadable("file", error)
            if refusal:
                self._refuse(path, refusal)
            elif entry.is_dir(follow_symlinks=False):
                # No deeper than the kinds allow: `_refusal` refuses every other folder.
                yield from self._entries(path)
            else:
                yield entry

    def _classify(self, path: Path) -> None:
        """Put a file where it belongs in the listing."""
        parts = path.relative_to(self._credentials).parts
        name = parts[-1]
        if name in _ALLOWED:
            return
        if parts == ("issuer.yml",):
            self._listing.issuer = path
        elif parts[:-1] in {("images",), ("achievements", "images")} and _PICTURE.fullmatch(name):
            self._listing.images.append(path)
        elif parts[:-1] == ("endorsements", "signed") and _DOCUMENT.fullmatch(name):
            self._listing.signed.append(path)
        elif (
            len(parts) > 1
            and parts[0] in BY_FOLDER
            and parts[1] not in {"images", "signed"}
            and path.suffix == ".yml"
            and (not name.startswith(".") or path.stem in _RESERVED)
        ):
            self._add_record(path, BY_FOLDER[parts[0]])
        else:
            reason = "no file of this name belongs here"
            self._refuse(path, Refusal("unexpected-file", reason, _remedy_for_stray(path)))

    def _add_record(self, path: Path, kind: Kind) -> None:
        refusal = _refusal_of_name(path.name.removesuffix(".yml"), kind)
        if refusal:
            self._refuse(path, refusal)
        else:
            self._listing.records[kind.name].append(path)

    def _refuse_case_collision(self, path: Path) -> None:
        """Refuse two names that differ only in case: on Windows and macOS, one file would replace the other."""
        other = self._by_folded_path.setdefault(str(path).casefold(), path)
        if path is not other:
            reason = f"{characters.harmless(other.name)} beside it differs only in large and small letters"
            self._refuse(path, Refusal("id-case-collision", reason, "Rename one"))

    def _refuse_duplicates(self) -> None:
        """Refuse a second award of one id, in another folder."""
        seen: dict[str, Path] = {}
        for path in self._listing.records["award"]:
            other = seen.setdefault(path.stem, path)
            if other is not path:
                reason = f"{other.relative_to(self._credentials.parent).as_posix()} has the same award id"
                remedy = "Remove one, or let testamur new award choose a new id"
                self._refuse(path, Refusal("duplicate-id", reason, remedy))

    def _refuse(self, path: Path, refusal: Refusal) -> None:
        parts = path.relative_to(self._credentials).parts
        if parts:
            self._listing.refused.add((parts[0], path.name.removesuffix(".yml") if len(parts) > 1 else ""))
        file = path.relative_to(self._credentials.parent).as_posix().replace("\t", "<U+0009 TAB>")
        self._listing.problems.append(Problem(file=characters.harmless(file, 300), **refusal._asdict()))


def _refusal(credentials: Path, entry: os.DirEntry[str]) -> Refusal | None:
    """Return why an entry of a folder is refused; None for a plain file or a folder of records."""
    if entry.is_symlink():
        reason = f"this is a symbolic link to {characters.harmless(str(Path(entry.path).readlink()))}"
        return Refusal("symlink", reason, "Put the file itself here")
    if entry.is_dir(follow_symlinks=False):
        if _folder_belongs(Path(entry.path).relative_to(credentials)):
            return None
        reason = "no records belong into a folder of this name, or this deep"
        remedy = f"Records are in {', '.join(BY_FOLDER)}: rename it, or move it out of the records"
        return Refusal("unexpected-file", reason, remedy)
    if not entry.is_file(follow_symlinks=False):
        return Refusal("not-a-regular-file", "this is a pipe, a socket or a device, and not a file", "Delete it")
    return _refusal_of_file(entry.name, entry.stat(follow_symlinks=False))


def _refusal_of_file(name: str, status: os.stat_result) -> Refusal | None:
    if status.st_nlink != 1:
        reason = "this file is also somewhere else on the disk (a hard link), where others may change it"
        return Refusal("not-a-regular-file", reason, "Put a copy of the file here")
    if status.st_size > MAX_RECORD_BYTES and name.endswith(".yml"):
        reason = f"the file has {status.st_size:,} bytes, and a record has at most {MAX_RECORD_BYTES:,}"
        return Refusal("size", reason, "Put less into one record")
    return None


def _folder_belongs(folder: Path) -> bool:
    parts = folder.parts
    if parts in {("images",), ("achievements", "images"), ("endorsements", "signed")}:
        return True
    kind = BY_FOLDER.get(parts[0])
    return kind is not None and len(parts) <= kind.depth and all(_FOLDER.fullmatch(part) for part in parts)


def _refusal_of_name(stem: str, kind: Kind) -> Refusal | None:
    """Return why a record cannot be called `stem`; None where it can."""
    shape, words = (
        (_AWARD, "an award id: four groups of four, e.g. 7k3q-9c2m-4t8x-0v6p")
        if kind.has_award_ids
        else (SLUG, "small letters and digits, with single hyphens between")
    )
    # Windows reserves a device's name in any case, and with any ending after its first dot.
    if stem in _RESERVED or stem.split(".", maxsplit=1)[0].lower() in _DEVICES:
        reason = f"{characters.harmless(stem)} means something else to the site or to some computers"
        return Refusal("id-reserved", reason, "Choose another name")
    if shape.fullmatch(stem) and len(stem) <= _MAX_NAME_LETTERS:
        return None
    odd = next((letter for letter in stem if not letter.isascii()), "")
    reason = f"the name of the file is not {words}" + (f" ({characters.named(odd)} stands in it)" if odd else "")
    if kind.has_award_ids:
        return Refusal("id-format", reason, "Let testamur new award choose the name")
    plain = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:_MAX_NAME_LETTERS].strip("-") if stem.isascii() else ""
    return Refusal("id-format", reason, f"Rename the file, e.g. to {plain}.yml" if plain else "Rename the file")


def _remedy_for_stray(path: Path) -> str:
    if path.suffix.lower() in {".yaml", ".yml"} and not path.name.startswith("."):
        return f"Records end in .yml: rename it to {characters.harmless(path.stem)}.yml"
    if path.name in _LITTER:
        return "Delete it: a computer made it, and no record needs it"
    return "Records end in .yml and pictures in .svg or .png; anything else moves out of the records"
