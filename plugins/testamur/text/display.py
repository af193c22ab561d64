"""Shows a record's value within a sentence."""

from __future__ import annotations

from collections.abc import Mapping


def display_value(value: object) -> str:
    """Return a value in words: names with their texts, the items of a list, or the value itself."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {text}" for name, text in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value) if value else "nothing"
