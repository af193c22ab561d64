"""Estimates how wide words are in print, so that a name is set in the largest letters in which it fits.

Which font a printer's computer has is not known when a certificate is written, so the widths are those of a wide one
(DejaVu Serif Bold has them nearly), in em. An estimate that is too wide makes letters a step smaller; one that is too
narrow would let a name run out of its frame. East Asian widths are those of UAX #11.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

POINT = 25.4 / 72  # millimetres
_NARROW, _WIDE = frozenset("iljtfrIJ.,:;'’!|()[]- ·"), frozenset("mwMWŒœÆæ@%ЖШЩЮжшщюфМмЫы")
_BY_CATEGORY = {"Lu": 0.82, "Lt": 0.82, "Nd": 0.7, "Mn": 0.0, "Me": 0.0, "Cf": 0.0, "Mc": 0.4}
_OTHER, _ROOMY = 0.68, 1.05
# From Bengali on, the letters of most writing systems of South Asia are wide; Thai, Lao, Tibetan and Georgian are not.
_ROOMY_SCRIPTS = ((0x0B80, 0x0E00), (0x1000, 0x10A0), (0x1200, 0x13A0), (0x1780, 0x1800))
# These write no space between words: a line may end nearly anywhere.
_WITHOUT_SPACES = ((0x0E00, 0x0EE0), (0x1000, 0x10A0), (0x1780, 0x1800), (0x2E80, 0xA4D0), (0xF900, 0xFB00))


class Step(NamedTuple):
    """A size of letters in points, and the most lines that it may take."""

    points: float
    lines: int


def em_width(text: str) -> float:
    """Return how wide `text` is on one line, in em."""
    return sum(map(_letter, text))


def size_for(text: str, *, width: float, steps: Sequence[Step]) -> Step:
    """Return the first of `steps` in which `text` fits `width` (mm), with the lines it takes; else the last."""
    for points, most in steps:
        lines = count_lines(text, width=width, points=points)
        if lines <= most:
            return Step(points, lines)
    return Step(points, lines)


def count_lines(text: str, *, width: float, points: float) -> int:
    """Return how many lines `text` takes at so many points in a column of `width` (mm)."""
    room = width / (points * POINT)
    lines, used = 1, 0.0
    for part in _unbroken_parts(text):
        size = em_width(part)
        if used and used + size > room:
            lines, used = lines + 1, 0.0
        used += size
        # What is longer than a line is broken inside.
        while used > room:
            lines, used = lines + 1, used - room
    return lines


def is_joined_or_stacked(text: str) -> bool:
    """Say whether `text` has letters of scripts in which tracking or capitals would do harm: all but three."""
    letters = (unicodedata.name(letter, "") for letter in text if letter.isalpha())
    return not all(name.startswith(("LATIN", "GREEK", "CYRILLIC")) for name in letters)


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.42
    if letter in _WIDE:
        return 1.12
    if unicodedata.east_asian_width(letter) in "WF" or _is_in(letter, _ROOMY_SCRIPTS):
        return 0.0 if unicodedata.category(letter) == "Mn" else _ROOMY
    return _BY_CATEGORY.get(unicodedata.category(letter), _OTHER)


def _unbroken_parts(text: str) -> Iterable[str]:
    """Yield the parts between which a line may end; a space belongs to the part before it."""
    part = ""
    for letter in text:
        part += letter
        if letter == " " or _is_in(letter, _WITHOUT_SPACES):
            yield part
            part = ""
    yield part


def _is_in(letter: str, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= ord(letter) < end for first, end in ranges)
