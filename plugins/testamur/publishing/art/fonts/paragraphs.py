"""A few lines of text in a given room: as large as they may be there, equally full, cut with "…" where they must be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from testamur.publishing.art.fonts import directions, line_parts, shaping
from testamur.publishing.art.fonts.font_files import Style

_TIGHT, _WIDE = 1.12, 1.42  # from line to line, in ems: of alphabets, and of scripts with marks above and below
_MIDDLE = 0.34  # how far above the baseline the middle of a line is, in ems


class Paragraph(NamedTuple):
    """Lines of text, set: their outlines, the size of an em, and how far it is from line to line."""

    lines: tuple[shaping.Line, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        """How much room all lines take."""
        return len(self.lines) * self.leading

    @property
    def width(self) -> float:
        """How wide the widest line is."""
        return max((line.width for line in self.lines), default=0.0) * self.size / shaping.EM

    def path(self, *, left: float, top: float, right: float | None = None) -> str:
        """Return path data of the lines below `top`; they begin at `left`, or end at `right` where it is given."""
        data = []
        for number, line in enumerate(self.lines):
            start = left if right is None else right - line.width * self.size / shaping.EM
            baseline = top + (number + 0.5) * self.leading + _MIDDLE * self.size
            data.append(shaping.drawn(line, left=start, baseline=baseline, size=self.size))
        return "".join(data)


def fit(
    text: str,
    *,
    room: float,
    sizes: Sequence[float],
    height: float,
    most_lines: int = 5,
    separator: str = "",
    may_be_cut: bool = True,
    style: Style = "sans",
    weight: int = 600,
    language: str = "",
) -> Paragraph | None:
    """Return `text` in the first of `sizes` in which its lines, `most_lines` at most, fit into `room` by `height`.

    Words are cut only where they do not fit even in the last size; then lines are left out, and "…" says so, unless it
    may not be cut. With a `separator`, a line ends at one, and nowhere else unless it must. None where a letter is in
    no font, or where there is no room.
    """
    text = shaping.plain(text)
    font = _Font(style, weight, language, separator, directions.is_from_right(text))
    if not text or shaping.line(text, style=style, weight=weight, language=language) is None:
        return None
    whole = [f"{part}{separator}" for part in text.split(separator)] if separator else line_parts.parts(text, language)
    smaller = line_parts.cut(text)
    leading = _leading(text)
    for parts in (whole, smaller) if may_be_cut else (whole,):
        for size in sizes:
            lines = _wrap(parts, font, room * shaping.EM / size)
            if lines is not None and len(lines) <= min(most_lines, int(height / (leading * size))):
                lines = _balanced(parts, lines, font)
                return Paragraph(tuple(map(font.row, lines)), size, size * leading)
    if not may_be_cut:
        return None
    size = sizes[-1]
    most, count = room * shaping.EM / size, max(1, min(most_lines, int(height / (size * leading))))
    # Where a word cannot be cut, and is wider than the room, the text ends inside it.
    lines = _wrap(smaller, font, most) or [smaller]
    shown = lines[: min(count, len(lines))]
    texts = [*map(line_parts.joined, shown[:-1]), _ending(shown[-1], font, most)]
    return Paragraph(tuple(map(font.line, texts)), size, size * leading)


class _Font(NamedTuple):
    style: Style
    weight: int
    language: str
    separator: str
    from_right: bool

    def line(self, text: str) -> shaping.Line:
        # A letter alone may have another form than in its word, but it is in the font.
        shaped = shaping.line(text, style=self.style, weight=self.weight, language=self.language)
        return shaped or shaping.Line((), 0.0)

    def row(self, parts: Sequence[str]) -> shaping.Line:
        """Return the line that parts make together; what a separator parts keeps each its own direction."""
        if not self.separator or not all(part.endswith(self.separator) for part in parts):
            return self.line(line_parts.joined(parts))
        lines = [self.line(part.removesuffix(self.separator)) for part in parts]
        return shaping.row(lines, self.line(self.separator), from_right=self.from_right)

    def width(self, parts: Sequence[str]) -> float:
        return self.row(parts).width


def _leading(text: str) -> float:
    """Return how far it is from line to line, in ems."""
    return _TIGHT if all(letter < "\u0530" or "\u1e00" <= letter < "\u2100" for letter in text) else _WIDE


def _wrap(parts: Sequence[str], font: _Font, most: float) -> list[list[str]] | None:
    """Return the parts in lines, each as full as it may be; None where one part is wider than a line."""
    lines: list[list[str]] = [[]]
    for part in parts:
        if font.width([*lines[-1], part]) > most:
            if font.width([part]) > most:
                return None
            lines.append([])
        lines[-1].append(part)
    return lines


def _balanced(parts: Sequence[str], lines: list[list[str]], font: _Font) -> list[list[str]]:
    """Return the parts in as many lines, but equally full: in the least room in which there are no more of them."""
    high = max(map(font.width, lines))
    low = high / 2
    while len(lines) > 1 and high - low > shaping.EM / 20:
        middle = (low + high) / 2
        tried = _wrap(parts, font, middle)
        if tried is not None and len(tried) <= len(lines):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def _ending(parts: Sequence[str], font: _Font, most: float) -> str:
    """Return a line that is not the text's last, with "…" at its end, and as much before it as there is room for."""
    text = line_parts.joined(parts).removesuffix("-")
    # Found by halving: a word may have hundreds of letters, and each line that is tried is shaped.
    fits, too_long = 0, len(text) + 1
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if font.line(f"{text[:middle].rstrip()}…").width <= most:
            fits = middle
        else:
            too_long = middle
    return f"{text[:fits].rstrip()}…"
