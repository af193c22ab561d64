"""Corrects a learner's name: in their own file, and by a line in each of their awards that has not ended."""

from __future__ import annotations

import datetime
from pathlib import Path

from testamur.authoring.acts import history_acts
from testamur.authoring.acts.erasing import awards_of
from testamur.authoring.acts.history_acts import Change
from testamur.authoring.editing import field_editing, history_editing
from testamur.errors import Problem, UsageError
from testamur.records.model.history import FINAL, HistoryLine
from testamur.records.model.models import Learner
from testamur.records.parsing import files, model_readers, schema, yaml_subset
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry
from testamur.records.rules import policies
from testamur.text import reporting
from testamur.text.languages.messages import msg


def rename(registry: Registry, learner: Learner, name: str, line: HistoryLine, *, today: datetime.date) -> Change:
    """Return the change that gives `learner` another name, and adds `line` to each of their awards that has not ended.

    UsageError says why that cannot be done.
    """
    own = registry.folder / "learners" / f"{learner.id}.yml"
    data = files.read(own, MAX_RECORD_BYTES)
    name = " ".join(name.split())
    if name == learner.name:
        raise UsageError(msg("that is the name already: nothing was changed"))
    before: dict[Path, bytes | None] = {own: data}
    after: dict[Path, bytes | None] = {own: field_editing.set_text(data, ("name",), name)}
    problem = _problem(registry, learner, after[own] or b"", today)
    if problem:
        raise UsageError(
            msg(
                "nothing was changed: {field}: {reason}. {remedy}",
                field=problem.field,
                reason=problem.reason,
                remedy=problem.remedy,
            )
        )
    edited: dict[str, bytes] = {}
    for award in awards_of(registry, learner):
        # An award that has ended takes no correction, and keeps the name that was signed (`ledger.pending`).
        if award.state not in FINAL:
            path = history_acts.file_of(registry, award)
            before[path] = files.read(path, MAX_RECORD_BYTES)
            edited[award.id] = history_editing.add_line(before[path] or b"", history_acts.as_record(line))
            after[path] = edited[award.id]
    warnings = history_acts.check(registry, edited, today=today)
    return Change(before=before, after=after, warnings=warnings)


def _problem(registry: Registry, learner: Learner, data: bytes, today: datetime.date) -> Problem | None:
    """Return the first problem that the records' own rules find in a learner's file."""
    parsed = yaml_subset.parse(data, f"learners/{learner.id}.yml")
    problems = parsed.problems + schema.check("learner", parsed)
    if not problems:
        changed = model_readers.read_learner(learner.id, parsed.value or {})
        problems = reporting.errors(list(policies.check_learner(parsed, changed, registry.issuer, today)))
    return problems[0] if problems else None
