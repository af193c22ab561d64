"""Path data of circles, polygons and points at an angle, around (0, 0)."""

from __future__ import annotations

import math

from testamur.publishing.art.lettering import number


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


def angles(count: int) -> list[float]:
    """Return so many even angles of a circle, in radians."""
    return [2 * math.pi * n / count for n in range(count)]
