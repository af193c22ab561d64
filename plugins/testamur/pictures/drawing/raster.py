"""Pictures as PNG, the same bytes on every machine: drawings made pixels, and pictures made smaller.

resvg would draw text with whatever fonts it finds: none on a bare machine, others elsewhere. So it is given none,
and text is left out; the badges drawn here have their words as shapes (`publishing.art.badge_letters`), and art with text in it gets
a warning when it is checked. It ends the process when a drawing asks for more memory than there is, so what people
bring is drawn in a process of its own (`pictures.apart`); here are no limits but those of a drawing's own text.
"""

from __future__ import annotations

import base64
import functools
import io
from collections.abc import Sequence

import resvg_py
from PIL import Image

from testamur.errors import PublishingError
from testamur.pictures.drawing import few_colors, picture_cache
from testamur.text.characters import harmless

LARGEST_WIDTH = 2048
_COLORS = 32
_IN_HALF_A_BYTE = 16  # colours
_SMALL = 256  # pixels
_PIXELS_PER_INCH = 96  # as CSS has it; resvg's own is 0, which draws nothing that is given in millimetres


# Each language, rebuild and preview of one process asks for the same drawings.
@functools.lru_cache(maxsize=128)
def png(svg: bytes, *, width: int, colors: int = _COLORS) -> bytes:
    """Return `svg` as a PNG `width` pixels wide, with no text and no other data beside the picture.

    It has at most `colors` colours (12 to 256), chosen as for a drawing with sharp edges. Raises PublishingError if it
    cannot be drawn, or `width` is not 16 to 2,048.
    """
    return picture_cache.kept(
        f"png {width} {colors}",
        svg,
        draw=lambda: _encoded(few_colors.reduce(_drawn(svg, width), colors), level=_level(width)),
    )


@functools.lru_cache(maxsize=128)
def half(svg: bytes, *, width: int, colors: int) -> bytes:
    """Return `svg` as `png` does, but half of `width` pixels wide: where that width is wanted too, it is drawn once.

    A pixel is the mean of four, so an edge is as sharp as if it had been drawn at this width.
    """
    return picture_cache.kept(
        f"half {width} {colors}",
        svg,
        draw=lambda: _encoded(few_colors.reduce(_drawn(svg, width).reduce(2), colors), level=_level(width // 2)),
    )


def on_paper(
    svg: bytes,
    picture: bytes,
    *,
    size: tuple[int, int],
    papers: Sequence[tuple[str, tuple[int, int, int, int]]],
    drawing: tuple[int, int, int],
    place: tuple[int, int],
) -> bytes:
    """Return an opaque PNG of `size` with `svg` and the PNG `picture` on coloured rectangles.

    `papers` are colours (#rrggbb) and boxes, the lowest first; `drawing` says where `svg` begins, across and down, and
    how wide it is; `place` where `picture` begins. Raises as `png` does.
    """

    def draw() -> bytes:
        whole = Image.new("RGBA", size)
        for color, box in papers:
            whole.paste(color, box)
        across, down, width = drawing
        whole.alpha_composite(_drawn(svg, width), (across, down))
        whole.alpha_composite(_opened(picture), place)
        # As many colours as there can be, since the picture may be a photograph.
        return _encoded(few_colors.reduce(whole, 256), level=_level(size[0]))

    return picture_cache.kept(f"on paper {size} {papers} {drawing} {place}", svg, picture, draw=draw)


def square(svg: bytes, *, width: int) -> bytes:
    """Return `svg` in the middle of a transparent square `width` pixels wide. Raises as `png` does."""
    return _saved(_in_square(_drawn(svg, width), width))


def resize(picture: bytes, *, width: int) -> bytes:
    """Return the PNG `picture` in the middle of a transparent square `width` pixels wide."""
    return _saved(_in_square(_opened(picture), width))


def shrink(picture: bytes, *, side: int) -> bytes:
    """Return the PNG `picture` with nothing beside its pixels, made smaller where a side has more than `side`."""
    return _saved(_within(_opened(picture), side))


def handy(picture: bytes, *, side: int) -> bytes:
    """Return the PNG `picture` as `shrink` does, but in all its colours: a large one need not be decoded many times."""
    return _encoded(_within(_opened(picture), side), level=1)


def frame(picture: bytes) -> bytes:
    """Return a square SVG of 512 by 512 units that holds the PNG `picture` inside."""
    inside = base64.b64encode(picture).decode("ascii")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">'
        f'<image width="512" height="512" href="data:image/png;base64,{inside}"/></svg>'
    ).encode()


# One drawing is asked for at several sizes, one after another. Nobody changes what is returned.
@functools.lru_cache(maxsize=1)
def _drawn(svg: bytes, width: int) -> Image.Image:
    if not 16 <= width <= LARGEST_WIDTH:
        raise PublishingError(f"a picture {width} pixels wide was asked for; 16 to {LARGEST_WIDTH:,} are possible")
    try:
        drawn = resvg_py.svg_to_bytes(
            svg_string=svg.decode("utf-8-sig"), width=width, dpi=_PIXELS_PER_INCH, skip_system_fonts=True
        )
    except ValueError as error:
        raise PublishingError(f"it cannot be drawn ({harmless(str(error))})") from error
    except BaseException as error:
        # A panic of resvg arrives as an exception that only its name tells apart.
        if type(error).__name__ != "PanicException":
            raise
        raise PublishingError("it cannot be drawn: the renderer stopped at it") from error
    return Image.open(io.BytesIO(bytes(drawn))).convert("RGBA")


def _opened(picture: bytes) -> Image.Image:
    """Return the pixels of a PNG that `png_rules` accepts, in 8 bits and with their transparency."""
    opened = Image.open(io.BytesIO(picture), formats=["PNG"])
    if opened.mode.startswith("I"):
        # Pillow would cut 16-bit grey off at white, where it is to be divided.
        return opened.convert("I").point(lambda grey: grey * (1 / 257)).convert("L").convert("RGBA")
    return opened.convert("RGBA")


def _within(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) > side:
        picture.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3)
    return picture


def _in_square(picture: Image.Image, width: int) -> Image.Image:
    """Return a picture as large as a square of `width` pixels holds, in its middle."""
    scale = width / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    if size != picture.size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    if size == (width, width):
        return picture
    made = Image.new("RGBA", (width, width))
    made.paste(picture, ((width - picture.width) // 2, (width - picture.height) // 2))
    return made


def _saved(picture: Image.Image) -> bytes:
    """Return a PNG in at most 256 colours: a third of the size or less, where nobody would see the difference.

    Every award carries the picture, so its size counts ten thousand times.
    """
    # For pictures with transparency there is one method only; of a photograph, the other one keeps more.
    is_opaque = picture.getchannel("A").getextrema()[0] == 255
    kept, method = ("RGB", Image.Quantize.MEDIANCUT) if is_opaque else ("RGBA", Image.Quantize.FASTOCTREE)
    # Without dithering, which would undo the compression.
    return _encoded(picture.convert(kept).quantize(256, method, dither=Image.Dither.NONE), level=9)


def _level(width: int) -> int:
    """Return how hard a drawing so wide is compressed: a small one is in every award, and a large one in few pages.

    The highest level takes ten times as long, for a twentieth of the size.
    """
    return 9 if width <= _SMALL else 6


def _encoded(picture: Image.Image, *, level: int) -> bytes:
    """Return a PNG, compressed at a `level` of 1 (fast) to 9 (small)."""
    colors = picture.getpalette() if picture.mode == "P" else None
    if colors is not None and len(colors) <= 3 * _IN_HALF_A_BYTE:
        # With one entry more, each pixel has a byte of its own. What repeats itself in a drawing then does so in bytes:
        # it becomes smaller by a third.
        picture.putpalette(colors + colors[-3:] * (_IN_HALF_A_BYTE + 1 - len(colors) // 3))
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=level)
    return file.getvalue()
