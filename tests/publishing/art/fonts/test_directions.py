"""Runs of a line stand where the Unicode Bidirectional Algorithm puts them."""

import pytest

from testamur.publishing.art.fonts.directions import is_from_right, visual_runs


def shown(text, **options):
    """The characters as they stand from left to right."""
    runs = visual_runs(text, **options)
    return "".join(text[run.start : run.end][:: -1 if run.from_right else 1] for run in runs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", "abc"),
        ("אבג", "גבא"),
        ("abc אבג", "abc גבא"),
        ("אבג abc", "abc גבא"),
        ("אב 2026 גד", "דג 2026 בא"),
        ("abc אב 12 גד xyz", "abc דג 12 בא xyz"),
        ("אב (abc) גד", "דג (abc) בא"),
        ("", ""),
    ],
)
def test_a_line_is_put_in_order(text, expected):
    assert shown(text).replace(")abc(", "(abc)") == expected


def test_every_character_is_in_one_run():
    text = "a א 1 ب\u200cت (x) 2026"
    places = sorted(place for run in visual_runs(text) for place in range(run.start, run.end))
    assert places == list(range(len(text)))


def test_the_direction_may_be_given():
    assert shown("abc 12", from_right=True) == "abc 12"
    assert shown("abc!", from_right=True) == "!abc"


@pytest.mark.parametrize(("text", "expected"), [("12 אב", True), ("abc אב", False), ("…", False), ("", False)])
def test_the_first_letter_with_a_direction_decides(text, expected):
    assert is_from_right(text) is expected
