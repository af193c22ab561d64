"""Writes pixels as PNG, as small as they may be: in all colours, in few, or with their shades in dots."""

from __future__ import annotations

import io

from PIL import Image

from testamur.pictures.drawing import few_colors

FAST = 1  # the level for pictures that another one is made of
_IN_HALF_A_BYTE = 16  # colours
_MOST_SHADED = 192 * 1024  # bytes of a picture in all its colours
_SMALL = 256  # pixels


def shaded(picture: Image.Image) -> bytes:
    """Return a PNG without bands: in 256 colours, dithered, or in all where it is transparent and that is not too much.

    There is one for each achievement, so its size counts less than what is seen.
    """
    if picture.getchannel("A").getextrema()[0] == 255:
        return encoded(few_colors.dither(picture), level=6)
    whole = encoded(picture, level=6)
    return whole if len(whole) <= _MOST_SHADED else in_palette(picture)


def in_palette(picture: Image.Image) -> bytes:
    """Return a PNG in at most 256 colours: a third of the size or less, where nobody would see the difference.

    Every award carries the picture, so its size counts ten thousand times.
    """
    # For pictures with transparency there is one method only; of a photograph, the other one keeps more.
    is_opaque = picture.getchannel("A").getextrema()[0] == 255
    kept, method = ("RGB", Image.Quantize.MEDIANCUT) if is_opaque else ("RGBA", Image.Quantize.FASTOCTREE)
    # Without dithering, which would undo the compression.
    return encoded(picture.convert(kept).quantize(256, method, dither=Image.Dither.NONE), level=9)


def level_for(width: int) -> int:
    """Return how hard a drawing so wide is compressed: a small one is in every award, and a large one in few pages.

    The highest level takes ten times as long, for a twentieth of the size.
    """
    return 9 if width <= _SMALL else 6


def encoded(picture: Image.Image, *, level: int) -> bytes:
    """Return a PNG, compressed at a `level` of 1 (fast) to 9 (small)."""
    colors = picture.getpalette() if picture.mode == "P" else None
    if colors is not None and len(colors) <= 3 * _IN_HALF_A_BYTE:
        # With one entry more, each pixel has a byte of its own. What repeats itself in a drawing then does so in bytes:
        # it becomes smaller by a third.
        picture.putpalette(colors + colors[-3:] * (_IN_HALF_A_BYTE + 1 - len(colors) // 3))
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=level)
    return file.getvalue()
