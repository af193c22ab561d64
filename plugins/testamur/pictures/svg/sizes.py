"""How large a drawing is, and how far its numbers reach beyond it: known before anything is drawn.

A renderer reserves memory for what it is told is large, and ends the process where there is none; where a number is
beyond what it counts with, it stops half-way. So every length is measured in the units of the whole drawing, with
the transforms around it, and held against the drawing's own size.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

LARGEST_RATIO = 3
SMALLEST_SIDE, LARGEST_SIDE = 0.01, 100_000.0
MOST_TIMES = 10_000  # how many times as far as the drawing is large anything in it may reach
MOST_TILE = 4  # how many times as large as the drawing, or as what it fills, a pattern's tile may be

_N = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_NUMBER = re.compile(_N)
_LENGTH = re.compile(rf"({_N})\s*(%|[A-Za-z]*)")
_FUNCTION = re.compile(r"([A-Za-z0-9]+)\s*\(([^()]*)\)")
_COMMAND = re.compile(r"([A-DF-Za-df-z])([^A-DF-Za-df-z]*)")
_TOKEN = re.compile(rf"({_N})(px|pt|pc|mm|cm|in)?")
# User units of a length's unit. What depends on a font is taken for more than any font makes it.
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_FONT = 1000.0
_LENGTHS = frozenset(
    """
    x y x1 y1 x2 y2 width height r rx ry cx cy fx fy fr dx dy refX refY markerWidth markerHeight textLength
    stroke-width stroke-dasharray stroke-dashoffset font-size letter-spacing word-spacing
    """.split()  # noqa: SIM905 - a table of names is read, not a list of strings
)
_TRANSFORMS = ("transform", "gradientTransform", "patternTransform")


def shape(root: Mapping[str, str]) -> str:
    """Say what is wrong with the size of a drawing whose first element has these attributes; "" if nothing is."""
    shapes = []
    if "viewBox" in root:
        shapes.append(root["viewBox"].replace(",", " ").split()[2:4])
    stated = [root[side].strip() for side in ("width", "height") if side in root]
    if len(stated) == 1 or any("%" in side and side != "100%" for side in stated) or len(set(map(_is_all, stated))) > 1:
        return "its width and height are not both numbers"
    if stated and not _is_all(stated[0]):
        shapes.append(stated)
    if not shapes:
        return "the <svg> has neither a viewBox nor a width and height"
    for sides in shapes:
        numbers = [float(match[1]) * _UNITS[match[2] or ""] for match in map(_TOKEN.fullmatch, sides) if match]
        if len(numbers) != 2 or not all(SMALLEST_SIDE <= number <= LARGEST_SIDE for number in numbers):
            return "its viewBox, or its width and height, are not two sensible numbers"
        if max(numbers) > LARGEST_RATIO * min(numbers):
            return f"one side is more than {LARGEST_RATIO} times the other"
    return ""


def side(root: Mapping[str, str]) -> float:
    """Return the larger side of a drawing whose `shape` is right, in its own units."""
    box = _box(root)
    sides = box[2:] if box else [_length(root.get(name, ""), 1.0) for name in ("width", "height")]
    return max(sides)


def reach(attributes: Mapping[str, str], whole: float) -> float:
    """Return how far the lengths of an element go, before its own transform; `whole` is the drawing's side."""
    lengths = [_length(value, whole) for name, value in attributes.items() if name in _LENGTHS]
    points = attributes.get("points", "")
    return max([0.0, *lengths, *map(_size, _NUMBER.findall(points)), _path(attributes.get("d", ""))])


def carried(attributes: Mapping[str, str], inside: float, whole: float) -> float:
    """Return how far what reaches `inside` an element goes outside of it, by its transform and its viewBox."""
    box = _box(attributes)
    if box:
        own = max(_length(attributes.get(name, "100%"), whole) for name in ("width", "height"))
        narrow = min(box[2:])
        inside = _times(own / narrow, inside + max(abs(box[0]), abs(box[1]))) if narrow > 0 else 0.0
    for name in _TRANSFORMS:
        for function, arguments in reversed(_FUNCTION.findall(attributes.get(name, ""))):
            stretch, shift = _moved(function, arguments)
            inside = _times(stretch, inside) + shift
    return inside


def is_large_tile(attributes: Mapping[str, str], whole: float) -> bool:
    """Say whether a pattern with these attributes has a tile that takes more room than a drawing has use for."""
    most = MOST_TILE * whole if attributes.get("patternUnits") == "userSpaceOnUse" else MOST_TILE
    reference = whole if attributes.get("patternUnits") == "userSpaceOnUse" else 1.0
    sides = max(_length(attributes.get(name, ""), reference) for name in ("width", "height"))
    transform = {"transform": attributes.get("patternTransform", "")}
    stretched = carried(transform, sides, whole) - carried(transform, 0.0, whole)
    return not stretched <= most


def corners(attributes: Mapping[str, str]) -> int:
    """Return how many points a line has at most: a marker is drawn at each."""
    return 1 + len(_NUMBER.findall(attributes.get("d", "") + " " + attributes.get("points", ""))) // 2


def _is_all(stated: str) -> bool:
    return stated == "100%"


def _box(attributes: Mapping[str, str]) -> list[float]:
    """Return the four numbers of a viewBox; nothing where it has none that holds."""
    numbers = [float(number) for number in _NUMBER.findall(attributes.get("viewBox", ""))]
    return numbers if len(numbers) == 4 else []


def _times(stretch: float, length: float) -> float:
    """Return a product that is 0 where one of the two is, however large the other."""
    return stretch * length if stretch and length else 0.0


def _size(number: str) -> float:
    return abs(float(number))


def _length(value: str, whole: float) -> float:
    """Return the largest of the lengths in `value`, in user units."""
    return max((_size(number) * _unit(unit, whole) for number, unit in _LENGTH.findall(value)), default=0.0)


def _unit(unit: str, whole: float) -> float:
    return whole / 100 if unit == "%" else _UNITS.get(unit.lower(), _FONT)


def _path(data: str) -> float:
    """Return how far a path goes at most: what is relative adds up."""
    far = walked = 0.0
    for command, arguments in _COMMAND.findall(data):
        numbers = [_size(number) for number in _NUMBER.findall(arguments)]
        if command.islower():
            walked += sum(numbers)
        else:
            far = max([far, *numbers])
    return far + walked


def _moved(function: str, arguments: str) -> tuple[float, float]:
    """Return how many times longer a transform makes what it is given, and how far it then moves it."""
    numbers = [float(number) for number, _ in _TOKEN.findall(arguments)]
    name = function.lower()
    if name.startswith("translate"):
        return 1.0, sum(map(abs, numbers))
    if name == "rotate":
        return 1.0, 2 * sum(map(abs, numbers[1:]))
    if name in {"scale", "scalex", "scaley"}:
        return max([1.0 if name != "scale" else 0.0, *map(abs, numbers)]), 0.0
    if name.startswith("skew") and "rad" not in arguments and "turn" not in arguments:
        return 1 + sum(abs(math.tan(math.radians(number))) for number in numbers if abs(number) <= 1e6), 0.0
    if name == "matrix" and len(numbers) == 6:
        a, b, c, d, e, f = numbers
        # Half the sum of the longest and the shortest that a line of length one becomes, and half their difference.
        return (math.hypot(a + d, b - c) + math.hypot(a - d, b + c)) / 2, abs(e) + abs(f)
    return math.inf, 0.0  # nothing that a flat drawing needs
