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
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.text import characters

MAX_FILES = 100_000
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
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
_RESERVED = frozenset({
    "index", "verify", "log", "status", "issuer", "static", "theme", "schemas", "awards", "achievements", "learners",
    "pathways", "skills", "insights", "endorsements", "endorsing", "offerings", "signed", ".well-known",
})  # fmt: skip


@dataclass(slots=True)
class Listing:
    """The files found: the issuer, the records of each other kind sorted by path, and what lies beside them."""

    issuer: Path | None = None
    records: dict[RecordKind, list[Path]] = field(default_factory=lambda: {kind.name: [] for kind in IN_FOLDERS})
    signed: list[Path] = field(default_factory=list)  # endorsements as their endorsers signed them
    images: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: set[tuple[str, str]] = field(
        default_factory=set
    )  # folder and name of files that exist and were refused; name "" stands for the whole folder


def walk(credentials: Path) -> Listing:
    """Find and sort the files below `credentials`. Raises UsageError when there is no such folder."""
    shown = characters.harmless(str(credentials), 300)
    if credentials.is_symlink():
        raise UsageError(f"{shown} is a symbolic link: name the folder itself with --records")
    if not credentials.is_dir():
        raise UsageError(f"there is no folder {shown}/: testamur init makes one, or name yours with --records")
    listing = Listing()
    folded: dict[str, Path] = {}
    for number, entry in enumerate(_entries(credentials, listing, credentials)):
        if number >= MAX_FILES:
            reason = f"there are more than {MAX_FILES:,} files"
            _problem(listing, credentials, Path(entry.path), "size", reason, "Split the registry into several")
            break
        path = Path(entry.path)
        _sort(listing, credentials, path)
        _collision(listing, credentials, path, folded.setdefault(entry.path.casefold(), path))
    _duplicates(listing, credentials)
    return listing


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


def _entries(credentials: Path, listing: Listing, folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            # The order of a folder differs between file systems; which of two equal names is the first must not.
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        _problem(listing, credentials, folder, *unreadable("folder", error))
        return
    for entry in entries:
        path = Path(entry.path)
        try:
            refusal = _refusal(credentials, entry)
        except OSError as error:
            refusal = unreadable("file", error)
        if refusal:
            _problem(listing, credentials, path, *refusal)
        elif entry.is_dir(follow_symlinks=False):
            # No deeper than the kinds allow: `_refusal` refuses every other folder.
            yield from _entries(credentials, listing, path)
        else:
            yield entry


def unreadable(what: str, error: OSError) -> tuple[str, str, str]:
    """Return code, reason and remedy for a file or folder that the operating system refuses to open."""
    reason = f"the {what} cannot be read ({characters.harmless(error.strerror or 'no reason given')})"
    return "unreadable", reason, "Give yourself the right to read it, or take it out of the records"


def _refusal(credentials: Path, entry: os.DirEntry[str]) -> tuple[str, str, str] | None:
    """Return code, reason and remedy for an entry to refuse; None for a plain file or a folder of records."""
    if entry.is_symlink():
        reason = f"this is a symbolic link to {characters.harmless(str(Path(entry.path).readlink()))}"
        return "symlink", reason, "Put the file itself here"
    if entry.is_dir(follow_symlinks=False):
        if _folder_belongs(Path(entry.path).relative_to(credentials)):
            return None
        reason = "no records belong into a folder of this name, or this deep"
        return (
            "unexpected-file",
            reason,
            f"Records are in {', '.join(BY_FOLDER)}: rename it, or move it out of the records",
        )
    if not entry.is_file(follow_symlinks=False):
        return "not-a-regular-file", "this is a pipe, a socket or a device, and not a file", "Delete it"
    return _refusal_of_file(entry.name, entry.stat(follow_symlinks=False))


def _refusal_of_file(name: str, found: os.stat_result) -> tuple[str, str, str] | None:
    if found.st_nlink != 1:
        reason = "this file is also somewhere else on the disk (a hard link), where others may change it"
        return "not-a-regular-file", reason, "Put a copy of the file here"
    if found.st_size > MAX_RECORD_BYTES and name.endswith(".yml"):
        reason = f"the file has {found.st_size:,} bytes, and a record has at most {MAX_RECORD_BYTES:,}"
        return "size", reason, "Put less into one record"
    return None


def _folder_belongs(folder: Path) -> bool:
    parts = folder.parts
    if parts in {("images",), ("achievements", "images"), ("endorsements", "signed")}:
        return True
    kind = BY_FOLDER.get(parts[0])
    return kind is not None and len(parts) <= kind.depth and all(_FOLDER.fullmatch(part) for part in parts)


def _sort(listing: Listing, credentials: Path, path: Path) -> None:
    parts = path.relative_to(credentials).parts
    name = parts[-1]
    if name in _ALLOWED:
        return
    if parts == ("issuer.yml",):
        listing.issuer = path
    elif parts[:-1] in {("images",), ("achievements", "images")} and _PICTURE.fullmatch(name):
        listing.images.append(path)
    elif parts[:-1] == ("endorsements", "signed") and _DOCUMENT.fullmatch(name):
        listing.signed.append(path)
    elif (
        len(parts) > 1
        and parts[0] in BY_FOLDER
        and parts[1] not in {"images", "signed"}
        and path.suffix == ".yml"
        and (not name.startswith(".") or path.stem in _RESERVED)
    ):
        _take(listing, credentials, path, BY_FOLDER[parts[0]])
    else:
        remedy = "Records end in .yml and pictures in .svg or .png; anything else moves out of the records"
        if path.suffix.lower() in {".yaml", ".yml"} and not name.startswith("."):
            remedy = f"Records end in .yml: rename it to {characters.harmless(path.stem)}.yml"
        elif name in _LITTER:
            remedy = "Delete it: a computer made it, and no record needs it"
        _problem(listing, credentials, path, "unexpected-file", "no file of this name belongs here", remedy)


def _take(listing: Listing, credentials: Path, path: Path, kind: Kind) -> None:
    stem = path.name.removesuffix(".yml")
    shape, words = (
        (_AWARD, "an award id: four groups of four, e.g. 7k3q-9c2m-4t8x-0v6p")
        if kind.has_award_ids
        else (_SLUG, "small letters and digits, with single hyphens between")
    )
    # Windows reserves a device's name in any case, and with any ending after its first dot.
    if stem in _RESERVED or stem.split(".")[0].lower() in _DEVICES:
        reason = f"{characters.harmless(stem)} means something else to the site or to some computers"
        _problem(listing, credentials, path, "id-reserved", reason, "Choose another name")
    elif not shape.fullmatch(stem) or len(stem) > 80:
        odd = next((one for one in stem if not one.isascii()), "")
        reason = f"the name of the file is not {words}" + (f" ({characters.named(odd)} stands in it)" if odd else "")
        plain = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:80].strip("-") if stem.isascii() else ""
        remedy = f"Rename the file, e.g. to {plain}.yml" if plain else "Rename the file"
        remedy = "Let testamur new award choose the name" if kind.has_award_ids else remedy
        _problem(listing, credentials, path, "id-format", reason, remedy)
    else:
        listing.records[kind.name].append(path)


def _collision(listing: Listing, credentials: Path, path: Path, other: Path) -> None:
    """Refuse two names that differ only in case: on Windows and macOS, one file would replace the other."""
    if path is not other:
        reason = f"{characters.harmless(other.name)} beside it differs only in large and small letters"
        _problem(listing, credentials, path, "id-case-collision", reason, "Rename one")


def _duplicates(listing: Listing, credentials: Path) -> None:
    seen: dict[str, Path] = {}
    for path in listing.records["award"]:
        other = seen.setdefault(path.stem, path)
        if other is not path:
            reason = f"{other.relative_to(credentials.parent).as_posix()} has the same award id"
            remedy = "Remove one, or let testamur new award choose a new id"
            _problem(listing, credentials, path, "duplicate-id", reason, remedy)


def _problem(listing: Listing, credentials: Path, path: Path, code: str, reason: str, remedy: str) -> None:
    where = path.relative_to(credentials.parent).as_posix()
    parts = path.relative_to(credentials).parts
    if parts:
        listing.refused.add((parts[0], path.name.removesuffix(".yml") if len(parts) > 1 else ""))
    shown = characters.harmless(where.replace("\t", "<U+0009 TAB>"), 300)
    listing.problems.append(Problem(code=code, file=shown, reason=reason, remedy=remedy))
