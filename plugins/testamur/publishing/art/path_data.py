"""Writes path data in as few characters as it can be written in, for drawings that every award carries.

Follows SVG 2, "Path data": relative commands where they are shorter, a command's letter once for several segments, no
space that nothing needs, and whole numbers, which have no point. Each point is rounded by itself, so that no error adds
up along a path. Flags of arcs keep their spaces, since not every program reads them without.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}
_HALF = 0.995  # from here on, an arc is meant to be half of an ellipse
_IMPLIED = {"M": "L", "m": "l"}  # what further numbers after these mean

_Point = tuple[float, float]


def shorten(data: str, *, times: float) -> str:
    """Return path data that draws the same as `data`, so many times as large, in whole numbers.

    `data` may use the commands M, L, H, V, C, Q, A and Z, absolute and relative. A line that would vanish becomes one
    unit long: with round ends, it is a dot.
    """
    writer = _Writer(times)
    x = y = start_x = start_y = 0.0
    for command, values in _segments(data):
        kind = command.upper()
        if kind == "Z":
            writer.close()
            x, y = start_x, start_y
            continue
        points = _points(kind, values, (x, y), is_relative=command.islower())
        is_half = kind == "A" and _fullness(values, (points[-1][0] - x, points[-1][1] - y)) > _HALF
        writer.add(kind, points, values[:5] if kind == "A" else [], is_half=is_half)
        x, y = points[-1]
        if kind == "M":
            start_x, start_y = x, y
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


def _fullness(shape: Sequence[float], chord: _Point) -> float:
    """Return how much of its ellipse's diameter in that direction a chord has, squared: 1 for half of an ellipse."""
    across, down, slant = shape[:3]
    if not (across and down):
        return 0.0
    cosine, sine = math.cos(math.radians(slant)), math.sin(math.radians(slant))
    x, y = (chord[0] * cosine + chord[1] * sine) / 2, (chord[1] * cosine - chord[0] * sine) / 2
    return (x / across) ** 2 + (y / down) ** 2


class _Writer:
    """Path data as far as it is written."""

    def __init__(self, times: float) -> None:
        self.text = ""
        self._times = times
        self._at = self._start = (0, 0)
        self._command = ""  # what further numbers would mean

    def close(self) -> None:
        if not self.text.endswith("z"):
            self.text += "z"
        self._at, self._command = self._start, ""

    def add(self, kind: str, points: list[_Point], shape: list[float], *, is_half: bool) -> None:
        """Write one segment: absolute or relative, whichever is shorter; `shape` is what an arc has before its end."""
        grid = [(round(x * self._times), round(y * self._times)) for x, y in points]
        chord = (grid[-1][0] - self._at[0], grid[-1][1] - self._at[1]) if is_half else None
        before = self._arc(shape, chord) if shape else []
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

    def _numbers(self, kind: str, grid: list[tuple[int, int]], origin: tuple[int, int]) -> list[int]:
        steps = [(x - origin[0], y - origin[1]) for x, y in grid]
        if kind in "HV":
            return [steps[0][0] if kind == "H" else steps[0][1]]
        return [value for pair in steps for value in pair]

    def _arc(self, shape: list[float], diameter: tuple[int, int] | None) -> list[int]:
        """Return what an arc has before its end; `diameter` is its chord where it is half of an ellipse."""
        across, down, slant, *flags = shape
        turned = 0 if across == down else round(slant)  # a circle looks the same however it is turned
        # Where whole numbers made the chord shorter than the diameter, the half would bulge to a side. Radii that are
        # too small are made larger by whoever draws, until they fit (SVG 2, "Out-of-range elliptical arc parameters").
        if diameter and across == down:
            return [1, 1, 0, *map(int, flags)]
        part = 1.0
        radii = [max(1, round(radius * self._times)) for radius in (across, down)]
        while diameter and part > 0 and _fullness([*radii, turned], diameter) < 1:
            part -= 0.005
            radii = [max(1, round(radius * self._times * part)) for radius in (across, down)]
        return [*radii, turned, *map(int, flags)]

    def _joined(self, command: str, numbers: list[int]) -> str:
        """Return a segment as it follows what is written, with no more spaces than it needs."""
        text = "" if command == self._command else command
        first, *others = numbers
        # A sign says by itself where a number begins.
        start = f" {first}" if not text and first >= 0 else str(first)
        return text + start + "".join(str(number) if number < 0 else f" {number}" for number in others)
