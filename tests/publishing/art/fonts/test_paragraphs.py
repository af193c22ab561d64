"""Lines of text are as large as their room allows, equally full, and say when they are cut."""

import time

import pytest

from testamur.publishing.art.fonts import paragraphs, shaping


def fit(text, room=400, sizes=(60, 40, 20), height=200, **options):
    return paragraphs.fit(text, room=room, sizes=sizes, height=height, **options)


def outlines(line):
    return [glyph.outline for glyph in line.glyphs]


def lines_of(paragraph, texts, **options):
    expected = [outlines(shaping.line(text, weight=600, **options)) for text in texts]
    return [outlines(line) for line in paragraph.lines] == expected


def test_a_short_text_has_the_largest_size():
    assert (fit("Data").size, len(fit("Data").lines)) == (60, 1)


def test_lines_are_equally_full():
    paragraph = fit("Data Analysis for All of Us", room=600)
    widths = [line.width for line in paragraph.lines]
    assert len(widths) == 2
    assert min(widths) > 0.7 * max(widths)


def test_a_text_is_made_smaller_until_it_fits():
    assert fit("Data Analysis Foundations", room=250).size < 60
    assert fit("Data Analysis Foundations", height=70).size < 60


def test_a_text_that_fits_in_no_size_ends_in_dots():
    paragraph = fit("word " * 100)
    assert outlines(paragraph.lines[-1])[-1] == outlines(shaping.line("…", weight=600))[0]
    assert paragraph.height <= 200
    assert paragraph.width <= 400


@pytest.mark.parametrize("text", ["بيت" * 140, "W" * 400, "데이터" * 140, "ก" + "\u0e34" * 390, "\u1100\u1161" * 200])
def test_a_word_without_end_ends_in_dots(text):
    begin = time.process_time()
    paragraph = fit(text)
    assert time.process_time() - begin < 1
    assert paragraph.width <= 400
    assert paragraph.height <= 200


def test_a_text_that_may_not_be_cut_is_left_out():
    assert fit("word " * 100, may_be_cut=False) is None
    assert fit("Rechtsschutzversicherungsgesellschaften", room=150, may_be_cut=False) is None


def test_a_separator_is_not_at_the_end_of_a_line():
    paragraph = fit("one two · three four · five", sizes=(60,), room=530, separator=" · ")
    first, second = (outlines(line) for line in paragraph.lines)
    assert first == outlines(shaping.line("one two", weight=600))
    assert second == [
        outline for text in ("three four", "·", "five") for outline in outlines(shaping.line(text, weight=600))
    ]


def test_what_a_separator_parts_keeps_its_own_direction():
    (line,) = fit("شهادة · 4 ECTS", room=2000, separator=" · ").lines
    parts = ("4 ECTS", "·", "شهادة")  # from the left
    assert outlines(line) == [outline for text in parts for outline in outlines(shaping.line(text, weight=600))]


@pytest.mark.parametrize("text", ["", "ᠮᠣᠩᠭᠣᠯ", " \n "])
def test_what_cannot_be_set_is_nothing(text):
    assert fit(text) is None


def test_scripts_with_marks_have_more_room_between_lines():
    assert fit("ข้อมูล").leading > fit("Data").leading


def test_lines_may_end_at_the_right():
    line = fit("Data")
    left, right = (
        [float(part.split()[0]) for part in data.replace("L", "M").replace("Q", "M").split("M")[1:] if "Z" not in part]
        for data in (line.path(left=0, top=0), line.path(left=0, top=0, right=400))
    )
    assert max(right) <= 400
    assert min(right) - min(left) == pytest.approx(400 - line.width, abs=0.1)
