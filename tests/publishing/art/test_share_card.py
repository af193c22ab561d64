import io
import re

import pytest
from PIL import Image

from testamur.pictures.drawing import raster
from testamur.pictures.outcome import LARGE
from testamur.publishing.art import badge_design, share_card

BADGE = raster.png(badge_design.svg(title="Net Mending", institution="Port College"), width=LARGE)


def card(title="Net Mending", institution="Port College"):
    return share_card.png(title=title, institution=institution, color="", badge=BADGE)


def test_a_card_has_the_size_that_social_networks_ask_for():
    picture = Image.open(io.BytesIO(card()))
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 627), "P")


def test_the_same_input_gives_the_same_card():
    assert card() == card()
    assert card() != card("Net Making")


@pytest.mark.parametrize(
    "title", ["A" * 120, "word " * 24, "Νίκος Σταματίου", "Обработка данных", "陈志远", "تحليل البيانات"]
)
def test_the_card_of_every_title_is_small(title):
    assert len(card(title)) < 60_000


def test_text_is_never_markup():  # I-19
    assert Image.open(io.BytesIO(card("</svg><script>"))).size == (1200, 627)


def test_a_title_that_cannot_be_drawn_is_left_out():
    assert card("陈志远") == card("李")


@pytest.mark.parametrize("title", ["Å", "Ģ", "Ångström Ģj Ţy " * 3, "word " * 24])
def test_all_of_a_title_is_inside_what_is_drawn(title):
    drawing, top, wide = share_card._drawing(title=title, institution="Ģj", ink="#000000")
    whole = re.sub('viewBox="[^"]*"', f'viewBox="0 0 664 {share_card.HEIGHT}"', drawing)

    def ink(document, width):
        picture = Image.open(io.BytesIO(raster.png(document.encode(), width=width))).convert("RGBA").getchannel("A")
        return picture.getbbox()

    left, first, right, last = ink(drawing, wide)
    assert (left, first + top, right, last + top) == ink(whole, 664)
