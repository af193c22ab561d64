"""A drawing in few colours looks as it did, and has no more of them than were asked for."""

import io

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from testamur.pictures.drawing import few_colors, raster
from testamur.publishing.art import badge_design

TITLES = ("Welding", "Irish Sign Language", "Data Analysis 3", "Data Analysis 6")


def badge(title="Welding", color="#0b6e4f", width=256):
    drawing = badge_design.svg(title=title, institution="Harbour Institute", color=color, year="2026")
    return Image.open(io.BytesIO(raster.in_all_colors(drawing, width=width))).convert("RGBA")


def saved(picture):
    file = io.BytesIO()
    picture.save(file, "PNG")
    return Image.open(io.BytesIO(file.getvalue()))


def on_paper(picture, paper):
    return Image.alpha_composite(Image.new("RGBA", picture.size, paper), picture.convert("RGBA"))


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("color", ["#0b6e4f", "#f2c14e", "#aa1111"])
@pytest.mark.parametrize("paper", ["white", "black"])
def test_a_badge_in_twenty_colours_looks_as_it_did(title, color, paper):
    every = badge(title, color)
    few = saved(few_colors.reduce(every, 20))
    assert max(ImageStat.Stat(ImageChops.difference(on_paper(few, paper), on_paper(every, paper))).rms) < 6.5


@pytest.mark.parametrize("colors", [16, 20, 48, 256])
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
