"""Letters are drawn at the requested place and height, and can be measured before."""

import re

import pytest

from testamur.publishing.art import lettering


def points(data):
    """Return the end points of the path's commands; those of our letters are absolute."""
    commands = re.findall(r"[MLCA]([^MLCAZ]*)", data)
    return [tuple(map(float, command.split()[-2:])) for command in commands]


@pytest.mark.parametrize(
    ("text", "drawable"),
    [
        ("Zażółć gęślą jaźń", True),
        ("Ελλάδα", True),
        ("Їжак", True),
        ("50 % & “more”…", True),
        ("字", False),
        ("🎓", False),
    ],
)
def test_lettering_recognises_text_that_it_can_draw(text, drawable):
    assert lettering.can_draw(text) is drawable


@pytest.mark.parametrize(("one", "other"), [("straße", "STRASSE"), ("Άλφα", "ΑΛΦΑ"), ("é", "e\u0301"), ("a  b", "A B")])
def test_composed_and_decomposed_spellings_are_drawn_alike(one, other):
    assert lettering.line(one, middle=0, baseline=0, height=10) == lettering.line(
        other, middle=0, baseline=0, height=10
    )


def test_a_line_is_centred_on_its_baseline():
    xs, ys = zip(*points(lettering.line("HAMH", middle=100, baseline=50, height=20)), strict=True)
    assert (min(ys), max(ys)) == (30, 50)
    assert min(xs) + max(xs) == pytest.approx(200, abs=0.02)
    assert max(xs) - min(xs) == pytest.approx(2 * lettering.width("HAMH"), abs=0.02)


def test_accents_are_drawn_above_and_tails_below_the_letter():
    assert min(y for _, y in points(lettering.line("É", middle=0, baseline=10, height=10))) < -1
    assert max(y for _, y in points(lettering.line("Ç", middle=0, baseline=10, height=10))) > 11
    assert lettering.width("É") == lettering.width("E")


@pytest.mark.parametrize(("below", "end"), [(False, -1), (True, 1)])
def test_an_arc_lies_between_its_baseline_and_the_height_of_its_letters(below, end):
    found = points(lettering.arc("HIHIH", radius=200, height=20, below=below))
    distances = [(x * x + y * y) ** 0.5 for x, y in found]
    low, high = (180, 200) if below else (200, 220)
    assert low - 0.5 < min(distances) < max(distances) < high + 0.5
    assert all(y * end > 0 for _, y in found)


def test_letters_with_upright_sides_are_spaced_further_apart():
    assert lettering.width("HH") - 2 * lettering.width("H") > lettering.width("VV") - 2 * lettering.width("V")


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (-0.5, "-.5"), (0.001, "0"), (-0.001, "0"), (12.346, "12.35")])
def test_coordinates_are_written_short(value, text):
    assert lettering.number(value) == text
