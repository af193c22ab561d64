import json

import pytest

from issuing import an_id
from registries import FIRST, SECOND, make_registry, run

AWARD = "achievement: visit\nlearner: l-{learner}\nawardedDate: 2026-05-14\nvalidUntil: {until}\n"
HELD = "history:\n  - {date: 2026-06-01, act: suspended, reason: under-review}\n"


def registry(folder, first, second, more=""):
    make_registry(
        folder,
        {
            f"awards/2026/{FIRST}.yml": AWARD.format(learner=1, until=first),
            f"awards/2026/{SECOND}.yml": AWARD.format(learner=2, until=second) + more,
        },
    )
    return folder


def found(folder, *arguments):
    done = run("expiring", "--json", *arguments, folder=folder)
    assert done.code == 0, done.err
    return [one["award"] for one in json.loads(done.out)]


def test_awards_that_end_soon_are_listed_in_order_of_their_last_day(tmp_path):
    registry(tmp_path, "2027-01-20", "2026-11-30")
    assert found(tmp_path) == [SECOND, FIRST]
    assert "Ada Okafor" in run("expiring", folder=tmp_path).out
    assert run("expiring", folder=tmp_path).err == "2 awards end within 90 days.\n"


@pytest.mark.parametrize(("days", "number"), [(29, 1), (30, 2)])
def test_the_period_includes_its_last_day(tmp_path, days, number):
    registry(tmp_path, "2026-11-02", "2026-12-02")
    assert len(found(tmp_path, "--within", str(days))) == number


def test_one_award_ends_and_two_end(tmp_path):
    registry(tmp_path, "2026-11-02", "2027-12-02")
    assert run("expiring", folder=tmp_path).err == "1 award ends within 90 days.\n"


def test_awards_that_have_ended_are_on_hold_or_never_end_are_not_listed(tmp_path):
    registry(tmp_path, "2026-10-31", "2026-11-30", HELD)
    assert found(tmp_path) == []


def test_achievements_are_listed_by_title(tmp_path):
    registry(tmp_path, "2026-11-30", "2026-11-30")
    assert len(found(tmp_path, "--achievement", "harbour visit")) == 2


def test_awards_already_renewed_are_left_out_and_counted(tmp_path):
    registry(tmp_path, "2026-11-30", "2026-12-15")
    renewal = f"achievement: visit\nlearner: l-1\nawardedDate: 2026-10-15\nvalidUntil: 2028-10-15\nrenews: {FIRST}\n"
    path = tmp_path / "credentials" / "awards" / "2026" / f"{an_id(7)}.yml"
    path.write_text(renewal)
    assert found(tmp_path) == [SECOND]
    said = run("expiring", folder=tmp_path).err
    assert said == "1 award ends within 90 days. 1 award more, renewed already, left out.\n"
    path.write_text(renewal + "history:\n  - {date: 2026-10-16, act: revoked, reason: other}\n")
    assert found(tmp_path) == [FIRST, SECOND]
