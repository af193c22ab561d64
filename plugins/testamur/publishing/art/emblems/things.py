"""Emblems that show a thing: path data within a circle of 50 units around (0, 0), one table.

Written by hand, with upper-case commands but for circles: lines to be stroked, and areas to be filled. No area has a
hole, since it would be filled.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from testamur.publishing.art.emblems.geometry import angles, circle, polar
from testamur.publishing.art.lettering import number


class Emblem(NamedTuple):
    """Path data within a circle of 50 units: lines to be stroked, and areas to be filled."""

    lines: str
    areas: str = ""


def _wave(y: float, half: float, high: float, crests: int) -> str:
    """Return a line of waves from `-half` to `half` at the height `y`."""
    step = half / crests
    parts = [f"M{-half} {y}"]
    for n in range(2 * crests):
        start, sign = -half + n * step, -1 if n % 2 == 0 else 1
        bend = y + sign * high
        parts.append(f"C{start + step * 0.4:g} {bend} {start + step * 0.6:g} {bend} {start + step:g} {y}")
    return "".join(parts)


def _around(count: int, radius: float, far: float) -> str:
    """Return so many circles, even around the middle, the first above it."""
    return "".join(circle(radius, far * math.sin(angle), -far * math.cos(angle)) for angle in angles(count))


def _gear() -> Emblem:
    """Return a wheel of eight teeth."""
    points = []
    for tooth in range(8):
        middle = tooth * 45
        points += [polar(36, middle - 14), polar(47, middle - 9), polar(47, middle + 9), polar(36, middle + 14)]
    return Emblem("M" + "L".join(points) + "z" + circle(15))


def _helm() -> Emblem:
    """Return a ship's wheel of eight spokes."""
    spokes = "".join(f"M{polar(8, angle)}L{polar(44, angle)}" for angle in range(0, 360, 45))
    return Emblem(circle(31) + circle(23) + spokes, circle(8) + _around(8, 4.5, 44))


def _hammer() -> Emblem:
    """Return a hammer that leans to the left."""
    parts = (
        ((-6, -14), (6, -14), (6, 47), (-6, 47)),
        ((-22, -34), (16, -34), (34, -22), (30, -14), (16, -19), (16, -12), (-22, -12)),
        ((-34, -38), (-24, -38), (-24, -8), (-34, -8)),
    )
    turn = math.radians(-38)
    cosine, sine = math.cos(turn), math.sin(turn)
    return Emblem(
        "",
        "".join(
            "M"
            + "L".join(f"{number(x * cosine - y * sine + 3)} {number(x * sine + y * cosine)}" for x, y in part)
            + "z"
            for part in parts
        ),
    )


def _network() -> Emblem:
    """Return points around one, and how they are joined."""
    ends = [polar(36, angle) for angle in range(0, 360, 72)]
    rim = "M" + "L".join(ends) + "z"
    rays = "".join(f"M0 0L{end}" for end in ends)
    return Emblem(rim + rays, _around(5, 8, 36) + circle(10))


THINGS: dict[str, Emblem] = {
    "anchor": Emblem(
        circle(8, 0, -37) + "M0 -29V44M-18 -16H18M-40 10C-36 32 -20 44 0 44C20 44 36 32 40 10",
        "M-44 2L-47 20L-30 16ZM44 2L47 20L30 16Z",
    ),
    "boat": Emblem(
        "M2 20V-46" + _wave(40, 26, 7, 2),
        "M-38 14H40L28 30H-26ZM8 6V-42L36 6ZM-4 6V-28L-28 6Z",
    ),
    "bulb": Emblem(
        "M-14 24C-14 12 -31 4 -31 -16A31 31 0 0 1 31 -16"
        "C31 4 14 12 14 24ZM-12 33H12M-7 42H7M-10 -12L0 0L10 -12M0 0V24"
    ),
    "camera": Emblem("M-41 -18H-20L-13 -30H13L20 -18H41V28H-41Z" + circle(16, 0, 4), circle(8, 0, 4)),
    "cap": Emblem("M-26 4V24C-14 34 14 34 26 24V4M41 -5V21", "M0 -32L49 -9L0 14L-49 -9Z" + circle(4, 41, 22)),
    "chart": Emblem(
        "M-36 -34V32H36M-26 2L-10 -12L6 -2L32 -32",
        "M-28 32V16H-16V32ZM-8 32V6H4V32ZM12 32V-4H24V32Z" + circle(4, 32, -32)
    ),
    "check": Emblem("M-28 -32H28V40H-28ZM-15 6L-4 18L17 -10", "M-13 -40H13V-26H-13Z"),
    "code": Emblem("M-22 -26L-46 0L-22 26M22 -26L46 0L22 26M9 -36L-9 36"),
    "coins": Emblem(
        "M-34 -22A34 13 0 1 1 34 -22A34 13 0 1 1 -34 -22ZM-34 -22V22A34 13 0 0 0 34 22V-22"
        "M-34 -7A34 13 0 0 0 34 -7M-34 8A34 13 0 0 0 34 8"
    ),
    "cross": Emblem("", "M-14 -44H14V-14H44V14H14V44H-14V14H-44V-14H-14Z"),
    "fish": Emblem(
        "M-47 0C-30 -27 8 -29 27 -4L44 -21C39 -8 39 8 44 21L27 4C8 29 -30 27 -47 0ZM-14 -17C-6 -8 -6 8 -14 17",
        circle(4, -28, -5),
    ),
    "flask": Emblem(
        "M-14 -44H14M-8 -44V-14L-31 32C-33 37 -30 41 -25 41H25C30 41 33 37 31 32L8 -14V-44",
        "M-18 13H18L27 32C28 35 27 37 24 37H-24C-27 37 -28 35 -27 32Z",
    ),
    "gear": _gear(),
    "globe": Emblem(
        circle(46) + "M0 -46C26 -28 26 28 0 46C-26 28 -26 -28 0 -46ZM0 -46V46M-46 0H46M-39 -24H39M-39 24H39"
    ),
    "hammer": _hammer(),
    "heart": Emblem(
        "", "M0 43C-30 21 -46 4 -46 -14C-46 -28 -36 -38 -23 -38C-13 -38 -5 -32 0 -23"
        "C5 -32 13 -38 23 -38C36 -38 46 -28 46 -14C46 4 30 21 0 43Z"
    ),
    "helm": _helm(),
    "house": Emblem("M-44 2L0 -40L44 2M-31 -4V38H31V-4", "M-10 38V12H10V38Z"),
    "key": Emblem(circle(17, -27, 0) + "M-10 0H47M30 0V15M43 0V11", circle(6, -27, 0)),
    "lens": Emblem(circle(27, -9, -9) + "M-25 -9A16 16 0 0 1 -9 -25", "M9 14L14 9L36 30C40 35 35 40 30 36Z"),
    "lock": Emblem("M-18 -8V-22A18 18 0 0 1 18 -22V-8M-30 -8H30V38H-30ZM0 14V24", circle(6, 0, 11)),
    "meal": Emblem("M-31 -34V-20C-31 -8 -9 -8 -9 -20V-34M-20 -38V44M18 -42V44", "M18 -42C32 -32 33 -10 30 4H18Z"),
    "megaphone": Emblem("M35 -16C43 -8 43 8 35 16M-32 12L-26 36H-13L-18 12", "M-46 -12H-22L26 -38V38L-22 12H-46Z"),
    "mountain": Emblem("M-42 25L-13 -33L3 -1L14 -19L42 25Z", "M-13 -33L-26 -8L-17 -13L-9 -7L1 -6Z"),
    "music": Emblem("M-14 30V-31L30 -38V23", circle(10, -24, 30) + circle(10, 20, 23) + "M-14 -31L30 -38V-25L-14 -18Z"),
    "network": _network(),
    "paint": Emblem(
        "M0 -45C28 -45 47 -27 47 -5C47 11 36 16 26 14C15 12 9 18 13 28"
        "C17 38 10 45 0 45C-28 45 -47 24 -47 0C-47 -25 -27 -45 0 -45Z",
        circle(6, -26, 2) + circle(6, -18, -22) + circle(6, 6, -28) + circle(6, 28, -12),
    ),
    "pen": Emblem("M0 46L-19 4L-12 -34H12L19 4ZM0 46V12M-14 -44H14", circle(5, 0, 7)),
    "people": Emblem(
        "",
        circle(12, 0, -25) + "M-20 31V13A20 20 0 0 1 20 13V31Z"
        + circle(9, -32, -12) + "M-43 25V14A13 13 0 0 1 -25 5C-27 9 -27 12 -27 15V25Z"
        + circle(9, 32, -12) + "M43 25V14A13 13 0 0 0 25 5C27 9 27 12 27 15V25Z",
    ),
    "scales": Emblem(
        "M0 -44V40M-20 42H20M-34 -30H34M-46 6L-34 -30L-22 6M22 6L34 -30L46 6",
        "M-48 6H-20A14 14 0 0 1 -48 6ZM20 6H48A14 14 0 0 1 20 6Z",
    ),
    "screen": Emblem("M-40 -28H40V20H-40ZM-16 36H16M0 20V36M-26 -14L-14 -4L-26 6M-6 6H10"),
    "shield": Emblem(
        "M0 -47C11 -39 24 -34 36 -32V-2C36 22 22 38 0 48C-22 38 -36 22 -36 -2V-32"
        "C-24 -34 -11 -39 0 -47ZM-15 -1L-4 11L16 -13"
    ),
    "speech": Emblem(
        "M-45 -8C-45 -27 -25 -40 0 -40C25 -40 45 -27 45 -8C45 11 25 24 0 24"
        "C-5 24 -10 23 -15 22L-31 35L-28 16C-39 10 -45 2 -45 -8Z",
        circle(5, -19, -8) + circle(5, 0, -8) + circle(5, 19, -8),
    ),
    "trophy": Emblem(
        "M-24 -29H-39C-39 -12 -32 -4 -20 -2M24 -29H39C39 -12 32 -4 20 -2M0 10V34",
        "M-24 -40H24V-14A24 24 0 0 1 -24 -14ZM-20 32H20V42H-20Z"
    ),
    "truck": Emblem(
        "M-45 -20H8V22H-45ZM8 -6H28L44 8V22H8" + circle(8, -24, 26) + circle(8, 26, 26),
        circle(8, -24, 26) + circle(8, 26, 26)
    ),
    "waves": Emblem(_wave(-22, 40, 13, 2) + _wave(0, 48, 13, 2) + _wave(22, 40, 13, 2)),
}  # fmt: skip
"""The emblems by their names, in the order of the alphabet."""
