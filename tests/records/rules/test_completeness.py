from dataclasses import replace

import pytest

from samples import ACHIEVEMENT, ISSUER
from testamur.records.model.micro_credentials import Level
from testamur.records.model.models import Achievement
from testamur.records.rules import completeness

BARE = Achievement(slug="visit", name="Visit", achievement_type="Badge", description="A visit.", criteria="Come.")


def test_an_achievement_with_everything_states_eleven_of_eleven():
    found = completeness.assess(ACHIEVEMENT, ISSUER)
    assert (found.stated, found.missing) == (11, ())


def test_a_bare_achievement_states_the_elements_of_its_issuer_and_awards():
    found = completeness.assess(BARE, ISSUER)
    assert found.stated == 5
    assert found.missing == (
        "learning outcomes",
        "workload",
        "level",
        "type of assessment",
        "form of participation",
        "quality assurance",
    )


@pytest.mark.parametrize(
    ("field", "empty", "name"),
    [
        ("outcomes", (), "learning outcomes"),
        ("level", None, "level"),
        ("assessment", None, "type of assessment"),
        ("participation", "", "form of participation"),
        ("quality_assurance", None, "quality assurance"),
    ],
)
def test_each_missing_element_is_named(field, empty, name):
    assert completeness.assess(replace(ACHIEVEMENT, **{field: empty}), ISSUER).missing == (name,)


def test_workload_is_stated_in_credits_or_in_hours():
    only_hours = replace(ACHIEVEMENT, credits_available=None)
    neither = replace(only_hours, workload_hours=None)
    assert "workload" not in completeness.assess(only_hours, ISSUER).missing
    assert "workload" in completeness.assess(neither, ISSUER).missing


def test_a_confirmation_without_a_level_does_not_state_the_level():
    assert "level" in completeness.assess(replace(ACHIEVEMENT, level=Level(confirmed_by="QQI")), ISSUER).missing


def test_the_summary_line_counts_and_names_missing_elements():
    found = completeness.assess(replace(ACHIEVEMENT, level=None, quality_assurance=None), ISSUER)
    assert str(found) == "Data Analysis Foundations: 9 of 11 EU elements; missing: level, quality assurance"
