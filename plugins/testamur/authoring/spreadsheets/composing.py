"""Makes a record from a row of a spreadsheet: composes its text, reads it again, and checks it like any record.

Its problems are reported at the cells that it was made from.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from testamur.authoring.editing import new_record
from testamur.authoring.spreadsheets import cells
from testamur.authoring.spreadsheets.rows import ImportRow, RowReader
from testamur.errors import Problem
from testamur.records.model.models import Award
from testamur.records.parsing import model_readers, schema, yaml_subset
from testamur.records.parsing.kinds import KINDS, RecordKind
from testamur.records.parsing.parsed import Parsed, problem
from testamur.records.registry import Registry
from testamur.records.rules import policies, renewals
from testamur.text.languages.messages import msg


class Composer:
    """Composes the records of one import. `schema_paths` say where editors find the schema of each kind."""

    def __init__(
        self, registry: Registry, reader: RowReader, *, today: datetime.date, schema_paths: Mapping[RecordKind, str]
    ) -> None:
        self._registry, self._reader = registry, reader
        self._today, self._schema_paths = today, schema_paths
        # Awards that are renewed already, by one in the records or by an earlier row.
        self._renewed = {earlier: one.file for earlier, one in renewals.renewed_by(registry.awards.values()).items()}

    def compose(
        self, entry: ImportRow, kind: RecordKind, name: str, record: Mapping[str, Any]
    ) -> tuple[str, list[Problem]]:
        """Return a record's file, and all problems that its schema and rules find in it."""
        text = new_record.file_text(kind, record, schema_path=self._schema_paths.get(kind, ""))
        parsed = yaml_subset.parse(text.encode(), f"{KINDS[kind].folder}/{name}.yml")
        found = [*parsed.problems, *schema.check(kind, parsed)]
        if not found:
            found = list(self._rules(kind, name, parsed))
        return text, [self._at_its_cell(entry, one) for one in found]

    def _rules(self, kind: RecordKind, name: str, parsed: Parsed) -> Iterator[Problem]:
        value, registry = parsed.value or {}, self._registry
        if kind == "learner":
            return policies.check_learner(parsed, model_readers.read_learner(name, value), registry.issuer, self._today)
        award = model_readers.read_award(name, parsed.file, value)
        return itertools.chain(registry.award_problems(parsed, award, self._today), self._renewed_twice(parsed, award))

    def _renewed_twice(self, parsed: Parsed, award: Award) -> Iterator[Problem]:
        if award.renews and self._renewed.setdefault(award.renews, parsed.file) != parsed.file:
            reason, remedy = (
                msg("another award renews the same one"),
                msg("Renew that one instead, or leave the cell empty"),
            )
            yield problem(parsed, ("renews",), code="renewed-twice", reason=reason, remedy=remedy, value=award.renews)

    def _at_its_cell(self, entry: ImportRow, found: Problem) -> Problem:
        at = self._reader.place(found.field, entry.achievement)
        hint = cells.number_hint(found.value) if found.code == "scale" else ""
        return replace(
            self._reader.problem(entry.row, at, found.code, found.reason, hint or found.remedy),
            value=found.value,
            severity=found.severity,
        )
