"""Makes one record of two that are one person's: their awards move, and nothing that was issued changes.

No credential states a learner's id, so an award is signed as it was; the record that stays names the other id under
`formerly`, by which the ledger knows the awards again. Only where the two records say different things that an award
states (the name, a hashed address) is that award corrected, and signed anew (decision 25).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from testamur.authoring.acts import history_acts
from testamur.authoring.acts.erasing import awards_of
from testamur.authoring.acts.history_acts import Change
from testamur.authoring.editing import field_editing, history_editing, value_editing
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.model.frozen import frozen
from testamur.records.model.history import FINAL, HistoryLine
from testamur.records.model.models import Award, Learner
from testamur.records.parsing import files
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry
from testamur.text.languages.messages import msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """Two records become one: the change, the awards that move, and those of them that are corrected by it."""

    change: Change
    moved: tuple[Award, ...]
    corrected: tuple[Award, ...]


def merge(registry: Registry, kept: Learner, other: Learner, line: HistoryLine, *, today: datetime.date) -> Merger:
    """Return the change that makes `other` a part of `kept`; `line` is what a corrected award is told.

    UsageError says why that cannot be done; RecordsError has the problems of the records as they would be.
    """
    _refuse(kept, other)
    own, theirs = (registry.folder / "learners" / f"{one.id}.yml" for one in (kept, other))
    data = files.read(own, MAX_RECORD_BYTES)
    merged = value_editing.set_value(data, ("formerly",), [*kept.formerly, other.id, *other.formerly], kind="learner")
    if other.email and not kept.email:
        merged = field_editing.set_text(merged, ("email",), other.email, kind="learner")
    before: dict[Path, bytes | None] = {own: data, theirs: files.read(theirs, MAX_RECORD_BYTES)}
    after: dict[Path, bytes | None] = {own: merged, theirs: None}
    moved, corrected = awards_of(registry, other), []
    for award in moved:
        path = history_acts.file_of(registry, award)
        before[path] = files.read(path, MAX_RECORD_BYTES)
        text = field_editing.set_text(before[path] or b"", ("learner",), kept.id)
        if award.state not in FINAL and _says(award, kept) != _says(award, other):
            text = history_editing.add_line(text, history_acts.as_record(line))
            corrected.append(award)
        after[path] = text
    merged_registry = registries.load(registry.folder, today=today, instead=after)
    warnings = tuple(warning for warning in merged_registry.warnings if warning not in registry.warnings)
    return Merger(change=Change(before=before, after=after, warnings=warnings), moved=moved, corrected=tuple(corrected))


def _refuse(kept: Learner, other: Learner) -> None:
    if kept.id == other.id:
        raise UsageError(msg("both are {id}: name two records that are one person's", id=kept.id))
    if not other.consent_profile:
        return
    if not kept.consent_profile:
        raise UsageError(
            msg(
                "{id} has a page of their own, and its address would be gone: keep that record instead, "
                "with testamur merge-learners {id} {id2}",
                id=other.id,
                id2=kept.id,
            )
        )
    raise UsageError(
        msg(
            "both have a page of their own, and one address would be gone. Ask the learner which one "
            "to keep; take the other one off with testamur edit learner {id} --profile no, publish "
            "that, and run this again",
            id=other.id,
        )
    )


def _says(award: Award, learner: Learner) -> Mapping[str, object]:
    """Return what an award states, but for the id, which no credential has."""
    return {**frozen(award, learner), "learner": ""}
