"""A record made from a row of a spreadsheet: composed as text, read again, and checked as any other record is.

What is wrong with it is told at the cells that it was made from.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from testamur.authoring import cells, new_record
from testamur.authoring.entries import Entry, Reader
from testamur.errors import Problem
from testamur.records import policies, reading, references, schema, yaml_subset
from testamur.records.parsed import Parsed
from testamur.records.registry import Registry
from testamur.records.schema import Kind


class Composer:
    """Composes the records of one import. `schema_paths` say where editors find the schema of each kind."""

    def __init__(
        self, registry: Registry, reader: Reader, *, today: datetime.date, schema_paths: Mapping[Kind, str]
    ) -> None:
        self._registry, self._reader = registry, reader
        self._today, self._schema_paths = today, schema_paths

    def compose(self, entry: Entry, kind: Kind, name: str, record: Mapping[str, Any]) -> tuple[str, list[Problem]]:
        """Return a record's file, and all that its schema and rules find in it."""
        text = new_record.text_of(kind, record, schema_path=self._schema_paths.get(kind, ""))
        parsed = yaml_subset.parse(text.encode(), f"{kind}s/{name}.yml")
        found = [*parsed.problems, *schema.check(kind, parsed)]
        if not found:
            found = list(self._rules(kind, name, parsed))
        return text, [self._at_its_cell(entry, problem) for problem in found]

    def _rules(self, kind: Kind, name: str, parsed: Parsed) -> Iterator[Problem]:
        value, issuer = parsed.value or {}, self._registry.issuer
        if kind == "learner":
            return policies.check_learner(parsed, reading.learner(name, value), issuer, self._today)
        award = reading.award(name, parsed.file, value)
        achievements = self._registry.achievements
        return references.check_award(parsed, award, issuer=issuer, achievements=achievements, today=self._today)

    def _at_its_cell(self, entry: Entry, problem: Problem) -> Problem:
        at = self._reader.place(problem.field, entry.achievement)
        hint = cells.number_hint(problem.value) if problem.code == "scale" else ""
        return replace(
            self._reader.problem(entry.row, at, problem.code, problem.reason, hint or problem.remedy),
            value=problem.value,
            severity=problem.severity,
        )
