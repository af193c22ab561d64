"""A card says what an achievement is in the words of its page's language, and names nobody."""

import dataclasses

import pytest

from page_samples import ACHIEVEMENT, ISSUER, NOW
from paths import ROOT
from testamur.publishing.rendering.card_words import card_words
from testamur.publishing.views import achievement_pages
from testamur.publishing.views.site_info import site
from testamur.publishing.words import translations
from testamur.records.model.micro_credentials import Level


def words(language="en", **changes):
    issuer = dataclasses.replace(ISSUER, languages=(language,))
    achievement = dataclasses.replace(ACHIEVEMENT, **changes)
    page = achievement_pages.page(achievement, language=language, picture=None)
    catalogue = translations.catalogue(ROOT / "theme" / "translations", language)
    return card_words(page, site(issuer, now=NOW, language=language), catalogue)


CONFIRMED = Level(eqf=5, confirmed_by="Quality and Qualifications Ireland")


@pytest.mark.parametrize(
    ("language", "facts", "check"),
    [
        ("en", ("Micro-credential", "2 ECTS", "EQF level 5"), "Check it at badges.harbour.example"),
        ("fr", ("Microcertification", "2 ECTS", "Niveau 5 du CEC"), "À vérifier sur badges.harbour.example"),
        ("de", ("Microcredential", "2 ECTS", "EQR-Niveau 5"), "Zu prüfen auf badges.harbour.example"),
        ("es", ("Microcredencial", "2 ECTS", "Nivel 5 del MEC"), "Compruébelo en badges.harbour.example"),
    ],
)
def test_a_card_speaks_the_language_of_its_page(language, facts, check):
    card = words(language, level=CONFIRMED)
    assert (card.facts, card.check, card.language) == (facts, check, language)


def test_a_level_that_nobody_confirmed_is_the_institutions_own_statement():
    assert words(level=Level(eqf=4)).facts[-1] == "EQF level 4 (own statement)"


def test_hours_are_said_where_there_are_no_credits():
    assert words(credits_available=None, workload_hours=30).facts[1] == "30 hours"


def test_what_is_not_recorded_is_not_said():
    assert words(credits_available=None, workload_hours=None, level=None).facts == ("Micro-credential",)


def test_a_card_in_arabic_begins_at_the_right():
    assert words("ar").from_right
    assert not words("fr").from_right
