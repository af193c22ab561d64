"""A registry while it is being read: the records that are right so far, and the problems of the others.

A record with a mistake is left out but remembered as existing, so that one mistake is reported once and not again, as a
missing record, at every place that refers to it.

Of an award or a learner, of which there may be a million, only the model stays: the place of a problem that is found
later is looked up in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from testamur.errors import Problem, RecordsError, UsageError
from testamur.records.model.models import Issuer
from testamur.records.model.shared_values import SharedValues
from testamur.records.parsing import files, kinds, schema, yaml_subset
from testamur.records.parsing.kinds import Kind, RecordKind, RecordName
from testamur.records.parsing.parsed import Parsed
from testamur.records.parsing.unread import Unread
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES

MAX_ERRORS = 100_000  # in all files together: nobody mends more one by one
MANY: frozenset[RecordKind] = frozenset({"award", "learner"})
"""The kinds of which only models stay."""


@dataclass(slots=True)
class Draft:
    """What has been read so far, right and wrong."""

    root: Path = field(default_factory=Path)  # the names of files that problems have lead from here
    folder: str = "credentials"  # that of the records, as problems call it
    instead: Mapping[Path, bytes | None] = field(default_factory=dict)  # read in the place of these files; None: gone
    parsed: dict[RecordName, Parsed] = field(default_factory=dict)  # right records, of kinds with few
    issuer: Issuer | None = None
    records: dict[RecordKind, dict[str, Any]] = field(
        default_factory=lambda: {kind.name: {} for kind in kinds.IN_FOLDERS}
    )
    signed_endorsements: dict[str, bytes] = field(default_factory=dict)
    unread: Unread = field(default_factory=Unread)
    problems: list[Problem] = field(default_factory=list)
    errors: int = 0  # how many of the problems are no warnings
    _shared: SharedValues = field(default_factory=SharedValues)

    def read(self, kind: Kind, path: Path | str, file: str, stem: str) -> tuple[Parsed, Any]:
        """Parse the record at `path`, which others call `stem`; return it with its model, None where it is wrong.

        Problems call it `file`. A right one becomes part of the draft.
        """
        parsed = self._parse(path, file)
        problems = parsed.problems + schema.check(kind.name, parsed)
        if parsed.value is None or problems:
            # ReferenceChecker reports a name that no file has; its form would be a second problem for one cause.
            is_award = kind.name == "award"
            self.tell(problem for problem in problems if not (is_award and _concerns_a_name(problem)))
            self.unread.add(kind.folder or kind.name, stem)
            return parsed, None
        if kind.name not in MANY:
            parsed.root = None  # Made again for a problem, which next to no right record has.
            self.parsed[kind.name, stem] = parsed
        return parsed, self.take(kind, stem, file, parsed.value)

    def take(self, kind: Kind, stem: str, file: str, value: dict[str, Any]) -> Any:
        """Take the value of a record that is right into the draft, and return its model."""
        if kind.name == "award":
            self._shared.share(value, learners=self.records["learner"])
        record = kind.read(stem, file, value)
        if kind.folder:
            self.records[kind.name][stem] = record
        else:
            self.issuer = record
        return record

    def tell(self, problems: Iterable[Problem]) -> None:
        """Add problems; raise RecordsError where there are more than MAX_ERRORS, with those."""
        for problem in problems:
            self.problems.append(problem)
            self.errors += problem.severity == "error"
            if self.errors > MAX_ERRORS:
                reason = f"there are more than {MAX_ERRORS:,} problems: these are the first, and the rest was not read"
                remedy = "Look for what they have in common, mend it, and check the records again"
                first = Problem(code="more", file=problem.file.partition("/")[0], reason=reason, remedy=remedy)
                raise RecordsError([first, *sorted(self.problems, key=sorting_key)])

    def parsed_again(self, file: str) -> Parsed:
        """Return what was parsed from a file and is not kept, without its value: it tells places, and reads for that.

        Where the file has changed since, they are those of the nearest part that is still there.
        """
        return Parsed(file, nodes=self._nodes)

    def _nodes(self, parsed: Parsed) -> Any:
        again = self._parse(self.root / parsed.file, parsed.file)
        return again.nodes(again)

    def _parse(self, path: Path | str, file: str) -> Parsed:
        if self.instead and (data := self.instead.get(Path(path))) is not None:
            return yaml_subset.parse(data, file)
        return _parse(path, file)


def sorting_key(problem: Problem) -> tuple[str, int, int, str, str]:
    """Return what problems are sorted by."""
    return problem.file, problem.line, problem.column, problem.code, problem.field


def _concerns_a_name(problem: Problem) -> bool:
    return problem.code in {"format", "length"} and problem.field in {"achievement", "learner"}


def _parse(path: Path | str, file: str) -> Parsed:
    try:
        return yaml_subset.parse(files.read(path, MAX_RECORD_BYTES), file)
    except OSError as error:  # Deleted since the folder was listed, or without permission to read.
        refusal = files.unreadable("file", error)
    except UsageError:
        refusal = files.NOT_A_PLAIN_FILE
    parsed = Parsed(file)
    parsed.add((0, 0), **refusal._asdict())
    return parsed
