import re
from dataclasses import replace

import pytest

from page_samples import ACHIEVEMENT, achievement_page
from testamur.figures import institution_figures
from testamur.publishing.views import achievement_pages
from testamur.publishing.views.catalogue import skill_pages
from testamur.publishing.views.signed_facts import AlignmentView
from testamur.records.model.models import Alignment as Aligned

DATA = Aligned(target_name="analyse data", target_url="http://data.europa.eu/esco/skill/1", target_framework="ESCO")
CODED = Aligned(
    target_name="Data Scientists", target_url="https://www.onetonline.org/x", target_framework="O*NET", target_code="15"
)


def page(slug, *alignments):
    return achievement_page(replace(ACHIEVEMENT, slug=slug, name=slug.title(), alignments=alignments))


def test_two_achievements_with_the_same_skill_share_its_page():
    (made,) = skill_pages.pages([page("b", DATA), page("a", DATA)], "")
    assert [one.slug for one in made.achievements] == ["a", "b"]
    assert made.here.path == f"skills/{made.slug}/"
    assert made.slug.startswith("esco-1-")


def test_the_same_name_in_another_framework_is_another_skill():
    other = replace(DATA, target_framework="CASE", target_url="https://case.example/1")
    assert len(skill_pages.pages([page("a", DATA, other)], "")) == 2


def test_a_skill_is_identified_by_its_code_and_not_by_its_address():
    moved = replace(CODED, target_url="https://www.onetonline.org/moved")
    assert len(skill_pages.pages([page("a", CODED), page("b", moved)], "")) == 1


def test_a_skill_named_twice_in_one_achievement_is_listed_once():
    (made,) = skill_pages.pages([page("a", DATA, DATA)], "")
    assert len(made.achievements) == 1


def test_a_level_has_no_skill_page():
    level = replace(DATA, target_type="ext:EQF")
    assert skill_pages.pages([page("a", level)], "") == []


def test_skill_pages_of_another_language_are_below_its_folder():
    (made,) = skill_pages.pages([page("a", DATA)], "fr/")
    assert made.here.path.startswith("fr/skills/")


@pytest.mark.parametrize("name", ["数据分析", "!!!", "تحليل"])
def test_a_name_without_latin_letters_has_a_slug(name):
    assert skill_pages.skill_slug(AlignmentView(name=name)).isalnum()
    assert skill_pages.skill_slug(AlignmentView(name=name, framework="x")).isascii()


def test_skills_are_grouped_by_framework():
    made = skill_pages.pages([page("a", CODED, DATA)], "")
    assert [one.skill.framework for one in made] == ["ESCO", "O*NET"]


UUID = "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
ESCO = f"http://data.europa.eu/esco/skill/{UUID}"
FRENCH = Aligned(target_name="effectuer une analyse de données", target_url=ESCO, target_framework="ESCO")
ENGLISH = Aligned(target_name="perform data analysis", target_url=ESCO, target_framework="esco v1.2", target_code=UUID)


def in_language(language, slug, *alignments):
    made = replace(ACHIEVEMENT, slug=slug, name=slug, alignments=alignments, in_language=language)
    return achievement_pages.page(made, language="en", picture=None)


def test_a_skill_named_in_two_languages_is_one_page_in_the_language_of_the_site():
    shown = [in_language("fr", "a", FRENCH), in_language("en", "b", ENGLISH)]
    names = {
        language: [one.skill.name for one in skill_pages.pages(shown, "", language)] for language in ("en", "fr", "de")
    }
    assert names == {
        "en": ["perform data analysis"],
        "fr": ["effectuer une analyse de données"],
        "de": ["effectuer une analyse de données"],
    }
    (made,) = skill_pages.pages(shown, "", "de")
    assert (made.framework, made.skill.language, len(made.achievements)) == ("ESCO", "fr", 2)


def test_the_address_of_a_skill_is_the_same_in_every_edition_of_the_site():
    both = replace(ENGLISH, target_name={"en": "perform data analysis", "fr": "effectuer une analyse de données"})
    made = replace(ACHIEVEMENT, alignments=(both,))
    slugs = {
        skill_pages.skill_slug(achievement_pages.page(made, language=language, picture=None).skills[0])
        for language in ("en", "fr")
    }
    assert slugs == {skill_pages.skill_slug(AlignmentView(name="x", address=ESCO, framework="ESCO"))}


@pytest.mark.parametrize("code", ["a/../../b", "..", "x" * 200, "<b>", "a\\b"])
def test_a_hostile_code_gives_a_safe_slug(code):
    found = skill_pages.skill_slug(AlignmentView(name="x", framework="Our own", code=code))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found)
    assert len(found) <= 70


def test_figures_and_pages_call_a_skill_by_the_same_key_however_it_is_written():
    by_code = Aligned(target_name="perform data analysis", target_url="", target_framework="ESCO", target_code=UUID)
    for one in (by_code, FRENCH, ENGLISH):
        (path,) = skill_pages.paths(skill_pages.pages([page("a", one)], "")).items()
        assert path[0] == institution_figures.skill_key(by_code)


def test_the_host_of_a_skill_is_where_its_framework_describes_it():
    (made,) = skill_pages.pages([page("a", FRENCH)], "")
    assert made.host == "data.europa.eu"
