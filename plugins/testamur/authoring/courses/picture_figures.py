"""What a picture will look like on pages, in figures: its size, how much of a square it fills, how well it stands out.

Measured in the copy that was made of it (`pictures.outcome.Published.large`), and never in what somebody brought.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from PIL import Image

from testamur.errors import Problem
from testamur.pictures import png
from testamur.pictures.outcome import WIDTH, Published
from testamur.publishing.art.color import contrast
from testamur.text.languages.messages import Message, msg

# theme/static/style.css: --paper, by day and by night.
_LIGHT, _DARK = "#fcfbf8", "#14171c"
_ENOUGH = 3.0  # WCAG 2.2, section 1.4.11: graphical objects
_FILLED = 0.8  # of a side: less of it is seen to be empty
_LOOK = 96  # pixels a side: colours are counted in a picture so large
_SEEN = 128  # of 255: what is less opaque is an edge, or a shadow
_BEST = 0.9  # the contrast that nine tenths of a picture do not surpass


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFigures:
    """The figures of one picture; `pixels` is (0, 0) for a drawing, which has none."""

    pixels: tuple[int, int]
    filled: tuple[float, float]  # parts of the square's width and height, from 0 to 1
    on_light: float  # contrast, from 1 to 21
    on_dark: float

    def sentence(self) -> Message:
        """Return the figures as one sentence."""
        values = {
            "across": _percent(self.filled[0]),
            "down": _percent(self.filled[1]),
            "light": f"{self.on_light:.1f}",
            "dark": f"{self.on_dark:.1f}",
        }
        if not self.pixels[0]:
            return msg(
                "The picture is a drawing, sharp at any size. It fills {across} of a square’s width and {down} of its "
                "height; its contrast is {light} : 1 on light pages, {dark} : 1 on dark ones.",
                **values,
            )
        return msg(
            "The picture has {wide} × {high} pixels. It fills {across} of a square’s width and {down} of its height; "
            "its contrast is {light} : 1 on light pages, {dark} : 1 on dark ones.",
            wide=self.pixels[0],
            high=self.pixels[1],
            **values,
        )


def measure(data: bytes, published: Published) -> PictureFigures:
    """Return the figures of a picture, from its file and the copies that were made of it."""
    header = png.read(data).of(b"IHDR") if data.startswith(png.SIGNATURE) else []
    size = (int.from_bytes(header[0].data[:4]), int.from_bytes(header[0].data[4:8])) if header else (0, 0)
    shown = Image.open(io.BytesIO(published.large), formats=["PNG"]).convert("RGBA")
    left, top, right, bottom = shown.getchannel("A").point(lambda value: 255 * (value >= _SEEN)).getbbox() or (
        0,
        0,
        0,
        0,
    )
    filled = ((right - left) / shown.width, (bottom - top) / shown.height)
    colors = _colors(shown)
    return PictureFigures(
        pixels=size, filled=filled, on_light=_contrast(colors, _LIGHT), on_dark=_contrast(colors, _DARK)
    )


def warnings(figures: PictureFigures, file: str) -> Iterator[Problem]:
    """Yield what deserves a second look; `file` is the picture as the person named it."""

    def warning(code: str, reason: str, remedy: str) -> Problem:
        return Problem(code=code, file=file, reason=reason, remedy=remedy, severity="warning")

    if 0 < max(figures.pixels) < WIDTH:
        wide, high = figures.pixels
        yield warning(
            "image-small",
            msg("it has {wide} × {high} pixels, and pages show {side} a side", wide=wide, high=high, side=WIDTH),
            msg("Export it with 600 × 600 pixels, or as SVG"),
        )
    if min(figures.filled) < _FILLED:
        across, down = map(_percent, figures.filled)
        yield warning(
            "image-not-square",
            msg(
                "a badge is a square, and it fills {across} of its width, {down} of its height",
                across=across,
                down=down,
            ),
            msg("Cut off what is empty around it, or make the picture square"),
        )
    remedy = msg("Give it a ground of its own, or a rim in another colour")
    if figures.on_light < _ENOUGH:
        found = f"{figures.on_light:.1f}"
        yield warning(
            "image-contrast",
            msg("its contrast on light pages is {found} : 1, and 3 : 1 is wanted", found=found),
            remedy,
        )
    if figures.on_dark < _ENOUGH:
        found = f"{figures.on_dark:.1f}"
        yield warning(
            "image-contrast", msg("its contrast on dark pages is {found} : 1, and 3 : 1 is wanted", found=found), remedy
        )


def _percent(part: float) -> str:
    return f"{100 * part:.0f} %"


def _colors(shown: Image.Image) -> list[tuple[int, str]]:
    """Return how many pixels have each colour, of those that are seen."""
    small = shown.resize((_LOOK, _LOOK), Image.Resampling.BOX)
    counted = cast(list[tuple[int, tuple[int, int, int, int]]], small.getcolors(_LOOK * _LOOK))
    return [
        (number, f"#{red:02x}{green:02x}{blue:02x}") for number, (red, green, blue, seen) in counted if seen >= _SEEN
    ]


def _contrast(colors: list[tuple[int, str]], paper: str) -> float:
    """Return the contrast of the tenth of a picture that stands out most; 1 where nothing is seen."""
    ordered = sorted((contrast(color, paper), number) for number, color in colors)
    left = _BEST * sum(number for _, number in ordered)
    for found, number in ordered:
        left -= number
        if left < 0:
            return found
    return 1.0
