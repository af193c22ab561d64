"""Every emblem by its name: things, and shapes that mean nothing in particular."""

from __future__ import annotations

import math

from testamur.publishing.art.emblems.geometry import angles, circle, polar, polygon
from testamur.publishing.art.emblems.things import THINGS, Emblem

NEUTRAL = "star"
"""The emblem of an achievement of which nothing is known."""


def _star() -> Emblem:
    squares = polygon([48] * 4) + polygon([48] * 4, turn=45)
    return Emblem(squares + circle(22), circle(9))


def _knot() -> Emblem:
    rings = "".join(circle(25, 22 * math.sin(a), -22 * math.cos(a)) for a in angles(3))
    return Emblem(rings + circle(47), circle(5))


def _steps() -> Emblem:
    heights = (16, 28, 42, 57)
    bars = "".join(f"M{-34 + 18 * n} 30v-{height - 7}a7 7 0 0 1 14 0v{height - 7}z" for n, height in enumerate(heights))
    return Emblem("M-32 37H32", bars)


def _book() -> Emblem:
    pages = "M0 36C-12 26 -27 24 -40 27V-8C-27 -12 -12 -10 0 0C12 -10 27 -12 40 -8V27C27 24 12 26 0 36ZM0 0V36"
    rays = "".join(f"M{polar(22, angle, 0, -6)}L{polar(36, angle, 0, -6)}" for angle in (-50, -25, 0, 25, 50))
    return Emblem(pages + rays)


def _laurel() -> Emblem:
    leaves = []
    for side in (1, -1):
        for n in range(6):
            angle = side * (165 - n * 27)
            tip, root = polar(48, angle - side * 10), polar(32, angle)
            leaves.append(f"M{root}Q{polar(46, angle + side * 9)} {tip}Q{polar(32, angle - side * 16)} {root}z")
    return Emblem("", "".join(leaves) + polygon([21, 8.8] * 5))


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
    rays = "".join(f"M{polar(29, angle, 0, 14)}L{polar(45, angle, 0, 14)}" for angle in range(-75, 76, 25))
    return Emblem(rays + "M-46 14H46M-32 27H32M-17 40H17", "M-21 14a21 21 0 0 1 42 0z")


def _sprout() -> Emblem:
    leaves = "M0 8C2 -16 15 -30 36 -32C36 -9 24 6 0 8ZM0 22C-2 4 -13 -8 -32 -10C-32 9 -20 22 0 22Z"
    return Emblem("M0 42V8M-20 42H20", leaves)


EMBLEMS: dict[str, Emblem] = {
    **THINGS,
    "atom": _orbits(),
    "book": _book(),
    "compass": _compass(),
    "cube": _cube(),
    "knot": _knot(),
    "laurel": _laurel(),
    "sprout": _sprout(),
    "star": _star(),
    "steps": _steps(),
    "sunrise": _sunrise(),
}
"""What an achievement's record may name as its `emblem`."""
