"""A registry while it is read: each record by itself, what is right in it and what is wrong.

A record with a mistake is kept out, and remembered as one that exists: what names it is not told that it is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from testamur.errors import Problem, UsageError
from testamur.records.model.models import Issuer
from testamur.records.parsing import files, kinds, schema, yaml_subset
from testamur.records.parsing.kinds import Kind, RecordKind
from testamur.records.parsing.parsed import Parsed
from testamur.records.parsing.yaml_guard import LIMIT


@dataclass(slots=True)
class Draft:
    """What has been read so far, good and bad."""

    parsed: dict[str, Parsed] = field(default_factory=dict)  # by "award/7k3q-…": kind and name
    issuer: Issuer | None = None
    records: dict[RecordKind, dict[str, Any]] = field(
        default_factory=lambda: {kind.name: {} for kind in kinds.IN_FOLDERS}
    )
    signed_endorsements: dict[str, bytes] = field(default_factory=dict)
    unread: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    award_files: list[Parsed] = field(default_factory=list)  # the wrong ones too

    def exists(self, folder: str, name: str) -> bool:
        """Say whether a record of this name exists that could not be read."""
        return (folder, name) in self.unread or (folder, "") in self.unread

    def read(self, kind: Kind, path: Path, file: str) -> Any:
        """Return the model of the record at `path`, which people are told as `file`; None where something is wrong."""
        parsed = _parsed(path, file)
        problems = parsed.problems + schema.check(kind.name, parsed)
        is_award = kind.name == "award"
        if is_award:
            self.award_files.append(parsed)
        # A name of no file is told as that (references.Names), and not also for its form.
        self.problems += [problem for problem in problems if not (is_award and _is_of_a_name(problem))]
        if parsed.value is None or problems:
            self.unread.add((kind.folder or kind.name, path.stem))
            return None
        self.parsed[f"{kind.name}/{path.stem}"] = parsed
        return kind.read(path.stem, file, parsed.value)


def _is_of_a_name(problem: Problem) -> bool:
    return problem.code in {"format", "length"} and problem.field in {"achievement", "learner"}


def _parsed(path: Path, file: str) -> Parsed:
    try:
        return yaml_subset.parse(files.read(path, LIMIT), file)
    except OSError as error:  # It was there a moment ago, or is not ours to read.
        code, reason, remedy = files.unreadable("file", error)
    except UsageError:
        code, reason, remedy = "not-a-regular-file", "this is not a plain file", "Delete it"
    parsed = Parsed(file)
    parsed.add(code, (0, 0), reason, remedy)
    return parsed
