"""Drawings and pictures become small PNGs, the same on every machine, or are refused."""

import io

import pytest
import resvg_py
from PIL import Image, ImageChops, ImageStat

from testamur.errors import PublishingError
from testamur.pictures import png
from testamur.pictures.drawing import raster
from testamur.pictures.outcome import LARGE
from testamur.pictures.png_rules import check_png
from testamur.publishing.art import badge_design

TITLES = ("Welding", "Data Analysis Foundations", "Nursing Care", "Irish Sign Language", "資料分析基礎")


def draw(title):
    return badge_design.svg(title=title, institution="Harbour Institute", color="#0b6e4f", year="2026")


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
    drawn = raster.png(draw(title), width=LARGE)
    assert check_png(drawn) == []
    assert opened(drawn).size == (LARGE, LARGE)
    assert len(drawn) < 20_000
    assert {chunk.kind for chunk in png.read(drawn).chunks} == {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}


def test_what_is_not_published_has_the_same_pixels():
    small, fast = (raster.png(draw("Welding"), width=LARGE, is_published=answer) for answer in (True, False))
    assert opened(small).tobytes() == opened(fast).tobytes()
    assert small != fast


def test_the_reduced_palette_looks_like_the_full_one():
    few = opened(raster.png(draw("Welding"), width=400))
    every = opened(bytes(resvg_py.svg_to_bytes(svg_string=draw("Welding").decode(), width=400, skip_system_fonts=True)))
    for paper in ("white", "black"):
        seen = [Image.alpha_composite(Image.new("RGBA", few.size, paper), one) for one in (few, every)]
        assert max(ImageStat.Stat(ImageChops.difference(*seen)).rms) < 4


def test_half_a_drawing_is_the_mean_of_the_whole():
    drawn = opened(bytes(resvg_py.svg_to_bytes(svg_string=draw("Welding").decode(), width=400, skip_system_fonts=True)))
    half = opened(raster.half(draw("Welding"), width=400, colors=32))
    assert half.size == (200, 200)
    seen = [Image.alpha_composite(Image.new("RGBA", half.size, "white"), one) for one in (half, drawn.reduce(2))]
    assert max(ImageStat.Stat(ImageChops.difference(*seen)).rms) < 6


def test_sizes_of_one_drawing_are_drawn_once(monkeypatch):
    calls = []
    render = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **given: calls.append(given["width"]) or render(**given))
    drawing = svg('<rect width="77" height="77" fill="#0b6e4f"/>')
    raster.png(drawing, width=96)
    raster.half(drawing, width=96, colors=16)
    assert calls == [96]


def test_a_picture_of_few_colours_has_a_byte_for_each_pixel():
    (header, *_) = png.read(raster.half(draw("Welding"), width=400, colors=14)).chunks
    assert header.data[8] == 8  # PNG, 11.2.1: bit depth


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_a_drawing_and_pictures_stand_on_paper(mode):
    made = raster.on_paper(
        svg('<path d="M0 0h10v100H0z"/>'),
        picture(Image.new("RGB", (20, 20), "#cc0000").convert(mode)),
        picture(Image.new("RGBA", (4, 4), "#00c000")),
        size=(80, 80),
        paper="#fcfbf8",
        drawing=(0, 0, 80),
        places=((50, 9), (20, 60)),
    )
    shown = Image.open(io.BytesIO(made)).convert("RGB")
    assert shown.size == (80, 80)
    assert [shown.getpixel(at) for at in ((1, 1), (45, 5), (55, 15), (22, 62), (22, 66))] == [
        (0, 0, 0), (252, 251, 248), (204, 0, 0), (0, 192, 0), (252, 251, 248)
    ]  # fmt: skip


def test_a_picture_is_trimmed_to_what_is_seen():
    wide = Image.new("RGBA", (100, 100))
    wide.paste("#c00000", (10, 40, 90, 60))
    mark = raster.trim(picture(wide), within=(40, 48))
    assert (mark.width, mark.height, mark.has_ground) == (40, 10, True)
    assert Image.open(io.BytesIO(mark.png)).size == (40, 10)


def test_of_a_picture_of_nothing_nothing_is_left():
    assert raster.trim(picture(Image.new("RGBA", (40, 40))), within=(40, 48)) is None


def test_text_in_a_drawing_is_left_out_even_if_fonts_are_installed():
    drawn = opened(raster.png(svg('<text x="5" y="60" font-size="40">Text</text>'), width=64))
    assert drawn.getextrema()[3] == (0, 0)


@pytest.mark.parametrize("drawing", [b"", svg("<g>"), svg("&a;")])
def test_what_the_renderer_does_not_take_is_a_sentence(drawing):
    with pytest.raises(PublishingError, match="it cannot be drawn"):
        raster.png(drawing, width=64)


def test_a_renderer_that_breaks_off_is_a_sentence(monkeypatch):
    class PanicException(BaseException):
        """What a fault in Rust is to Python."""

    def panic(**_given):
        raise PanicException("called `Option::unwrap()` on a `None` value")

    monkeypatch.setattr(resvg_py, "svg_to_bytes", panic)
    with pytest.raises(PublishingError, match="the renderer stopped at it"):
        raster.png(svg("<g/>"), width=65)


@pytest.mark.parametrize("width", [0, 15, 2049])
def test_widths_out_of_bounds_are_refused(width):
    with pytest.raises(PublishingError, match="16 to 2,048"):
        raster.png(svg(""), width=width)


@pytest.mark.parametrize("size", [(800, 400), (70, 64), (64, 190)])
def test_a_picture_stands_in_the_middle_of_a_square(size):
    small = opened(raster.resize(picture(Image.new("RGB", size, "#0b6e4f")), width=200))
    assert small.size == (200, 200)
    assert small.getpixel((100, 100)) == (11, 110, 79, 255)
    assert small.getpixel((100, 1) if size[0] > size[1] else (1, 100))[3] == 0


@pytest.mark.parametrize("box", ["0 0 300 100", "0 0 100 300"])
def test_a_drawing_stands_in_the_middle_of_a_square(box):
    drawing = svg('<rect width="300" height="300" fill="#0b6e4f"/>').replace(b"0 0 100 100", box.encode())
    small = opened(raster.square(drawing, width=200))
    assert small.size == (200, 200)
    assert small.getpixel((100, 100)) == (11, 110, 79, 255)
    assert small.getpixel((1, 1))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_keeps_its_lights_and_its_darks(mode):
    grey = Image.linear_gradient("L").resize((128, 128)).point(lambda light: 255 * (light > 127))
    art = grey.convert("I").point(lambda light: light * 257).convert("I;16") if mode == "I;16" else grey.convert(mode)
    small = opened(raster.resize(picture(art), width=64)).convert("L")
    assert small.getpixel((32, 1)) < 20
    assert small.getpixel((32, 62)) > 235


def test_a_picture_is_made_smaller_where_it_is_large_and_left_where_it_is_not():
    assert opened(raster.shrink(picture(Image.new("RGB", (1000, 500))), side=800)).size == (800, 400)
    assert opened(raster.shrink(picture(Image.new("RGB", (64, 70))), side=800)).size == (64, 70)


def test_a_photograph_does_not_become_a_poster():
    art = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)]).resize((128, 128))
    made = opened(raster.resize(picture(art), width=128))
    assert max(ImageStat.Stat(ImageChops.difference(made.convert("RGB"), art)).rms) < 8


def bands(made, art):
    """How far a picture is from art, on the mean, where both are seen from so far that nine pixels are one."""
    small = [each.convert("RGB").resize((43, 43), Image.Resampling.BOX) for each in (made, art)]
    return max(ImageStat.Stat(ImageChops.difference(*small)).mean)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_sharp_picture_has_no_bands(mode):
    art = Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)]).resize((128, 128))
    art = art.convert(mode)
    if mode == "RGBA":
        art.putalpha(Image.linear_gradient("L").resize((128, 128)).point(lambda light: 255 * (light > 20)))
    assert bands(opened(raster.sharp(picture(art), width=128)), art) < 1.4
    assert bands(opened(raster.resize(picture(art), width=128)), art) > 1.7


def test_a_sharp_drawing_is_drawn_at_its_size():
    made = opened(raster.sharp_drawing(svg('<circle cx="50" cy="50" r="40" fill="#0b6e4f"/>'), width=512))
    assert made.size == (512, 512)
    assert made.getpixel((256, 256)) == (11, 110, 79, 255)
    assert made.getpixel((1, 1))[3] == 0


def test_a_sharp_picture_is_bounded():
    noise = Image.effect_noise((512, 512), 90).convert("RGBA")
    noise.putpixel((0, 0), (0, 0, 0, 0))
    assert len(raster.sharp(picture(noise), width=512)) < 512 * 512


@pytest.mark.parametrize("length", ["96px", "1in", "2.54cm", "25.4mm", "72pt", "6pc"])
def test_a_length_in_any_unit_is_drawn_as_css_has_it(length):
    # Inkscape gives the sides of a new drawing in millimetres.
    side = f'width="{length}" height="{length}"'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {side} viewBox="0 0 192 192"><rect {side} fill="#f00"/></svg>'
    drawn = opened(raster.png(drawing.encode(), width=64))
    assert [drawn.getpixel(place)[3] for place in ((16, 16), (30, 30), (34, 16), (16, 34))] == [255, 255, 0, 0]
