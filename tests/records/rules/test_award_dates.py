"""The days of an award: possible, in order, and while its achievement and its issuer were there."""

import pytest

from record_problems import AWARD, NAME, VISIT, found, problems
from registries import FILES, SECOND

OTHER = f"awards/2026/{SECOND}.yml"


@pytest.mark.parametrize(
    ("issuer", "achievement", "award", "expected"),
    [
        ("", "", "awardedDate: 2026-11-02", ("date-future", 3, "awardedDate")),
        ("", "", "awardedDate: 2026-05-14\nvalidUntil: 2026-05-14", ("date-order", 4, "validUntil")),
        ("", "", "awardedDate: 2026-05-14\nvalidUntil: 2020-01-01", ("date-order", 4, "validUntil")),
        ("", "retired: 2026-05-13\n", "awardedDate: 2026-05-14", ("achievement-retired", 3, "awardedDate")),
        ("", "validFor: P900Y\n", "awardedDate: 2026-05-14", ("date-range", 3, "awardedDate")),
        ("", "validFor: P999Y999M9999D\n", "awardedDate: 2026-05-14", ("date-range", 3, "awardedDate")),
        ("closed: 2026-05-13\n", "", "awardedDate: 2026-05-14", ("registry-closed", 3, "awardedDate")),
        ("founded: 2026-05-15\n", "", "awardedDate: 2026-05-14", ("date-founded", 3, "awardedDate")),
    ],
)
def test_an_impossible_day_is_reported(tmp_path, issuer, achievement, award, expected):  # S-06 S-09 Y-16
    files = {
        "issuer.yml": FILES["issuer.yml"] + issuer,
        VISIT: FILES[VISIT] + achievement,
        NAME: AWARD.replace("awardedDate: 2026-05-14", award),
        OTHER: None,
    }
    assert found(tmp_path, files) == [expected]


@pytest.mark.parametrize(
    ("achievement", "award"),
    [
        ("retired: 2026-05-14\n", "awardedDate: 2026-05-14"),
        ("validFor: P900Y\n", "awardedDate: 2026-05-14\nvalidUntil: 2026-05-15"),
        ("", "awardedDate: 2026-11-01"),
    ],
)
def test_a_day_on_the_boundary_is_accepted(tmp_path, achievement, award):
    files = {
        VISIT: FILES[VISIT] + achievement,
        NAME: AWARD.replace("awardedDate: 2026-05-14", award),
        OTHER: None,
    }
    assert found(tmp_path, files) == []


def test_an_award_that_ends_before_it_begins_is_reported_with_both_days(tmp_path):  # S-09
    (problem,) = problems(tmp_path, {NAME: AWARD + "validUntil: 2025-01-01\n"})
    assert ("2025-01-01" in problem.value, "2026-05-14" in problem.reason) == (True, True)
