"""Draws the picture that networks and messengers show for a link to an achievement: PNG, 1200 by 627 pixels.

It has the badge, the title and the institution, in letters of our own (`publishing.art.lettering`), so that it is
the same on every machine. Text in a script that has no letters there is left out: the link's own title has it. The
picture never says that anything is valid, and names nobody: all awards of an achievement share it.
"""

from __future__ import annotations

import functools

from testamur.pictures.drawing import raster
from testamur.pictures.outcome import LARGE
from testamur.publishing.art import lettering
from testamur.publishing.art.badge_palette import palette

WIDTH, HEIGHT = 1200, 627
_LEFT, _ROOM = 84, 560  # where text begins, and how wide it may be
_MARGIN = 20  # around text, for the width of its lines
_SIZES = (54.0, 46.0, 38.0, 32.0, 27.0)  # the heights of capitals of a title, the largest first
_MOST_LINES = 4
_BAR = 20  # of colour, along the left side
_PAPER, _PLAIN = "#fcfbf8", "#1f4e79"


@functools.lru_cache(maxsize=64)
def png(*, title: str, institution: str, color: str, badge: bytes) -> bytes:
    """Return the card. `color` is the achievement's, or ""; `badge` is its picture as a PNG, `LARGE` pixels a side."""
    ink = palette(color, "").ring if color else _PLAIN
    drawing, top, width = _drawing(title=title, institution=institution, ink=ink)
    return raster.on_paper(
        drawing.encode(),
        badge,
        size=(WIDTH, HEIGHT),
        papers=((_PAPER, (0, 0, WIDTH, HEIGHT)), (ink, (0, 0, _BAR, HEIGHT))),
        drawing=(0, top, width),
        place=(WIDTH - LARGE - _LEFT, (HEIGHT - LARGE) // 2),
    )


def _drawing(*, title: str, institution: str, ink: str) -> tuple[str, int, int]:
    """Return all words, how far down the card they begin, and how wide they are: only so much of it has to be drawn."""
    lines, size = _set_title(title)
    height = len(lines) * size * 1.7
    top = (HEIGHT - height - 70) / 2 + size
    parts = [
        _line(text, baseline=top + number * size * 1.7, height=size, color=ink, weight=0.16)
        for number, text in enumerate(lines)
    ]
    below = top + height
    name = _cut_to_fit(institution, 24.0)
    parts.append(_line(name, baseline=below + 16, height=24.0, color="#1b2230", weight=0.13))
    # Accents stand above capitals, and some letters reach below the line: by less than half the height of capitals.
    first, last = max(0, int(top - 1.6 * size)), min(HEIGHT, int(below + 32))
    right = _LEFT + _MARGIN + int(max(_width(name, 24.0), *(_width(text, size) for text in lines), 0))
    box = f"0 {first} {right} {last - first}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(parts)}</svg>', first, right


def _line(text: str, *, baseline: float, height: float, color: str, weight: float) -> str:
    """Return one line of text that begins at the left margin."""
    if not text or not lettering.can_draw(text):
        return ""
    middle = _LEFT + _width(text, height) / 2
    path = lettering.line(text, middle=middle, baseline=baseline, height=height)
    stroke = f'stroke="{color}" stroke-width="{lettering.number(height * weight)}"'
    return f'<path d="{path}" fill="none" {stroke} stroke-linecap="round" stroke-linejoin="round"/>'


def _set_title(title: str) -> tuple[list[str], float]:
    """Return a title's lines and their height: the largest in which it fits; what does not fit at all is cut."""
    if not lettering.can_draw(title):
        return [], _SIZES[0]
    for size in _SIZES:
        lines = _wrap(title, size)
        if len(lines) <= _MOST_LINES and all(_width(line, size) <= _ROOM for line in lines):
            return lines, size
    size = _SIZES[-1]
    return [_cut_to_fit(line, size) for line in _wrap(title, size)[:_MOST_LINES]], size


def _wrap(text: str, size: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer, size) > _ROOM:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut_to_fit(text: str, size: float) -> str:
    """Return `text`, or as much of it as there is room for."""
    if not lettering.can_draw(text) or _width(text, size) <= _ROOM:
        return text
    while text and _width(f"{text}...", size) > _ROOM:
        text = text[:-1]
    return f"{text.rstrip()}..."


def _width(text: str, size: float) -> float:
    return lettering.width(text) * size / lettering.CAP_HEIGHT
