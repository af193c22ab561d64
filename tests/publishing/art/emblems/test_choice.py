"""An achievement's emblem is the one that its record names, or the one that its words stand for."""

import time

import pytest

from testamur.publishing.art.emblems import choice
from testamur.publishing.art.emblems.drawings import EMBLEMS
from testamur.publishing.art.emblems.keywords import KEYWORDS
from testamur.records.model.models import Achievement, Alignment


def emblem(name, **fields):
    return choice.emblem_of(
        Achievement(slug="x", name=name, achievement_type="Badge", description="d", criteria="c", **fields)
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Community First Aid", "cross"),
        ("Premiers secours", "cross"),
        ("Erste-Hilfe-Kurs", "cross"),
        ("Primeros auxilios", "cross"),
        ("الإسعافات الأولية", "cross"),
        ("Clinker Planking", "boat"),
        ("Bootsbau", "boat"),
        ("Motorboot fahren", "boat"),
        ("Construction de bateaux", "boat"),
        ("Construcción de barcos", "boat"),
        ("بناء القوارب", "boat"),
        ("Coastal Navigation", "compass"),
        ("Correction des cartes marines", "compass"),
        ("Data Analysis Foundations", "chart"),
        ("Éléments d’analyse de données", "chart"),
        ("Grundlagen der Datenanalyse", "chart"),
        ("Fundamentos del análisis de datos", "chart"),
        ("أساسيات تحليل البيانات", "chart"),
        ("French for Port Work", "speech"),
        ("Französisch im Hafen", "speech"),
        ("اللغة العربية للمبتدئين", "speech"),
        ("Harbour Safety", "shield"),
        ("Sécurité portuaire", "shield"),
        ("Quay Crew Certificate", "anchor"),
        ("Gestión portuaria", "anchor"),
        ("Teamleitung", "people"),
        ("العمل في فريق", "people"),
        ("Volunteer Coordination", "heart"),
        ("Schweißen", "hammer"),
        ("Python for Everyone", "code"),
        ("ORGANIC GARDENING", "sprout"),
    ],
)
def test_a_title_chooses_its_emblem(title, name):
    assert emblem(title) == name


@pytest.mark.parametrize(
    "title", ["Portfolio Days", "Kind of Blue", "陈志远", "", "Xyz", "Seedlings", "Carton", "Smart"]
)
def test_a_word_inside_another_chooses_nothing(title):
    assert emblem(title) in {"star", "heart"} if title == "Kind of Blue" else emblem(title) == "star"


def test_the_record_has_the_last_word():
    assert emblem("Community First Aid", emblem="sunrise") == "sunrise"


def test_any_of_its_languages_may_choose():
    assert emblem({"en": "Level One", "de": "Segeln für Anfänger"}) == "boat"


def test_tags_and_skills_choose_where_the_title_does_not():
    skill = Alignment(target_name={"en": "arc welding"}, target_url="https://skills.example/1")
    assert emblem("Level One", alignments=(skill,)) == "hammer"
    assert emblem("Level One", tags=("first aid",), alignments=(skill,)) == "cross"
    assert emblem("Sailing", tags=("first aid",)) == "boat"


def test_every_word_chooses_its_emblem_unless_one_that_says_more_is_in_it():
    names = list(KEYWORDS)
    for name in names:
        for entry in choice.entries(name):
            assert names.index(emblem(entry.replace("*", ""))) <= names.index(name), entry


def test_no_word_stands_for_two_emblems():
    seen = [(entry, name) for name in KEYWORDS for entry in set(choice.entries(name))]
    assert len({entry for entry, _ in seen}) == len(seen)


def test_every_word_chooses_an_emblem_that_exists():
    assert set(KEYWORDS) <= set(EMBLEMS)


def test_a_text_without_end_is_over_soon():
    begin = time.process_time()
    assert emblem("a " * 1_000_000) == "star"
    assert emblem("aaaa" * 1_000_000) == "star"
    assert time.process_time() - begin < 1
