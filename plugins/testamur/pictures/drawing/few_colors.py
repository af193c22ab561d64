"""Brings a drawing down to a handful of colours, chosen so that nobody sees it: the smallest PNG that looks the same.

A drawing consists of flat areas and of the pixels between them. The colours of its areas are kept (two that differ by
less than four of 255 may become one), those of the pixels in between are the nearest of a few that differ well, and
its edge towards nothing has one colour in a few steps of transparency. All of it is counted in whole numbers: the same
everywhere.
"""

from __future__ import annotations

from typing import cast

from PIL import Image, ImageStat

_SHARE = 300  # an area is a colour that at least one in so many pixels has
_STEPS = (0, 48, 112, 176, 232)  # opacities of nothing, and of the edge
_NEAREST = [min(range(len(_STEPS)), key=lambda step: abs(_STEPS[step] - value)) for value in range(256)]
_APART = 24  # how far in RGB, as the crow flies, a colour between areas is from all others: nobody misses nearer ones
_REACH = 440  # fewer colours lie further apart, this by their number, so that they reach from one end to the other
_FEW = 64  # colours with which nobody would try to show a photograph
_BETWEEN = 8  # at most one in so many pixels of a large drawing is not in an area; in a photograph, most are
_Color = tuple[int, int, int]


def reduce(picture: Image.Image, colors: int) -> Image.Image:
    """Return an RGBA picture in at most `colors` (12 to 256), as a picture with a palette of no more than it needs.

    For drawings with sharp edges: of a photograph or a soft shadow little would be left.
    """
    opacity = picture.getchannel("A")
    is_opaque = opacity.getextrema()[0] == 255
    solid, edge = picture.convert("RGB"), (0, 0, 0)
    if not is_opaque:
        plain, edge = solid, _mean(solid, opacity.point(lambda value: 255 * (0 < value < 255)))
        solid = Image.new("RGB", picture.size, edge)
        solid.paste(plain, mask=opacity.point(lambda value: 255 * (value == 255)))
    steps = () if is_opaque else _STEPS
    inside = _palette(solid, colors - len(steps))
    # The transparent entries come first, so that the list of opacities (tRNS) ends with them.
    palette = [edge] * len(steps) + inside
    reduced = solid.quantize(palette=_as_palette(inside), dither=Image.Dither.NONE)
    reduced = reduced.point(lambda index: min(index, len(inside) - 1) + len(steps))
    if steps:
        reduced.paste(opacity.point(_NEAREST), mask=opacity.point(lambda value: 255 * (value < 255)))
        reduced.info["transparency"] = bytes(steps)
    reduced.putpalette([channel for color in palette for channel in color])
    return reduced


def add_shaded(reduced: Image.Image, picture: Image.Image, place: tuple[int, int], *, paper: str) -> None:
    """Put an RGBA picture with shades, a photograph even, into a `reduced` opaque one that has `paper` there.

    It gets the colours that are left of 256, and is dithered: no bands are seen.
    """
    own = list(reduced.getpalette() or [])
    region = Image.new("RGBA", picture.size, paper)
    region.alpha_composite(picture)
    opaque = region.convert("RGB")
    few = opaque.quantize(256 - len(own) // 3, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    shades = (few.getpalette() or [])[: 3 * 256 - len(own)]
    drawn = opaque.quantize(palette=few, dither=Image.Dither.FLOYDSTEINBERG).point(lambda index: index + len(own) // 3)
    reduced.paste(drawn, place, picture.getchannel("A").point(lambda value: 255 * (value > 0)))
    reduced.putpalette(own + shades)


def dither(picture: Image.Image) -> Image.Image:
    """Return an opaque picture in 256 colours, with the shades between them in dots that nobody sees."""
    opaque = picture.convert("RGB")
    few = opaque.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    return opaque.quantize(palette=few, dither=Image.Dither.FLOYDSTEINBERG)


def _mean(plain: Image.Image, mask: Image.Image) -> _Color:
    """Return the mean colour of the pixels in `mask`; black where there are none."""
    if not mask.getbbox():
        return (0, 0, 0)
    # Sums of whole numbers, so that no rounding differs.
    count, sums = ImageStat.Stat(plain, mask).count, ImageStat.Stat(plain, mask).sum
    red, green, blue = (int(total) // number for total, number in zip(sums, count, strict=True))
    return (red, green, blue)


def _palette(solid: Image.Image, most: int) -> list[_Color]:
    """Return the colours of the areas, and of what lies between them as many as there is room for."""
    pixels = solid.width * solid.height
    # Thousands, of which few are of areas: only what has to be in order is sorted.
    counted = cast(list[tuple[int, _Color]], solid.getcolors(pixels))
    if len(counted) <= most:
        return [color for _, color in sorted(counted, reverse=True)]
    # At most half, so that a gradient's bands leave room for the edges of words.
    large = sorted((one for one in counted if one[0] * _SHARE >= pixels), reverse=True)[: most // 2]
    areas = [color for _, color in large]
    are_areas = set(areas)
    between = [one for one in counted if one[1] not in are_areas]
    if most <= _FEW or _BETWEEN * (pixels - sum(number for number, _ in large)) <= pixels:
        return _spaced(areas, _means(between), most)
    return areas + _covering(sorted(between, reverse=True), most - len(areas))


def _means(counted: list[tuple[int, _Color]]) -> list[_Color]:
    """Return the mean colour of each cell, of 16 by 16 by 16 values, that has any of these; the fullest cell first."""
    cells: dict[int, list[int]] = {}
    for number, (red, green, blue) in counted:
        place = red >> 4 << 8 | green >> 4 << 4 | blue >> 4
        cell = cells.get(place)
        if cell is None:
            cells[place] = [number, number * red, number * green, number * blue]
        else:
            cell[0] += number
            cell[1] += number * red
            cell[2] += number * green
            cell[3] += number * blue
    fullest = sorted(cells.values(), reverse=True)
    return [(red // number, green // number, blue // number) for number, red, green, blue in fullest]


def _spaced(kept: list[_Color], others: list[_Color], most: int) -> list[_Color]:
    """Return `kept`, and each of the `others` that is far from all before it, while there is room."""
    palette, apart = kept.copy(), max(_APART, _REACH // most)
    for red, green, blue in others:
        if len(palette) == most:
            break
        if all((red - r) ** 2 + (green - g) ** 2 + (blue - b) ** 2 > apart**2 for r, g, b in palette):
            palette.append((red, green, blue))
    return palette


def _covering(counted: list[tuple[int, _Color]], most: int) -> list[_Color]:
    """Return at most so many colours that cover the whole range of these: for what is no drawing."""
    strip = b"".join(bytes(color) * number for number, color in counted)
    picture = Image.frombytes("RGB", (len(strip) // 3, 1), strip)
    few = picture.quantize(most, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    chosen = few.getpalette() or []
    return [(chosen[n], chosen[n + 1], chosen[n + 2]) for n in range(0, len(chosen), 3)][:most]


def _as_palette(colors: list[_Color]) -> Image.Image:
    """Return a picture that has these as its palette; the last one again and again where there is room for more."""
    holder = Image.new("P", (1, 1))
    holder.putpalette([channel for color in colors + colors[-1:] * (256 - len(colors)) for channel in color])
    return holder
