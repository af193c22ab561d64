import datetime

import pytest

from issuing import an_id, tree
from registries import FIRST, SECOND, make_registry
from testamur.authoring.acts import history_acts
from testamur.errors import UsageError
from testamur.records import registry
from testamur.records.model.history import HistoryLine

TODAY = datetime.date(2026, 11, 1)
THIRD = an_id(3)
FILE = f"awards/2026/{FIRST}.yml"
START = (
    "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvisibility: public # all\n"
    "evidence: [{name: Talk, id: https://work.example/1}]\n"
)
MORE = {FILE: START, f"awards/2026/{THIRD}.yml": START.replace("-14", "-20")}


def line(act, reason="", by="", note="", day=TODAY):
    return HistoryLine(date=day, act=act, reason=reason, by=by, note=note)


def act(records, done, award=FIRST, **settings):
    found = registry.load(records, today=TODAY)
    change = history_acts.act(found, found.awards[award], done, today=TODAY, settings=settings)
    change.make(found)
    return registry.load(records, today=TODAY).awards[award]


@pytest.fixture
def records(tmp_path):
    return make_registry(tmp_path, MORE)


@pytest.mark.parametrize(
    ("done", "state"),
    [
        (line("revoked", "awarded-in-error"), "revoked"),
        (line("suspended", "under-review", note="Ask Ana: why?"), "suspended"),
        (line("superseded", "replaced", by=THIRD), "superseded"),
        (line("corrected", "details-corrected"), "active"),
    ],
)
def test_an_act_adds_one_line_to_the_history(records, done, state):
    award = act(records, done)
    assert (award.history, award.state) == ((done,), state)
    assert (records / FILE).read_text().startswith(START)


def test_a_suspended_award_can_be_reinstated(records):
    act(records, line("suspended", "under-review"))
    assert act(records, line("reinstated")).state == "active"


def test_a_correction_changes_a_detail_and_is_recorded_in_the_history(records):
    award = act(records, line("corrected"), validUntil="2029-05-14", **{"evidence.0.name": "The talk"})
    assert (award.valid_until, award.evidence[0].name, award.corrections) == (
        datetime.date(2029, 5, 14),
        "The talk",
        1,
    )
    assert (records / FILE).read_text() == (
        "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvalidUntil: 2029-05-14\nvisibility: public # all\n"
        "evidence: [{name: The talk, id: https://work.example/1}]\n"
        "history:\n  - {date: 2026-11-01, act: corrected}\n"
    )


def test_an_empty_text_removes_a_detail(records):
    act(records, line("corrected"), validUntil="2029-05-14")
    assert act(records, line("corrected"), validUntil="").valid_until is None


@pytest.mark.parametrize(
    ("done", "told"),
    [
        (line("reinstated"), "only an award that is on hold can be reinstated. testamur history"),
        (line("revoked"), "an award that is revoked needs a reason. Give one with --reason"),
        (line("revoked", "other", day=datetime.date(2026, 5, 1)), "--date: this is before the award itself"),
        (line("revoked", "other", day=datetime.date(2027, 1, 1)), "--date: the day has not come yet"),
        (line("superseded", by=FIRST), "--by: an award cannot replace itself"),
        (line("superseded", by=SECOND), "another learner's"),
        (line("superseded", by=an_id(9)), "there is no award with this id"),
        (line("superseded"), "Give the id of the new award with --by"),
        (line("revoked", "other", note="a\tb"), "a record cannot contain this: a tab"),
        (line("revoked", "other", note="x" * 3000), "nothing was changed"),
    ],
)
def test_an_impossible_act_is_refused_with_a_reason_and_changes_nothing(records, done, told):
    with pytest.raises(UsageError, match=told):
        act(records, done)
    assert (records / FILE).read_text() == START


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"name": "Ada"}, f"change it there(.|\n)*testamur correct {min(FIRST, THIRD)}\ntestamur correct"),
        ({"learner": "l-2"}, "another learner is another award"),
        ({"achievement": "tour"}, f"another achievement is another award(.|\n)*supersede {FIRST} --by"),
        ({"results.chart": "87"}, "another result is another award"),
        ({"visibility": "private"}, "changes without a correction"),
        ({"evidence": "x"}, "evidence.0.name"),
        ({"evidence.0.genre": "x"}, "there is no text evidence.0.genre"),
        ({"evidence.0.name": ""}, "cannot be empty"),
        ({"awardedDate": ""}, "cannot be empty"),
        ({"awardedDate": "2026-05-14"}, "is 2026-05-14 already"),
        ({"validuntil": "2029-05-14"}, "did you mean validUntil"),
        ({"history": "x"}, "no detail of an award"),
        ({"validUntil": "2026-01-01"}, "the last valid day is not after the day of the award"),
        ({"validUntil": "14.5.2029"}, "validUntil: (.|\n)*Write year-month-day"),
        ({"language": "gb"}, "language: "),
    ],
)
def test_an_invalid_correction_is_refused_with_a_remedy(records, settings, told):
    with pytest.raises(UsageError, match=told):
        act(records, line("corrected"), **settings)
    assert (records / FILE).read_text() == START


def test_a_withdrawn_award_cannot_be_changed(records):
    act(records, line("revoked", "other"))
    before = (records / FILE).read_bytes()
    for done in (line("revoked", "other"), line("suspended", "other"), line("corrected"), line("reinstated")):
        with pytest.raises(UsageError, match="nothing was changed: award"):
            act(records, done)
    assert (records / FILE).read_bytes() == before


def test_two_awards_cannot_replace_each_other(records):
    act(records, line("superseded", by=THIRD))
    with pytest.raises(UsageError, match="is itself replaced by this one"):
        act(records, line("superseded", by=FIRST), THIRD)


RENEWAL = START.replace("2026-05-14", "2026-09-01") + f"renews: {FIRST}\n"


@pytest.fixture
def renewed(tmp_path):
    """The records, where the third award renews the first."""
    return make_registry(tmp_path, {**MORE, f"awards/2026/{THIRD}.yml": RENEWAL})


@pytest.mark.parametrize(
    ("award", "done", "settings", "told"),
    [
        (
            THIRD,
            line("corrected"),
            {"awardedDate": "2026-05-01"},
            f"{THIRD}.yml would be wrong: renews: .* earlier day",
        ),
        (
            FIRST,
            line("corrected"),
            {"awardedDate": "2026-10-01"},
            f"{THIRD}.yml would be wrong: renews: .* earlier day",
        ),
        (FIRST, line("revoked", "other", day=datetime.date(2026, 8, 1)), {}, "was withdrawn on 2026-08-01, before"),
    ],
)
def test_an_act_that_a_renewal_contradicts_is_refused_and_changes_nothing(renewed, award, done, settings, told):
    before = tree(renewed)
    with pytest.raises(UsageError, match=told):
        act(renewed, done, award, **settings)
    assert tree(renewed) == before


def test_an_act_repeats_no_warning_about_the_award_that_renews_the_edited_one(tmp_path):
    records = make_registry(tmp_path, {**MORE, f"awards/2026/{THIRD}.yml": RENEWAL}, founded="2026-10-01")
    found = registry.load(records, today=TODAY)
    assert {warning.file for warning in found.warnings} >= {
        f"credentials/{FILE}",
        f"credentials/awards/2026/{THIRD}.yml",
    }
    change = history_acts.act(found, found.awards[FIRST], line("corrected"), today=TODAY)
    assert [(warning.code, warning.file) for warning in change.warnings] == [("date-founded", f"credentials/{FILE}")]
