"""Acts that may happen to an award, and in which order (S-10)."""

import itertools

import pytest

from issuing import an_id
from record_problems import AWARD, NAME, found, history, problems
from registries import FIRST, SECOND

THIRD = an_id(9)
NEW = AWARD.replace("05-14", "05-13")
REVOKED, SUSPENDED = "act: revoked, reason: other", "act: suspended, reason: under-review"
SUPERSEDED = f"act: superseded, by: {THIRD}"
AFTERWARDS = {
    "brought back after withdrawal": [REVOKED, "act: reinstated"],
    "brought back without being on hold": ["act: reinstated"],
    "brought back after replacement": [SUPERSEDED, "act: reinstated"],
    "withdrawn twice": [REVOKED, REVOKED],
    "on hold twice": [SUSPENDED, SUSPENDED],
    "on hold after withdrawal": [REVOKED, SUSPENDED],
    "replaced twice": [SUPERSEDED, SUPERSEDED],
    "replaced after withdrawal": [REVOKED, SUPERSEDED],
    "corrected after withdrawal": [REVOKED, "act: corrected"],
    "corrected after replacement": [SUPERSEDED, "act: corrected"],
}


def lines(acts):
    return history(*(f"date: 2026-06-0{number}, {act}" for number, act in enumerate(acts, 1)))


@pytest.mark.parametrize("acts", AFTERWARDS.values(), ids=AFTERWARDS)
def test_an_act_that_cannot_follow_the_history_is_refused(tmp_path, acts):
    (problem,) = problems(tmp_path, {NAME: lines(acts), f"awards/{THIRD}.yml": NEW})
    assert (problem.code, problem.field) == ("history-impossible", f"history.{len(acts) - 1}.act")
    assert problem.line == 4 + len(acts)


@pytest.mark.parametrize(
    "acts",
    [
        [SUSPENDED, "act: reinstated", SUSPENDED, REVOKED],
        ["act: corrected, reason: details-corrected", "act: corrected"],
        [SUSPENDED, "act: corrected", "act: reinstated"],
        [SUSPENDED, SUPERSEDED],
    ],
)
def test_an_act_that_can_follow_the_history_is_accepted(tmp_path, acts):
    assert found(tmp_path, {NAME: lines(acts), f"awards/{THIRD}.yml": NEW}) == []


def test_each_impossible_act_has_a_reason_of_its_own(tmp_path):
    reasons = set()
    for number, acts in enumerate(itertools.islice(AFTERWARDS.values(), 6)):
        (problem,) = problems(tmp_path / str(number), {NAME: lines(acts), f"awards/{THIRD}.yml": NEW})
        reasons.add(problem.reason)
    assert len(reasons) >= 4


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("date: 2026-06-01, act: revoked", ("missing-reason", 5, "history.0")),
        ("date: 2026-06-01, act: suspended", ("missing-reason", 5, "history.0")),
        ("date: 2026-05-13, act: corrected", ("date-order", 5, "history.0.date")),
        ("date: 2026-11-02, act: corrected", ("date-future", 5, "history.0.date")),
        ("date: 2026-06-01, act: superseded", ("missing-field", 5, "history.0")),
        (f"date: 2026-06-01, act: superseded, by: {FIRST}", ("reference", 5, "history.0.by")),
        (f"date: 2026-06-01, act: superseded, by: {SECOND}", ("reference", 5, "history.0.by")),
        (f"date: 2026-06-01, act: superseded, by: {an_id(8)}", ("unknown-reference", 5, "history.0.by")),
        (f"date: 2026-06-01, act: corrected, by: {SECOND}", ("unknown-field", 5, "history.0.by")),
        ("date: 2026-06-01, act: annulled, reason: other", ("value", 5, "history.0.act")),
        ("date: 2026-06-01, act: revoked, reason: cheated", ("value", 5, "history.0.reason")),
        ("act: corrected", ("missing-field", 5, "history.0")),
    ],
)
def test_a_bad_line_of_history_is_reported_at_its_place(tmp_path, line, expected):
    assert found(tmp_path, {NAME: history(line)}) == [expected]


def test_lines_of_history_must_be_in_order_of_date(tmp_path):
    text = history("date: 2026-06-02, act: corrected", "date: 2026-06-01, act: corrected")
    assert found(tmp_path, {NAME: text}) == [("history-order", 6, "history.1.date")]


def test_two_acts_may_happen_on_one_day(tmp_path):
    assert found(tmp_path, {NAME: lines(["act: corrected"]).replace("2026-06-01", "2026-05-14")}) == []


def test_awards_that_replace_one_another_are_refused(tmp_path):
    files = {
        NAME: history(f"date: 2026-06-01, act: superseded, by: {THIRD}"),
        f"awards/{THIRD}.yml": history(f"date: 2026-06-01, act: superseded, by: {FIRST}"),
    }
    assert found(tmp_path, files) == [("reference", 5, "history.0.by")] * 2


def test_an_award_may_be_replaced_by_one_that_was_replaced(tmp_path):
    fourth = an_id(10)
    files = {
        NAME: history(f"date: 2026-06-01, act: superseded, by: {THIRD}"),
        f"awards/{THIRD}.yml": history(f"date: 2026-06-02, act: superseded, by: {fourth}"),
        f"awards/{fourth}.yml": AWARD,
    }
    assert found(tmp_path, files) == []


def test_a_replacement_with_problems_is_not_reported_as_missing(tmp_path):
    files = {NAME: history(f"date: 2026-06-01, act: superseded, by: {THIRD}"), f"awards/{THIRD}.yml": "learner: l-1\n"}
    assert {problem.file.rpartition("/")[2] for problem in problems(tmp_path, files)} == {f"{THIRD}.yml"}


ERASED = "achievement: visit\nawardedDate: 2026-05-14\nhistory:\n  - {date: 2026-06-01, act: erased}\n"


def test_an_erased_award_must_not_keep_data_of_the_learner(tmp_path):
    text = AWARD + "evidence: [{name: Film}]\nhistory: [{date: 2026-06-01, act: erased}]\n"
    assert found(tmp_path, {NAME: text}) == [("erased-data", 2, "learner"), ("erased-data", 4, "evidence")]
    assert found(tmp_path / "after", {NAME: ERASED}) == []


@pytest.mark.parametrize("act", ["erased", "corrected"])
def test_an_erased_award_cannot_be_changed(tmp_path, act):
    text = ERASED + f"  - {{date: 2026-06-02, act: {act}}}\n"
    assert found(tmp_path, {NAME: text}) == [("history-erased", 5, "history.1.act")]


def test_an_erased_award_can_still_be_withdrawn(tmp_path):
    assert found(tmp_path, {NAME: ERASED + f"  - {{date: 2026-06-02, {REVOKED}}}\n"}) == []


def test_an_award_without_a_learner_is_refused_unless_erased(tmp_path):
    assert found(tmp_path, {NAME: AWARD.replace("learner: l-1\n", "")}) == [("missing-field", 1, "")]
