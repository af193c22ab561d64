"""The links of sealed awards: drawn once, kept in the ledger, and another one where the record asks for it."""

from dataclasses import replace

import pytest

from issuing import NOW, line, make_award, make_registry, run, tree
from testamur.credentials import sealed_entry, sealed_file
from testamur.errors import LedgerError, PublishingError
from testamur.ledger import pending, state
from testamur.ledger.store import Ledger
from testamur.publishing import publication

AWARD = make_award(1, visibility="sealed")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ledger"


def state_of(folder, award=AWARD):
    return Ledger(folder).state(award.id)


def test_a_sealed_award_gets_a_link_when_it_is_issued(folder):
    run(make_registry(AWARD), folder)
    assert len(sealed_file.read_key(state_of(folder).link_key)) == 32
    assert state_of(folder).link_number == 1


def test_two_sealed_awards_have_different_keys(folder):
    other = make_award(2, visibility="sealed")
    run(make_registry(AWARD, other), folder)
    assert state_of(folder).link_key != state_of(folder, other).link_key


def test_no_other_award_has_anything_of_it(folder):
    run(make_registry(make_award(1), make_award(2, visibility="unlisted"), make_award(3, visibility="private")), folder)
    assert not [name for name, data in tree(folder).items() if b'"link"' in data or b'"opening"' in data]


def test_another_link_is_made_once_and_signs_nothing(folder):
    run(make_registry(AWARD), folder)
    before, entries = state_of(folder), Ledger(folder).entries()
    another = replace(AWARD, link=2)
    outcome = run(make_registry(another), folder, seed=1)
    assert outcome.linked == [AWARD.id]
    assert "1 new link" in outcome.summary
    assert state_of(folder).link_key != before.link_key
    assert state_of(folder).current == before.current
    assert Ledger(folder).entries() == entries
    assert run(make_registry(another), folder, seed=2).linked == []


def test_the_link_stays_when_the_award_is_corrected(folder):
    run(make_registry(AWARD), folder)
    key = state_of(folder).link_key
    corrected = replace(AWARD, history=(line("corrected", reason="details-corrected"),))
    run(make_registry(corrected, name="Ada Okafor-Lind"), folder, seed=1)
    assert state_of(folder).link_key == key
    assert all(edition.opening for edition in state_of(folder).editions)


def test_the_link_stays_when_the_award_is_withdrawn(folder):
    run(make_registry(AWARD), folder)
    key = state_of(folder).link_key
    run(make_registry(replace(AWARD, history=(line("revoked", reason="other"),))), folder, seed=1)
    assert state_of(folder).link_key == key
    assert state_of(folder).state == "revoked"


def test_an_award_that_is_sealed_later_gets_its_link_then(folder):
    unlisted = replace(AWARD, visibility="unlisted")
    run(make_registry(unlisted), folder)
    outcome = run(make_registry(AWARD), folder, seed=1)
    credential = Ledger(folder).credential(AWARD.id)
    assert outcome.linked == [AWARD.id]
    assert state_of(folder).current.opening == sealed_entry.opening(credential)


def test_an_erased_award_has_no_link_any_more(folder):
    run(make_registry(AWARD), folder)
    erased = replace(AWARD, learner="", history=(line("erased", reason="learner-request"),))
    run(make_registry(erased), folder, seed=1)
    assert state_of(folder).link_key == ""
    assert state_of(folder).current.opening


def test_a_site_waits_for_a_link_that_was_asked_for(folder):
    run(make_registry(AWARD), folder)
    with pytest.raises(PublishingError, match="run testamur issue"):
        publication.read(make_registry(replace(AWARD, link=2)), Ledger(folder), now=NOW)


def test_what_is_pending_is_the_link_alone(folder):
    run(make_registry(AWARD), folder)
    plan = pending.plan(make_registry(replace(AWARD, link=7)), Ledger(folder))
    assert [(one.act, one.award.id) for one in plan.pending] == [("link", AWARD.id)]


def test_it_is_the_same_however_many_processes_sign(tmp_path):
    registry = make_registry(*(make_award(number, visibility="sealed") for number in range(1, 6)))
    for jobs in (1, 2):
        run(registry, tmp_path / str(jobs), jobs=jobs)
    assert tree(tmp_path / "1") == tree(tmp_path / "2")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"link":{"key":"', b'"link":{"key":"-'),
        (b'"link":{', b'"link":7,"other":{'),
        (b'"number":1', b'"number":"1"'),
        (b'"opening":"', b'"opening":"g'),
        (b'"opening":"', b'"opening":["",'),
    ],
)
def test_a_damaged_state_is_refused_with_its_file(folder, before, after):
    run(make_registry(AWARD), folder)
    data = (folder / "awards" / f"{AWARD.id}.json").read_bytes()
    with pytest.raises(LedgerError, match=r"x\.json"):
        state.read(data.replace(before, after, 1), "x.json")
