"""Finds the level of a rubric that a person means: by its id, or by its name in any of its languages."""

from __future__ import annotations

from testamur.records.model.models import ResultDescription
from testamur.text.folding import caseless


def level_id(result: ResultDescription, text: str) -> str:
    """Return the id of the level that `text` names; `text` unchanged unless exactly one level matches."""
    ids = [level.id for level in result.levels]
    if text in ids:
        return text
    wanted = caseless(text)
    matches = {
        level.id
        for level in result.levels
        for name in (level.id, *([level.name] if isinstance(level.name, str) else level.name.values()))
        if caseless(name) == wanted
    }
    return matches.pop() if len(matches) == 1 else text
