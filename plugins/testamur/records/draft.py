"""A registry while it is being read: the records that are right so far, and the problems of the others.

A record with a mistake is left out but remembered as existing, so that one mistake is reported once and not again, as a
missing record, at every place that refers to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from testamur.errors import Problem, UsageError
from testamur.records.model.models import Issuer
from testamur.records.parsing import files, kinds, schema, yaml_subset
from testamur.records.parsing.kinds import Kind, RecordKind, RecordName
from testamur.records.parsing.parsed import Parsed
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES


@dataclass(slots=True)
class Draft:
    """What has been read so far, right and wrong."""

    parsed: dict[RecordName, Parsed] = field(default_factory=dict)
    issuer: Issuer | None = None
    records: dict[RecordKind, dict[str, Any]] = field(
        default_factory=lambda: {kind.name: {} for kind in kinds.IN_FOLDERS}
    )
    signed_endorsements: dict[str, bytes] = field(default_factory=dict)
    unread: set[tuple[str, str]] = field(default_factory=set)  # folder and name; name "" stands for the whole folder
    problems: list[Problem] = field(default_factory=list)
    award_files: list[Parsed] = field(default_factory=list)  # the wrong ones too

    def is_unread(self, folder: str, name: str) -> bool:
        """Say whether a record of this name exists and could not be read."""
        return (folder, name) in self.unread or (folder, "") in self.unread

    def read(self, kind: Kind, path: Path, file: str) -> Any:
        """Return the model of the record at `path`; None where it is wrong. Problems call it `file`."""
        parsed = _parse(path, file)
        problems = parsed.problems + schema.check(kind.name, parsed)
        is_award = kind.name == "award"
        if is_award:
            self.award_files.append(parsed)
        # ReferenceChecker reports a name that no file has; the name's form would be a second problem for one cause.
        self.problems += [problem for problem in problems if not (is_award and _concerns_a_name(problem))]
        if parsed.value is None or problems:
            self.unread.add((kind.folder or kind.name, path.stem))
            return None
        self.parsed[kind.name, path.stem] = parsed
        return kind.read(path.stem, file, parsed.value)


def _concerns_a_name(problem: Problem) -> bool:
    return problem.code in {"format", "length"} and problem.field in {"achievement", "learner"}


def _parse(path: Path, file: str) -> Parsed:
    try:
        return yaml_subset.parse(files.read(path, MAX_RECORD_BYTES), file)
    except OSError as error:  # Deleted since the folder was listed, or without permission to read.
        refusal = files.unreadable("file", error)
    except UsageError:
        refusal = files.NOT_A_PLAIN_FILE
    parsed = Parsed(file)
    parsed.add((0, 0), **refusal._asdict())
    return parsed
