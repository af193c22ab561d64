"""The guard before anything is signed: what is to be done with each award, and which changes nobody announced."""

import datetime
from dataclasses import replace

import pytest

from issuing import KEY, OTHER_KEY, line, make_award, make_registry, method, run
from testamur.errors import RecordsError
from testamur.ledger import pending
from testamur.ledger.store import Ledger
from testamur.records.model.frozen import frozen
from testamur.records.model.models import Evidence, Learner

AWARD = make_award(1)
LEARNER = Learner(id="l-1", name="Ada Okafor", email="ada@mail.example", consent_hashed_email=True)
OTHER = replace(LEARNER, id="l-2", name="Zoë Ó Briain")

CORRECTED, HELD = line("corrected"), line("suspended", reason="under-review")
WITHDRAWN, ERASED = line("revoked", reason="other"), line("erased")


def registry(*awards, learner=LEARNER, **more):
    made = make_registry(*awards, **more)
    visit = made.achievements["visit"]
    return made.with_records(
        {
            "achievement": {"visit": visit, "tour": replace(visit, slug="tour")},
            "learner": {"l-1": learner, "l-2": OTHER},
        }
    )


@pytest.fixture
def ledger(folder):
    """The ledger in which the award was issued as it is."""
    run(registry(AWARD), folder)
    return Ledger(folder)


def acts(ledger, *awards, **more):
    """What is to be done, by award id."""
    return {one.award.id: one.act for one in pending.plan(registry(*awards, **more), ledger).pending}


def refused(ledger, *awards, **more):
    """The problems that keep everything from being signed."""
    with pytest.raises(RecordsError) as error:
        pending.plan(registry(*awards, **more), ledger)
    return error.value.problems


# By each field of `frozen`: how an award and its learner look when it changes, and where the change is told.
CHANGES = {
    "achievement": (replace(AWARD, achievement="tour"), LEARNER, "achievement"),
    "learner": (replace(AWARD, learner="l-2"), LEARNER, "learner"),
    "name": (AWARD, replace(LEARNER, name="Ada Lovelace"), "learner"),
    "email": (AWARD, replace(LEARNER, email="lovelace@mail.example"), ""),
    "awardedDate": (replace(AWARD, awarded_date=datetime.date(2026, 5, 15)), LEARNER, "awardedDate"),
    "validUntil": (replace(AWARD, valid_until=datetime.date(2030, 1, 1)), LEARNER, "validUntil"),
    "language": (replace(AWARD, language="fr"), LEARNER, ""),
    "results": (replace(AWARD, results={"grade": "A"}), LEARNER, "results"),
    "evidence": (replace(AWARD, evidence=(Evidence(name="Talk"),)), LEARNER, "evidence"),
}


def test_there_is_a_change_of_every_frozen_field():
    before = frozen(AWARD, LEARNER)
    assert list(CHANGES) == list(before)
    for name, (award, learner, _) in CHANGES.items():
        assert frozen(award, OTHER if award.learner == OTHER.id else learner)[name] != before[name]


@pytest.mark.parametrize(("award", "learner", "field"), CHANGES.values(), ids=CHANGES)
def test_every_unannounced_change_of_a_frozen_field_is_refused(ledger, award, learner, field):
    (problem,) = refused(ledger, award, learner=learner)
    assert (problem.code, problem.file, problem.field) == ("issued-record-changed", AWARD.file, field)


def test_a_withdrawn_consent_to_the_hashed_address_is_a_change(ledger):
    (problem,) = refused(ledger, AWARD, learner=replace(LEARNER, consent_hashed_email=False))
    assert problem.code == "issued-record-changed"


@pytest.mark.parametrize(
    ("learner", "visibility"), [(replace(LEARNER, consent_profile=True), "public"), (LEARNER, "unlisted")]
)
def test_unsigned_fields_of_an_achievement_may_change(ledger, learner, visibility):
    assert acts(ledger, replace(AWARD, visibility=visibility), learner=learner) == {}


def test_a_changed_name_is_refused_with_both_names(ledger):
    (problem,) = refused(ledger, AWARD, learner=replace(LEARNER, name="Ada Lovelace"))
    assert "Ada Okafor" in problem.reason
    assert problem.value == "Ada Lovelace"


def test_every_changed_award_is_named(folder):
    other = make_award(2)
    run(registry(AWARD, other), folder)
    told = refused(Ledger(folder), AWARD, other, learner=replace(LEARNER, name="Ada Lovelace"))
    assert {problem.file for problem in told} == {AWARD.file, other.file}


def test_a_missing_record_is_refused(ledger):
    (problem,) = refused(ledger, make_award(2))
    assert (problem.code, problem.file) == ("issued-record-missing", AWARD.file)


@pytest.mark.parametrize("history", [(WITHDRAWN,), (HELD,)])
def test_an_older_copy_of_the_records_cannot_undo_what_happened(folder, history):
    run(registry(replace(AWARD, history=history)), folder)
    (problem,) = refused(Ledger(folder), AWARD)
    assert problem.code == "issued-history-changed"


def test_what_has_ended_cannot_be_something_else_by_a_longer_history(folder):
    run(registry(replace(AWARD, history=(WITHDRAWN,))), folder)
    (problem,) = refused(Ledger(folder), replace(AWARD, history=(CORRECTED, HELD)))
    assert problem.code == "issued-history-changed"


def test_the_base_address_cannot_change_after_the_first_award(ledger):  # D-10
    (problem,) = refused(ledger, AWARD, base="https://other.example")
    assert (problem.code, problem.field) == ("address-changed", "base")


@pytest.mark.parametrize(
    ("award", "act"),
    [
        (AWARD, {}),
        (replace(AWARD, history=(CORRECTED,)), {AWARD.id: "reissue"}),
        (replace(AWARD, history=(HELD,)), {AWARD.id: "state"}),
        (replace(AWARD, history=(CORRECTED, WITHDRAWN)), {AWARD.id: "reissue"}),
        (replace(AWARD, learner="", history=(ERASED,)), {AWARD.id: "erase"}),
    ],
    ids=["as it was", "corrected", "on hold", "corrected and withdrawn", "erased"],
)
def test_what_is_to_be_done_follows_from_the_new_lines_of_history(ledger, award, act):
    assert acts(ledger, award) == act


def test_a_new_award_is_to_be_issued_unless_it_was_erased_before(ledger):
    new, gone = make_award(2), make_award(3, learner="", history=(ERASED,))
    assert acts(ledger, AWARD, new, gone) == {new.id: "issue"}


def test_what_a_named_key_signed_is_issued_anew(ledger):
    listed = registry(AWARD, methods=[method(state="compromised"), method(OTHER_KEY)])
    for key, act in ((KEY, "reissue"), (OTHER_KEY, None)):
        found = pending.plan(listed, ledger, reissue_keys=[method(key).public_key_multibase]).pending
        assert [one.act for one in found] == ([act] if act else [])


def test_a_named_key_is_no_way_to_sign_an_unannounced_change(ledger):
    changed = registry(replace(AWARD, language="fr"))
    with pytest.raises(RecordsError, match="issued-record-changed"):
        pending.plan(changed, ledger, reissue_keys=[method().public_key_multibase])


def test_nothing_is_signed_in_practice_mode():
    with pytest.raises(RecordsError, match="testamur go-live"):
        pending.refuse_practice(registry(AWARD, practice=True))
    pending.refuse_practice(registry(AWARD))
