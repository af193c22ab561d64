"""What employers ask for beside what is taught."""

import datetime
from dataclasses import replace

import pytest

from figure_samples import registry
from samples import ACHIEVEMENT
from testamur.figures import skill_gaps
from testamur.records.model.demand import Demand, DemandedSkill
from testamur.records.model.models import Alignment

UUID = "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"


def skill(name="data", code=UUID, url="", framework="ESCO", **more):
    return Alignment(target_name=name, target_code=code, target_url=url, target_framework=framework, **more)


def demand(slug, *skills):
    asked = tuple(DemandedSkill(skill=one, weight=weight) for one, weight in skills)
    return Demand(slug=slug, name=slug, source="survey", by="Quay", date=datetime.date(2026, 3, 1), skills=asked)


def asked(*demands, a=(), b=(), **changes):
    kinds = {
        "a": replace(ACHIEVEMENT, slug="a", alignments=tuple(a), **changes),
        "b": replace(ACHIEVEMENT, slug="b", alignments=tuple(b)),
    }
    made = registry().with_records({"achievement": kinds, "demand": {one.slug: one for one in demands}})
    return skill_gaps.asked_skills(made)


def test_without_a_demand_nothing_is_asked_for():
    assert asked(a=[skill()]) == ()


def test_a_skill_that_an_achievement_leads_to_is_taught():
    assert [one.taught for one in asked(demand("d", (skill(), 80)), a=[skill()], b=[skill()])] == [("a", "b")]


@pytest.mark.parametrize(
    "taught",
    [
        skill(name="Daten analysieren"),
        skill(code=UUID.upper()),
        skill(framework="esco v1.2"),
        skill(code="", url=f"http://data.europa.eu/esco/skill/{UUID}"),
        skill(code="", framework="", url=f"http://data.europa.eu/esco/skill/{UUID}"),
    ],
)
def test_a_skill_is_the_same_however_a_record_writes_it(taught):
    assert [one.taught for one in asked(demand("d", (skill(), 80)), a=[taught])] == [("a",)]


@pytest.mark.parametrize("taught", [skill(framework="Quay"), skill(code=UUID.replace("2", "3"))])
def test_another_skill_of_the_same_words_is_another_skill(taught):
    assert [one.taught for one in asked(demand("d", (skill(), 80)), a=[taught])] == [()]


def test_what_can_no_longer_be_earned_teaches_nothing():
    found = asked(demand("d", (skill(), 80)), a=[skill()], retired=datetime.date(2026, 1, 1))
    assert [one.taught for one in found] == [()]


def test_what_several_ask_for_stands_before_what_one_asks_for_more():
    other = skill(name="knots", code="K-1", framework="Quay")
    found = asked(demand("d", (skill(), 60)), demand("e", (skill(), 50), (other, 100)))
    assert [(one.skill.target_name, one.weight, len(one.asking)) for one in found] == [
        ("data", 60, 2),
        ("knots", 100, 1),
    ]


def test_an_achievement_has_the_skills_that_it_leads_to():
    found = asked(demand("d", (skill(), 60), (skill(code="K-1", framework="Quay"), 9)), a=[skill()])
    assert [one.weight for one in skill_gaps.asked_of(found, "a")] == [60]
    assert skill_gaps.asked_of(found, "b") == ()
