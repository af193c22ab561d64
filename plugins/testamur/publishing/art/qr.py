"""Draws QR codes of addresses: the same modules as `qrcode` draws, some thirty times faster.

Follows ISO/IEC 18004:2015: byte mode, error correction M, the smallest version that holds the text, and the
mask with the lowest penalty (section 7.8.3). The tables are those of `qrcode`, and so is the result, module for
module; tests hold that over every version used here. What is ours is the arithmetic: the code is linear in its
bits, so a symbol is one precomputed picture per version and mask, XORed with the codewords put in place.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple
from xml.sax.saxutils import escape

from qrcode import LUT, base, util
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from testamur.errors import PublishingError

# Version 15 has 77 modules a side: printed 25 mm wide, its modules are as small as a phone still reads.
LARGEST_VERSION = 15
QUIET_ZONE = 4
_FINDER = 7  # modules a side
_BYTE_MODE = 0b0100
_RUNS = re.compile("1+|0*\n0*|0+")


def svg(text: str, *, title: str) -> str:
    """Return the symbol for `text` as an SVG document with its quiet zone, one unit a module.

    Dark on white whatever the page around it looks like: scanners need it so, in dark mode too.
    `title` is what a screen reader says. Raises PublishingError if `text` does not fit version 15.
    """
    symbol = rows(text)
    steps = _path_steps(len(symbol))
    # What is light at the end, and at the beginning of the next line, is one step.
    modules = "\n".join(_without_finders(symbol)).rstrip("0")
    path = "".join(map(steps.__getitem__, _RUNS.findall(modules)))
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
    """Each run of modules as a step of one path, and the end of a line as the way to the next; made when asked for."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self.side = side

    def __missing__(self, run: str) -> str:
        if "\n" in run:
            # Back by the whole line, but for the light modules on both sides of its end.
            step = f"m{len(run) - 1 - self.side} 1"
        else:
            step = f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0"
        self[run] = step
        return step


_path_steps = functools.cache(_Steps)


def rows(text: str) -> list[str]:
    """Return the symbol for `text`, without quiet zone: one string per row, one character per module, 1 for dark.

    Raises PublishingError if `text` does not fit version 15 (412 bytes).
    """
    data = text.encode()
    layout = _layout(_version(len(data)))
    placed = int("".join(layout.place(_bits(data, layout) + "0")), 2)
    # The penalty is counted as `qrcode` counts it: with the format information still blank. Of equals, both take the
    # first mask.
    mask = min(range(8), key=lambda mask: _penalty(layout, layout.drafts[mask] ^ placed))
    side = layout.side
    symbol = format(layout.blanks[mask] ^ placed, f"0{side * side}b")
    return [symbol[start : start + side] for start in range(0, side * side, side)]


def _version(length: int) -> int:
    for version in range(1, LARGEST_VERSION + 1):
        if 4 + _count_bits(version) + 8 * length <= util.BIT_LIMIT_TABLE[ERROR_CORRECT_M][version]:
            return version
    raise PublishingError(f"an address of {length} bytes is too long for a QR code; shorten `base` in issuer.yml")


def _count_bits(version: int) -> int:
    return int(util.length_in_bits(util.MODE_8BIT_BYTE, version))


class _Layout(NamedTuple):
    """What all symbols of a version share. Pictures are integers: row by row, the first module the highest bit."""

    side: int
    count_bits: int
    blocks: tuple[tuple[int, int], ...]  # where each block's data starts and ends
    correction: int  # codewords of error correction a block
    remainders: Sequence[int]
    place: Callable[[str], Sequence[str]]  # codeword bits, then "0" → one character a module
    blanks: tuple[int, ...]  # by mask: the symbol whose codewords are all zero
    drafts: tuple[int, ...]  # the same without format and version information
    columns: tuple[int, ...]  # by n: the modules with at least n modules from them to the right edge, inclusive


@functools.cache
def _layout(version: int) -> _Layout:
    side = 17 + 4 * version
    blocks = base.rs_blocks(version, ERROR_CORRECT_M)
    ends = [sum(block.data_count for block in blocks[: n + 1]) for n in range(len(blocks))]
    correction = blocks[0].total_count - blocks[0].data_count
    return _Layout(
        side=side,
        count_bits=_count_bits(version),
        blocks=tuple(zip([0, *ends], ends, strict=False)),
        correction=correction,
        remainders=_remainders(correction),
        place=_placement(version, _interleaving(blocks)),
        blanks=tuple(_picture(version, mask, b"", test=False) for mask in range(8)),
        drafts=tuple(_picture(version, mask, b"", test=True) for mask in range(8)),
        columns=tuple(int(("1" * (side - n + 1) + "0" * (n - 1)) * side, 2) if n else 0 for n in range(12)),
    )


def _picture(version: int, mask: int, codewords: bytes, *, test: bool) -> int:
    code = QRCode(version, ERROR_CORRECT_M, mask_pattern=mask)
    code.data_cache = codewords
    code.makeImpl(test, mask)
    return int("".join("1" if module else "0" for row in code.modules for module in row), 2)


def _interleaving(blocks: Sequence[base.RSBlock]) -> list[int]:
    """Return the order of the codewords in the symbol, as indexes into all data, then all correction."""
    spans, start = [], 0
    for count in [block.data_count for block in blocks] + [block.total_count - block.data_count for block in blocks]:
        spans.append(range(start, start + count))
        start += count
    halves = spans[: len(blocks)], spans[len(blocks) :]
    return [span[n] for half in halves for n in range(max(map(len, half))) for span in half if n < len(span)]


def _placement(version: int, order: Sequence[int]) -> Callable[[str], Sequence[str]]:
    """Return a function that puts each codeword bit at its module, and the last character at all others (7.7.3)."""
    side = 17 + 4 * version
    # The modules that codewords reach are those that differ between codewords of zeros and of ones.
    reached = _picture(version, 0, b"", test=False) ^ _picture(version, 0, b"\xff" * len(order), test=False)
    free = format(reached, f"0{side * side}b")
    source = [8 * len(order)] * (side * side)
    bits = (8 * codeword + bit for codeword in order for bit in range(8))
    # Pairs of columns from the right, upwards and downwards in turn; column 6 is a timing pattern, and is stepped over.
    for turn, right in enumerate([*range(side - 1, 6, -2), 5, 3, 1]):
        for row in range(side) if turn % 2 else range(side - 1, -1, -1):
            for cell in (row * side + right, row * side + right - 1):
                if free[cell] == "1":
                    source[cell] = next(bits)
    return itemgetter(*source)


def _remainders(correction: int) -> list[int]:
    """Return, for each byte, the remainder of byte·x^correction by the generator polynomial (7.5.2)."""
    generator = LUT.rsPoly_LUT[correction]
    table = [0]
    for byte in range(1, 256):
        power = base.glog(byte)
        terms = (base.gexp(base.glog(term) + power) if term else 0 for term in generator[1:])
        table.append(int.from_bytes(bytes(terms)))
    return table


def _bits(data: bytes, layout: _Layout) -> str:
    """Return the bits of all data codewords, then of all error correction codewords."""
    capacity = layout.blocks[-1][1]
    length = 4 + layout.count_bits + 8 * len(data)
    stream = (_BYTE_MODE << layout.count_bits | len(data)) << 8 * len(data) | int.from_bytes(data)
    # Four zeros end the data, then zeros to the next byte: after a mode of four bits, exactly those four.
    codewords = (stream << 4 if length < 8 * capacity else stream).to_bytes(min(length // 8 + 1, capacity))
    # What is left is filled with the pad codewords of the standard, in turn.
    codewords += (b"\xec\x11" * capacity)[: capacity - len(codewords)]
    all_codewords = codewords + b"".join([_correct(codewords[start:end], layout) for start, end in layout.blocks])
    return format(int.from_bytes(all_codewords), f"0{8 * len(all_codewords)}b")


def _correct(block: bytes, layout: _Layout) -> bytes:
    table, top = layout.remainders, 8 * (layout.correction - 1)
    keep = (1 << top) - 1
    remainder = 0
    for byte in block:
        remainder = (remainder & keep) << 8 ^ table[remainder >> top ^ byte]
    return remainder.to_bytes(layout.correction)


def _penalty(layout: _Layout, dark: int) -> int:
    """Return the penalty of a symbol, all four rules of 7.8.3.1, for all modules at once."""
    side, columns = layout.side, layout.columns
    light = ~dark & columns[1]
    across, down = columns, (columns[1],) * 12  # A window over the lower edge meets the zeros shifted in.
    total = _runs(dark, 1, across) + _runs(light, 1, across) + _runs(dark, side, down) + _runs(light, side, down)
    for modules in (dark, light):
        pairs = modules & modules << 1 & columns[2]
        total += 3 * (pairs & pairs << side).bit_count()
    total += 40 * (_finders(dark, light, 1, across) + _finders(dark, light, side, down))
    percent = dark.bit_count() / (side * side) * 100
    return total + int(abs(percent - 50) / 5) * 10


def _runs(modules: int, step: int, inside: Sequence[int]) -> int:
    """Return the sum, over runs of at least five, of their length less two."""
    pairs = modules & modules << step
    fives = pairs & pairs << 2 * step & modules << 4 * step & inside[5]
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
