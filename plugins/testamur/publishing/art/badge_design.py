"""Draws a badge from a title and a colour: a seal of enamel and metal, for achievements without art of their own.

The outline and the pattern of the field follow from a hash of the title, so an institution's badges are a family and no
two look alike; the same title gives the same badge on every machine. The emblem shows what it is about. Words are drawn
as lines (`publishing.art.badge_letters`), not set as text, because text would need fonts that a machine may not have.
Where nobody has letters for a title, the badge shows the emblem alone, larger, and looks complete.
"""

from __future__ import annotations

import bisect
import hashlib
import itertools
import math
import re
import unicodedata
from xml.sax.saxutils import escape

from testamur.publishing.art import badge_parts, lettering, path_data
from testamur.publishing.art.badge_letters import Letters, fit_title, letters_for
from testamur.publishing.art.badge_palette import Palette, palette
from testamur.publishing.art.emblems.drawings import EMBLEMS, NEUTRAL
from testamur.publishing.art.emblems.things import Emblem
from testamur.publishing.art.lettering import number

SIDE = 512
_TIMES = 4  # lengths are written so many times as large: as whole numbers, since every award carries them
DEFAULT_COLOR = "#1f4e5f"
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
# What XML cannot hold (XML 1.0, 2.2 "Characters"); records never have it.
_NOT_XML = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_FIELD = 178.0  # radius of the enamel field
_RING = 206.0  # radius of the middle of the ring around it
_MIDDLES = (0.0, 70.0, 60.0, 54.0, 52.0, 50.0)  # by lines: of the title, below the middle of the badge
_LARGE, _LARGEST = 108.0, 132.0  # radius of an emblem alone, and of one that is seen small
_THICKNESS, _BOLD = 200.0, 460.0  # of an emblem's lines, and of one's that is seen small: thin ones would be lost
_TALLEST = 40.0  # capitals of the title
_LEADING = 1.66  # from baseline to baseline, in heights of capitals: room for accents
_LONGEST = 100  # characters that are shown of the title, and of the institution's name


def svg(
    *,
    title: str,
    institution: str,
    color: str = "",
    year: str = "",
    language: str = "",
    emblem: str = NEUTRAL,
    is_small: bool = False,
) -> bytes:
    """Return the badge as an SVG document of 512 by 512 units.

    `color` is #rrggbb, "" for the default; it is made darker or lighter where words could not be read on it.
    `emblem` is a name in `emblems.drawings`. `language` is that of the words, a tag of BCP 47 or "": it decides how
    letters that languages share are drawn. With `is_small`, it is drawn for fewer than 64 pixels, where no word could
    be read: the emblem alone.
    """
    title, institution, year = (_plain(text) for text in (title, institution, year))
    # One byte each for outline and pattern. Badges that are printed and shared rely on it: choosing in another way, or
    # from parts in another order, draws every badge anew (tests/publishing/art/test_badge_design.py).
    choice = hashlib.sha256(title.encode()).digest()
    # All drawings in a page share its ids: should several badges ever be in one, each needs ids of its own.
    names = hashlib.sha256("\n".join((title, institution, color, year)).encode()).hexdigest()[:6]
    ink = palette(color if _COLOR.fullmatch(color) else DEFAULT_COLOR, names)
    outline, scale = badge_parts.OUTLINES[choice[0] % len(badge_parts.OUTLINES)]
    label = escape(f"{title}, {institution}" if institution else title, {'"': "&quot;"})
    if is_small:
        inside = _enamel("", ink) + _drawn(EMBLEMS[emblem], _LARGEST, ink, thickness=_BOLD)
    else:
        face = _face(_shorten(title), EMBLEMS[emblem], language, ink)
        inside = (
            _ring(_shorten(institution), _shorten(year), language, ink) + _enamel(_pattern(choice, ink), ink) + face
        )
    body = (
        f'<path fill="{ink.ring}" stroke="{ink.rim}" stroke-width="{_length(9)}" d="{_path(outline)}"/>'
        f'<g transform="scale({scale})">{inside}</g>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" role="img">'
        f"<title>{label}</title>{_definitions(ink)}"
        f'<g transform="translate({SIDE // 2} {SIDE // 2}) scale({number(1 / _TIMES)})" fill="none" '
        f'stroke-linecap="round" stroke-linejoin="round">'
        f"{body}</g>"
        "</svg>"
    ).encode()


def _plain(text: str) -> str:
    return " ".join(_NOT_XML.sub("\ufffd", text).split())


def _shorten(text: str) -> str:
    """Return as much of a text as can be read on a badge; the whole is in the document's title."""
    # A letter of Chinese says as much as two, and takes the room of two.
    lengths = list(itertools.accumulate(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text))
    if not lengths or lengths[-1] <= _LONGEST:
        return text
    return text[: bisect.bisect_left(lengths, _LONGEST)].rsplit(" ", 1)[0] + "…"


def _definitions(ink: Palette) -> str:
    light, dark, last = ink.metal
    return (
        f'<linearGradient id="metal-{ink.names}" x2=".6" y2="1"><stop stop-color="{light}"/>'
        f'<stop offset=".5" stop-color="{dark}"/><stop offset="1" stop-color="{last}"/></linearGradient>'
        f'<clipPath id="field-{ink.names}"><circle r="{_length(_FIELD)}"/></clipPath>'
    )


def _length(value: float) -> str:
    return number(value * _TIMES)


def _path(data: str) -> str:
    return path_data.shorten(data, times=_TIMES)


def _stroke(color: str, width: float, data: str) -> str:
    return f'<path stroke="{color}" stroke-width="{_length(width)}" d="{_path(data)}"/>' if data else ""


def _fill(color: str, data: str) -> str:
    return f'<path fill="{color}" d="{_path(data)}"/>' if data else ""


def _circle(color: str, width: float, radius: float) -> str:
    return f'<circle r="{_length(radius)}" stroke="{color}" stroke-width="{_length(width)}"/>'


def _ring(institution: str, year: str, language: str, ink: Palette) -> str:
    """Return the institution's name along the top, the year at the bottom, and beads between them."""
    below = year if lettering.can_draw(year) else ""
    letters = letters_for(institution, language)
    width = letters.width(institution) if letters else 0.0
    height = min(20.0, math.radians(230) * _RING / max(width, 0.1))
    above = letters.arc(institution, _RING - height / 2, height) if letters else ""
    under = lettering.arc(below, radius=_RING + 8, height=16, below=True)
    first = _angle(width * height) + 9 if above else 0.0
    last = 180 - (_angle(lettering.width(below) * 16 / lettering.CAP_HEIGHT) + 9 if below else 0.0)
    if letters and not letters.strokes:
        return _fill(ink.ring_words, above) + _stroke(ink.ring_words, 2.7, under) + _beads(first, last, ink)
    return _stroke(ink.ring_words, height * 0.17, above + under) + _beads(first, last, ink)


def _beads(first: float, last: float, ink: Palette) -> str:
    """Return a row of beads on each side of the ring, between two angles from the top.

    Both ends of a row have a bead; where nothing is written, the two rows meet in one.
    """
    if last <= first:
        return ""
    # A dash without length is a dot, since line ends are round. A row goes on for two degrees, and no bead is so near:
    # the last one is not lost to rounding.
    count = int((last - first) // 8)
    gap = math.radians(last - first) * _RING / count if count else _RING
    end = last + 2
    rows = ""
    for side, sweep in ((1, 1), (-1, 0)):
        # In two parts: of an arc of half a circle, a small error of the ends moves the middle far.
        start, *stops = (
            " ".join(map(number, _point(_RING, side * angle))) for angle in (first, (first + end) / 2, end)
        )
        rows += f"M{start}" + "".join(f"A{number(_RING)} {number(_RING)} 0 0 {sweep} {stop}" for stop in stops)
    dashes = f'stroke="{ink.metal[2]}" stroke-width="{_length(5.2)}" stroke-dasharray="0 {_length(gap)}"'
    return f'<path {dashes} d="{_path(rows)}"/>'


def _angle(width: float) -> float:
    """Return half the angle that words of such a width on the ring take, in degrees."""
    return math.degrees(width / 2 / _RING)


def _point(radius: float, degrees: float) -> tuple[float, float]:
    return radius * math.sin(math.radians(degrees)), -radius * math.cos(math.radians(degrees))


def _pattern(choice: bytes, ink: Palette) -> str:
    pattern = badge_parts.PATTERNS[choice[1] % len(badge_parts.PATTERNS)]
    drawn = _fill(ink.pattern, pattern.data) if pattern.filled else _stroke(ink.pattern, 1.6, pattern.data)
    for step, (across, down) in enumerate(pattern.shifts):
        name = f"rows{step}-{ink.names}"
        drawn = f'<g id="{name}">{drawn}</g><use href="#{name}" x="{_length(across)}" y="{_length(down)}"/>'
    return f'<g clip-path="url(#field-{ink.names})">{drawn}</g>'


def _enamel(pattern: str, ink: Palette) -> str:
    """Return the field, with a pattern on it and metal around it."""
    return (
        f'<circle r="{_length(_FIELD)}" fill="{ink.field}"/>'
        + pattern
        + _circle(ink.rim, 4, _FIELD)
        + _circle(ink.metal[2] if not ink.light else ink.ring, 1.2, _FIELD - 9)
    )


def _face(title: str, emblem: Emblem, language: str, ink: Palette) -> str:
    """Return the emblem and the title; the emblem alone, larger, where the title cannot be shown."""
    letters = letters_for(title, language) if title else None
    if letters is None:
        return _drawn(emblem, _LARGE, ink)
    words, top = _title(title, letters, language, ink)
    radius = min((top - 16 + 150) / 2, 74.0)
    middle = top - 16 - radius - (top - 16 + 150 - 2 * radius) * 0.35
    return _drawn(emblem, radius, ink, middle=middle) + words


def _drawn(emblem: Emblem, radius: float, ink: Palette, *, middle: float = 0.0, thickness: float = _THICKNESS) -> str:
    """Return an emblem in a circle of so many units, `middle` below the middle of the badge."""
    picture = _stroke(ink.emblem, thickness / (radius + 4), emblem.lines) + _fill(ink.emblem, emblem.areas)
    return f'<g transform="translate(0 {_length(middle)}) scale({number(radius / 50)})">{picture}</g>'


def _title(title: str, letters: Letters, language: str, ink: Palette) -> tuple[str, float]:
    """Return the title, drawn, and where it starts."""
    lines, height = fit_title(title, letters, _rooms, tallest=_TALLEST, language=language)
    data = "".join(
        letters.line(line, 0, bottom, height)
        for line, bottom in zip(lines, _baselines(len(lines), height), strict=True)
    )
    drawn = _stroke(ink.words, height * 0.165, data) if letters.strokes else _fill(ink.words, data)
    return drawn, _tops(len(lines), height)[0]


def _tops(count: int, height: float) -> list[float]:
    block = height * (1 + _LEADING * (count - 1))
    return [_MIDDLES[count] - block / 2 + n * _LEADING * height for n in range(count)]


def _baselines(count: int, height: float) -> list[float]:
    return [top + height for top in _tops(count, height)]


def _rooms(count: int, height: float) -> list[float]:
    return [_room(top, height) for top in _tops(count, height)]


def _room(top: float, height: float) -> float:
    """Return how wide a line may be between `top` and its baseline, inside the field; 0 where there is no room."""
    # Higher up is the emblem's place.
    if top < -26:
        return 0.0
    far = max(abs(top), abs(top + height))
    inner = _FIELD - 20
    return 2 * math.sqrt(inner * inner - far * far) if far < inner * 0.9 else 0.0
