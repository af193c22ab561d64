"""What a PNG that people bring may be, and as much of it as a decoder is shown.

It is read without decoding more than its size promises; text and colour profiles, which are compressed, are never
inflated. `clean_png` keeps the picture and drops everything that a camera or an editor wrote beside it. Every finding
is reported, not only the first.
"""

from __future__ import annotations

import zlib

from testamur.pictures import baking, png
from testamur.pictures.image_finding import BAKED, ImageFinding, recognise

MOST_PNG_BYTES = 2 * 1024 * 1024
SMALLEST_SIDE, LARGEST_SIDE = 64, 4096
LARGEST_RATIO = 3
AGAIN = "Open the picture and export it again as PNG"
_RESIZE = f"Export it again, {SMALLEST_SIDE} to {LARGEST_SIDE} pixels a side; 600 by 600 is a good size"

# What a decoder needs. All else is dropped, the colour profile (iCCP) too: it is compressed, and names its maker;
# sRGB is what browsers take a picture without one to be.
_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
# The lengths that a palette and its transparency may have (PNG, 11.2.2 and 11.3.1.1).
_LENGTHS = {b"PLTE": (3, 768), b"tRNS": (1, 256)}
# Colour type → samples a pixel and allowed bit depths (PNG, table 8).
_COLOURS = {0: (1, (1, 2, 4, 8, 16)), 2: (3, (8, 16)), 3: (1, (1, 2, 4, 8)), 4: (2, (8, 16)), 6: (4, (8, 16))}
# Adam7: first column and row, then the step between columns and rows, of each pass (PNG, 8.2).
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_PIECE = 1 << 16


def check_png(data: bytes) -> list[ImageFinding]:
    """Return everything that is wrong with a PNG given as art; without decoding it."""
    if len(data) > MOST_PNG_BYTES:
        reason = f"the picture has {len(data):,} bytes; at most {MOST_PNG_BYTES:,} are allowed"
        return [ImageFinding(code="image-size", reason=reason, remedy=_RESIZE)]
    kind = recognise(data)
    if kind != "PNG":
        reason = f"the file is named .png but is {kind or 'of an unknown kind'}"
        return [ImageFinding(code="image-type", value=kind, reason=reason, remedy=AGAIN)]
    picture = png.read(data)
    found = [ImageFinding(code=flaw.code, reason=flaw.reason, remedy=AGAIN) for flaw in picture.flaws]
    found += _animation(picture) + _badge(picture)
    header = picture.of(b"IHDR")
    if header and len(header[0].data) == 13:
        found += _dimensions(header[0].data) or _pixels(picture)
    return found


def clean_png(data: bytes) -> bytes:
    """Return a PNG that `check_png` accepts with nothing in its file but what a decoder needs."""
    return png.write(chunk for chunk in png.read(data).chunks if _is_kept(chunk))


def _is_kept(chunk: png.Chunk) -> bool:
    least, most = _LENGTHS.get(chunk.kind, (0, MOST_PNG_BYTES))
    return chunk.kind in _KEPT and least <= len(chunk.data) <= most


def _badge(picture: png.Png) -> list[ImageFinding]:
    """Refuse a badge that was awarded: it says of somebody what the new badge says of everybody."""
    baked = [chunk for chunk in picture.chunks if baking.is_badge(chunk)]
    remedy = "Use the plain picture, without a credential"
    return [ImageFinding(code="image-baked", reason=BAKED, remedy=remedy)] if baked else []


def _animation(picture: png.Png) -> list[ImageFinding]:
    moving = [chunk for chunk in picture.chunks if chunk.kind in (b"acTL", b"fcTL", b"fdAT")]
    reason = "the picture is animated; a badge is one still picture"
    return (
        [ImageFinding(code="image-animated", reason=reason, remedy="Export its first frame as PNG")] if moving else []
    )


def _dimensions(header: bytes) -> list[ImageFinding]:
    """Return what is wrong with the size that IHDR states; nothing is decoded to know it."""
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    if not all(SMALLEST_SIDE <= side <= LARGEST_SIDE for side in (width, height)):
        reason = f"a side must have {SMALLEST_SIDE} to {LARGEST_SIDE:,} pixels"
    elif max(width, height) > LARGEST_RATIO * min(width, height):
        reason = f"one side is more than {LARGEST_RATIO} times the other"
    else:
        return []
    return [ImageFinding(code="image-dimensions", value=f"{width} × {height}", reason=reason, remedy=_RESIZE)]


def _pixels(picture: png.Png) -> list[ImageFinding]:
    """Return what is wrong with the picture's data, inflated piece by piece and never beyond what IHDR promises."""
    header = picture.of(b"IHDR")[0].data
    depth, colour, compression, filtering, interlace = header[8:]
    samples, depths = _COLOURS.get(colour, (0, ()))
    if depth not in depths or compression or filtering or interlace > 1:
        reason = f"the chunk IHDR at byte 8 states an impossible picture (colour {colour}, depth {depth})"
        return [ImageFinding(code="png-header", reason=reason, remedy=AGAIN)]
    if colour == 3 and not picture.of(b"PLTE"):
        return [ImageFinding(code="png-order", reason="its colours are in a palette that is missing", remedy=AGAIN)]
    stream = b"".join(chunk.data for chunk in picture.of(b"IDAT"))
    reason = _inflate(stream, _promised(header, depth * samples, interlaced=bool(interlace)))
    return [ImageFinding(code="png-data", reason=reason, remedy=AGAIN)] if reason else []


def _promised(header: bytes, bits: int, *, interlaced: bool) -> int:
    """Return how many bytes the lines of a picture have, a filter byte each included."""
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    total = 0
    for left, top, across, down in _PASSES if interlaced else ((0, 0, 1, 1),):
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        total += rows * (1 + -(-columns * bits // 8)) if columns > 0 else 0
    return total


def _inflate(stream: bytes, promised: int) -> str:
    """Say what is wrong with a zlib stream that should hold `promised` bytes; "" if nothing is."""
    inflater = zlib.decompressobj()
    seen = 0
    try:
        while not inflater.eof and seen <= promised:
            piece = inflater.decompress(stream, _PIECE)
            stream = inflater.unconsumed_tail
            if not piece and not stream:
                break
            seen += len(piece)
    except zlib.error as error:
        return f"its IDAT data cannot be inflated ({error})"
    if seen != promised or not inflater.eof:
        amount = "more" if seen > promised else "less"
        return f"its IDAT data holds {amount} than the {promised:,} bytes that its size asks for"
    return "something follows the picture inside its IDAT chunks" if inflater.unused_data else ""
