"""Titles are broken into lines that fill their place best."""

import pytest

from testamur.publishing.art import line_breaking


def fit(title, rooms=(100, 100, 100), tallest=40):
    return line_breaking.fit(
        title.split(), " ", lambda text: len(text) * 0.5, lambda count, height: rooms[:count], tallest=tallest
    )


def test_a_short_title_is_one_line_in_the_largest_size():
    assert fit("Word", tallest=20) == (["Word"], 20)


def test_lines_are_equally_full():
    assert fit("aa bb cc dd", tallest=20)[0] == ["aa bb", "cc dd"]


def test_the_longer_line_is_placed_where_there_is_more_room():
    assert fit("aa bb cccccc dd", rooms=(40, 100), tallest=16)[0] == ["aa", "bb cccccc dd"]


def test_letters_shrink_until_the_longest_word_fits():
    lines, height = fit("a" * 50)
    assert lines == ["a" * 50]
    assert 25 * height <= 100 < 26.1 * height


def test_a_line_without_room_is_not_used():
    assert fit("aa bb", rooms=(100, 0), tallest=40)[0] == ["aa bb"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Word", ["Word"]),
        ("Rechtsschutzversicherungsgesellschaften", ["Rechtsschutz-", "versicherungs-", "gesellschaften"]),
        ("x" * 30, ["x" * 10 + "-", "x" * 10 + "-", "x" * 10]),
    ],
)
def test_a_long_word_is_broken_before_a_syllable(word, parts):
    assert line_breaking.cut(word) == parts
