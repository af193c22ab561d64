"""The letters that the words of a badge are in: strokes of our own where they suffice, else the outlines of a font.

Both are measured in heights of capitals, so that a badge is laid out alike in every script.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import NamedTuple

from testamur.publishing.art import lettering, line_breaking
from testamur.publishing.art.fonts import line_parts, shaping

_CAPITAL = 0.72  # height of capitals of the fonts, in ems
_SMALL = 17.0  # height of capitals: below this, long words are cut


class Letters(NamedTuple):
    """One kind of letters: how wide a text is, and its path data on a straight line or around (0, 0).

    `line` takes a text, its middle, its baseline, and the height of capitals; `arc` a text, the radius of its baseline,
    and that height. `strokes` says whether the path is a line to be stroked, or an area to be filled.
    """

    width: Callable[[str], float]
    line: Callable[[str, float, float, float], str]
    arc: Callable[[str, float, float], str]
    strokes: bool


def letters_for(text: str, language: str) -> Letters | None:
    """Return letters in which all of `text` can be drawn; None where neither we nor a font have them."""
    if lettering.can_draw(text):
        return _OURS
    return _outlines(language) if shaping.line(text, language=language) is not None else None


def fit_title(
    title: str,
    letters: Letters,
    room: Callable[[int, float], Sequence[float]],
    *,
    tallest: float,
    language: str = "",
) -> tuple[list[str], float]:
    """Return the lines of a title, and the height of its capitals; long words are cut where it would be too small.

    `room` is as `line_breaking.fit` has it.
    """
    if letters.strokes:
        words, joint = title.split(" "), " "
        smaller = [part for word in words for part in line_breaking.cut(word)]
    else:
        title = shaping.plain(title)
        words, joint, smaller = line_parts.parts(title, language), "", line_parts.cut(title)

    def width(line: str) -> float:
        return letters.width(line_parts.joined([line]))

    lines, height = line_breaking.fit(words, joint, width, room, tallest=tallest)
    if height < _SMALL:
        lines, height = line_breaking.fit(smaller, joint, width, room, tallest=tallest)
    return [line_parts.joined([line]) for line in lines], height


_OURS = Letters(
    width=lambda text: lettering.width(text) / lettering.CAP_HEIGHT,
    line=lambda text, middle, baseline, height: lettering.line(text, middle=middle, baseline=baseline, height=height),
    arc=lambda text, radius, height: lettering.arc(text, radius=radius, height=height),
    strokes=True,
)


@functools.lru_cache(maxsize=16)
def _outlines(language: str) -> Letters:
    def shaped(text: str) -> shaping.Line:
        # A part of a text may end between letters that are one glyph in the whole; each alone is in the font as well.
        return shaping.line(text, language=language) or shaping.Line((), 0.0)

    def width(text: str) -> float:
        return shaped(text).width / shaping.EM / _CAPITAL

    def line(text: str, middle: float, baseline: float, height: float) -> str:
        left = middle - width(text) * height / 2
        return shaping.straight(shaped(text), left=left, baseline=baseline, size=height / _CAPITAL)

    def arc(text: str, radius: float, height: float) -> str:
        return shaping.arc(shaped(text), radius=radius, size=height / _CAPITAL)

    return Letters(width=width, line=line, arc=arc, strokes=False)
