from dataclasses import replace

import pytest

from page_samples import ACHIEVEMENT, achievement_page
from testamur.publishing import skills
from testamur.publishing.facts import Alignment
from testamur.records.models import Alignment as Aligned

DATA = Aligned(target_name="analyse data", target_url="http://data.europa.eu/esco/skill/1", target_framework="ESCO")
CODED = Aligned(
    target_name="Data Scientists", target_url="https://www.onetonline.org/x", target_framework="O*NET", target_code="15"
)


def page(slug, *alignments):
    return achievement_page(replace(ACHIEVEMENT, slug=slug, name=slug.title(), alignments=alignments))


def test_two_achievements_that_name_the_same_entry_share_a_page():
    (made,) = skills.pages([page("b", DATA), page("a", DATA)], "")
    assert [one.slug for one in made.achievements] == ["a", "b"]
    assert made.here.path == f"skills/{made.slug}/"
    assert made.slug.startswith("analyse-data-")


def test_the_same_words_in_another_framework_are_another_skill():
    other = replace(DATA, target_framework="CASE", target_url="https://case.example/1")
    assert len(skills.pages([page("a", DATA, other)], "")) == 2


def test_an_entry_is_known_by_its_code_whatever_its_address():
    moved = replace(CODED, target_url="https://www.onetonline.org/moved")
    assert len(skills.pages([page("a", CODED), page("b", moved)], "")) == 1


def test_a_skill_that_is_named_twice_in_one_achievement_is_listed_once():
    (made,) = skills.pages([page("a", DATA, DATA)], "")
    assert len(made.achievements) == 1


def test_a_level_is_no_skill():
    level = replace(DATA, target_type="ext:EQF")
    assert skills.pages([page("a", level)], "") == []


def test_pages_of_another_language_lie_below_it():
    (made,) = skills.pages([page("a", DATA)], "fr/")
    assert made.here.path.startswith("fr/skills/")


@pytest.mark.parametrize("name", ["数据分析", "!!!", "تحليل"])
def test_a_name_without_latin_letters_has_an_address_too(name):
    assert skills.slug(Alignment(name=name, framework="x")).isalnum()


def test_frameworks_stand_together():
    made = skills.pages([page("a", CODED, DATA)], "")
    assert [one.skill.framework for one in made] == ["ESCO", "O*NET"]
