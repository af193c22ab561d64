"""Draws words as lines: capitals, figures and punctuation of Latin, Greek and Cyrillic, in letters of our own.

A badge must look the same on every machine, in a browser and as a PNG made where no font is installed; text that
depends on fonts does neither. These letters are single strokes of even weight with round ends, as an engraver cuts
them: ten units high, the baseline at 10, each with its width. Accented letters are put together from their parts. Other
scripts have no letters here (`can_draw` says so), and are left to the fonts of whoever looks.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Iterator

from testamur.publishing.art.letterforms import ALIKE, GLYPHS, MARKS

CAP_HEIGHT = 10.0
_SPACE = 3.4  # what a space adds
# The room beside a letter, by what it shows there: an upright stroke needs most, a slant or an arm least.
_BESIDE_UPRIGHT, _BESIDE_ROUND, _BESIDE_OPEN = 1.65, 1.2, 0.85
_GREEK_STRESS = re.compile("([\u0370-\u03ff]\u0308?)\u0301")
_COMMAND = re.compile(r"([MLHVCAZ])([^MLHVCAZ]*)")
# Which numbers of a command's argument are x, and which y; the others (an arc's) are kept.
_PAIRS = {"M": ((0, 1),), "L": ((0, 1),), "C": ((0, 1), (2, 3), (4, 5)), "A": ((5, 6),), "Z": ()}


def can_draw(text: str) -> bool:
    """Say whether every character of `text` has a letter here."""
    return all(letter == " " or letter in GLYPHS or letter in MARKS for letter in _letters(text))


def width(text: str) -> float:
    """Return how wide `text` is when its capitals are ten units high, in the same units."""
    return max((start + wide for _, start, wide in _placed_letters(text)), default=0.0)


def line(text: str, *, middle: float, baseline: float, height: float) -> str:
    """Return path data of `text` in capitals `height` units high, centred on `middle`."""
    scale = height / CAP_HEIGHT
    left, top = middle - width(text) * scale / 2, baseline - height
    return "".join(
        _place(strokes, scale, 0.0, left + start * scale, top) for strokes, start, _ in _placed_letters(text)
    )


def arc(text: str, *, radius: float, height: float, below: bool = False) -> str:
    """Return path data of `text` along a circle around (0, 0); the baseline is `radius` units from it.

    It is centred on the top of the circle and reads clockwise; with `below`, it stands upright at the bottom.
    """
    scale = height / CAP_HEIGHT
    whole = width(text)
    parts = []
    for strokes, start, wide in _placed_letters(text):
        angle = (start + wide / 2 - whole / 2) * scale / radius * (-1 if below else 1)
        # The letter's top is nearer to the middle below, farther from it above; its own middle lies on the ray.
        top = -(radius - height) if below else radius + height
        x = top * math.sin(angle) - wide / 2 * scale * math.cos(angle)
        y = -top * math.cos(angle) - wide / 2 * scale * math.sin(angle)
        parts.append(_place(strokes, scale, angle, x, y))
    return "".join(parts)


def number(value: float) -> str:
    """Return a coordinate as it is written in path data: two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0.", "-.") if round(value, 2) else "0"


def _letters(text: str) -> str:
    """Return `text` as the letters to draw: capitals, with accents apart where there is no letter with them."""
    # Decomposed, so that a letter with any accent is drawn as a letter and a mark.
    decomposed = unicodedata.normalize("NFD", " ".join(text.upper().split()))
    # Greek capitals stand without the stress mark.
    return "".join(ALIKE.get(letter, letter) for letter in _GREEK_STRESS.sub(r"\1", decomposed))


@functools.lru_cache(maxsize=256)
def _placed_letters(text: str) -> tuple[tuple[str, float, float], ...]:
    """Return the strokes of each letter, where it starts, and its width."""
    placed: list[tuple[str, float, float]] = []
    position = 0.0
    for letter in _letters(text):
        if letter == " ":
            position += _SPACE
        elif letter in MARKS and placed:
            _, start, wide = placed[-1]
            placed.append((_place(MARKS[letter], 1, 0, wide / 2, 0), start, wide))
        elif letter in GLYPHS:
            strokes, wide = GLYPHS[letter]
            before, after = _room(letter)
            position += before if placed else 0
            placed.append((strokes, position, wide))
            position += wide + after
    return tuple(placed)


@functools.cache
def _room(letter: str) -> tuple[float, float]:
    """Return the room that a letter needs on its left and on its right."""
    strokes, wide = GLYPHS[letter]
    otherwise = _BESIDE_ROUND if "A" in strokes or "C" in strokes else _BESIDE_OPEN
    upright, at = set(), (0.0, 0.0)
    for command, values in _commands(strokes):
        if command == "L" and values[0] == at[0] and abs(values[1] - at[1]) > CAP_HEIGHT / 2:
            upright.add(at[0])
        at = (values[-2], values[-1]) if values else at
    before = _BESIDE_UPRIGHT if 0.0 in upright else otherwise
    return before, _BESIDE_UPRIGHT if wide in upright else otherwise


def _place(strokes: str, scale: float, angle: float, x: float, y: float) -> str:
    """Return path data scaled, turned by `angle` (radians, clockwise), and moved to (x, y)."""
    cosine, sine = math.cos(angle) * scale, math.sin(angle) * scale
    parts: list[str] = []
    for command, numbers in _commands(strokes):
        values = list(numbers)
        for across, down in _PAIRS[command]:
            px, py = values[across], values[down]
            values[across], values[down] = px * cosine - py * sine + x, px * sine + py * cosine + y
        if command == "A":
            # Radii and the slant of the axes. The two flags stay: nothing here is mirrored.
            values[0], values[1], values[2] = values[0] * scale, values[1] * scale, values[2] + math.degrees(angle)
        parts.append(command + " ".join(map(number, values)))
    return "".join(parts)


@functools.cache
def _commands(strokes: str) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Return the commands of path data, those for one axis written for both."""
    return tuple(_both_axes(strokes))


def _both_axes(strokes: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    x = y = 0.0
    for command, text in _COMMAND.findall(strokes):
        values = tuple(map(float, text.split()))
        if command in "HV":
            # `_place` may turn the letter, and a turned H or V runs along neither axis.
            values = (values[0], y) if command == "H" else (x, values[0])
        if values:
            x, y = values[-2:]
        yield ("L" if command in "HV" else command), values
