import random

import pytest

from testamur.text.languages.collation import sort_key

ORDERED = {
    "en": ["a new start", "Ärzte helfen", "Bakery", "Élan", "L’art", "Latin", "Œuvre", "Zoology"],
    "de": ["Apfel", "Äpfel", "Apfelbaum", "Masse", "Maße", "Master", "Öffentlichkeit", "Übersetzen", "Zoologie"],
    "fr": ["Cote", "Coté", "Côte", "Côté", "École", "Éducation", "L’art", "Labo", "Œuvre", "Zéro"],
    "es": ["Nube", "Nuñez", "Ñame", "Ñu", "Oca", "Órbita", "Oruga"],
    "ar": ["10 أيام", "إدارة", "أدب", "بحر", "بَرّ", "تاريخ", "ياقوت", "Atelier", "Zoologie"],
}


@pytest.mark.parametrize("language", ORDERED)
def test_a_list_is_in_the_order_of_its_language(language):
    titles = ORDERED[language]
    shuffled = random.Random(language).sample(titles, len(titles))
    assert sorted(shuffled, key=lambda title: sort_key(title, language)) == titles


def test_a_region_does_not_change_the_language():
    assert sort_key("Ñu", "es-MX") == sort_key("Ñu", "es")


def test_small_letters_come_before_capitals_where_nothing_else_differs():
    assert sorted(["Data", "data"], key=lambda title: sort_key(title, "en")) == ["data", "Data"]


def test_a_lengthened_arabic_word_stands_beside_itself():
    assert sort_key("بحـــر", "ar")[0] == sort_key("بحر", "ar")[0]


def test_an_accent_counts_however_it_is_written():
    assert sort_key("École", "fr")[:2] == sort_key("E\u0301cole", "fr")[:2]
