"""What employers ask for: what its records may say."""

import datetime

import pytest

from record_problems import TODAY, found
from registries import make_registry
from testamur.records import registry
from testamur.records.model.demand import Demand, DemandedSkill
from testamur.records.model.models import Alignment

FILE = "demand/deck.yml"
UUID = "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
ESCO = f"http://data.europa.eu/esco/skill/{UUID}"
SKILL = f"{{targetName: analyse data, targetFramework: ESCO, targetCode: {UUID}, weight: 80}}"


def text(*skills, **changes):
    fields = {"name": "Deckhands", "source": "survey", "by": "North Quay", "date": "2026-03-01", **changes}
    lines = [f"{name}: {value}\n" for name, value in fields.items() if value]
    return "".join([*lines, "skills:\n", *(f"  - {skill}\n" for skill in skills or [SKILL])])


def test_a_demand_is_read(tmp_path):
    occupation = "{targetName: deckhand, targetFramework: ISCO-08, targetCode: '8350'}"
    content = text(source="occupation", occupation=occupation, count="41", url="http://data.europa.eu/esco/isco/C8350")
    (demand,) = registry.load(make_registry(tmp_path, {FILE: content}), today=TODAY).demand.values()
    assert demand == Demand(
        slug="deck",
        name="Deckhands",
        source="occupation",
        by="North Quay",
        date=datetime.date(2026, 3, 1),
        count=41,
        url="http://data.europa.eu/esco/isco/C8350",
        occupation=Alignment(target_name="deckhand", target_url="", target_framework="ISCO-08", target_code="8350"),
        skills=(
            DemandedSkill(
                skill=Alignment(target_name="analyse data", target_url="", target_framework="ESCO", target_code=UUID),
                weight=80,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("content", "code", "field"),
    [
        (text(date="2026-12-01"), "date-future", "date"),
        (text(source="rumour"), "value", "source"),
        (text(source="occupation"), "missing-field", ""),
        (text(by="''"), "length", "by"),
        (text(count="0"), "number", "count"),
        (text(url="javascript:alert(1)"), "url", "url"),
        (text(heard="yes"), "unknown-field", "heard"),
        (text(SKILL.replace("80", "0")), "number", "skills.0.weight"),
        (text(SKILL.replace("80", "101")), "number", "skills.0.weight"),
        (text(SKILL.replace(UUID, "x7")), "framework-code", "skills.0.targetCode"),
        (text("{targetName: sailing, weight: 5}"), "missing-field", "skills.0"),
        (text("{targetName: sailing, targetFramework: ESCO, weight: 5}"), "missing-field", "skills.0"),
        (text(SKILL, f"{{targetName: data, targetUrl: '{ESCO}', weight: 5}}"), "duplicate", "skills.1"),
        (text("{targetName: a, targetCode: '7', weight: 5}"), "missing-field", "skills.0"),
    ],
)
def test_what_is_wrong_with_a_demand_is_told_with_its_field(tmp_path, content, code, field):
    assert [(code, field) for code, _, field in found(tmp_path, {FILE: content})] == [(code, field)]


@pytest.mark.parametrize("left_out", ["name", "source", "by", "date"])
def test_what_it_is_about_who_asked_and_when_are_required(tmp_path, left_out):
    assert [code for code, _, _ in found(tmp_path, {FILE: text(**{left_out: ""})})] == ["missing-field"]


def test_a_skill_of_an_own_framework_is_compared_by_its_code(tmp_path):
    skill = "{targetName: knots, targetFramework: Quay skills, targetCode: K-1, weight: 5}"
    assert found(tmp_path, {FILE: text(skill)}) == []
