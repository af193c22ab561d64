"""Takes what is to be edited from options, or asks for each field with what it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from testamur.authoring.acts import amending
from testamur.authoring.acts.amending import FieldEdit
from testamur.authoring.editing.answers import schema_check
from testamur.cli.commands.editing.fields import EditableField
from testamur.errors import UsageError
from testamur.records.parsing.kinds import RecordKind
from testamur.records.registry import Registry
from testamur.terminal import asking
from testamur.terminal.languages import speaking
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg


def given(fields: Sequence[EditableField], options: Mapping[str, Any]) -> list[FieldEdit]:
    """Return the edits that options ask for; an empty text takes its field out."""
    edits = []
    for field in fields:
        text = options[field.parameter]
        if field.is_list and text:
            items = [item.strip() for item in text if item.strip()]
            edits.append(FieldEdit(path=field.path, value=[field.value(item) for item in items] or None))
        elif not field.is_list and text is not None:
            edits.append(FieldEdit(path=field.path, value=field.value(text.strip()) if text.strip() else None))
    return edits


def asked(
    registry: Registry, kind: RecordKind, stem: str, fields: Sequence[EditableField], language: str
) -> list[FieldEdit]:
    """Ask for each field on a terminal; UsageError where nobody is there, and no option says what changes."""
    if not asking.is_terminal():
        names = ", ".join(field.option for field in fields[:3])
        raise UsageError(
            msg("nothing says what changes: give it ({names}, …), or run this on a terminal to be asked", names=names)
        )
    chosen = _chosen_fields(fields)
    speaking.echo(msg("Enter leaves a field as it is; a hyphen (-) takes it out."), err=True)
    record = amending.current(registry, kind, stem)
    edits = []
    for field in chosen:
        check = schema_check(kind, *map(str, field.path), read=field.value, is_list=field.is_list)
        now = amending.text_in(registry, kind, record, field.path, language)
        if field.is_list:
            answers = asking.ask_changed_list(now or [], field.question, values=field.values, check=check)
            if answers is not None:
                edits.append(FieldEdit(path=field.path, value=[field.value(item) for item in answers] or None))
            continue
        answer = asking.ask_changed(_shown(now), field.question, values=field.values, check=check)
        if answer is not None:
            edits.append(FieldEdit(path=field.path, value=field.value(answer) if answer else None))
    return edits


def _chosen_fields(fields: Sequence[EditableField]) -> Sequence[EditableField]:
    """Ask which fields are to change; all of them, in their order, where none is named."""
    by_name = {field.option.removeprefix("--"): field for field in fields}

    def chosen(text: str) -> list[EditableField]:
        names = text.replace(",", " ").split()
        unknown = next((name for name in names if name not in by_name), None)
        if unknown is not None:
            raise ValueError(msg("{unknown} is none of {names}", unknown=harmless(unknown), names=", ".join(by_name)))
        return [field for name, field in by_name.items() if name in names]

    answer = asking.ask_optional_checked(
        msg("What is to change: {names}", names=", ".join(by_name)), chosen, otherwise=msg("ask for each")
    )
    return chosen(answer) if answer else fields


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
