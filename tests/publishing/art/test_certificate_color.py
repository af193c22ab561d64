import pytest

from testamur.publishing.art.certificate_color import accent
from testamur.publishing.art.color import contrast


@pytest.mark.parametrize("color", ["", "#ffffff", "#ffee00", "#8fd3f4", "#000000", "#a52238"])
def test_words_in_it_can_be_read_on_paper_and_on_it_in_white(color):
    assert contrast(accent(color), "#ffffff") >= 7


def test_a_badge_that_is_dark_enough_lends_its_own_colour():
    assert accent("#1f4e5f") == "#1f4e5f"
