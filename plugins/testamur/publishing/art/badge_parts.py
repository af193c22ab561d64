"""The parts that drawn badges are made of beside their emblem: outlines, and patterns of the field.

Each part is path data around (0, 0), made from nothing but sizes. All are symmetrical or nearly so, and none means
anything in particular. A hash of the title chooses by place: one more part, or another order, gives existing
achievements another badge.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from testamur.publishing.art.emblems.geometry import angles, circle, polar, polygon
from testamur.publishing.art.lettering import number


class Pattern(NamedTuple):
    """Path data over a circle of 178 units, filled or drawn as thin lines.

    For each of `shifts`, all that is there so far is drawn a second time, moved by so much.
    """

    data: str
    filled: bool = False
    shifts: tuple[tuple[int, int], ...] = ()


# --- Outlines: the shape that the badge is cut to. ---


def _lobes(count: int, radius: float, depth: float) -> str:
    """Return an outline of `count` round lobes, each an arc `depth` high between two points of a circle."""
    inner = radius - depth
    half = inner * math.sin(math.pi / count)
    height = depth + inner - inner * math.cos(math.pi / count)
    bend = number((half * half + height * height) / (2 * height))
    points = [polar(inner, (n + 0.5) * 360 / count) for n in range(count)]
    return f"M{points[-1]}" + "".join(f"A{bend} {bend} 0 0 1 {point}" for point in points) + "z"


def _rounded(corners: int, radius: float, rounding: float) -> str:
    """Return a regular polygon whose corners are rounded, standing on a side or a corner as `corners` wants it."""
    step = 360 / corners
    turn = step / 2 if corners % 4 == 0 else 0.0
    half = math.radians(step / 2)
    cut = rounding * math.tan(half)
    parts = []
    for n in range(corners):
        angle = math.radians(turn + n * step)
        x, y = radius * math.sin(angle), -radius * math.cos(angle)
        for side, command in ((-1, "L"), (1, f"A{number(rounding)} {number(rounding)} 0 0 1 ")):
            along = angle + side * (math.pi / 2 + half)
            parts.append(f"{command}{number(x + cut * math.sin(along))} {number(y - cut * math.cos(along))}")
    return "M" + "".join(parts)[1:] + "z"


# Path data within about 250 units, and the scale of the seal inside.
OUTLINES: tuple[tuple[str, float], ...] = (
    (circle(248), 1.02),
    (_lobes(24, 250, 14), 0.98),
    (_lobes(12, 250, 22), 0.955),
    (_rounded(6, 256, 44), 0.93),
    (_rounded(8, 262, 40), 0.98),
    (polygon([250, 238] * 36), 0.985),
)


# --- Patterns: drawn thinly over the field, a circle of 178 units. ---


def _rays() -> str:
    return "".join(f"M0 -78L{polar(330, n * 15, 0, -78)}L{polar(330, n * 15 + 7.5, 0, -78)}z" for n in range(24))


def _ripples() -> str:
    return "".join(circle(radius, 0, -78) for radius in range(72, 270, 22))


def _rosette() -> str:
    """Return a guilloche, the interlaced rosette of banknotes: circles around a circle."""
    return "".join(circle(96, 84 * math.sin(angle), 84 * math.cos(angle)) for angle in angles(14))


def _lattice() -> str:
    return "".join(f"M{n} -180L{n + 208} 180M{n} 180L{n + 208} -180" for n in range(-396, 190, 36))


def _scales() -> Pattern:
    """Return rows of arcs, every other one moved by half an arc: one row, doubled five times."""
    row = "M-220 -180" + "a22 22 0 0 0 44 0" * 10
    return Pattern(row, shifts=((22, 22), (0, 44), (0, 88), (0, 176), (0, 352)))


PATTERNS: tuple[Pattern, ...] = (
    Pattern(_rays(), filled=True),
    Pattern(_ripples()),
    Pattern(_rosette()),
    Pattern(_lattice()),
    _scales(),
)
