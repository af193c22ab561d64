"""Path data is written in few characters, and draws what it drew before."""

import io

import pytest
import resvg_py
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from testamur.publishing.art import badge_parts, lettering
from testamur.publishing.art.emblems.drawings import EMBLEMS
from testamur.publishing.art.path_data import shorten
from thoroughness import examples


def drawn(data, times=1):
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-260 -260 520 520"><path transform="scale({1 / times})" '
        f'fill="none" stroke="#000" stroke-width="{4 * times}" stroke-linecap="round" stroke-linejoin="round" '
        f'd="{data}"/></svg>'
    )
    return Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=drawing, width=520))).convert("RGBA").getchannel("A")


def difference(data):
    """How much the pixels of a path and of its short form differ, as a root of a mean square, of 255."""
    return ImageStat.Stat(ImageChops.difference(drawn(data), drawn(shorten(data, times=4), 4))).rms[0]


@pytest.mark.parametrize(
    ("data", "short"),
    [
        ("", ""),
        ("M10 20L30 40", "m10 20 20 20"),
        ("M10 20L30 20L30 45", "m10 20h20v25"),
        ("M0.25 -0.6L-0.75 1.75", "m0-1-1 3"),
        ("M100 100L2 2", "m100 100L2 2"),
        ("M0 0V100.4M5 5H5.04", "m0 0v100M5 5h1"),
        ("M0 0L10 0L10 10zM20 0L30 0", "m0 0h10v10zm20 0h10"),
        ("m5 5 10 0 0 10h-3v-3", "m5 5h10v10h-3v-3"),
        ("M0 0C0 10 10 10 10 0Q15 -5 20 0", "m0 0c0 10 10 10 10 0q5-5 10 0"),
        ("M0 0A5 5 30 0 1 5 5A5 5 0 0 1 0 10", "m0 0a5 5 0 0 1 5 5 5 5 0 0 1-5 5"),
        ("M0 0a5 5 0 0 1 10 0a5 5 0 0 1 -10 0z", "m0 0a1 1 0 0 1 10 0A1 1 0 0 1 0 0z"),
        ("M0 0A5 9 -30.25 0 1 5 5", "m0 0a5 9-30 0 1 5 5"),
    ],
)
def test_each_command_in_as_few_characters_as_it_needs(data, short):
    assert shorten(data, times=1) == short


@pytest.mark.parametrize(("times", "short"), [(1, "m1-7h1"), (4, "m5-26h4"), (100, "m123-654h100")])
def test_lengths_are_so_many_times_as_large(times, short):
    assert shorten("M1.23456 -6.54321h1", times=times) == short


def test_no_error_adds_up_along_a_path():
    data = "M-140 0" + "".join(f"L{n * 0.14 - 140} {n % 2}" for n in range(1, 2001))
    assert drawn(shorten(data, times=1)).getbbox() == pytest.approx(drawn(data).getbbox(), abs=1)


def test_what_is_short_cannot_be_made_shorter():
    data = "".join(part.lines + part.areas for part in EMBLEMS.values())
    short = shorten(data, times=4)
    assert shorten(short, times=1) == short


@pytest.mark.parametrize("data", [part for part, _ in badge_parts.OUTLINES] + [p.data for p in badge_parts.PATTERNS])
def test_the_parts_of_badges_look_the_same(data):
    # Thin lines of a drawing with larger numbers are smoothed a little differently.
    assert difference(data) < 9
    assert len(shorten(data, times=1)) <= len(data)


@pytest.mark.parametrize("words", ["ABCDEFGHIJKLM", "NOPQRSTUVWXYZ", "0123456789&?%", "ΔΘΣΦΨΩБДЖЗЮЯ", "ÉÀÔÜÑÇŠŻŐ"])
@pytest.mark.parametrize("curved", [False, True])
def test_letters_look_the_same(words, curved):
    line = lettering.line(words, middle=0, baseline=10, height=30)
    assert difference(lettering.arc(words, radius=190, height=20) if curved else line) < 9


@pytest.mark.parametrize("radius", [39.7, 40.3])
def test_half_of_an_ellipse_keeps_its_height(radius):
    # Whole numbers make the chord longer or shorter than the diameter.
    data = f"M-{radius} 0A{radius} 60 0 1 1 {radius} 0A{radius} 60 0 1 1 -{radius} 0Z"
    left, top, right, bottom = drawn(shorten(data, times=1)).getbbox()
    assert (right - left, bottom - top) == pytest.approx((84, 124), abs=2)


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
    short = shorten(data, times=4)
    assert shorten(short, times=1) == short
