"""Path data is written in few characters, and draws what it drew before."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from testamur.pictures.drawing import raster
from testamur.publishing.art import badge_parts, lettering
from testamur.publishing.art.path_data import shorten
from thoroughness import examples


def drawn(data):
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-260 -260 520 520"><path fill="none" stroke="#000" '
        f'stroke-width="4" stroke-linecap="round" stroke-linejoin="round" d="{data}"/></svg>'
    )
    return Image.open(io.BytesIO(raster.in_all_colors(drawing.encode(), width=520))).getchannel("A")


def difference(data, **options):
    """How much the pixels of a path and of its short form differ, as a root of a mean square, of 255."""
    return ImageStat.Stat(ImageChops.difference(drawn(data), drawn(shorten(data, **options)))).rms[0]


@pytest.mark.parametrize(
    ("data", "short"),
    [
        ("", ""),
        ("M10 20L30 40", "m10 20 20 20"),
        ("M10 20L30 20L30 45", "m10 20h20v25"),
        ("M0.25 -0.5L-0.75 .25", "m.2-.5-1 .7"),
        ("M1.5 2.5L2 3.25", "m1.5 2.5.5.7"),
        ("M100 100L2 2", "m100 100L2 2"),
        ("M0 0V100.04M5 5H5.04", "m0 0v100M5 5h.1"),
        ("M0 0L10 0L10 10zM20 0L30 0", "m0 0h10v10zm20 0h10"),
        ("m5 5 10 0 0 10h-3v-3", "m5 5h10v10h-3v-3"),
        ("M0 0C0 10 10 10 10 0Q15 -5 20 0", "m0 0c0 10 10 10 10 0q5-5 10 0"),
        ("M0 0A5 5 30 0 1 5 5A5 5 0 0 1 0 10", "m0 0a5 5 0 0 1 5 5 5 5 0 0 1-5 5"),
        ("M0 0A5 9 -30.25 0 1 5 5", "m0 0a5 9-30.2 0 1 5 5"),
    ],
)
def test_each_command_in_as_few_characters_as_it_needs(data, short):
    assert shorten(data) == short


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_points_keep_as_many_decimals_as_are_asked_for(decimals):
    assert shorten("M1.23456 6.54321", decimals=decimals) == {0: "m1 7", 1: "m1.2 6.5", 2: "m1.23 6.54"}[decimals]


def test_no_error_adds_up_along_a_path():
    data = "M-140 0" + "".join(f"L{n * 0.14 - 140} {n % 2}" for n in range(1, 2001))
    assert drawn(shorten(data)).getbbox() == pytest.approx(drawn(data).getbbox(), abs=1)


def test_what_is_short_cannot_be_made_shorter():
    data = "".join(part.lines + part.areas for part in (draw() for draw in badge_parts.EMBLEMS))
    assert shorten(shorten(data)) == shorten(data)


@pytest.mark.parametrize("data", [part for part, _ in badge_parts.OUTLINES] + [p.data for p in badge_parts.PATTERNS])
def test_the_parts_of_badges_look_the_same(data):
    assert difference(data) < 4
    assert len(shorten(data)) <= len(data)


@pytest.mark.parametrize("words", ["ABCDEFGHIJKLM", "NOPQRSTUVWXYZ", "0123456789&?%", "ΔΘΣΦΨΩБДЖЗЮЯ", "ÉÀÔÜÑÇŠŻŐ"])
@pytest.mark.parametrize("curved", [False, True])
def test_letters_look_the_same(words, curved):
    line = lettering.line(words, middle=0, baseline=10, height=30)
    assert difference(lettering.arc(words, radius=190, height=20) if curved else line) < 9


def test_half_of_an_ellipse_keeps_its_height():
    # The chord is made a little shorter than the diameter by the grid.
    data = "M-40.04 0A40.04 60 0 1 1 40.04 0A40.04 60 0 1 1 -40.04 0Z"
    assert drawn(shorten(data)).getbbox() == pytest.approx(
        drawn("M-40 0A40 60 0 1 1 40 0A40 60 0 1 1 -40 0Z").getbbox(), abs=1
    )


numbers = st.floats(-250, 250).map(lambda value: f"{value:.2f}")
points = st.tuples(numbers, numbers).map(" ".join)
flags = st.sampled_from(["0 0", "0 1", "1 0", "1 1"])
segments = st.one_of(
    points.map("L{}".format),
    points.map("M{}".format),
    numbers.map("H{}".format),
    numbers.map("V{}".format),
    st.tuples(points, points, points).map(lambda three: "C" + " ".join(three)),
    st.tuples(points, points).map(lambda two: "Q" + " ".join(two)),
)


@given(points, st.lists(segments, max_size=12))
@examples(60)
def test_any_path_of_lines_and_curves_looks_the_same(start, parts):
    data = f"M{start}" + "".join(parts)
    assert difference(data) < 6
    assert shorten(shorten(data)) == shorten(data)
