"""Pictures as PNG, the same bytes on every machine: drawings made pixels, and pictures made smaller.

resvg would draw text with whatever fonts it finds: none on a bare machine, others elsewhere. So it is given none,
and text is left out; the badges drawn here letter themselves (`publishing.art.lettering`), and art with text in it gets
a warning when it is checked. Only drawings that pass `pictures.svg` are rendered, because resvg ends the process
when a drawing asks for more memory than there is, and would read files that it refers to.
"""

from __future__ import annotations

import base64
import functools
import io

import resvg_py
from PIL import Image

from testamur.errors import PublishingError
from testamur.pictures.image_finding import ImageFinding
from testamur.pictures.images import check_png, clean_png
from testamur.pictures.svg import check_svg

LARGEST_WIDTH = 2048


def png(svg: bytes, *, width: int) -> bytes:
    """Return `svg` as a PNG `width` pixels wide, with no text and no other data beside the picture.

    Raises PublishingError if the drawing is not one that may be published, or `width` is not 16 to 2,048.
    """
    _refuse(check_svg(svg))
    return _draw(svg.decode("utf-8-sig"), width)


def resize(picture: bytes, *, width: int) -> bytes:
    """Return the PNG `picture` in the middle of a transparent square `width` pixels wide.

    Raises PublishingError if the picture is not one that may be published, or `width` is not 16 to 2,048.
    """
    _refuse(check_png(picture))
    return _draw(frame(clean_png(picture)).decode(), width)


def frame(picture: bytes) -> bytes:
    """Return a square SVG of 512 by 512 units that holds the PNG `picture` inside."""
    inside = base64.b64encode(picture).decode("ascii")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">'
        f'<image width="512" height="512" href="data:image/png;base64,{inside}"/></svg>'
    ).encode()


def _refuse(findings: list[ImageFinding]) -> None:
    for finding in findings:
        if finding.severity == "error":
            place = f"line {finding.line}: " if finding.line else ""
            raise PublishingError(f"the picture must not be published: {place}{finding.reason}")


# Each language, rebuild and preview of one process asks for the same drawings, and one costs a tenth of a second.
@functools.lru_cache(maxsize=128)
def _draw(svg: str, width: int) -> bytes:
    if not 16 <= width <= LARGEST_WIDTH:
        raise PublishingError(f"a picture {width} pixels wide was asked for; 16 to {LARGEST_WIDTH:,} are possible")
    try:
        drawn = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)
    except ValueError as error:
        raise PublishingError(f"the picture cannot be made a PNG: {error}") from error
    return _in_few_colours(bytes(drawn))


def _in_few_colours(picture: bytes) -> bytes:
    """Return a PNG in at most 256 colours: a third of the size or less, where nobody would see the difference.

    Every award carries the picture, so its size counts ten thousand times.
    """
    reduced = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        # The only method for pictures with transparency; without dithering, which would undo the compression.
        few = image.convert("RGBA").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(reduced, "PNG", optimize=True)
    return reduced.getvalue()
