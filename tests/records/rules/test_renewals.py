"""Renewals among the other awards: of one learner and one achievement, of a later day, and each only once."""

import datetime

import pytest

from issuing import an_id
from record_problems import NAME, VISIT, found, problems
from registries import FILES, FIRST, SECOND
from testamur.records.model.history import HistoryLine
from testamur.records.model.models import Award
from testamur.records.rules import renewals
from testamur.text import reporting

EARLIER = f"awards/2026/{SECOND}.yml"
THIRD = an_id(9)
AWARD = "achievement: visit\nlearner: l-{learner}\nawardedDate: 2026-{day}\n"
OLD = AWARD.format(learner=1, day="03-01")
NEW = AWARD.format(learner=1, day="09-01") + f"renews: {SECOND}\n"
OTHER = {"achievements/tour.yml": FILES[VISIT].replace("Harbour Visit", "Harbour Tour")}
LINE = "history:\n  - {{date: 2026-{day}, act: {act}}}\n"
REVOKED = "revoked, reason: other"


def test_a_later_award_of_the_same_learner_and_achievement_can_renew(tmp_path):
    assert found(tmp_path, {EARLIER: OLD, NAME: NEW}) == []


@pytest.mark.parametrize(
    ("files", "reason", "remedy"),
    [
        ({NAME: NEW.replace(SECOND, THIRD)}, "no award with this id", "leave the line out"),
        ({NAME: NEW.replace(SECOND, FIRST)}, "cannot renew itself", "id of the earlier award"),
        ({EARLIER: OLD.replace("l-1", "l-2")}, "another learner's", "this learner's earlier award"),
        ({EARLIER: OLD.replace("visit", "tour"), **OTHER}, "another achievement (tour)", "no renewal"),
        ({EARLIER: OLD.replace("03-01", "09-01")}, "not of an earlier day (2026-09-01)", "both days"),
        ({EARLIER: OLD.replace("03-01", "10-01")}, "not of an earlier day", "which of the two"),
        ({EARLIER: OLD + LINE.format(day="04-01", act=REVOKED)}, "was withdrawn on 2026-04-01", "renews nothing"),
        (
            {
                EARLIER: OLD + LINE.format(day="04-01", act=f"superseded, by: {THIRD}"),
                f"awards/2026/{THIRD}.yml": OLD.replace("03-01", "03-31"),
            },
            "was replaced on 2026-04-01",
            f"(renews: {THIRD})",
        ),
        (
            {EARLIER: OLD.replace("learner: l-1\n", "") + LINE.format(day="04-01", act="erased")},
            "was erased on 2026-04-01",
            "renews nothing",
        ),
    ],
)
def test_an_invalid_renewal_is_reported_at_its_line_with_a_remedy(tmp_path, files, reason, remedy):
    (problem,) = reporting.errors(problems(tmp_path, {EARLIER: OLD, NAME: NEW, **files}))
    assert (problem.file, problem.field, problem.line) == (f"credentials/{NAME}", "renews", 4)
    assert reason in problem.reason
    assert remedy in problem.remedy


@pytest.mark.parametrize("act", [REVOKED, f"superseded, by: {FIRST}", "suspended, reason: other"])
def test_later_acts_on_the_earlier_award_do_not_affect_the_renewal(tmp_path, act):
    assert found(tmp_path, {EARLIER: OLD + LINE.format(day="09-01", act=act), NAME: NEW}) == []


def test_an_earlier_award_with_problems_does_not_make_its_renewal_wrong(tmp_path):
    told = problems(tmp_path, {EARLIER: OLD + "nonsense: 1\n", NAME: NEW})
    assert {problem.file for problem in told} == {f"credentials/{EARLIER}"}


def test_awards_that_renew_each_other_are_refused(tmp_path):
    told = problems(tmp_path, {EARLIER: OLD + f"renews: {FIRST}\n", NAME: NEW})
    assert [(problem.file, problem.code) for problem in told] == [(f"credentials/{EARLIER}", "reference")]


def test_the_second_renewal_of_one_award_is_refused(tmp_path):
    later = f"awards/2026/{THIRD}.yml"
    (problem,) = problems(tmp_path, {EARLIER: OLD, NAME: NEW, later: NEW.replace("09-01", "10-01")})
    assert (problem.code, problem.file) == ("renewed-twice", f"credentials/{later}")
    assert f"renews: {FIRST}" in problem.remedy


def test_a_renewal_that_was_withdrawn_leaves_room_for_another(tmp_path):
    files = {
        NAME: NEW + LINE.format(day="09-02", act=REVOKED),
        f"awards/2026/{THIRD}.yml": NEW.replace("09-01", "10-01"),
    }
    assert found(tmp_path, {EARLIER: OLD, **files}) == []


def test_an_erased_award_must_not_keep_its_renewal(tmp_path):
    erased = NEW.replace("learner: l-1\n", "") + LINE.format(day="10-01", act="erased")
    (problem,) = problems(tmp_path, {EARLIER: OLD, NAME: erased})
    assert (problem.code, problem.field) == ("erased-data", "renews")


def an_award(number, day, *, renews="", act=None):
    history = () if act is None else (HistoryLine(date=datetime.date(2026, 10, 1), act=act),)
    return Award(
        id=an_id(number),
        folder="credentials/awards",
        achievement="visit",
        learner="l-1",
        awarded_date=datetime.date(2026, 9, day),
        renews=renews,
        results={},
        history=history,
    )


def test_an_award_is_renewed_by_the_first_award_in_force_that_names_it():
    gone, first, second = (an_award(n, n, renews=FIRST, act=act) for n, act in ((3, "revoked"), (5, None), (7, None)))
    assert renewals.renewed_by([second, gone, first]) == {FIRST: first}
