"""Shades keep the hue, and contrast is computed as in WCAG."""

import pytest

from testamur.publishing.art import color


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_computed_as_by_wcag(one, other, ratio):
    assert color.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert color.contrast(other, one) == color.contrast(one, other)


@pytest.mark.parametrize("chosen", ["#0b6e4f", "#c8102e", "#1f4e9c", "#808080"])
def test_a_shade_of_the_same_lightness_equals_the_colour(chosen):
    assert color.shade(chosen, lightness=color.lightness(chosen)) == chosen


@pytest.mark.parametrize("chosen", ["#0b6e4f", "#c8102e", "#1f4e9c", "#ffd400"])
@pytest.mark.parametrize("lightness", [0.3, 0.5, 0.9])
def test_a_shade_has_the_given_lightness_and_the_hue_of_its_colour(chosen, lightness):
    shade = color.shade(chosen, lightness=lightness)
    assert color.lightness(shade) == pytest.approx(lightness, abs=0.01)
    assert color.hue(shade) == pytest.approx(color.hue(chosen), abs=3)


@pytest.mark.parametrize(("lightness", "expected"), [(0, "#000000"), (1, "#ffffff")])
def test_the_darkest_and_the_lightest_shade_are_black_and_white(lightness, expected):
    assert color.shade("#0b6e4f", lightness=lightness) == expected


def test_a_grey_has_no_chroma():
    assert color.chroma("#808080") < 0.001 < color.chroma("#0b6e4f")
