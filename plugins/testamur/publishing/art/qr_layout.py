"""What all QR codes of one version share: where codewords go, their error correction, and the pictures of the masks.

Follows ISO/IEC 18004:2015 with the tables of `qrcode`. The code is linear in its bits, so that what one data codeword
makes dark is known once for all symbols, and a symbol is the XOR of that.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from qrcode import LUT, base, util
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from testamur.errors import PublishingError

# Version 15 has 77 modules a side: printed 25 mm wide, its modules are as small as a phone still reads.
LARGEST_VERSION = 15
_BYTE_MODE, _LETTER_MODE = 0b0100, 0b0010
_LETTERS = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")}


@functools.cache
def version_for(length: int, letters: int = 0) -> int:
    """Return the smallest version for so many bytes, and letters behind them.

    PublishingError if none up to `LARGEST_VERSION` holds them.
    """
    for version in range(1, LARGEST_VERSION + 1):
        taken = 4 + _count_bits(version) + 8 * length
        if letters:
            taken += 4 + _letter_count_bits(version) + 11 * (letters // 2) + 6 * (letters % 2)
        if taken <= util.BIT_LIMIT_TABLE[ERROR_CORRECT_M][version]:
            return version
    raise PublishingError(
        f"an address of {length + letters} bytes is too long for a QR code; shorten `base` in issuer.yml"
    )


def _count_bits(version: int) -> int:
    return int(util.length_in_bits(util.MODE_8BIT_BYTE, version))


def _letter_count_bits(version: int) -> int:
    return int(util.length_in_bits(util.MODE_ALPHA_NUM, version))


class Layout(NamedTuple):
    """What all symbols of a version share. Pictures are integers: row by row, the first module the highest bit."""

    side: int
    count_bits: int
    letter_count_bits: int
    blocks: tuple[tuple[int, int], ...]  # where each block's data starts and ends
    correction: int  # codewords of error correction a block
    remainders: Sequence[int]
    place: Callable[[str], Sequence[str]]  # codeword bits, then "0" → one character a module
    modules: tuple[_Modules, ...]  # by data codeword: by its value, the modules that it makes dark
    blanks: tuple[int, ...]  # by mask: the symbol whose codewords are all zero
    drafts: tuple[int, ...]  # the same without format and version information
    columns: tuple[int, ...]  # by n: the modules with at least n modules from them to the right edge, inclusive


@functools.cache
def layout_of(version: int) -> Layout:
    """Return what symbols of a version share."""
    side = 17 + 4 * version
    blocks = base.rs_blocks(version, ERROR_CORRECT_M)
    ends = [sum(block.data_count for block in blocks[: n + 1]) for n in range(len(blocks))]
    correction = blocks[0].total_count - blocks[0].data_count
    return Layout(
        side=side,
        count_bits=_count_bits(version),
        letter_count_bits=_letter_count_bits(version),
        blocks=tuple(zip([0, *ends], ends, strict=False)),
        correction=correction,
        remainders=_remainders(correction),
        place=_placement(version, _interleaving(blocks)),
        modules=tuple(_Modules(functools.partial(layout_of, version), position) for position in range(ends[-1])),
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


def codewords_of(data: bytes, layout: Layout, letters: str = "") -> bytes:
    """Return all data codewords: mode, length, the data, and what fills up the rest (7.4).

    `letters`, behind the data, are of the 45 characters that take 5½ bits each (7.4.4).
    """
    capacity = layout.blocks[-1][1]
    length = 4 + layout.count_bits + 8 * len(data)
    stream = (_BYTE_MODE << layout.count_bits | len(data)) << 8 * len(data) | int.from_bytes(data)
    if letters:
        coded, size = _coded_letters(letters, layout)
        stream, length = stream << size | coded, length + size
    # Four zeros end the data, or as many as there is room for; then zeros to the next byte.
    end = min(4, 8 * capacity - length)
    size = -(-(length + end) // 8)
    codewords = (stream << 8 * size - length).to_bytes(size)
    # What is left is filled with the pad codewords of the standard, in turn.
    return codewords + (b"\xec\x11" * capacity)[: capacity - len(codewords)]


def _coded_letters(letters: str, layout: Layout) -> tuple[int, int]:
    """Return the segment of some letters, and how many bits it has (7.4.4): mode, number, and pairs of 11 bits."""
    coded, size = _LETTER_MODE << layout.letter_count_bits | len(letters), 4 + layout.letter_count_bits
    for start in range(0, len(letters), 2):
        first, *second = (_LETTERS[letter] for letter in letters[start : start + 2])
        bits = 11 if second else 6
        coded, size = coded << bits | (first * 45 + second[0] if second else first), size + bits
    return coded, size


class _Modules(dict[int, int]):
    """The dark modules that one data codeword leads to, its error correction among them; worked out when asked for.

    The code is linear: what a byte leads to is what its bits lead to, XORed.
    """

    def __init__(self, layout: Callable[[], Layout], position: int) -> None:
        super().__init__({0: 0})
        self._layout, self._position = layout, position

    def __missing__(self, codeword: int) -> int:
        lowest = codeword & -codeword
        if codeword == lowest:
            layout = self._layout()
            codewords = bytearray(layout.blocks[-1][1])
            codewords[self._position] = codeword
            made = _place(bytes(codewords), layout)
        else:
            made = self[lowest] ^ self[codeword ^ lowest]
        self[codeword] = made
        return made


def _place(codewords: bytes, layout: Layout) -> int:
    """Return the modules of data codewords and of all their error correction codewords."""
    all_codewords = codewords + b"".join([_correct(codewords[start:end], layout) for start, end in layout.blocks])
    bits = format(int.from_bytes(all_codewords), f"0{8 * len(all_codewords)}b")
    return int("".join(layout.place(bits + "0")), 2)


def _correct(block: bytes, layout: Layout) -> bytes:
    table, top = layout.remainders, 8 * (layout.correction - 1)
    keep = (1 << top) - 1
    remainder = 0
    for byte in block:
        remainder = (remainder & keep) << 8 ^ table[remainder >> top ^ byte]
    return remainder.to_bytes(layout.correction)
