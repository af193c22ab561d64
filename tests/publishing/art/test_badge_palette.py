"""Text is legible on a badge of any colour, and the colour is kept if possible."""

import colorsys
import random

import pytest

from testamur.publishing.art import color
from testamur.publishing.art.badge_palette import palette

COLORS = ("#000000", "#ffffff", "#ffd400", "#0b6e4f", "#808080", "#d97706", "#00a3ad", "#ff0000", "#0000ff")


def any_color(seed):
    chosen = random.Random(seed)
    return "#" + "".join(f"{round(255 * part):02x}" for part in colorsys.hsv_to_rgb(*(chosen.random() for _ in "hsv")))


def test_text_is_legible_on_every_colour():
    for chosen in (*COLORS, *map(any_color, range(200))):
        ink = palette(chosen, "")
        assert color.contrast(ink.words, ink.field) >= color.READABLE, chosen
        assert color.contrast(ink.ring_words, ink.ring) >= color.READABLE, chosen
        assert color.contrast(ink.emblem, ink.field) >= 3, chosen


@pytest.mark.parametrize("chosen", ["#0b6e4f", "#8c1d40", "#ffd400", "#d97706", "#ffffff"])
def test_a_legible_colour_is_used_as_the_field(chosen):
    assert palette(chosen, "").field == chosen
