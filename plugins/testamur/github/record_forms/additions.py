"""What a form's change is made of: a title, and what writes a new record with its problems told at the questions."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from testamur.authoring.editing import new_record
from testamur.errors import UsageError
from testamur.github.record_forms.answers import Answers, told_in_questions
from testamur.records.model.localized_text import say
from testamur.records.parsing.kinds import RecordKind
from testamur.records.registry import Registry
from testamur.text import reporting

Made = tuple[str, Callable[[], Any]]
"""A title for the change, and what writes it."""


def addition(
    given: Answers, registry: Registry, today: datetime.date, kind: RecordKind, name: str, record: Mapping[str, Any],
    fields: Mapping[str, str],
) -> Callable[[], Any]:  # fmt: skip
    """Return what adds the record `name`; `fields` are the questions that its fields come from.

    UsageError where there is one of this name already.
    """
    if (registry.folder / name).exists():
        what = {"achievement": "an achievement", "offering": "a course"}.get(kind, "one")
        raise UsageError(f"there is {what} of this name already ({name}): call this one otherwise, or change that one")
    return told_in_questions(
        lambda: new_record.add_record(registry.folder, name, kind, record, today=today), given, fields
    )


def title_of(registry: Registry, slug: str) -> str:
    """Return an achievement's title, on one line and not too long, in the registry's main language."""
    return reporting.one_line(say(registry.achievements[slug].name, *registry.issuer.languages), 100)
