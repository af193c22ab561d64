"""The pictures of an achievement without art of its own: drawn once, small in each of its awards."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from page_samples import ACHIEVEMENT, ISSUER
from testamur.pictures.outcome import CARD, LARGE
from testamur.publishing.art import badge_pictures
from testamur.verification.reading.baked import extract


@pytest.fixture(scope="module")
def badge(tmp_path_factory):
    return badge_pictures.badge(tmp_path_factory.mktemp("records"), replace(ACHIEVEMENT, image=None), ISSUER)


def opened(data):
    return Image.open(io.BytesIO(data))


def test_an_award_carries_half_of_what_pages_show(badge):
    assert [opened(data).size for data in (badge.png, badge.small_png)] == [(LARGE, LARGE), (LARGE // 2, LARGE // 2)]


def test_an_award_carries_a_light_picture(badge):
    assert len(badge.small_png) < 5_500
    assert len(badge.small_svg) < 4_000


def test_the_badge_of_a_card_is_as_large_as_its_place(badge):
    assert opened(badge.large).size == (CARD, CARD)


def test_the_light_picture_holds_a_credential(badge):
    credential = b'{"id": "x"}'
    assert extract(badge.baked_png.bake(credential)) == credential
