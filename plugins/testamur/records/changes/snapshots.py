"""Snapshots of the records at one moment, for comparing two: the readable records, and the names of all files.

A registry with mistakes has a snapshot too: its right records still count, and an unreadable file exists and is not
gone. Nothing is checked here but whether a file fits its schema.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from testamur.errors import UsageError
from testamur.records.model.models import Achievement, Award, Issuer, Learner
from testamur.records.parsing import files, schema, yaml_subset
from testamur.records.parsing.kinds import BY_FOLDER, IN_FOLDERS, KINDS, RecordKind, RecordName
from testamur.records.parsing.parsed import Parsed
from testamur.records.parsing.unread import Unread
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry, relative
from testamur.text import award_id
from testamur.text.slugs import SLUG


@dataclass(slots=True, kw_only=True)
class Snapshot:
    """The records of one moment. `names` has all files of records by kind and name, including wrong ones."""

    records: dict[RecordKind, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    names: set[RecordName] = field(default_factory=set)
    unread: Unread = field(default_factory=Unread, compare=False)  # what exists, or may exist, and was refused

    @property
    def issuer(self) -> Issuer | None:
        """The institution; None where its record could not be read."""
        return self.records["issuer"].get("issuer")

    @property
    def achievements(self) -> Mapping[str, Achievement]:
        """Achievements by slug."""
        return self.records["achievement"]

    @property
    def learners(self) -> Mapping[str, Learner]:
        """Learners by id."""
        return self.records["learner"]

    @property
    def awards(self) -> Mapping[str, Award]:
        """Awards by id."""
        return self.records["award"]

    def add_file(self, file: str, data: bytes) -> None:
        """Add the record in `file`, `credentials/…`; a wrong record leaves only its name, any other file nothing."""
        name = name_of(file)
        if name is None:
            return
        self.names.add(name)
        kind, stem = name
        parsed = yaml_subset.parse(data, file)
        if parsed.value is not None and not parsed.problems and not schema.check(kind, parsed):
            self.records[kind][stem] = KINDS[kind].read(stem, file, parsed.value)

    def count_unread(self, before: Snapshot) -> None:
        """Count among the names those of `before` that here, too, may exist: nothing is gone that could not be read."""
        self.names |= {
            (kind, stem)
            for kind, stem in before.names - self.names
            if self.unread.covers(KINDS[kind].folder or kind, stem)
        }


def name_of(file: str) -> RecordName | None:
    """Return kind and name of the record in `file` (`credentials/awards/2026/….yml`); None for any other file."""
    parts = PurePosixPath(file).parts[1:]
    if parts == ("issuer.yml",):
        return "issuer", "issuer"
    kind = BY_FOLDER.get(parts[0]) if len(parts) > 1 else None
    stem = parts[-1].removesuffix(".yml") if parts and parts[-1].endswith(".yml") else ""
    if kind is None:
        return None
    if kind.has_award_ids:
        return (kind.name, stem) if award_id.is_award_id(stem) else None
    return (kind.name, stem) if len(parts) == 2 and SLUG.fullmatch(stem) else None


def from_registry(registry: Registry) -> Snapshot:
    """Return the snapshot of a registry, which has no errors."""
    snapshot = Snapshot()
    snapshot.records["issuer"]["issuer"] = registry.issuer
    for kind in IN_FOLDERS:
        snapshot.records[kind.name] = dict(registry.of(kind.name))
    snapshot.names = {(kind, stem) for kind, records in snapshot.records.items() for stem in records}
    return snapshot


def only_issuer(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot of the issuer's record alone, as if there were no others."""
    only = Snapshot(names={("issuer", "issuer")})
    only.records["issuer"] = dict(snapshot.records["issuer"])
    return only


def read(folder: Path) -> Snapshot:
    """Return the snapshot of the records below `folder` (`credentials/`).

    Raises UsageError when it does not exist, UnlistedRecordsError when its files cannot be listed.
    """
    listing = files.walk(folder)
    snapshot = Snapshot(unread=listing.unread)
    issuer = [listing.issuer] if listing.issuer else []
    for path in [*issuer, *(path for paths in listing.records.values() for path in paths)]:
        file = relative(folder, path)
        data = _read_bytes(path)
        name = name_of(file)
        if data is not None:
            snapshot.add_file(file, data)
        elif name is not None:
            snapshot.names.add(name)
    return snapshot


def of_base(now: Snapshot, changed: Collection[str], contents: Mapping[str, bytes]) -> Snapshot:
    """Return the snapshot of the base: `now`, with the `changed` files as they were.

    `contents` has the old bytes of those that existed. All other files have the same digests in git, and so keep the
    very same objects: comparing a change of one award in ten thousand reads one file.
    """
    touched = {name for file in changed if (name := name_of(file)) is not None}
    base = Snapshot(records={kind: dict(records) for kind, records in now.records.items()}, names=now.names - touched)
    for kind, stem in touched:
        base.records[kind].pop(stem, None)
    for file, data in sorted(contents.items()):
        base.add_file(file, data)
    return base


def record_parser(folder: Path) -> Callable[[str], Parsed]:
    """Return a function that parses `credentials/…` again, each file once, to find the line of a problem."""
    parsed: dict[str, Parsed] = {}

    def parse(file: str) -> Parsed:
        if file not in parsed:
            # Whatever name it is asked for, it opens nothing but records.
            data = _read_bytes(folder.parent / file) if name_of(file) else None
            parsed[file] = Parsed(file) if data is None else yaml_subset.parse(data, file)
        return parsed[file]

    return parse


def _read_bytes(path: Path) -> bytes | None:
    try:
        return files.read(path, MAX_RECORD_BYTES)
    except (OSError, UsageError):
        return None
