"""The signed Markdown of a narrative splits into its parts again for the page."""

import pytest

from samples import ACHIEVEMENT
from testamur.credentials import narrative
from testamur.credentials.narrative import Narrative
from testamur.credentials.words import LANGUAGES, words
from testamur.records.model.models import Achievement

PLAIN = Achievement(slug="visit", name="Visit", achievement_type="Badge", description="A visit.", criteria="Come.")


@pytest.mark.parametrize("language", [*LANGUAGES, "pt-BR"])
def test_a_composed_narrative_splits_into_the_same_parts(language):
    made = narrative.from_achievement(ACHIEVEMENT, language)
    assert narrative.split(narrative.compose(made, language), language) == made


def test_criteria_alone_have_no_heading():
    assert narrative.compose(narrative.from_achievement(PLAIN, "en"), "en") == "Come."


def test_criteria_that_look_like_another_part_stay_criteria():
    made = Narrative(criteria="**Assessment**: none\n\n**Criteria**\n\nReally.")
    assert narrative.split(narrative.compose(made, "en"), "en") == made


def test_a_narrative_written_by_others_is_read_as_criteria_only():
    text = "**Learning outcomes**\n\nMany.\n\n**Fees**: none\n\n**Criteria**\n\nCome."
    assert narrative.split(text, "en") == Narrative(criteria=text)


def test_a_part_is_kept_on_one_line_so_that_it_cannot_imitate_another():
    made = narrative.from_achievement(ACHIEVEMENT, "en")
    assert all("\n" not in text for text in (*made.lines.values(), *made.outcomes))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_of_a_narrative(language):
    assert words(language).keys() == words("en").keys()


@pytest.mark.parametrize(
    ("language", "text", "lines"),
    [
        ("fr", "**Possibilité de cumul**: complet en soi", {"stackability": "complet en soi"}),
        ("fr", "**Cumul et intégration**\u00a0: autonome", {"stackability": "autonome"}),
        ("de", "**Prüfung**: Projekt", {"assessment": "Projekt"}),
        ("de", "**Beurteilung**: Projekt", {"assessment": "Projekt"}),
        ("es", "**Posibilidad de acumulación**: Sí", {"stackability": "Sí"}),
        ("ar", "**الإشراف والهوية**: نعم", {"supervision": "نعم"}),
    ],
)
def test_a_heading_is_read_as_it_was_signed_before_and_as_it_is_now(language, text, lines):
    whole = f"{text}\n\n**{words(language)['criteria']}**\n\nCome."
    assert narrative.split(whole, language).lines == lines
