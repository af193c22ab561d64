"""Snapshots of the records at one moment, for comparing two: the readable records, and the names of all files.

A registry with mistakes has a snapshot too: its right records still count, and an unreadable file exists and is not
gone. Nothing is checked here but whether a file fits its schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from testamur.errors import UsageError
from testamur.records.model.models import Achievement, Award, Issuer, Learner
from testamur.records.parsing import files, schema, yaml_subset
from testamur.records.parsing.kinds import BY_FOLDER, IN_FOLDERS, KINDS, RecordKind
from testamur.records.parsing.parsed import Parsed
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry, relative
from testamur.text import award_id

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Name = tuple[RecordKind, str]
"""Kind and stem of a record's file. Its folder is no part of the name, so a moved award is the same record."""


@dataclass(slots=True, kw_only=True)
class Snapshot:
    """The records of one moment. `names` has all files of records by kind and name, including wrong ones."""

    records: dict[RecordKind, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    names: set[Name] = field(default_factory=set)

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


def name_of(file: str) -> Name | None:
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
    return (kind.name, stem) if len(parts) == 2 and _SLUG.fullmatch(stem) else None


def from_registry(registry: Registry) -> Snapshot:
    """Return the snapshot of a registry, which has no errors."""
    made = Snapshot()
    made.records["issuer"]["issuer"] = registry.issuer
    for kind in IN_FOLDERS:
        made.records[kind.name] = dict(registry.of(kind.name))
    made.names = {(kind, stem) for kind, records in made.records.items() for stem in records}
    return made


def only_issuer(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot of the issuer's record alone, as if there were no others."""
    made = Snapshot(names={("issuer", "issuer")})
    made.records["issuer"] = dict(snapshot.records["issuer"])
    return made


def read(folder: Path) -> Snapshot:
    """Return the snapshot of the records below `folder` (`credentials/`). Raises UsageError when it does not exist."""
    listing = files.walk(folder)
    found = Snapshot()
    issuer = [listing.issuer] if listing.issuer else []
    for path in [*issuer, *(path for paths in listing.records.values() for path in paths)]:
        file = relative(folder, path)
        data = _bytes(path)
        name = name_of(file)
        if data is not None:
            found.add_file(file, data)
        elif name is not None:
            found.names.add(name)
    return found


def of_base(now: Snapshot, changed: Collection[str], contents: Mapping[str, bytes]) -> Snapshot:
    """Return the snapshot of the base: `now`, with the `changed` files as they were.

    `contents` has the old bytes of those that existed. All other files have the same digests in git, and so keep the
    very same objects: comparing a change of one award in ten thousand reads one file.
    """
    touched = {name for file in changed if (name := name_of(file)) is not None}
    made = Snapshot(records={kind: dict(held) for kind, held in now.records.items()}, names=now.names - touched)
    for kind, stem in touched:
        made.records[kind].pop(stem, None)
    for file, data in sorted(contents.items()):
        made.add_file(file, data)
    return made


def record_parser(folder: Path) -> Callable[[str], Parsed]:
    """Return a function that parses `credentials/…` again, each file once, to find the line of a problem."""
    known: dict[str, Parsed] = {}

    def opened(file: str) -> Parsed:
        if file not in known:
            # Whatever name it is asked for, it opens nothing but records.
            data = _bytes(folder.parent / file) if name_of(file) else None
            known[file] = Parsed(file) if data is None else yaml_subset.parse(data, file)
        return known[file]

    return opened


def _bytes(path: Path) -> bytes | None:
    try:
        return files.read(path, MAX_RECORD_BYTES)
    except (OSError, UsageError):
        return None
