"""The whole life of an award and of keys, judged by other verifiers and by ours."""

import datetime
from dataclasses import replace

import pytest

import judges
from issuing import NOW, OTHER_KEY, VISIT, line, make_award, make_registry, method, run
from judges import JCS, RDFC
from published_files import Web, credential, publish
from testamur.credentials import did
from testamur.verification import examination

LATER = NOW + datetime.timedelta(days=1)
NEXT_WEEK = NOW + datetime.timedelta(days=7)
DID = did.from_base("https://badges.harbour.example")
EVERY_CHECK = {
    judges.digital_bazaar: {RDFC, JCS, "status"},
    judges.dcc: judges.DCC_CHECKS,
    judges.openvc_core: {RDFC, JCS, "status"},
}
every_judge = pytest.mark.parametrize("judge", EVERY_CHECK, ids=lambda judge: judge.__name__)


def ours(data, web, now=NEXT_WEEK):
    return examination.examine(data, resolver=Web(web), now=now, trusted=frozenset({DID})).verdict


def ask(judge, data, web, now=NEXT_WEEK):
    return judge([data], web, now=now)[0]


def everything_but_schemas(web):
    """Their examples have an invented name of their own."""
    return b"".join(data for address, data in web.items() if "/schemas/" not in address)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "ledger"


@pytest.fixture
def corrected(folder):
    """An award issued, its achievement edited, then the learner's name corrected: both editions, and the web after."""
    award = make_award(1)
    before = make_registry(award)
    run(before, folder)
    old = credential(publish(before, folder, NOW), before, award)
    edited = {**VISIT, "description": "Another text by now."}
    after = make_registry(replace(award, history=(line("corrected"),)), name="Ada Lovelace", record=edited)
    run(after, folder, now=LATER, seed=1)
    web = publish(after, folder, LATER)
    return old, credential(web, after, award), web


@every_judge
def test_a_new_award_passes_every_check(folder, judge):
    award = make_award(1)
    registry = make_registry(award)
    run(registry, folder)
    web = publish(registry, folder, NOW)
    assert ask(judge, credential(web, registry, award), web).passed == EVERY_CHECK[judge]
    assert ours(credential(web, registry, award), web) == "VALID"


@pytest.mark.parametrize(
    ("history", "verdict"),
    [
        ((line("suspended", reason="under-review"),), "SUSPENDED"),
        ((line("revoked", reason="awarded-in-error"),), "REVOKED"),
        ((line("superseded", by=make_award(2).id),), "SUPERSEDED"),
    ],
)
@every_judge
def test_every_verifier_refuses_an_award_that_is_not_in_force(folder, judge, history, verdict):
    award = make_award(1, history=history)
    registry = make_registry(award, make_award(2))
    run(registry, folder)
    web = publish(registry, folder, NOW)
    assert "status" in ask(judge, credential(web, registry, award), web).refused
    assert ours(credential(web, registry, award), web) == verdict


@every_judge
def test_a_reinstated_award_verifies_again(folder, judge):
    award = make_award(1, history=(line("suspended", reason="under-review"), line("reinstated")))
    registry = make_registry(award)
    run(registry, folder)
    web = publish(registry, folder, NOW)
    assert ask(judge, credential(web, registry, award), web).passed == EVERY_CHECK[judge]


@every_judge
def test_every_verifier_finds_an_expired_award_expired(folder, judge):
    award = make_award(1, valid_until=datetime.date(2026, 10, 1))
    registry = make_registry(award)
    run(registry, folder)
    web = publish(registry, folder, NOW)
    assert ask(judge, credential(web, registry, award), web).refused
    assert ours(credential(web, registry, award), web) == "EXPIRED"


def test_a_replaced_edition_is_refused_by_dcc_and_superseded_for_our_verifier(corrected):
    old, _, web = corrected
    assert "status" in ask(judges.dcc, old, web).refused
    assert ours(old, web) == "SUPERSEDED"


@every_judge
def test_the_corrected_edition_is_current(corrected, judge):
    _, new, web = corrected
    assert ask(judge, new, web).passed == EVERY_CHECK[judge]
    assert ours(new, web) == "VALID"


def test_a_correction_keeps_the_text_of_the_time_of_award(corrected):
    old, new, _ = corrected
    assert b"A visit." in old
    assert b"A visit." in new


@every_judge
def test_every_verifier_accepts_awards_of_a_retired_key(folder, judge):  # K-13
    award, newer = make_award(1), make_award(2)
    run(make_registry(award), folder)
    rotated = make_registry(award, newer, methods=[method(state="retired", to=NOW.date()), method(OTHER_KEY)])
    run(rotated, folder, signer=OTHER_KEY, now=LATER, seed=1)
    web = publish(rotated, folder, LATER)
    for one in (award, newer):
        assert ask(judge, credential(web, rotated, one), web).passed == EVERY_CHECK[judge]
        assert ours(credential(web, rotated, one), web) == "VALID"


@every_judge
def test_awards_of_a_compromised_key_are_refused_and_reissued_ones_verify(folder, judge):  # K-10
    award = make_award(1)
    before = make_registry(award)
    run(before, folder)
    old = credential(publish(before, folder, NOW), before, award)
    after = make_registry(award, methods=[method(state="compromised"), method(OTHER_KEY)])
    run(after, folder, signer=OTHER_KEY, now=LATER, seed=1, reissue_keys=[method().public_key_multibase])
    web = publish(after, folder, LATER)
    assert ask(judge, old, web).refused
    assert ours(old, web) == "INVALID"
    assert ask(judge, credential(web, after, award), web).passed == EVERY_CHECK[judge]
    assert ours(credential(web, after, award), web) == "VALID"


@every_judge
def test_the_learners_copy_of_an_erased_award_still_verifies(folder, judge):  # V-05
    award = make_award(1)
    before = make_registry(award)
    run(before, folder)
    kept = credential(publish(before, folder, NOW), before, award)
    after = make_registry(replace(award, learner="", history=(line("erased", reason="learner-request"),)))
    run(after, folder, now=LATER, seed=1)
    web = publish(after, folder, LATER)
    assert ask(judge, kept, web).passed == EVERY_CHECK[judge]
    assert ours(kept, web) == "VALID"
    assert b"Ada" not in everything_but_schemas(web)


def test_the_learners_copy_of_a_private_award_verifies_and_nothing_of_it_is_published(folder):
    award = make_award(1, visibility="private")
    registry = make_registry(award)
    run(registry, folder)
    from testamur.ledger.store import Ledger

    kept = Ledger(folder).credential(award.id)
    web = publish(registry, folder, NOW)
    assert ours(kept, web) == "VALID"
    assert not any(award.id in address for address in web)
    assert b"Ada" not in everything_but_schemas(web)
