"""Text in every script becomes outlines: whole, in its order, the same everywhere, and never a box."""

import re
import time

import pytest

from script_samples import LEFT_OUT, SAMPLES
from testamur.publishing.art.fonts import shaping


def outlines(text, **options):
    return shaping.straight(shaping.line(text, **options), left=0, baseline=0, size=1000)


def points(data):
    """The commands of path data, with the numbers that they mean."""
    return [
        (command, [float(one) for one in numbers.split()]) for command, numbers in re.findall("([A-Z])([^A-Z]*)", data)
    ]


@pytest.mark.parametrize("script", SAMPLES)
def test_what_is_drawn_at_once_has_the_same_points(script):
    language, title, _ = SAMPLES[script]
    line, place = shaping.line(title, language=language), {"left": -3.21, "baseline": 47.5, "size": 38.0}
    assert points(shaping.drawn(line, **place)) == points(shaping.straight(line, **place))


@pytest.mark.parametrize("script", SAMPLES)
def test_every_letter_of_a_script_is_drawn(script):
    language, title, institution = SAMPLES[script]
    for text in (title, institution):
        line = shaping.line(text, language=language)
        # What has no outline is a space, or a joiner, which has no width either.
        blank = [glyph for glyph in line.glyphs if not glyph.outline and glyph.advance]
        assert len(blank) <= text.count(" ")
        assert line.width > 250 * len(text.split())


@pytest.mark.parametrize("script", LEFT_OUT)
def test_a_script_without_a_font_is_not_set(script):
    language, title = LEFT_OUT[script]
    assert shaping.line(title, language=language) is None
    assert shaping.line(f"Course: {title}", language=language) is None


@pytest.mark.parametrize("style", ["sans", "serif"])
@pytest.mark.parametrize("weight", [400, 600, 700])
def test_latin_is_set_in_each_style_and_weight(style, weight):
    assert shaping.line("Ångström", style=style, weight=weight).width > 3000


def test_a_heavier_line_is_wider():
    assert shaping.line("Navigation", weight=700).width > shaping.line("Navigation", weight=400).width


def test_arabic_letters_are_joined():
    # Apart, each has the form that it has alone.
    alone = sum(shaping.line(letter).width for letter in "بيت")
    assert shaping.line("بيت").width < 0.8 * alone


def test_marks_of_devanagari_are_put_in_order():
    # The vowel sign stands before its letter, after which it is written.
    first, second = shaping.line("कि").glyphs[:2]
    assert first.outline == shaping.line("ि").glyphs[0].outline or first.advance < second.advance


def test_a_line_of_two_directions_begins_at_the_right():
    line = shaping.line("ניתוח API")
    latin = shaping.line("API").glyphs
    assert [glyph.outline for glyph in line.glyphs[:3]] == [glyph.outline for glyph in latin]


def test_brackets_are_turned_in_a_line_from_the_right():
    assert shaping.line("(שלום)").glyphs[0].outline == shaping.line("(").glyphs[0].outline


def test_the_same_text_gives_the_same_outlines():
    shaping.line.cache_clear()
    first = outlines("资料 v2", language="zh-Hans")
    shaping.line.cache_clear()
    shaping._outline.cache_clear()
    assert outlines("资料 v2", language="zh-Hans") == first


@pytest.mark.parametrize(
    ("text", "plain"), [("a\u202eb", "ab"), ("a\x00\x1bb", "ab"), ("  a \n b ", "a b"), ("e\u0301", "é")]
)
def test_what_only_controls_is_left_out(text, plain):
    assert shaping.plain(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Music 𝄞 Theory", "Music Theory"), ("𝗗𝗮𝘁𝗮 𝟮", "Data 2"), ("H₂O → CO₂ ★", "H₂O → CO₂ ★"), ("𝄞", "")],
)
def test_a_sign_that_no_font_has_is_left_out_and_decorated_letters_are_plain(text, plain):
    assert shaping.plain(text) == plain


def test_of_a_text_of_signs_that_no_font_has_there_is_no_line():
    assert shaping.line("𝄞 𝄢") is None
    assert shaping.line("") is None


def test_joiners_are_kept():
    assert shaping.plain("داده\u200cها") == "داده\u200cها"


def test_accents_without_end_are_bounded():
    assert len(shaping.plain("a" + "\u0301\u0302" * 5_000)) < 12


def test_a_text_without_end_is_bounded():
    begin = time.process_time()
    line = shaping.line("डेटा " * 100_000)
    assert line.width < 500 * shaping.EM
    assert time.process_time() - begin < 2


def test_a_line_on_a_circle_stands_around_its_top():
    data = shaping.arc(shaping.line("oo"), radius=100, size=20)
    numbers = [float(part) for part in re.findall(r"-?[\d.]+", data)]
    across, down = numbers[::2], numbers[1::2]
    assert abs(min(across) + max(across)) < 1
    assert -112 < min(down) < max(down) < -98
