"""The order in which parts of a line stand beside each other, where some of it is written from right to left.

Follows the Unicode Bidirectional Algorithm (UAX #9), for one line: the levels of characters are those of python-bidi,
and runs are put in order by rule L2. Characters that only control directions are left out before.
"""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

from bidi import algorithm

_STRONG = ("L", "R", "AL")


class Run(NamedTuple):
    """Characters `start` to `end` of the line, all read in one direction."""

    start: int
    end: int
    from_right: bool


def is_from_right(text: str) -> bool:
    """Say whether `text` reads from right to left, by its first letter that has a direction (UAX #9, rule P2)."""
    return next((kind != "L" for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), False)


def visual_runs(text: str, from_right: bool | None = None) -> list[Run]:
    """Return the runs of `text` as they stand from left to right; `from_right` is the line's direction, if known."""
    base = is_from_right(text) if from_right is None else from_right
    if not base and all(unicodedata.bidirectional(letter) not in ("R", "AL", "AN") for letter in text):
        return [Run(0, len(text), from_right=False)] if text else []
    levels = _levels(text, base)
    runs: list[tuple[int, int, int]] = []  # level, start, end
    for at, level in enumerate(levels):
        if runs and runs[-1][0] == level:
            runs[-1] = (level, runs[-1][1], at + 1)
        else:
            runs.append((level, at, at + 1))
    # Rule L2: from the highest level to the lowest odd one, whatever is at that level or above is turned around.
    for lowest in range(max(levels), 0, -1):
        first = 0
        while first < len(runs):
            last = first
            while last < len(runs) and runs[last][0] >= lowest:
                last += 1
            runs[first:last] = reversed(runs[first:last])
            first = max(last, first + 1)
    return [Run(start, end, from_right=bool(level % 2)) for level, start, end in runs]


def _levels(text: str, base: bool) -> list[int]:
    """Return the embedding level of each character."""
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = int(base), "R" if base else "L"
    algorithm.get_embedding_levels(text, storage)
    for place, character in enumerate(storage["chars"]):
        character["place"] = place
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    # What the algorithm takes out (joiners among them) belongs to what stands before it.
    found = {character["place"]: character["level"] for character in storage["chars"]}
    levels: list[int] = []
    for place in range(len(text)):
        levels.append(found.get(place, levels[-1] if levels else int(base)))
    return levels
