"""Draws the picture that networks and messengers show for a link to an achievement: PNG, 1200 by 627 pixels.

On the colour of the badge's ring: the institution and its logo, the title, what kind of achievement it is, where it can
be checked, and the badge. Words are outlines of open fonts (`publishing.art.fonts`), so it is the same on every
machine; what no font has is left out, and the link's own title has it. The card never says that anything is valid, and
names nobody: all awards of an achievement share it. Where the language is written from right to left, it is mirrored.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import NamedTuple

from testamur import cache_folder
from testamur.pictures.drawing import picture_cache, raster
from testamur.pictures.outcome import CARD
from testamur.publishing.art.badge_palette import palette
from testamur.publishing.art.color import contrast, lightness, shade
from testamur.publishing.art.fonts import paragraphs
from testamur.publishing.art.fonts.font_files import Style
from testamur.publishing.art.fonts.paragraphs import Paragraph

WIDTH, HEIGHT = 1200, 627
_ENGINE = Path(__file__).resolve().parents[2]
_LIBRARIES = ("budoux", "uharfbuzz", "python-bidi", "manimgx-fonts", "manimgx-fonts-cjk", "fontpkg-noto-serif")
_LEFT, _TOP = 72, 44  # around everything, at least
_ROOM = WIDTH - 2 * _LEFT - CARD - 56  # for text
_LOGO = (150, 48)  # at most
_TILE = 8  # of white around a logo that has no ground of its own
_PILL = 48  # high, around the words that say where to check
_GAP = 16  # between the logo and the name
_APART, _BELOW_TITLE = 36, 18  # above the title and above the pill; above the facts
_PLAIN = "#1f4e79"
_CONTRAST = 7.0  # of white letters on the ground: WCAG 2.2, level AAA, since a card is shown small
_EDGE = 3  # pixels, around what is drawn: half of the widest line, and what rounding takes
_SMALLEST = 16  # pixels, of a drawing
_PATH, _NUMBER = re.compile(r' d="([^"]*)"'), re.compile(r"-?[0-9.]+")
_RECTANGLE = re.compile(r'<rect x="([-0-9.]+)" y="([-0-9.]+)" width="([0-9.]+)" height="([0-9.]+)"')
_TITLES = (72.0, 64.0, 56.0, 50.0, 44.0, 38.0, 32.0)


class Words(NamedTuple):
    """What a card says, in `language`: the title, the institution, facts of a few words each, where to check it."""

    title: str
    institution: str
    facts: tuple[str, ...]
    check: str
    language: str
    from_right: bool = False


@functools.lru_cache(maxsize=64)
def png(words: Words, *, color: str, badge: bytes, logo: bytes = b"") -> bytes:
    """Return the card. `color` is the achievement's, or ""; `badge` and `logo` are PNGs, the badge of `CARD` pixels."""
    drawn_by = _drawn_by()
    if drawn_by is None:
        return _draw(words, color, badge, logo)
    # By what it says, and not by its drawing: to set the text takes as long as to read ten cards.
    said = repr((words, color)).encode()
    return picture_cache.kept("card", drawn_by, said, badge, logo, draw=lambda: _draw(words, color, badge, logo))


@functools.cache
def _drawn_by() -> bytes | None:
    """Return the digest of the code and of the fonts that set text, beside those of all that draws pictures."""
    return cache_folder.digest_of_makers(_ENGINE, ("publishing/art",), _LIBRARIES)


def _draw(words: Words, color: str, badge: bytes, logo: bytes) -> bytes:
    ground = _ground(color)
    mark = raster.trim(logo, within=_LOGO) if logo else None
    drawing = _drawing(words, ground, mark)
    badge_at, mark_at = (_across(WIDTH - _LEFT - CARD, CARD, words), (HEIGHT - CARD) // 2), (0, 0)
    if mark is not None:
        mark_at = _across(_LEFT + _margin(mark), mark.width, words), drawing.logo - mark.height // 2
    return raster.on_paper(
        drawing.svg,
        badge,
        mark.png if mark else b"",
        size=(WIDTH, HEIGHT),
        paper=ground,
        drawing=drawing.place,
        places=(badge_at, mark_at),
    )


def _ground(color: str) -> str:
    """Return the colour of the badge's ring, dark enough for white letters."""
    ground = palette(color or _PLAIN, "").ring
    while contrast(ground, "#ffffff") < _CONTRAST:
        ground = shade(ground, lightness=lightness(ground) - 0.02)
    return ground


class _Drawing(NamedTuple):
    svg: bytes
    place: tuple[int, int, int]  # on the card: how far across and down it begins, and how wide it is
    logo: int  # how far down the middle of the logo is


def _drawing(words: Words, ground: str, mark: raster.Mark | None) -> _Drawing:
    """Return everything but the pictures, no larger than it is: most of a card is empty, and would be drawn as well."""
    beside = mark.width + 2 * _margin(mark) + _GAP if mark else 0
    name = _text(words, words.institution, (26, 23, 20), 66, room=_ROOM - beside)
    facts = _text(words, " · ".join(words.facts), (26, 23), 78, weight=400, separator=" · ")
    # The host whole or not at all: half of a name would be another's.
    check = _text(words, words.check, (22, 20, 18, 16), 34, weight=400, room=_ROOM - 48, may_be_cut=False)
    first = max(name.height if name else 0, mark.height + 2 * _margin(mark) if mark else 0)
    others = first + _APART + (_BELOW_TITLE + facts.height if facts else 0) + (_APART + _PILL if check else 0)
    title = _text(words, words.title, _TITLES, HEIGHT - 2 * _TOP - others, style="serif")
    top = (HEIGHT - others - (title.height if title else 0)) / 2
    middle = round(top + first / 2)
    parts = [_tile(words, mark, middle)] if mark and not mark.has_ground else []
    if name:
        parts.append(_path(words, name, "#ffffff", middle - name.height / 2, beside))
    top += first + _APART
    if title:
        parts.append(_path(words, title, "#ffffff", top))
        top += title.height + _BELOW_TITLE
    tint = shade(ground, lightness=0.9, chroma=0.5)
    if facts:
        parts.append(_path(words, facts, tint, top))
        top += facts.height
    if check:
        parts.append(_pill(words, check, shade(ground, lightness=0.62), top + _APART))
    drawing = "".join(parts)
    left, first, right, last = _box(drawing)
    box = f"{left} {first} {right - left} {last - first}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{drawing}</svg>'
    return _Drawing(svg.encode(), (left, first, right - left), middle)


def _box(drawing: str) -> tuple[int, int, int, int]:
    """Return the box around paths and rectangles, in whole pixels of the card: left, top, right and bottom.

    A curve lies within the points that it is given by.
    """
    points = [float(number) for data in _PATH.findall(drawing) for number in _NUMBER.findall(data)]
    for corner in _RECTANGLE.findall(drawing):
        x, y, wide, high = map(float, corner)
        points += [x, y, x + wide, y + high]
    across, down = points[::2] or [0.0], points[1::2] or [0.0]
    left, top = max(0, int(min(across)) - _EDGE), max(0, int(min(down)) - _EDGE)
    right, bottom = min(WIDTH, int(max(across)) + _EDGE), min(HEIGHT, int(max(down)) + _EDGE)
    # Whatever there is, it is as wide as the smallest drawing.
    return min(left, WIDTH - 2 * _SMALLEST), min(top, HEIGHT - 1), max(right, left + _SMALLEST), max(bottom, top + 1)


def _text(
    words: Words,
    text: str,
    sizes: tuple[float, ...],
    height: float,
    *,
    room: float = _ROOM,
    style: Style = "sans",
    weight: int = 600,
    separator: str = "",
    may_be_cut: bool = True,
) -> Paragraph | None:
    return paragraphs.fit(
        text,
        room=room,
        sizes=sizes,
        height=height,
        separator=separator,
        may_be_cut=may_be_cut,
        style=style,
        weight=weight,
        language=words.language,
    )


def _path(words: Words, text: Paragraph, color: str, top: float, beside: float = 0) -> str:
    """Return lines that begin at the margin, or `beside` from it."""
    left, right = _LEFT + beside, WIDTH - _LEFT - beside
    data = text.path(left=left, top=top, right=right if words.from_right else None)
    return f'<path fill="{color}" d="{data}"/>'


def _pill(words: Words, text: Paragraph, color: str, top: float) -> str:
    """Return where to check it, with a line around it."""
    wide, top = round(text.width) + 44, round(top)
    left = _across(_LEFT, wide, words)
    box = f'x="{left}" y="{top}" width="{wide}" height="{_PILL}" rx="{_PILL // 2}"'
    data = text.path(left=left + 22, top=top + (_PILL - text.height) / 2)
    return f'<rect {box} fill="none" stroke="{color}" stroke-width="2"/><path fill="#ffffff" d="{data}"/>'


def _tile(words: Words, mark: raster.Mark, middle: int) -> str:
    wide, high = mark.width + 2 * _TILE, mark.height + 2 * _TILE
    left = _across(_LEFT, wide, words)
    return f'<rect x="{left}" y="{middle - high // 2}" width="{wide}" height="{high}" rx="10" fill="#ffffff"/>'


def _margin(mark: raster.Mark) -> int:
    return 0 if mark.has_ground else _TILE


def _across(left: int, width: int, words: Words) -> int:
    """Return where something begins that is `left` from the side on which lines begin."""
    return WIDTH - left - width if words.from_right else left
