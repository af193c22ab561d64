"""Which awards count on a day, and which milestones are due."""

import datetime

import pytest

from issuing import an_id
from record_problems import TODAY, VISIT
from registries import FILES, make_registry
from testamur.records import registry
from testamur.records.pathway_progress import DueMilestone, due_milestones, in_force, is_in_force

CRANE, HAND = "achievements/crane.yml", "achievements/hand.yml"
QUAY = "name: Work on the quay\nsteps:\n  - achievement: visit\n  - achievement: crane\nmilestone: hand\n"
RECORDS = {
    **{name: None for name in FILES if name.startswith("awards/")},
    CRANE: FILES[VISIT],
    HAND: FILES[VISIT],
    "pathways/quay.yml": QUAY,
}
DUE = [DueMilestone(pathway="quay", milestone="hand", learner="l-1")]


def award(achievement, day="2026-05-14", learner="l-1", more=""):
    return f"achievement: {achievement}\nlearner: {learner}\nawardedDate: {day}\n{more}"


def history(*lines):
    return "history:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def load(folder, *awards, **files):
    named = {f"awards/{an_id(number + 10)}.yml": text for number, text in enumerate(awards)}
    records = make_registry(folder, {**RECORDS, **named, **files})
    return registry.load(records, today=TODAY)


def on(text):
    return datetime.date.fromisoformat(text)


STATES = {
    "in force": ("", True),
    "withdrawn": (history("date: 2026-06-01, act: revoked, reason: awarded-in-error"), False),
    "withdrawn later": (history("date: 2026-10-20, act: revoked, reason: awarded-in-error"), True),
    "on hold": (history("date: 2026-06-01, act: suspended, reason: under-review"), False),
    "on hold no more": (
        history("date: 2026-06-01, act: suspended, reason: under-review", "date: 2026-07-01, act: reinstated"),
        True,
    ),
    "replaced": (history(f"date: 2026-06-01, act: superseded, by: {an_id(99)}"), False),
    "corrected": (history("date: 2026-06-01, act: corrected, reason: details-corrected"), True),
    "until that day": ("validUntil: 2026-10-01\n", True),
    "until the day before": ("validUntil: 2026-09-30\n", False),
}


@pytest.mark.parametrize("state", STATES)
def test_an_award_counts_on_days_when_it_is_in_force(tmp_path, state):
    text, expected = STATES[state]
    more = {f"awards/{an_id(99)}.yml": award("crane")}
    found = load(tmp_path, award("visit", more=text), **more)
    assert is_in_force(found.awards[an_id(10)], found.achievements["visit"], on("2026-10-01")) is expected


def test_an_award_counts_from_its_awarded_day(tmp_path):
    found = load(tmp_path, award("visit"))
    assert in_force(found, on("2026-05-13")) == {}
    assert in_force(found, on("2026-05-14")) == {"l-1": {"visit": on("2026-05-14")}}


def test_an_award_stops_counting_when_its_achievement_says(tmp_path):
    found = load(tmp_path, award("visit"), **{VISIT: FILES[VISIT] + "validFor: P1M\n"})
    assert set(in_force(found, on("2026-06-14"))) == {"l-1"}
    assert in_force(found, on("2026-06-15")) == {}


def test_an_erased_award_counts_for_no_learner(tmp_path):
    text = "achievement: visit\nawardedDate: 2026-05-14\n" + history("date: 2026-06-01, act: erased")
    assert in_force(load(tmp_path, text), TODAY) == {}


def test_a_milestone_is_due_to_learners_who_completed_its_pathway(tmp_path):
    found = load(tmp_path, award("visit"), award("crane"), award("visit", learner="l-2"))
    assert due_milestones(found, TODAY) == DUE
    assert due_milestones(found, TODAY, "quay") == DUE


def test_a_milestone_that_is_held_is_not_due(tmp_path):
    assert due_milestones(load(tmp_path, award("visit"), award("crane"), award("hand", "2026-06-01")), TODAY) == []


def test_no_milestone_is_due_before_the_last_step_or_once_it_was_awarded_later(tmp_path):
    found = load(tmp_path, award("visit"), award("crane", "2026-06-01"))
    assert due_milestones(found, on("2026-05-31")) == []
    assert due_milestones(found, on("2026-06-01")) == DUE
    found = load(tmp_path, award("visit"), award("crane", "2026-06-01"), award("hand", "2026-07-01"))
    assert due_milestones(found, on("2026-06-15")) == []


def test_no_milestone_is_due_while_the_one_awarded_is_on_hold(tmp_path):
    held = history("date: 2026-07-01, act: suspended, reason: under-review")
    again = award("crane", "2026-09-01")
    assert (
        due_milestones(
            load(tmp_path, award("visit"), award("crane"), award("hand", "2026-06-01", more=held), again), TODAY
        )
        == []
    )


GONE = {
    "withdrawn": history("date: 2026-07-01, act: revoked, reason: learner-request"),
    "ended": "validUntil: 2026-08-01\n",
}


@pytest.mark.parametrize("state", GONE)
def test_a_milestone_withdrawn_or_expired_is_not_due_again_for_the_same_steps(tmp_path, state):
    gone = award("hand", "2026-06-01", more=GONE[state])
    assert due_milestones(load(tmp_path, award("visit"), award("crane"), gone), TODAY) == []


@pytest.mark.parametrize("state", GONE)
def test_a_milestone_withdrawn_or_expired_is_due_again_after_new_steps(tmp_path, state):
    gone = award("hand", "2026-06-01", more=GONE[state])
    ended = award("crane", more="validUntil: 2026-07-15\n")
    assert due_milestones(load(tmp_path, award("visit"), ended, award("crane", "2026-09-01"), gone), TODAY) == DUE


def test_a_milestone_shared_by_two_pathways_is_due_once(tmp_path):
    other = {"pathways/also.yml": "name: Also\nsteps: [{achievement: visit}]\nmilestone: hand\n"}
    found = load(tmp_path, award("visit"), award("crane"), **other)
    assert [(one.pathway, one.learner) for one in due_milestones(found, TODAY)] == [("also", "l-1")]
    assert due_milestones(found, TODAY, "quay") == DUE


@pytest.mark.parametrize(
    "files",
    [
        {HAND: FILES[VISIT] + "retired: 2026-06-30\n"},
        {"issuer.yml": FILES["issuer.yml"] + "closed: 2026-10-01\n"},
        {"pathways/quay.yml": QUAY.replace("milestone: hand\n", "")},
    ],
    ids=["not offered any more", "the registry is closed", "no milestone"],
)
def test_a_milestone_that_cannot_be_awarded_is_not_due(tmp_path, files):
    assert due_milestones(load(tmp_path, award("visit"), award("crane"), **files), TODAY) == []


def test_a_learner_who_finishes_a_pathway_that_has_since_ended_gets_its_milestone(tmp_path):
    ended = {"pathways/quay.yml": QUAY + "retired: 2026-06-30\n"}
    assert due_milestones(load(tmp_path, award("visit"), award("crane"), **ended), TODAY) == DUE
