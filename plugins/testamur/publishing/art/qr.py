"""Draws QR codes of addresses: the same modules as `qrcode` draws, some thirty times faster.

Follows ISO/IEC 18004:2015: byte mode (and the mode of letters behind it, where some are given apart), error correction
M, the smallest version that holds the text, and the mask with the lowest penalty (section 7.8.3). The tables are those
of `qrcode`, and so is the result, module for module; tests hold that over every version used here. What is ours is the
arithmetic: the code is linear in its bits, so a symbol is one precomputed picture per version and mask, XORed with the
codewords put in place.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from testamur.publishing.art.qr_layout import Layout, codewords_of, layout_of, version_for

QUIET_ZONE = 4
_FINDER = 7  # modules a side
_RUNS = re.compile("1+|0*\n0*|0+")


def svg(text: str, *, title: str, letters: str = "") -> str:
    """Return the symbol for `text` as an SVG document with its quiet zone, one unit a module.

    Dark on white whatever the page around it looks like: scanners need it so, in dark mode too.
    `title` is what a screen reader says. `letters` follow the text, capitals and digits that take little room. Raises
    PublishingError if it does not fit version 15.
    """
    symbol = rows(text, letters)
    steps = _path_steps(len(symbol))
    # What is light at the end, and at the beginning of the next line, is one step.
    modules = "\n".join(_without_finders(symbol)).rstrip("0")
    # Where a light run ends and a dark one begins. Splitting is faster than looking for runs by expressions.
    first, *pieces, last = modules.split("01")
    path = "".join([steps.of(f"{first}0"), *map(steps.__getitem__, pieces), steps.of(f"1{last}")])
    side = len(symbol) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" shape-rendering="crispEdges">'
        f'<title>{escape(title)}</title><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="none" stroke="#000" d="{_finders_path(len(symbol))}M{QUIET_ZONE} {QUIET_ZONE}.5{path}"/></svg>'
    )


def _without_finders(symbol: Sequence[str]) -> list[str]:
    """Return the rows of a symbol with its three finder patterns (6.3.3) left light: they are drawn as squares."""
    light = "0" * _FINDER
    return [
        *(light + row[_FINDER:-_FINDER] + light for row in symbol[:_FINDER]),
        *symbol[_FINDER:-_FINDER],
        *(light + row[_FINDER:] for row in symbol[-_FINDER:]),
    ]


@functools.cache
def _finders_path(side: int) -> str:
    """Return the finder patterns of a symbol: a ring of one module, and three lines of three modules within."""
    near, far = QUIET_ZONE, QUIET_ZONE + side - _FINDER
    return "".join(
        f"M{x}.5 {y}.5h6v6h-6zM{x + 2} {y + 2}.5h3m-3 1h3m-3 1h3" for x, y in ((near, near), (far, near), (near, far))
    )


class _Steps(dict[str, str]):
    """Runs of modules as steps of one path, and the end of a line as the way to the next; made when asked for.

    By what stands between a dark module and a light one: both belong to the runs.
    """

    def __init__(self, side: int) -> None:
        super().__init__()
        self.side = side

    def __missing__(self, inside: str) -> str:
        steps = self[inside] = self.of(f"1{inside}0")
        return steps

    def of(self, runs: str) -> str:
        """Return the steps of whole runs."""
        return "".join(map(self._step, _RUNS.findall(runs)))

    def _step(self, run: str) -> str:
        if "\n" in run:
            # Back by the whole line, but for the light modules on both sides of its end.
            return f"m{len(run) - 1 - self.side} 1"
        return f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0"


_path_steps = functools.cache(_Steps)


def rows(text: str, letters: str = "") -> list[str]:
    """Return the symbol for `text`, without quiet zone: one string per row, one character per module, 1 for dark.

    `letters` follow it. Raises PublishingError if it does not fit version 15 (412 bytes, where it is all text).
    """
    data = text.encode()
    layout = layout_of(version_for(len(data), len(letters)))
    placed = 0
    for modules, codeword in zip(layout.modules, codewords_of(data, layout, letters), strict=True):
        placed ^= modules[codeword]
    # The penalty is counted as `qrcode` counts it: with the format information still blank. Of equals, both take the
    # first mask.
    mask = min(range(8), key=lambda mask: _penalty(layout, layout.drafts[mask] ^ placed))
    side = layout.side
    symbol = format(layout.blanks[mask] ^ placed, f"0{side * side}b")
    return [symbol[start : start + side] for start in range(0, side * side, side)]


def _penalty(layout: Layout, dark: int) -> int:
    """Return the penalty of a symbol, all four rules of 7.8.3.1, for all modules at once."""
    side, columns = layout.side, layout.columns
    light = ~dark & columns[1]
    across, down = columns, (columns[1],) * 12  # A window over the lower edge meets the zeros shifted in.
    # Modules that are as the one behind them is, and as the one below them is.
    alike = ~(dark ^ dark << 1) & columns[2]
    alike_down = ~(dark ^ dark << side) & columns[1] >> side << side
    total = _runs(alike, 1) + _runs(alike_down, side) + 3 * (alike & alike << side & alike_down).bit_count()
    total += 40 * (_finders(dark, light, 1, across) + _finders(dark, light, side, down))
    percent = dark.bit_count() / (side * side) * 100
    return total + int(abs(percent - 50) / 5) * 10


def _runs(alike: int, step: int) -> int:
    """Return the sum, over runs of at least five modules of one colour, of their length less two."""
    threes = alike & alike << step
    fives = threes & threes << 2 * step
    return fives.bit_count() + 2 * (fives & ~(fives >> step)).bit_count()


def _finders(dark: int, light: int, step: int, inside: Sequence[int]) -> int:
    """Return how often dark-light-dark(3)-light-dark stands with four light modules before or after it."""
    three = dark & dark << step & dark << 2 * step
    core = dark & light << step & three << 2 * step & light << 5 * step & dark << 6 * step & inside[7]
    pairs = light & light << step
    four = pairs & pairs << 2 * step
    after = core & four << 7 * step & inside[11]
    before = core & (four & inside[11]) >> 4 * step
    return after.bit_count() + before.bit_count()
