"""Works out an edit of a record that is there: which files, and to which bytes. Writes nothing.

A text in several languages changes in one of them. What awards say follows (docs/records.md, "Frozen once on main"): a
learner's new name or hashed address brings a line `corrected` into each award that has not ended, and an achievement
that was awarded needs a new version where its awards would say something else.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from testamur.authoring.acts import history_acts
from testamur.authoring.acts.erasing import awards_of
from testamur.authoring.acts.history_acts import Change
from testamur.authoring.editing import history_editing, translation_editing, value_editing
from testamur.authoring.editing.record_text import as_read, value_at
from testamur.authoring.editing.translation_editing import Translation
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.changes import change_achievements
from testamur.records.model.frozen import frozen
from testamur.records.model.history import FINAL, HistoryLine
from testamur.records.model.models import Award
from testamur.records.parsing import files, yaml_subset
from testamur.records.parsing.kinds import KINDS, RecordKind
from testamur.records.parsing.parsed import FieldPath
from testamur.records.parsing.yaml_guard import MAX_RECORD_BYTES
from testamur.records.registry import Registry
from testamur.records.rules import untranslated
from testamur.text.languages.messages import msg

_MAX_PICTURE_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEdit:
    """What a field is to be: text, number, list or true and false; None takes it out."""

    path: FieldPath
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The change that edits a record, and the registry as it will be."""

    change: Change
    registry: Registry


def path_of(registry: Registry, kind: RecordKind, stem: str) -> Path:
    """Return where the record of a kind is that others call `stem`."""
    if kind == "award":
        return history_acts.file_of(registry, registry.awards[stem])
    folder = KINDS[kind].folder
    return registry.folder / folder / f"{stem}.yml" if folder else registry.folder / f"{kind}.yml"


def current(registry: Registry, kind: RecordKind, stem: str) -> Mapping[str, Any]:
    """Return what a record says, as it is written; UsageError where it is gone meanwhile."""
    path = path_of(registry, kind, stem)
    value = yaml_subset.parse(files.read(path, MAX_RECORD_BYTES), path.name).value
    if value is None:
        raise UsageError(msg("{path} has changed since it was read: run this again", path=path))
    return value


def text_in(registry: Registry, kind: RecordKind, record: Mapping[str, Any], path: FieldPath, language: str) -> Any:
    """Return what a record has at a path: of a text in several languages the one in `language` (else the main one)."""
    value = value_at(record, path)
    if not untranslated.is_text(kind, path):
        return value
    own = untranslated.own_language(kind, record, registry.issuer.languages)
    spoken = language or own
    if isinstance(value, Mapping):
        return value.get(spoken)
    return value if spoken == own else None


def amend(
    registry: Registry,
    kind: RecordKind,
    stem: str,
    edits: Iterable[FieldEdit],
    *,
    today: datetime.date,
    line: HistoryLine,
    language: str = "",
    pictures: Mapping[Path, bytes] = MappingProxyType({}),
) -> Amendment:
    """Return the amendment that makes `edits`; `line` is what an award is told that says something else by it.

    `pictures` are files that come with it, and were looked at. RecordsError has the problems of the records as they
    would be; UsageError says why it cannot be done, also where nothing would change.
    """
    path = path_of(registry, kind, stem)
    data = edited = files.read(path, MAX_RECORD_BYTES)
    for edit in edits:
        edited = _edited(registry, kind, edited, edit, language)
    before: dict[Path, bytes | None] = {path: data, **{file: _bytes_of(file) for file in pictures}}
    after: dict[Path, bytes | None] = {path: edited, **pictures}
    if before == after:
        raise UsageError(msg("{path} says all of this already: nothing was changed", path=path))
    amended = registries.load(registry.folder, today=today, instead=after)
    if kind == "learner" and (awards := _saying_something_else(registry, amended, stem)):
        for award in awards:
            file = history_acts.file_of(registry, award)
            text = files.read(file, MAX_RECORD_BYTES)
            before[file], after[file] = text, history_editing.add_line(text, history_acts.as_record(line))
        amended = registries.load(registry.folder, today=today, instead=after)
    warnings = tuple(warning for warning in amended.warnings if warning not in registry.warnings)
    return Amendment(change=Change(before=before, after=after, warnings=warnings), registry=amended)


def fields_for_a_version(registry: Registry, amended: Registry, slug: str) -> list[str]:
    """Return the fields of an awarded achievement whose change needs a new `version:` that it does not have yet."""
    old, new = registry.achievements[slug], amended.achievements[slug]
    if old.version != new.version or not any(award.achievement == slug for award in registry.awards.values()):
        return []
    return change_achievements.edited_fields(old, new, change_achievements.unnamed_languages(old, registry.issuer))


def _saying_something_else(registry: Registry, amended: Registry, learner: str) -> list[Award]:
    """Return the awards of a learner that have not ended, and state something that changes in the learner's record."""
    old, new = registry.learners[learner], amended.learners[learner]
    return [
        award
        for award in awards_of(registry, old)
        if award.state not in FINAL and frozen(award, old) != frozen(award, new)
    ]


def _bytes_of(file: Path) -> bytes | None:
    return files.read(file, _MAX_PICTURE_BYTES) if file.exists() else None


def _edited(registry: Registry, kind: RecordKind, data: bytes, edit: FieldEdit, language: str) -> bytes:
    record = yaml_subset.parse(data, f"{kind}.yml").value or {}
    own = untranslated.own_language(kind, record, registry.issuer.languages)
    spoken = language or own
    value = value_at(record, edit.path)
    is_text = untranslated.is_text(kind, edit.path)
    is_map = is_text and isinstance(value, Mapping)
    is_other = is_text and spoken != own
    if edit.value is None:
        if is_other and not is_map:
            return data  # it has no text in that language
        path = (*edit.path, spoken) if is_map and language else edit.path
        return value_editing.remove_value(data, path)
    if is_map or (is_other and value is not None):
        if is_map and value.get(spoken) == edit.value:
            return data
        translation = Translation(path=edit.path, language=spoken, own=own, words=as_read(edit.value))
        return translation_editing.set_translations(data, [translation])
    wanted = {spoken: edit.value} if is_other else edit.value
    return value_editing.set_value(data, edit.path, wanted, kind=kind)
