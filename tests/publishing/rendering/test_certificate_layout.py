"""What a certificate's front and reverse have room for."""

import dataclasses

import pytest

from page_samples import award_page
from testamur.publishing.rendering.certificate_layout import lay_out

LONG = "Whoever holds this can read a tide gauge in any weather, and say what the reading is worth. "


def page(**changes):
    """An award's page; `outcomes` and `lines` change its narrative, all else its facts."""
    award = award_page()
    parts = {name: changes.pop(name) for name in ("outcomes", "lines") if name in changes}
    return dataclasses.replace(
        award,
        facts=dataclasses.replace(award.facts, **changes),
        narrative=dataclasses.replace(award.narrative, **parts),
    )


@pytest.mark.parametrize("style", ["classic", "modern"])
def test_a_longer_name_is_set_smaller(style):
    sizes = [lay_out(page(learner=name), style).name for name in ("Ada", "Ada Okafor " * 5, "Ada Okafor " * 12)]
    assert sizes == sorted(set(sizes), reverse=True)


def test_the_first_sentence_of_the_description_stands_below_the_title():
    assert lay_out(page(description=LONG * 2), "classic").sentence == LONG.strip()


def test_an_abbreviation_is_no_sentence():
    assert lay_out(page(description="B. Sc. level: read a gauge."), "classic").sentence == "B. Sc. level: read a gauge."


def test_a_sentence_too_long_for_the_front_stands_on_the_reverse_alone():
    laid_out = lay_out(page(description=LONG.replace(".", ",") * 9), "classic")
    assert (laid_out.sentence, laid_out.is_shortened) == ("", False)


def test_a_long_name_with_a_long_title_leaves_no_room_for_a_sentence():
    assert (
        lay_out(
            page(learner="Ada Okafor " * 12, title="Tides " * 33, description=LONG.replace(".", ",") * 2), "classic"
        ).sentence
        == ""
    )


def test_chinese_sentences_end_without_a_space():
    assert lay_out(
        page(description="持有人能在任何天气下读取潮位计并说明其数值的意义。其余。"), "classic"
    ).sentence.endswith("意义。")


def test_what_fits_is_whole_and_in_the_largest_letters():
    laid_out = lay_out(page(), "classic")
    assert (laid_out.back, laid_out.is_shortened) == (9.5, False)


def test_much_is_set_in_smaller_letters_before_anything_is_shortened():
    laid_out = lay_out(page(outcomes=(LONG,) * 12), "classic")
    assert laid_out.back < 9.5
    assert not laid_out.is_shortened


def test_too_much_is_shortened_in_letters_that_can_still_be_read():
    laid_out = lay_out(page(outcomes=(LONG,) * 90, description=LONG * 90), "classic")
    assert (laid_out.back, laid_out.is_shortened) == (8.0, True)
    assert laid_out.outcomes[-1] == "…"
    assert laid_out.description.endswith("…")


def test_scripts_that_join_letters_are_not_tracked():
    assert lay_out(page(), "classic").tracks
    assert not lay_out(page(issuer_name="معهد الميناء"), "classic").tracks
