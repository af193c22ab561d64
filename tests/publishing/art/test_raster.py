"""Drawings and pictures become small PNGs, the same on every machine, or are refused."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from testamur.errors import PublishingError
from testamur.pictures import png
from testamur.pictures.images import check_png
from testamur.publishing.art import badge_design, badge_pictures, raster

TITLES = ("Welding", "Data Analysis Foundations", "Nursing Care", "Irish Sign Language", "資料分析基礎")


def draw(title):
    return badge_design.svg(title=title, institution="Harbour Institute", color="#0b6e4f", year="2026", fonts=False)


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGBA")


def svg(inside):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{inside}</svg>'.encode()


def picture(image):
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("title", TITLES)
def test_a_badge_is_a_sound_png_within_its_budget(title):
    drawn = raster.png(draw(title), width=badge_pictures.WIDTH)
    assert check_png(drawn) == []
    assert opened(drawn).size == (badge_pictures.WIDTH, badge_pictures.WIDTH)
    assert len(drawn) < 20_000
    assert {chunk.kind for chunk in png.read(drawn).chunks} == {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}


def test_the_reduced_palette_looks_like_the_full_one(monkeypatch):
    few = opened(raster.png(draw("Welding"), width=400))
    monkeypatch.setattr(raster, "_in_few_colours", lambda drawn: drawn)
    every = opened(raster.png(draw("Welding"), width=400))
    assert max(ImageStat.Stat(ImageChops.difference(few, every)).rms) < 4


def test_text_in_a_drawing_is_left_out_even_if_fonts_are_installed():
    drawn = opened(raster.png(svg('<text x="5" y="60" font-size="40">Text</text>'), width=64))
    assert drawn.getextrema()[3] == (0, 0)


@pytest.mark.parametrize(
    "drawing",
    [
        b"",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 100000"/>',
        svg('<image href="/etc/hostname"/>'),
        svg("<g>"),
    ],
)
def test_an_unsafe_drawing_is_not_rasterised(drawing):
    with pytest.raises(PublishingError, match="must not be published: line 1"):
        raster.png(drawing, width=64)


@pytest.mark.parametrize("width", [0, 15, 2049])
def test_widths_out_of_bounds_are_refused(width):
    with pytest.raises(PublishingError, match="16 to 2,048"):
        raster.png(svg(""), width=width)


def test_a_picture_is_shrunk_and_centred_in_a_square():
    small = opened(raster.resize(picture(Image.new("RGB", (800, 400), "#0b6e4f")), width=200))
    assert small.size == (200, 200)
    assert small.getpixel((100, 100)) == (11, 110, 79, 255)
    assert small.getpixel((100, 20))[3] == 0


def test_an_unsound_picture_is_not_shrunk():
    with pytest.raises(PublishingError, match="must not be published: the file is cut off"):
        raster.resize(picture(Image.new("RGB", (100, 100)))[:-6], width=64)
