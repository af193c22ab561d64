"""What a stranger's JSON is, asked in one way: a text is never a list of one, and null is never nothing.

Mirrored by `theme/static/verifier/shapes.js`. Nothing that a document says is turned into text by `str`, taken for a
number that it is not (`True`, 1.0), or left out because Python holds it to be false.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from testamur.proofs import jcs


def text_of(document: Mapping[str, Any], name: str) -> str:
    """Return a member that is text; "" where it is none, or not there."""
    value = document.get(name)
    return value if isinstance(value, str) else ""


def listed(value: Any) -> list[Any] | None:
    """Return many, of which one may stand alone: an object, or a list of whatever it holds. None for anything else."""
    if isinstance(value, dict):
        return [value]
    return value if isinstance(value, list) else None


def names_in(value: Any) -> list[Any]:
    """Return the names that a `type` gives: a text, or the items of a list; none for anything else."""
    if isinstance(value, str):
        return [value]
    return value if isinstance(value, list) else []


def quoted(value: Any, most: int) -> str:
    """Return what a stranger wrote between quotes, cut to a length, for a message; "nothing" where it is null."""
    if value is None:
        return "nothing"
    # As it is, so that both languages write the same: whatever shows it makes it harmless, and a page shows it as text.
    return f"'{(value if isinstance(value, str) else jcs.canonicalize(value).decode())[:most]}'"
