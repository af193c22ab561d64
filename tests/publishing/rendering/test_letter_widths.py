"""Sizes of letters, by how wide words are in any script."""

import pytest

from testamur.publishing.rendering.letter_widths import Step, count_lines, em_width, is_joined_or_stacked, size_for

STEPS = (Step(40, 1), Step(20, 2), Step(10, 9))


def test_wide_letters_are_wider_than_narrow_ones():
    assert em_width("WWWW") > em_width("aaaa") > em_width("llll") > 0


def test_marks_take_no_room():
    assert em_width("e\u0301") == em_width("e")


def test_a_chinese_letter_is_as_wide_as_it_is_high():
    assert em_width("歐") >= 1


def test_words_that_do_not_fit_go_to_the_next_line():
    assert count_lines("aaaa aaaa aaaa", width=40, points=28) == 3


def test_a_word_longer_than_a_line_is_broken():
    assert count_lines("W" * 100, width=100, points=10) == pytest.approx(4, abs=1)


def test_thai_is_broken_without_spaces():
    assert count_lines("ก" * 60, width=100, points=10) == 2


@pytest.mark.parametrize(("text", "points"), [("Li", 40), ("Maria Theresia Wilhelmine", 20), ("W" * 140, 10)])
def test_the_largest_size_that_fits_is_taken(text, points):
    assert size_for(text, width=120, steps=STEPS).points == points


def test_what_fits_no_size_gets_the_smallest():
    assert size_for("W" * 900, width=120, steps=STEPS) == Step(10, 30)


@pytest.mark.parametrize(
    ("text", "is_one"), [("Harbour", False), ("Порт", False), ("معهد", True), ("ნავსადგური", True), ("港", True)]
)
def test_scripts_that_tracking_would_harm_are_known(text, is_one):
    assert is_joined_or_stacked(text) is is_one
