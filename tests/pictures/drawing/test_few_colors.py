"""A drawing in few colours looks as it did, and has no more of them than were asked for."""

import io

import pytest
import resvg_py
from PIL import Image, ImageChops, ImageDraw, ImageStat

from testamur.pictures.drawing import few_colors
from testamur.publishing.art import badge_design

TITLES = ("Welding", "Irish Sign Language", "Data Analysis 3", "Data Analysis 6")


def badge(title="Welding", color="#0b6e4f", width=256):
    words = {"title": title, "institution": "Harbour Institute", "year": "2026"}
    drawing = badge_design.svg(**words, color=color, emblem="book")
    return Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=drawing.decode(), width=width))).convert("RGBA")


def saved(picture):
    file = io.BytesIO()
    picture.save(file, "PNG")
    return Image.open(io.BytesIO(file.getvalue()))


def on_paper(picture, paper):
    return Image.alpha_composite(Image.new("RGBA", picture.size, paper), picture.convert("RGBA"))


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("color", ["#0b6e4f", "#f2c14e", "#aa1111"])
@pytest.mark.parametrize("paper", ["white", "black"])
@pytest.mark.parametrize(("colors", "difference"), [(14, 8.5), (20, 6.5)])
def test_a_badge_in_few_colours_looks_as_it_did(title, color, paper, colors, difference):
    every = badge(title, color)
    few = saved(few_colors.reduce(every, colors))
    assert max(ImageStat.Stat(ImageChops.difference(on_paper(few, paper), on_paper(every, paper))).rms) < difference


def test_colours_between_areas_differ_well():
    palette = few_colors.reduce(badge().convert("RGB").convert("RGBA"), 48).convert("RGB").getcolors()
    between = [color for number, color in palette if number < 200]
    pairs = [(one, other) for one in between for other in between if one < other]
    assert all(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) > 20**2 for one, other in pairs)


def test_a_photograph_keeps_the_whole_range_of_its_colours():
    turned = [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)]
    photograph = Image.merge("RGBA", [*turned, Image.new("L", (256, 256), 255)])
    few = saved(few_colors.reduce(photograph, 256))
    assert len(few.convert("RGBA").getcolors()) > 200
    assert max(ImageStat.Stat(ImageChops.difference(few.convert("RGBA"), photograph)).rms) < 9


@pytest.mark.parametrize("colors", [12, 14, 20, 48, 256])
def test_there_are_no_more_colours_than_asked_for(colors):
    few = saved(few_colors.reduce(badge(), colors))
    assert few.mode == "P"
    assert len(few.getpalette()) // 3 <= colors
    assert len(few.convert("RGBA").getcolors()) <= colors


def test_the_colours_of_areas_stay_as_they_are():
    every = badge()
    areas = {color for number, color in every.getcolors(10**6) if number > 600 and color[3] == 255}
    assert len(areas) >= 3
    assert areas <= {color for _, color in saved(few_colors.reduce(every, 20)).convert("RGBA").getcolors()}


def test_a_picture_with_fewer_colours_keeps_them_all():
    picture = Image.new("RGBA", (64, 64), "#102030")
    ImageDraw.Draw(picture).rectangle((8, 8, 20, 20), fill="#a0b0c0")
    assert saved(few_colors.reduce(picture, 20)).convert("RGBA").tobytes() == picture.tobytes()


def test_a_picture_without_transparency_has_none():
    assert "transparency" not in saved(few_colors.reduce(Image.new("RGBA", (64, 64), "#102030"), 20)).info


def test_where_nothing_is_drawn_there_is_nothing():
    few = saved(few_colors.reduce(Image.new("RGBA", (64, 64)), 20))
    assert few.convert("RGBA").getextrema()[3] == (0, 0)


def test_the_edge_stays_soft():
    opacities = {color[3] for _, color in saved(few_colors.reduce(badge(), 20)).convert("RGBA").getcolors()}
    assert {0, 255} < opacities
    assert len(opacities) > 4
