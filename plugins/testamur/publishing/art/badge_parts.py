"""The parts that drawn badges are made of: outlines, patterns of the field, emblems.

Each part is path data around (0, 0), made from nothing but sizes, so that a badge is a choice of three parts and a
palette. All are symmetrical or nearly so, and none means anything in particular. A hash of the title chooses by place:
one more part, or another order, gives existing achievements another badge.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from testamur.publishing.art.lettering import number


class Pattern(NamedTuple):
    """Path data over a circle of 178 units, filled or drawn as thin lines.

    For each of `shifts`, all that is there so far is drawn a second time, moved by so much.
    """

    data: str
    filled: bool = False
    shifts: tuple[tuple[int, int], ...] = ()


class Emblem(NamedTuple):
    """Path data within a circle of 50 units: lines to be stroked, and areas to be filled."""

    lines: str
    areas: str = ""


def circle(radius: float, x: float = 0.0, y: float = 0.0) -> str:
    """Return path data of a circle."""
    r, left, width = number(radius), number(x - radius), number(2 * radius)
    return f"M{left} {number(y)}a{r} {r} 0 1 1 {width} 0a{r} {r} 0 1 1 -{width} 0z"


def polar(radius: float, degrees: float, x: float = 0.0, y: float = 0.0) -> str:
    """Return the point at `radius` and `degrees`, clockwise from the top, as path data."""
    angle = math.radians(degrees)
    return f"{number(x + radius * math.sin(angle))} {number(y - radius * math.cos(angle))}"


def polygon(radii: list[float], *, turn: float = 0.0) -> str:
    """Return path data of a closed line through corners at even angles and these distances, the first at the top."""
    step = 360 / len(radii)
    return "M" + "L".join(polar(radius, turn + n * step) for n, radius in enumerate(radii)) + "z"


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
    return "".join(circle(96, 84 * math.sin(angle), 84 * math.cos(angle)) for angle in _angles(14))


def _angles(count: int) -> list[float]:
    return [2 * math.pi * n / count for n in range(count)]


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


# --- Emblems: one above the title. ---


def _star() -> Emblem:
    squares = polygon([48] * 4) + polygon([48] * 4, turn=45)
    return Emblem(squares + circle(22), circle(9))


def _knot() -> Emblem:
    rings = "".join(circle(25, 22 * math.sin(a), -22 * math.cos(a)) for a in _angles(3))
    return Emblem(rings + circle(47), circle(5))


def _steps() -> Emblem:
    heights = (20, 36, 54, 74)
    bars = "".join(f"M{-40 + 21 * n} 38v-{height - 8}a8 8 0 0 1 16 0v{height - 8}z" for n, height in enumerate(heights))
    return Emblem("M-48 46H48", bars)


def _book() -> Emblem:
    pages = "M0 42C-14 30 -32 28 -48 32V-10C-32 -14 -14 -12 0 0C14 -12 32 -14 48 -10V32C32 28 14 30 0 42ZM0 0V42"
    rays = "".join(f"M{polar(24, angle, 0, -6)}L{polar(40, angle, 0, -6)}" for angle in (-50, -25, 0, 25, 50))
    return Emblem(pages + rays)


def _laurel() -> Emblem:
    leaves = []
    for side in (1, -1):
        for n in range(6):
            angle = side * (165 - n * 27)
            tip, root = polar(52, angle - side * 10), polar(34, angle)
            leaves.append(f"M{root}Q{polar(50, angle + side * 9)} {tip}Q{polar(34, angle - side * 16)} {root}z")
    return Emblem("", "".join(leaves) + polygon([22, 9.2] * 5))


def _compass() -> Emblem:
    return Emblem(circle(32), polygon([50, 9, 24, 9] * 4) + circle(5))


def _cube() -> Emblem:
    outer = polygon([48] * 6)
    spokes = "".join(f"M0 0L{polar(48, angle)}" for angle in (60, 180, 300))
    top = f"M0 0L{polar(48, 300)}L{polar(48, 0)}L{polar(48, 60)}z"
    return Emblem(outer + spokes, top)


def _orbits() -> Emblem:
    rings = "".join(
        f"M{polar(48, angle)}A48 18 {angle - 90} 1 1 {polar(48, angle + 180)}A48 18 {angle - 90} 1 1 {polar(48, angle)}"
        for angle in (0, 60, 120)
    )
    return Emblem(rings, circle(8))


def _sunrise() -> Emblem:
    rays = "".join(f"M{polar(34, angle, 0, 18)}L{polar(54, angle, 0, 18)}" for angle in range(-75, 76, 25))
    return Emblem(rays + "M-50 18H50M-34 31H34M-18 44H18", "M-24 18a24 24 0 0 1 48 0z")


def _sprout() -> Emblem:
    leaves = "M0 8C2 -22 18 -40 46 -42C46 -12 30 6 0 8ZM0 24C-2 2 -16 -12 -40 -14C-40 10 -26 24 0 24Z"
    return Emblem("M0 48V8M-22 48H22", leaves)


EMBLEMS: tuple[Callable[[], Emblem], ...] = (
    _star, _knot, _steps, _book, _laurel, _compass, _cube, _orbits, _sunrise, _sprout,
)  # fmt: skip
