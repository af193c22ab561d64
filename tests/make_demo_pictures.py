"""The demo's PNG pictures, painted from scratch: a drawing with a transparent ground, and one as a camera takes it.

    python tests/make_demo_pictures.py

They are part of this repository and under its licence. Nothing compares them with what this makes: another version of
Pillow may compress them otherwise.
"""

import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from paths import ROOT

FOLDER = ROOT / "credentials" / "achievements" / "images"


def tide_board():
    """A white tide board on a quay, its figures in feet, with the water half-way up."""
    large = 4  # drawn larger and made smaller, for smooth edges
    side = 512 * large
    picture = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(picture)

    def box(left, top, right, bottom):
        return [number * large for number in (left, top, right, bottom)]

    pen.ellipse(box(6, 6, 506, 506), fill="#16384f")
    pen.ellipse(box(22, 22, 490, 490), fill="#bfe0ee")
    inside = Image.new("L", (side, side))
    ImageDraw.Draw(inside).ellipse(box(22, 22, 490, 490), fill=255)
    scene = Image.new("RGBA", (side, side), "#bfe0ee")
    pen = ImageDraw.Draw(scene)
    pen.ellipse(box(330, 70, 420, 160), fill="#fff3c4")
    for left, top in ((60, 150), (96, 132), (350, 190)):
        pen.rounded_rectangle(box(left, top, left + 110, top + 26), 13 * large, fill="#e8f5fa")
    pen.rectangle(box(186, 70, 326, 512), fill="#8a5a2b")
    pen.rectangle(box(200, 84, 312, 512), fill="#fdfcf7")
    for mark in range(17):
        top = 96 + mark * 22
        length = 62 if mark % 4 == 0 else 36
        pen.rectangle(box(200, top, 200 + length, top + 9), fill="#16384f" if mark < 9 else "#b4451f")
    for number, mark in enumerate((0, 4, 8, 12)):
        for bar in range(4 - number):
            pen.rectangle(box(274 + bar * 9, 90 + mark * 22, 279 + bar * 9, 112 + mark * 22), fill="#16384f")
    for depth, color in enumerate(("#3a7ca5d8", "#2d6588e0", "#1f4e6cf0")):
        water = Image.new("RGBA", (side, side))
        level = 318 + depth * 58
        crest = [(x * large, (level + 9 * math.sin(x / 26 + depth * 1.7)) * large) for x in range(-8, 521, 2)]
        ImageDraw.Draw(water).polygon([*crest, (side, side), (0, side)], fill=color)
        scene.alpha_composite(water)
    picture.paste(scene, mask=inside)
    return picture.resize((512, 512), Image.Resampling.LANCZOS).quantize(192, Image.Quantize.FASTOCTREE)


def shore():
    """A rocky shore at low tide, early in the morning, with pools that have the colours of the sky."""
    side, chance = 800, random.Random(1912)

    def noise(cells, tall=1):
        """Grey clouds: few random cells, made large and smooth."""
        small = Image.new("L", (cells, cells * tall))
        small.putdata([chance.randrange(256) for _ in range(cells * cells * tall)])
        return small.resize((side, side), Image.Resampling.BICUBIC)

    def clouds(*layers):
        made = noise(*layers[0])
        for layer in layers[1:]:
            made = Image.blend(made, noise(*layer), 0.36)
        return made

    def plain(color):
        return Image.new("RGB", (side, side), color)

    def fade(colors):
        """The colours from top to bottom."""
        column = Image.new("RGB", (1, len(colors)))
        column.putdata(colors)
        return column.resize((side, side), Image.Resampling.BICUBIC)

    sky = fade([(86, 118, 158), (140, 164, 190), (214, 196, 182), (246, 208, 168), (250, 224, 190), (120, 140, 150)])
    veil = clouds((3, 4), (6, 5), (14, 4)).point(lambda v: max(0, v - 120))
    sky = Image.composite(fade([(240, 236, 232), (248, 214, 190)]), sky, veil)
    glow = Image.new("L", (side, side))
    ImageDraw.Draw(glow).ellipse([500, 250, 640, 390], fill=255)
    sky = Image.composite(plain((255, 240, 205)), sky, glow.filter(ImageFilter.GaussianBlur(60)))
    mirrored = sky.crop((0, 0, side, 390)).transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((side, side))
    sea = Image.blend(mirrored, fade([(60, 92, 112), (40, 78, 92), (30, 62, 74)]), 0.55)
    ripples = clouds((5, 14), (10, 9), (26, 5)).point(lambda v: max(0, (v - 118) * 2))
    sea = Image.composite(mirrored, sea, ripples)
    picture = sky.copy()
    picture.paste(sea, (0, 390))

    def ridge(level, rough, color, light):
        """Land from a broken line downwards, lit from the right."""
        line, x, drift = [], 0.0, 0.0
        while x <= side + 20:
            drift += chance.uniform(-rough, rough)
            drift *= 0.97
            line.append((x, level + drift))
            x += chance.uniform(3, 16)
        mask = Image.new("L", (side, side))
        ImageDraw.Draw(mask).polygon([(0, side), *line, (side, side)], fill=255)
        stone = Image.composite(plain(light), plain(color), clouds((9, 1), (24, 1), (60, 1)))
        return mask.filter(ImageFilter.GaussianBlur(0.8)), stone

    far, stone = ridge(366, 4, (96, 108, 124), (128, 134, 144))
    ImageDraw.Draw(far).rectangle([0, 392, side, side], fill=0)
    picture.paste(stone, mask=far)
    for level, rough, color, light in (
        (560, 10, (52, 54, 48), (132, 120, 100)),
        (650, 14, (34, 38, 34), (112, 104, 82)),
    ):
        mask, stone = ridge(level, rough, color, light)
        weed = clouds((7, 1), (18, 2), (40, 2)).point(lambda v: 255 if v > 138 else max(0, (v - 126) * 20))
        stone = Image.composite(plain((58, 74, 34)), stone, weed)
        pools = clouds((4, 3), (9, 3)).point(lambda v: 255 if v < 92 else max(0, 255 - (v - 92) * 24))
        stone = Image.composite(Image.blend(mirrored, sea, 0.3), stone, ImageChops.multiply(pools, mask))
        picture.paste(stone, mask=mask)
    grain = Image.effect_noise((side, side), 5).convert("RGB")
    return (
        ImageChops.add(picture, grain, 1, -128)
        .filter(ImageFilter.GaussianBlur(0.6))
        .quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )


if __name__ == "__main__":
    for name, picture in (("tide-watch", tide_board()), ("marine-ecology-fieldwork", shore())):
        picture.save(FOLDER / f"{name}.png", optimize=True)
