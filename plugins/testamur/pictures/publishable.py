"""One picture that people bring, and everything that is published of it: the same code for whoever checks and builds.

What is wrong with it is found first, and then all of its copies are made: what cannot be made is wrong too. Called by
`pictures.apart` alone, in a process of its own.
"""

from __future__ import annotations

import struct

from testamur.errors import PublishingError
from testamur.pictures.baking import PngTemplate, SvgTemplate
from testamur.pictures.drawing import raster
from testamur.pictures.image_finding import ImageFinding
from testamur.pictures.outcome import CARD, REMEDIES, SMALL, WIDTH, Kind, Outcome, Published
from testamur.pictures.png_rules import check_png, clean_png
from testamur.pictures.svg.art import read_svg

_FRAMED = 360  # pixels of a PNG inside an SVG
_LOGO = 800  # pixels of the longer side of a PNG that is published as itself


def publishable(data: bytes, kind: Kind) -> Outcome:
    """Return what is wrong with a picture, and its copies when nothing is."""
    found, copy = read_svg(data) if kind == "svg" else (check_png(data), b"")
    if any(finding.severity == "error" for finding in found):
        return Outcome(tuple(found), None)
    try:
        made = _from_svg(copy) if kind == "svg" else _from_png(clean_png(data))
        PngTemplate(made.small)
        SvgTemplate(made.svg)
    except PublishingError as error:
        found.append(ImageFinding(code="image-failed", reason=str(error), remedy=REMEDIES[kind]))
    # What Pillow raises at pictures that it cannot decode.
    except (OSError, SyntaxError, ValueError, struct.error):
        found.append(ImageFinding(code="image-failed", reason="it cannot be decoded", remedy=REMEDIES[kind]))
    else:
        return Outcome(tuple(found), made)
    return Outcome(tuple(found), None)


def _from_svg(svg: bytes) -> Published:
    return Published(
        plain=svg,
        svg=svg,
        png=raster.sharp_drawing(svg, width=WIDTH),
        small=raster.square(svg, width=SMALL),
        large=raster.fill_square_with(svg, width=CARD),
    )


def _from_png(given: bytes) -> Published:
    picture = raster.handy(given, side=2 * _LOGO)
    # Drawn anew at the widths of badges, so that pages and awards stay within their budgets.
    return Published(
        plain=raster.shrink(picture, side=_LOGO),
        svg=raster.frame(raster.resize(picture, width=_FRAMED)),
        png=raster.sharp(picture, width=WIDTH),
        small=raster.resize(picture, width=SMALL),
        large=raster.fill_square(picture, width=CARD),
    )
