"""A line of text as outlines: HarfBuzz puts letters together as their script wants it, and draws them.

A line is measured in thousandths of an em, y downwards, the baseline at 0. Coordinates are whole numbers, so that no
machine's arithmetic shows. Text is bounded before it is shaped: in length, and in accents on one letter.
"""

from __future__ import annotations

import functools
import math
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import uharfbuzz

from testamur.publishing.art.fonts import directions, font_files
from testamur.publishing.art.fonts.font_files import Face, Style
from testamur.publishing.art.lettering import number

EM = 1000
LONGEST = 400  # characters that are set
_BESIDE = 260  # thousandths of an em on each side of a separator
_MOST_MARKS = 8  # on one letter: Burmese may have five
# Joiners decide how letters meet (Persian, Indic scripts); a variation selector, how one looks.
_KEPT = "\u200c\u200d\ufe0e\ufe0f"

# A command of path data, and its points.
_Segment = tuple[str, tuple[tuple[int, int], ...]]


class Glyph(NamedTuple):
    """One glyph of a line: its outline, where it begins, and how far the next one is."""

    outline: tuple[_Segment, ...]
    x: float
    y: float
    advance: float


class Line(NamedTuple):
    """A line of text: its glyphs from left to right, and how wide it is."""

    glyphs: tuple[Glyph, ...]
    width: float


def plain(text: str) -> str:
    """Return `text` as it is set: composed, on one line, without what only controls, and without signs no font has.

    The bold and slanted letters of mathematics, with which some decorate their titles, are plain ones.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split())[:LONGEST]
    shown: list[str] = []
    marks = 0
    for letter in text:
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind[0] == "M" else 0
        if "\U0001d400" <= letter <= "\U0001d7ff":
            shown.append(unicodedata.normalize("NFKC", letter))
        elif marks <= _MOST_MARKS and (letter in _KEPT or kind not in ("Cc", "Cf")) and not _is_lost_sign(letter):
            shown.append(letter)
    return " ".join("".join(shown).split())


@functools.lru_cache(maxsize=512)
def _is_lost_sign(letter: str) -> bool:
    """Say whether a character is a sign, and no letter of a word, and in no font."""
    return unicodedata.category(letter)[0] in "SP" and font_files.face_of(letter, "sans", 700, "") is None


@functools.lru_cache(maxsize=2048)
def line(text: str, *, style: Style = "sans", weight: int = 700, language: str = "") -> Line | None:
    """Return `text` as outlines; None where there is a letter that no font has, or nothing to set.

    `weight` is 400 to 700; `language` is a tag of BCP 47, or "".
    """
    text = plain(text)
    faces = _faces(text, style, weight, language) if text else None
    if faces is None:
        return None
    glyphs: list[Glyph] = []
    x = 0.0
    for run in directions.visual_runs(text):
        parts = _parts(faces, run.start, run.end)
        for start, end in reversed(parts) if run.from_right else parts:
            shaped = _shape(text, start, end, faces[start], from_right=run.from_right, language=language)
            if shaped is None:
                return None
            for glyph in shaped:
                glyphs.append(glyph._replace(x=x + glyph.x))
                x += glyph.advance
    return Line(tuple(glyphs), x)


def row(lines: Sequence[Line], between: Line, *, from_right: bool) -> Line:
    """Return lines as one, each in its own direction, with `between` and some room between them."""
    glyphs: list[Glyph] = []
    x = 0.0
    for part in reversed(lines) if from_right else lines:
        if glyphs:
            glyphs += [glyph._replace(x=x + _BESIDE + glyph.x) for glyph in between.glyphs]
            x += between.width + 2 * _BESIDE
        glyphs += [glyph._replace(x=x + glyph.x) for glyph in part.glyphs]
        x += part.width
    return Line(tuple(glyphs), x)


def straight(line: Line, *, left: float, baseline: float, size: float) -> str:
    """Return path data of a line that begins at `left`; an em is `size` units."""
    scale = size / EM
    return "".join(
        _placed(glyph.outline, scale, 0.0, left + glyph.x * scale, baseline + glyph.y * scale) for glyph in line.glyphs
    )


def drawn(line: Line, *, left: float, baseline: float, size: float) -> str:
    """Return what `straight` returns, in a third of the time and with zeros at the end of numbers.

    For what is made pixels at once, and published by nobody.
    """
    scale = size / EM
    parts = []
    for glyph in line.glyphs:
        x, y = left + glyph.x * scale, baseline + glyph.y * scale
        form, points = _form(glyph.outline)
        parts.append(form % tuple([value for px, py in points for value in (px * scale + x, py * scale + y)]))
    return "".join(parts)


@functools.lru_cache(maxsize=4096)
def _form(outline: tuple[_Segment, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return path data of an outline with places for all of its coordinates, and its points."""
    form = "".join(command + " ".join(["%.2f %.2f"] * len(points)) for command, points in outline)
    return form, tuple(point for _, points in outline for point in points)


def arc(line: Line, *, radius: float, size: float) -> str:
    """Return path data of a line along the top of a circle around (0, 0), clockwise; its baseline is the circle."""
    scale = size / EM
    parts = []
    for glyph in line.glyphs:
        middle = glyph.advance / 2
        angle = (glyph.x + middle - line.width / 2) * scale / radius
        across, up = -middle * scale, glyph.y * scale - radius
        x = across * math.cos(angle) - up * math.sin(angle)
        y = across * math.sin(angle) + up * math.cos(angle)
        parts.append(_placed(glyph.outline, scale, angle, x, y))
    return "".join(parts)


def _faces(text: str, style: Style, weight: int, language: str) -> list[Face] | None:
    """Return the font of each character; None where one has none."""
    faces: list[Face] = []
    for letter in text:
        if letter in _KEPT or unicodedata.category(letter) == "Mn" or letter == " ":
            # What belongs to the letter before is set in its font, if that has it: else the two would not meet.
            own = faces[-1] if faces and (letter in _KEPT or font_files.has(faces[-1], letter)) else None
        else:
            own = None
        face = own or font_files.face_of(letter, style, weight, language)
        if face is None:
            return None
        faces.append(face)
    return faces


def _parts(faces: list[Face], start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches between `start` and `end` that are in one font."""
    cuts = [at for at in range(start + 1, end) if faces[at] != faces[at - 1]]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


def _shape(text: str, start: int, end: int, face: Face, *, from_right: bool, language: str) -> list[Glyph] | None:
    """Return a stretch of `text` as glyphs from left to right, each from where the last one ends; None without one."""
    buffer = uharfbuzz.Buffer()
    buffer.add_codepoints([ord(letter) for letter in text], start, end - start)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if from_right else "ltr"
    if language:
        buffer.language = language
    font = font_files.font(face)
    uharfbuzz.shape(font, buffer, {"kern": True, "liga": True})
    scale = EM / font.face.upem
    glyphs = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        if not info.codepoint:
            return None
        outline = _outline(face, info.codepoint)
        glyphs.append(Glyph(outline, position.x_offset * scale, -position.y_offset * scale, position.x_advance * scale))
    return glyphs


@functools.lru_cache(maxsize=4096)
def _outline(face: Face, glyph: int) -> tuple[_Segment, ...]:
    font = font_files.font(face)
    pen = _Pen(EM / font.face.upem)
    font.draw_glyph_with_pen(glyph, pen)
    return tuple(pen.segments)


class _Pen:
    """What HarfBuzz draws with, as in fontTools: y upwards, in units of the font."""

    def __init__(self, scale: float) -> None:
        self.segments: list[_Segment] = []
        self._scale = scale

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - a name of fontTools
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self._add("Z")

    def endPath(self) -> None:  # noqa: N802
        """End a line that is not closed: letters have none."""

    def _add(self, command: str, *points: tuple[float, float]) -> None:
        self.segments.append((command, tuple((round(x * self._scale), round(-y * self._scale)) for x, y in points)))


def _placed(outline: tuple[_Segment, ...], scale: float, angle: float, x: float, y: float) -> str:
    """Return path data of an outline, scaled, turned by `angle` (radians, clockwise), and moved to (x, y)."""
    cosine, sine = math.cos(angle) * scale, math.sin(angle) * scale
    return "".join(
        command
        + " ".join(f"{number(px * cosine - py * sine + x)} {number(px * sine + py * cosine + y)}" for px, py in points)
        for command, points in outline
    )
