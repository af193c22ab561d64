"""Issuing: what is signed, what is entered in the ledger, and what is refused."""

import datetime
import itertools
from collections import Counter
from dataclasses import replace

import pytest

from issuing import (
    KEY,
    NOW,
    OTHER_KEY,
    Random,
    bit,
    document,
    line,
    make_award,
    make_registry,
    method,
    run,
    tree,
)
from testamur.credentials import status_list
from testamur.errors import KeyRefusedError, RecordsError
from testamur.ledger import signing_run, store
from testamur.ledger.outcome import Outcome
from testamur.ledger.signing_run import SigningRun
from testamur.ledger.state import digest
from testamur.ledger.store import Ledger
from testamur.proofs import data_integrity

LATER = NOW + datetime.timedelta(days=1)


def test_every_award_is_issued_with_proofs_that_verify(folder):
    awards = [make_award(number) for number in range(3)]
    run(make_registry(*awards), folder)
    for award in awards:
        signed = document(folder, award)
        for proof in signed["proof"]:
            data_integrity.verify_proof(signed, proof, KEY.public_key)


def test_a_published_document_is_canonical_and_its_digest_is_entered(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    ledger = Ledger(folder)
    entered = [entry["c"] for entry in ledger.entries() if entry["op"] == "issue"]
    assert entered == [digest(ledger.credential(award.id))] == [ledger.state(award.id).current.digest]


def test_issuing_again_changes_nothing(folder):  # L-14, L-15
    registry = make_registry(make_award(1), make_award(2, history=(line("suspended", reason="under-review"),)))
    run(registry, folder)
    before = tree(folder)
    outcome = run(registry, folder, now=LATER, seed=9)
    assert tree(folder) == before
    assert outcome == Outcome()


def test_entries_are_only_ever_appended(folder):
    run(make_registry(make_award(1)), folder)
    before = (folder / "entries.jsonl").read_bytes()
    run(make_registry(make_award(1), make_award(2)), folder, now=LATER, seed=1)
    assert (folder / "entries.jsonl").read_bytes().startswith(before)


def test_entries_have_no_award_id_and_no_name(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    entries = (folder / "entries.jsonl").read_text()
    assert award.id not in entries
    assert "Ada" not in entries


@pytest.mark.parametrize(
    ("history", "revoked", "suspended"),
    [
        ((), False, False),
        ((line("suspended", reason="under-review"),), True, True),
        ((line("suspended", reason="under-review"), line("reinstated")), False, False),
        ((line("revoked", reason="awarded-in-error"),), True, False),
        ((line("superseded", by="x"),), True, False),
    ],
)
def test_status_lists_follow_the_history_of_awards(folder, history, revoked, suspended):
    award = make_award(1)
    run(make_registry(award), folder)
    run(make_registry(replace(award, history=history)), folder, now=LATER, seed=1)
    edition = Ledger(folder).state(award.id).current
    assert (bit(folder, "revocation", edition), bit(folder, "suspension", edition)) == (revoked, suspended)


def test_a_change_of_status_does_not_reissue_the_credential(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    before = Ledger(folder).credential(award.id)
    run(make_registry(replace(award, history=(line("revoked", reason="other"),))), folder, now=LATER)
    assert Ledger(folder).credential(award.id) == before


def test_a_refused_run_writes_nothing(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    before = tree(folder)
    with pytest.raises(RecordsError):
        run(make_registry(award, make_award(2), name="Ada Lovelace"), folder)
    assert tree(folder) == before


def test_status_list_positions_are_never_reused_even_after_erasure(folder):  # L-13
    awards = [make_award(number) for number in range(40)]
    run(make_registry(*awards), folder)
    erased = [replace(award, learner="", history=(line("erased"),)) for award in awards]
    run(make_registry(*erased, *(make_award(number) for number in range(40, 80))), folder, now=LATER)
    positions = [edition.list_index for state in Ledger(folder).states().values() for edition in state.editions]
    assert len(set(positions)) == 80


def test_status_list_positions_reveal_neither_date_nor_order(folder):  # L-14, V-07
    awards = [make_award(number) for number in range(60)]
    run(make_registry(*awards), folder)
    positions = [Ledger(folder).state(award.id).current.list_index for award in awards]
    assert positions != sorted(positions)
    assert max(positions) > 100_000
    assert min(positions) < 30_000


def test_status_list_positions_are_spread_evenly_and_in_no_order(folder):  # L-14, V-07
    with store.transaction(folder) as transaction:
        signing = SigningRun(
            transaction, KEY, verification_method="", signed_at="", random=Random(3), used={}, entered=()
        )
        positions = [signing.allocate_status_index().list_index for _ in range(10_000)]
    assert len(set(positions)) == 10_000
    counts = Counter(position // (status_list.BITS // 128) for position in positions)
    expected = 10_000 / 128
    # Chi-square with 127 degrees of freedom: 181 is exceeded once in a thousand times; the draw here is fixed.
    assert sum((counts[part] - expected) ** 2 / expected for part in range(128)) < 181
    following = sum(one < other for one, other in itertools.pairwise(positions))
    assert abs(following - 5_000) < 150


def test_the_next_status_list_opens_when_one_is_half_full(folder, monkeypatch):  # L-13
    monkeypatch.setattr(signing_run, "_OPEN_NEXT_AT", 3)
    run(make_registry(*(make_award(number) for number in range(5))), folder)
    assert Ledger(folder).status_lists() == [("revocation", 1), ("revocation", 2), ("suspension", 1), ("suspension", 2)]


def test_status_lists_are_signed_anew_after_thirty_days(folder):
    registry = make_registry(make_award(1))
    run(registry, folder)
    assert run(registry, folder, now=NOW + datetime.timedelta(days=30)).status_lists == []
    assert run(registry, folder, now=NOW + datetime.timedelta(days=31)).status_lists == ["revocation-1", "suspension-1"]


def test_a_key_missing_from_issuer_yml_signs_nothing_and_the_error_names_both_keys(folder):  # K-05
    with pytest.raises(KeyRefusedError, match="does not list it") as error:
        run(make_registry(make_award(1)), folder, signer=OTHER_KEY)
    assert method().public_key_multibase in str(error.value)
    assert method(OTHER_KEY).public_key_multibase in str(error.value)
    assert tree(folder) == {}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"state": "retired"}, "is retired"),
        ({"state": "compromised"}, "is compromised"),
        ({"to": datetime.date(2026, 10, 1)}, "signs from"),
    ],
)
def test_a_key_past_its_last_day_signs_nothing(folder, changes, message):  # K-10
    with pytest.raises(KeyRefusedError, match=message):
        run(make_registry(make_award(1), methods=[method(**changes)]), folder)


def test_awards_of_a_retired_key_are_unchanged(folder):  # K-13
    award = make_award(1)
    run(make_registry(award), folder)
    before = Ledger(folder).credential(award.id)
    rotated = [method(state="retired", to=datetime.date(2026, 11, 1)), method(OTHER_KEY)]
    run(make_registry(award, make_award(2), methods=rotated), folder, signer=OTHER_KEY, now=LATER, seed=1)
    assert Ledger(folder).credential(award.id) == before
    assert document(folder, make_award(2))["proof"][0]["verificationMethod"].endswith(
        method(OTHER_KEY).public_key_multibase
    )


def test_awards_of_a_compromised_key_are_listed_and_then_reissued_on_request(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    registry = make_registry(award, methods=[method(state="compromised"), method(OTHER_KEY)])
    assert run(registry, folder, signer=OTHER_KEY, now=LATER, seed=1).unreliable == [award.id]
    key = method().public_key_multibase
    outcome = run(registry, folder, signer=OTHER_KEY, now=LATER, seed=2, reissue_keys=[key])
    assert (outcome.reissued, outcome.unreliable) == ([award.id], [])
    assert run(registry, folder, signer=OTHER_KEY, now=LATER, seed=3, reissue_keys=[key]) == Outcome()


def test_each_change_of_the_keys_is_entered_once(folder):
    award = make_award(1)
    run(make_registry(award), folder)
    methods = [method(state="retired"), method(OTHER_KEY)]
    for seed in (1, 2):
        run(make_registry(award, methods=methods), folder, signer=OTHER_KEY, now=LATER, seed=seed)
    keys = [entry["op"] for entry in Ledger(folder).entries() if entry["op"].startswith("key-")]
    assert keys == ["key-add", "key-retire", "key-add"]


class Broken:
    """A signer that returns something other than its signature."""

    public_key = KEY.public_key

    def __init__(self, answer):
        self.answer = answer

    def sign(self, message):
        return self.answer


@pytest.mark.parametrize("answer", [bytes(64), bytes(63), OTHER_KEY.sign(b"x")])
def test_a_signature_that_does_not_verify_is_never_written(folder, answer):  # K-12
    with pytest.raises(KeyRefusedError):
        run(make_registry(make_award(1)), folder, signer=Broken(answer))
    assert tree(folder) == {}


def test_a_signer_that_fails_halfway_leaves_nothing(folder):  # K-12
    class Failing(Broken):
        def sign(self, message):
            if self.answer == 0:
                raise OSError("the device does not answer")
            self.answer -= 1
            return KEY.sign(message)

    with pytest.raises(OSError, match="does not answer"):
        run(make_registry(make_award(1), make_award(2)), folder, signer=Failing(3))
    assert tree(folder) == {}
