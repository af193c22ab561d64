"""Writes path data in as few characters as it can be written in, for drawings that every award carries.

Follows SVG 2, "Path data": relative commands where they are shorter, a command's letter once for several segments, no
space that nothing needs. Points are moved to a grid, each by itself, so that no error adds up along a path. Flags of
arcs keep their spaces, since not every program reads them without.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)")
_HAS_POINT = re.compile(r"\.\d+\Z")
_LONGEST = 12  # characters of a number
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}
_HALF = 0.97  # from here on, an arc was meant to be half of an ellipse
_Point = tuple[float, float]
_IMPLIED = {"M": "L", "m": "l"}  # what further numbers after these mean


def shorten(data: str, *, decimals: int = 1) -> str:
    """Return path data that draws the same as `data`, with every point on a grid of 10^-`decimals` units.

    `data` may use the commands M, L, H, V, C, Q, A and Z, absolute and relative. A line too short for the grid becomes
    one step long: with round ends, it is a dot.
    """
    writer = _Writer(decimals)
    x = y = start_x = start_y = 0.0
    for command, values in _segments(data):
        kind = command.upper()
        if kind == "Z":
            writer.close()
            x, y = start_x, start_y
            continue
        points = _points(kind, values, (x, y), is_relative=command.islower())
        x, y = points[-1]
        if kind == "M":
            start_x, start_y = x, y
        writer.add(kind, points, values[:5] if kind == "A" else [])
    return writer.text


def _segments(data: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each segment with the command that it has, be it written or not."""
    tokens = _TOKEN.findall(data)
    position, command = 0, ""
    while position < len(tokens):
        if tokens[position].isalpha():
            command = tokens[position]
            position += 1
        count = _COUNTS[command.upper()]
        yield command, [float(token) for token in tokens[position : position + count]]
        position += count
        command = _IMPLIED.get(command, command)


def _points(kind: str, values: list[float], at: _Point, *, is_relative: bool) -> list[_Point]:
    """Return the points of a segment, the last one its end, as absolute coordinates."""
    x, y = at if is_relative else (0.0, 0.0)
    if kind == "H":
        return [(x + values[0], at[1])]
    if kind == "V":
        return [(at[0], y + values[0])]
    pairs = values[5:] if kind == "A" else values
    return [(x + pairs[n], y + pairs[n + 1]) for n in range(0, len(pairs), 2)]


def _fullness(radii: list[int], slant: float, chord: tuple[int, int]) -> float:
    """Return how much of its ellipse's diameter in that direction a chord has, squared: 1 for half of an ellipse."""
    cosine, sine = math.cos(math.radians(slant)), math.sin(math.radians(slant))
    x, y = (chord[0] * cosine + chord[1] * sine) / 2, (chord[1] * cosine - chord[0] * sine) / 2
    return (x / radii[0]) ** 2 + (y / radii[1]) ** 2 if all(radii) else 0.0


def _stands_apart(number: str, before: str) -> bool:
    """Say whether a number can follow the end of path data without a space: by a sign, or a second point."""
    return before[-1].isalpha() or number[0] == "-" or (number[0] == "." and _HAS_POINT.search(before) is not None)


class _Writer:
    """Path data as far as it is written. Points are counted in steps of the grid."""

    def __init__(self, decimals: int) -> None:
        self.text = ""
        self._decimals = decimals
        self._scale = 10**decimals
        self._at = self._start = (0, 0)
        self._command = ""  # what further numbers would mean

    def close(self) -> None:
        if not self.text.endswith("z"):
            self.text += "z"
        self._at, self._command = self._start, ""

    def add(self, kind: str, points: list[_Point], shape: list[float]) -> None:
        """Write one segment: absolute or relative, whichever is shorter; `shape` is what an arc has before its end."""
        grid = [(round(x * self._scale), round(y * self._scale)) for x, y in points]
        before = self._arc(shape, (grid[-1][0] - self._at[0], grid[-1][1] - self._at[1])) if shape else []
        if kind in "LHV" and grid[-1] == self._at:
            grid = [(self._at[0] + 1, self._at[1])]
        kind = self._axis(kind, grid[-1])
        absolute = self._joined(kind, before + self._numbers(kind, grid, (0, 0)))
        relative = self._joined(kind.lower(), before + self._numbers(kind, grid, self._at))
        command, text = min(((kind.lower(), relative), (kind, absolute)), key=lambda choice: len(choice[1]))
        self.text += text
        self._at, self._command = grid[-1], _IMPLIED.get(command, command)
        if kind == "M":
            self._start = self._at

    def _axis(self, kind: str, end: tuple[int, int]) -> str:
        """Return the command for a line that runs along one axis; else `kind`."""
        if kind not in "LHV":
            return kind
        if end[1] == self._at[1]:
            return "H"
        return "V" if end[0] == self._at[0] else "L"

    def _numbers(self, kind: str, grid: list[tuple[int, int]], origin: tuple[int, int]) -> list[str]:
        steps = [(x - origin[0], y - origin[1]) for x, y in grid]
        if kind in "HV":
            steps_on_axis = steps[0][0] if kind == "H" else steps[0][1]
            return [self._number(steps_on_axis)]
        return [self._number(value) for pair in steps for value in pair]

    def _arc(self, shape: list[float], chord: tuple[int, int]) -> list[str]:
        across, down, slant, *flags = shape
        radii = [round(radius * self._scale) for radius in (across, down)]
        # Half of an ellipse, of which the grid made the chord shorter than the diameter, would bulge to a side. Radii
        # that are too small are made larger by whoever draws, until they fit (SVG 2, "Out-of-range elliptical arc").
        if _fullness(radii, slant, chord) > _HALF:
            times = 1.0
            while _fullness(radii, slant, chord) < 1:
                times -= 0.005
                radii = [round(radius * self._scale * times) for radius in (across, down)]
        # A circle looks the same however it is turned.
        turned = "0" if across == down else self._number(round(slant * self._scale))
        return [*map(self._number, radii), turned, *(str(int(flag)) for flag in flags)]

    def _number(self, steps: int) -> str:
        text = f"{steps / self._scale:.{self._decimals}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return re.sub(r"^(-?)0\.", r"\1.", text)

    def _joined(self, command: str, numbers: list[str]) -> str:
        """Return a segment as it follows what is written, with no more spaces than it needs."""
        text, last = ("", self.text) if command == self._command else (command, command)
        for number in numbers:
            text += number if _stands_apart(number, last[-_LONGEST:]) else f" {number}"
            last = number
        return text
