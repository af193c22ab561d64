"""Pictures as PNG, the same bytes on every machine: drawings made pixels, and pictures made smaller.

resvg would draw text with whatever fonts it finds: none on a bare machine, others elsewhere. So it is given none,
and text is left out; the badges drawn here have their words as shapes (`publishing.art.badge_letters`), and art with
text in it gets a warning when it is checked. It ends the process when a drawing asks for more memory than there is, so
what people bring is drawn in a process of its own (`pictures.apart`); here are no limits but those of a drawing's text.
"""

from __future__ import annotations

import base64
import functools
import io
from typing import NamedTuple

import resvg_py
from PIL import Image, ImageStat

from testamur.errors import PublishingError
from testamur.pictures.drawing import few_colors, picture_cache, png_encoding
from testamur.text.characters import harmless

LARGEST_WIDTH = 2048
_COLORS = 32
_FLAT = 48  # colours of everything around a picture with shades
_FULL = 229  # of 255: how opaque a picture is, on the mean, that has a ground of its own; rounded corners are not
_Place = tuple[int, int]
_PIXELS_PER_INCH = 96  # as CSS has it; resvg's own is 0, which draws nothing that is given in millimetres


# Each language, rebuild and preview of one process asks for the same drawings.
@functools.lru_cache(maxsize=128)
def png(svg: bytes, *, width: int, colors: int = _COLORS, is_published: bool = True) -> bytes:
    """Return `svg` as a PNG `width` pixels wide, with no text and no other data beside the picture.

    It has at most `colors` colours (12 to 256), chosen as for a drawing with sharp edges. What is not published is
    written fast, and not small. Raises PublishingError if it cannot be drawn, or `width` is not 16 to 2,048.
    """
    level = png_encoding.level_for(width) if is_published else png_encoding.FAST
    return picture_cache.kept(
        f"png {width} {colors} {level}",
        svg,
        draw=lambda: png_encoding.encoded(few_colors.reduce(_drawn(svg, width), colors), level=level),
    )


@functools.lru_cache(maxsize=128)
def half(svg: bytes, *, width: int, colors: int) -> bytes:
    """Return `svg` as `png` does, but half of `width` pixels wide: where that width is wanted too, it is drawn once.

    A pixel is the mean of four, so an edge is as sharp as if it had been drawn at this width.
    """
    return picture_cache.kept(
        f"half {width} {colors}",
        svg,
        draw=lambda: png_encoding.encoded(
            few_colors.reduce(_drawn(svg, width).reduce(2), colors), level=png_encoding.level_for(width // 2)
        ),
    )


class Mark(NamedTuple):
    """A logo as it is shown small: without empty margins."""

    png: bytes
    width: int
    height: int
    has_ground: bool  # it fills its box, and can stand on any colour


def trim(picture: bytes, *, within: tuple[int, int]) -> Mark | None:
    """Return the PNG `picture` without what is transparent around it, no larger than `within`; None if all of it is."""
    whole = _opened(picture)
    box = whole.getchannel("A").getbbox()
    if box is None:
        return None
    cut = whole.crop(box)
    opacity = ImageStat.Stat(cut.getchannel("A")).mean[0]
    scale = min(within[0] / cut.width, within[1] / cut.height)
    size = (max(1, round(cut.width * scale)), max(1, round(cut.height * scale)))
    cut = cut.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    return Mark(png_encoding.encoded(cut, level=png_encoding.FAST), *size, has_ground=opacity > _FULL)


def on_paper(
    svg: bytes,
    badge: bytes,
    mark: bytes,
    *,
    size: tuple[int, int],
    paper: str,
    drawing: tuple[int, int, int],
    places: tuple[_Place, _Place],
) -> bytes:
    """Return an opaque PNG of `size` in one colour (#rrggbb), with `svg` on it, and two PNGs.

    `drawing` says where `svg` begins, across and down, and how wide it is; `places` where `badge` and `mark` begin;
    `mark` may be b"". Raises as `png` does. It is not kept: who knows what it shows keeps it by that.
    """
    across, down, width = drawing
    whole = Image.new("RGBA", size, paper)
    whole.alpha_composite(_drawn(svg, width), (across, down))
    if mark:
        whole.alpha_composite(_opened(mark), places[1])
    is_drawing = Image.open(io.BytesIO(badge), formats=["PNG"]).mode == "P"
    if is_drawing:
        whole.alpha_composite(_opened(badge), places[0])
    # Of art that people bring, no colours are known beforehand.
    reduced = few_colors.reduce(whole, 256 if is_drawing else _FLAT)
    if not is_drawing:
        few_colors.add_shaded(reduced, _opened(badge), places[0], paper=paper)
    return png_encoding.encoded(reduced, level=png_encoding.level_for(size[0]))


def square(svg: bytes, *, width: int) -> bytes:
    """Return `svg` in the middle of a transparent square `width` pixels wide. Raises as `png` does."""
    return png_encoding.in_palette(_in_square(_drawn(svg, width), width))


def resize(picture: bytes, *, width: int) -> bytes:
    """Return the PNG `picture` in the middle of a transparent square `width` pixels wide."""
    return png_encoding.in_palette(_in_square(_opened(picture), width))


def shrink(picture: bytes, *, side: int) -> bytes:
    """Return the PNG `picture` with nothing beside its pixels, made smaller where a side has more than `side`."""
    return png_encoding.in_palette(_within(_opened(picture), side))


def sharp(picture: bytes, *, width: int) -> bytes:
    """Return the PNG `picture` in the middle of a square `width` pixels wide, with its shades: for a page to show."""
    return png_encoding.shaded(_in_square(_opened(picture), width))


def sharp_drawing(svg: bytes, *, width: int) -> bytes:
    """Return `svg` as `sharp` does. Raises as `png` does."""
    return png_encoding.shaded(_in_square(_drawn(svg, width), width))


def fill_square(picture: bytes, *, width: int) -> bytes:
    """Return the PNG `picture` as `resize` does, but in all its colours: for a card, which chooses its own."""
    return png_encoding.encoded(_in_square(_opened(picture), width), level=png_encoding.FAST)


def fill_square_with(svg: bytes, *, width: int) -> bytes:
    """Return `svg` as `square` does, but in all its colours. Raises as `png` does."""
    return png_encoding.encoded(_in_square(_drawn(svg, width), width), level=png_encoding.FAST)


def handy(picture: bytes, *, side: int) -> bytes:
    """Return the PNG `picture` as `shrink` does, but in all its colours: a large one need not be decoded many times."""
    return png_encoding.encoded(_within(_opened(picture), side), level=png_encoding.FAST)


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
