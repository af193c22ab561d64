"""The records of one moment, for comparing two: what could be read of them, and which files there were.

A registry with mistakes is a moment like any other: what is right in it still counts, and a file that cannot be
read is there, and not gone. Nothing is judged here but whether a file fits its schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from testamur.errors import UsageError
from testamur.records.model.models import Achievement, Award, Issuer, Learner
from testamur.records.parsing import files, schema, yaml_subset
from testamur.records.parsing.kinds import BY_FOLDER, IN_FOLDERS, KINDS, RecordKind
from testamur.records.parsing.parsed import Parsed
from testamur.records.registry import RECORD_LIMIT, Registry, relative
from testamur.text import award_id

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

WITH_A_FIELD = frozenset({"achievement", "learner", "award"})

Name = tuple[RecordKind, str]
"""RecordKind and stem of a record's file: what it is called wherever in its folder it lies."""


@dataclass(slots=True, kw_only=True)
class Snapshot:
    """The records of one moment. `names` are all files of records by kind and name, the wrong ones too."""

    issuer: Issuer | None = None
    achievements: dict[str, Achievement] = field(default_factory=dict)
    learners: dict[str, Learner] = field(default_factory=dict)
    awards: dict[str, Award] = field(default_factory=dict)
    others: dict[Name, Any] = field(default_factory=dict)  # of every other kind
    names: set[Name] = field(default_factory=set)

    def put(self, file: str, data: bytes) -> None:
        """Take in one record, `credentials/…`; what is no record, or a wrong one, leaves at most its name."""
        name = name_of(file)
        if name is None:
            return
        self.names.add(name)
        kind, stem = name
        parsed = yaml_subset.parse(data, file)
        if parsed.value is not None and not parsed.problems and not schema.check(kind, parsed):
            self._keep(kind, stem, file, parsed.value)

    def _keep(self, kind: RecordKind, stem: str, file: str, value: Mapping[str, Any]) -> None:
        made = KINDS[kind].read(stem, file, value)
        if kind == "issuer":
            self.issuer = made
        elif kind == "achievement":
            self.achievements[stem] = made
        elif kind == "learner":
            self.learners[stem] = made
        elif kind == "award":
            self.awards[stem] = made
        else:
            self.others[kind, stem] = made


def name_of(file: str) -> Name | None:
    """Return kind and name of the record in `file` (`credentials/awards/2026/….yml`); None for what is no record."""
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


def of(registry: Registry) -> Snapshot:
    """Return the snapshot of a registry in which nothing is wrong."""
    others: dict[Name, Any] = {
        (kind.name, slug): one
        for kind in IN_FOLDERS
        if kind.name not in WITH_A_FIELD
        for slug, one in registry.of(kind.name).items()
    }
    return Snapshot(
        issuer=registry.issuer,
        achievements=dict(registry.achievements),
        learners=dict(registry.learners),
        awards=dict(registry.awards),
        others=others,
        names={
            ("issuer", "issuer"),
            *(("achievement", slug) for slug in registry.achievements),
            *(("learner", learner) for learner in registry.learners),
            *(("award", award) for award in registry.awards),
            *others,
        },
    )


def read(folder: Path) -> Snapshot:
    """Return what can be read below `folder` (`credentials/`); UsageError when there is no such folder."""
    listing = files.walk(folder)
    found = Snapshot()
    issuer = [listing.issuer] if listing.issuer else []
    for path in [*issuer, *(path for paths in listing.records.values() for path in paths)]:
        file = relative(folder, path)
        data = _bytes(path)
        name = name_of(file)
        if data is not None:
            found.put(file, data)
        elif name is not None:
            found.names.add(name)
    return found


def before(now: Snapshot, changed: Collection[str], contents: Mapping[str, bytes]) -> Snapshot:
    """Return the snapshot of the base: `now`, with the files that `changed` as they were.

    `contents` has what stood in those of them that there were. All others are the same by their digests, so that
    a change of one award in ten thousand costs the reading of one.
    """
    touched = {name for file in changed if (name := name_of(file)) is not None}
    gone: dict[str, set[str]] = {}
    for kind, stem in touched:
        gone.setdefault(kind, set()).add(stem)
    made = Snapshot(
        issuer=None if "issuer" in gone else now.issuer,
        achievements=_without(now.achievements, gone.get("achievement", set())),
        learners=_without(now.learners, gone.get("learner", set())),
        awards=_without(now.awards, gone.get("award", set())),
        others={name: held for name, held in now.others.items() if name not in touched},
        names=now.names - touched,
    )
    for file, data in sorted(contents.items()):
        made.put(file, data)
    return made


def opener(folder: Path) -> Callable[[str], Parsed]:
    """Return a function that reads `credentials/…` once more, to say on which line of it something stands."""
    known: dict[str, Parsed] = {}

    def opened(file: str) -> Parsed:
        if file not in known:
            data = _bytes(folder.parent / file) if name_of(file) else None
            known[file] = Parsed(file) if data is None else yaml_subset.parse(data, file)
        return known[file]

    return opened


def _without(records: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    left = dict(records)
    for name in names:
        left.pop(name, None)
    return left


def _bytes(path: Path) -> bytes | None:
    try:
        return files.read(path, RECORD_LIMIT)
    except (OSError, UsageError):
        return None
