"""A PNG in few colours: a third of the size or less, where nobody would see the difference.

Drawn badges have a handful of colours and the shades between them at their edges. Colours are grouped by dividing
the widest group in two (P. Heckbert's median cut, with the mean for the median), so the result depends on the
picture alone. Where 48 colours are too coarse 128 are tried, then 256; where those are, as for rich
gradients, all colours stay, unless the picture would be too large for every award to carry it.
Follows PNG (Third Edition), sections 9 (filters) and 11.2.2, for the pictures that resvg writes: 8-bit RGBA.
"""

from __future__ import annotations

import collections
import heapq
import itertools
import struct
import sys
import zlib
from collections.abc import Iterator, Sequence

from testamur.records import png

COLOURS = (48, 128, 256)
_MANY = 10_000  # colours from which on they are told apart in 32 steps a channel only
_LARGE = 40_000  # bytes
_WORST = 28.0  # the mean squared error, over the four channels together, above which a picture stays as it is
_CHANNELS = 4

_Colour = tuple[int, ...]  # red, green, blue, alpha
_Group = list[tuple[_Colour, int]]  # colours, with how many pixels have each


def reduce(picture: bytes) -> bytes:
    """Return an 8-bit RGBA PNG with at most 256 colours; as it is if that would show and it is not too large."""
    width, height, pixels = _decode(picture)
    counts = collections.Counter(pixels)
    colours = {value: tuple(value.to_bytes(_CHANNELS, sys.byteorder)) for value in counts}
    if len(counts) > _MANY:
        colours = {value: _coarse(colour) for value, colour in colours.items()}
    weights: collections.Counter[_Colour] = collections.Counter()
    for value, count in counts.items():
        weights[colours[value]] += count
    groups: list[_Group] = [list(weights.items())]
    for most in COLOURS:
        groups = _divide(groups, most)
        means = [_mean(group) for group in groups]
        if sum(map(_error, groups, means)) <= _WORST * len(pixels):
            break
    else:
        if len(picture) <= _LARGE:
            return picture
    # Colours that are not opaque come first: the table of opacities ends with the last of them.
    order = sorted(range(len(means)), key=lambda n: (means[n][3] == 255, means[n]))
    index = {colour: place for place, n in enumerate(order) for colour, _ in groups[n]}
    table = {value: index[colour] for value, colour in colours.items()}
    return _encode(width, height, bytes(map(table.__getitem__, pixels)), [means[n] for n in order])


def _coarse(colour: _Colour) -> _Colour:
    """Return the colour in 32 steps a channel: enough to group by, and few enough to group in time."""
    return tuple(value & 0xF8 | value >> 5 for value in colour)


def _divide(groups: list[_Group], most: int) -> list[_Group]:
    """Return the colours in at most so many groups, always the one that varies most divided in two."""
    heap: list[tuple[float, int, int, _Group]] = []
    order = itertools.count()

    def add(group: _Group) -> None:
        spread, channel = max((_spread(group, channel), channel) for channel in range(_CHANNELS))
        heapq.heappush(heap, (-spread, next(order), channel, group))

    for group in groups:
        add(group)
    while len(heap) < most and heap[0][0] < 0:
        _, _, channel, group = heapq.heappop(heap)
        middle = sum(colour[channel] * count for colour, count in group) / sum(count for _, count in group)
        add([entry for entry in group if entry[0][channel] <= middle])
        add([entry for entry in group if entry[0][channel] > middle])
    return [group for *_, group in heap]


def _spread(group: _Group, channel: int) -> float:
    """Return how far the pixels of a group are from their mean in one channel, squared and summed."""
    total = sum(count for _, count in group)
    first = sum(colour[channel] * count for colour, count in group)
    # A whole number first: a group of one colour is exactly 0, whatever the rounding.
    return (total * sum(colour[channel] ** 2 * count for colour, count in group) - first * first) / total


def _mean(group: _Group) -> _Colour:
    total = sum(count for _, count in group)
    return tuple(round(sum(colour[n] * count for colour, count in group) / total) for n in range(_CHANNELS))


def _error(group: _Group, mean: _Colour) -> int:
    return sum(count * sum((a - b) ** 2 for a, b in zip(colour, mean, strict=True)) for colour, count in group)


def _encode(width: int, height: int, indexes: bytes, colours: Sequence[_Colour]) -> bytes:
    lines = b"".join(b"\0" + indexes[start : start + width] for start in range(0, width * height, width))
    opacities = bytes(colour[3] for colour in colours if colour[3] != 255)
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(bytes(colour[:3]) for colour in colours)),
        *([(b"tRNS", opacities)] if opacities else []),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    ]
    return png.write(png.Chunk(0, kind, data) for kind, data in chunks)


def _decode(picture: bytes) -> tuple[int, int, Sequence[int]]:
    """Return width, height, and one integer a pixel: its four bytes in this machine's order."""
    read = png.read(picture)
    width, height = struct.unpack(">II", read.of(b"IHDR")[0].data[:8])
    data = zlib.decompress(b"".join(chunk.data for chunk in read.of(b"IDAT")))
    lines = b"".join(_lines(data, _CHANNELS * width))
    return width, height, memoryview(lines).cast("I")


def _lines(data: bytes, length: int) -> Iterator[bytes]:
    """Return each line of the picture, its filter undone (9.2)."""
    above = bytes(length)
    for start in range(0, len(data), length + 1):
        above = _unfilter(data[start], data[start + 1 : start + 1 + length], above)
        yield above


def _unfilter(kind: int, line: bytes, above: bytes) -> bytes:
    if kind == 0:
        return line
    if kind == 1:
        return _running(line)
    if kind == 2:
        return _add(int.from_bytes(line, "little"), int.from_bytes(above, "little"), len(line))
    done = bytearray(_CHANNELS) + bytearray(line)
    corner = bytes(_CHANNELS) + above
    for n, value in enumerate(line):
        left, up = done[n], above[n]
        guess = (left + up) // 2 if kind == 3 else _paeth(left, up, corner[n])
        done[n + _CHANNELS] = (value + guess) & 255
    return bytes(done[_CHANNELS:])


def _paeth(left: int, up: int, corner: int) -> int:
    """Return whichever of the three neighbours is nearest to left + up - corner (9.4)."""
    to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if to_left <= to_up and to_left <= to_corner:
        return left
    return up if to_up <= to_corner else corner


def _running(line: bytes) -> bytes:
    """Return each pixel plus all before it, by doubling: pairs, fours, eights … of pixels at once."""
    total, step = line, _CHANNELS
    while step < len(line):
        total = _add(int.from_bytes(total, "little"), int.from_bytes(bytes(step) + total[:-step], "little"), len(line))
        step *= 2
    return total


def _add(one: int, other: int, length: int) -> bytes:
    """Return two lines added byte by byte, as integers: the high bits apart, so that no sum reaches its neighbour."""
    low = int.from_bytes(b"\x7f" * length)
    return ((one & low) + (other & low) ^ (one ^ other) & ~low).to_bytes(length, "little")
