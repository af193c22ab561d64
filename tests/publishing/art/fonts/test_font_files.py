"""Each character is looked for in one font, which a package of Python brings."""

import pytest

from testamur.errors import PublishingError
from testamur.publishing.art.fonts import font_files
from testamur.publishing.art.fonts.font_files import Face


@pytest.mark.parametrize(
    ("letter", "file"),
    [
        ("a", "NotoSans[wght].ttf"),
        ("я", "NotoSans[wght].ttf"),
        ("ب", "NotoSansArabic[wght].ttf"),
        ("ก", "NotoSansThai[wght].ttf"),
        ("数", "NotoSansCJK-VF.otf.ttc"),
        ("、", "NotoSansCJK-VF.otf.ttc"),
        ("⚓", "NotoSansSymbols[wght].ttf"),
        ("🚤", "NotoEmoji[wght].ttf"),
        ("\u302e", "NotoSansCJK-VF.otf.ttc"),
    ],
)
def test_a_character_has_its_font(letter, file):
    assert font_files.face_of(letter, "sans", 700, "").file == file


@pytest.mark.parametrize("letter", ["ᠮ", "\ue000", "\U0010fffd", "\ufffe"])
def test_a_character_that_no_font_has_is_told(letter):
    assert font_files.face_of(letter, "sans", 700, "") is None


@pytest.mark.parametrize(
    ("language", "place"),
    [("ja", 0), ("ko-KR", 1), ("zh", 2), ("", 2), ("zh-Hans-SG", 2), ("zh-TW", 3), ("zh-Hant", 3), ("zh-Hant-HK", 4)],
)
def test_the_language_decides_how_shared_letters_are_drawn(language, place):
    assert font_files.face_of("骨", "sans", 700, language).place == place


def test_a_missing_package_is_named():
    with pytest.raises(PublishingError, match=r"the font x\.ttf is missing: install the package no-such-fonts again"):
        font_files.font(Face("no_such_fonts", "x.ttf"))


@pytest.mark.parametrize("block", font_files._BLOCKS)
def test_the_blocks_are_in_order_and_their_fonts_exist(block):
    first, last, _ = block
    starts = [start for start, _, _ in font_files._BLOCKS]
    following = starts[starts.index(first) + 1 :][:1] or [last + 1]
    assert first <= last < following[0]
    assert font_files.font(font_files._own_face(first, "sans", 700, "")) is not None
