"""What is remembered of an award: written and read without loss, and nothing of the learner once it is erased."""

import hashlib
import json
from dataclasses import replace

import pytest

from testamur.errors import LedgerError
from testamur.ledger import state
from testamur.ledger.state import AwardState, Edition

OLD, NEW = (
    Edition(
        digest=f"sha256:{letter * 64}", issued="2026-06-01T09:30:00Z", key="did:web:x#z6Mk", list_number=1, list_index=n
    )
    for n, letter in enumerate("ab")
)
KNOWN = AwardState(
    achievement="visit",
    achievement_text="c" * 64,
    editions=(OLD, NEW),
    state="suspended",
    corrections=1,
    history_lines=2,
    record_salt="00ff",
    record_digest=f"sha256:{'d' * 64}",
)


@pytest.mark.parametrize(
    "known",
    [KNOWN, replace(KNOWN, approved_by=("asker", "helper")), KNOWN.erase("2026-11-01")],
    ids=["known", "approved", "erased"],
)
def test_a_state_is_written_and_read_without_loss(known):
    assert state.read(state.write(known), "ledger/awards/x.json") == known


def test_the_newest_edition_counts():
    assert KNOWN.current == NEW


def test_an_erased_state_has_neither_salt_nor_digest_of_the_record():
    erased = KNOWN.erase("2026-11-01")
    assert erased.editions == KNOWN.editions
    assert not {"record", "digest", "salt"} & json.loads(state.write(erased)).keys()
    for trace in (KNOWN.record_salt, KNOWN.record_digest):
        assert trace.encode() not in state.write(erased)


def test_the_digest_of_published_bytes_is_their_sha_256():
    assert state.digest(b"abc") == f"sha256:{hashlib.sha256(b'abc').hexdigest()}"


def test_the_digest_of_a_record_depends_on_the_salt_and_on_each_field():
    frozen = {"name": "Ada", "language": "en"}
    digests = {
        state.record_digest(record, salt)
        for record, salt in ((frozen, "00"), (frozen, "01"), ({**frozen, "name": "Eve"}, "00"))
    }
    assert len(digests) == 3
    assert state.record_digest(dict(reversed(frozen.items())), "00") in digests


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"7", b"{}", b"\xff", state.write(KNOWN)[:-1], state.write(KNOWN).replace(b'"index"', b'"indox"')],
)
def test_a_file_that_is_no_state_is_refused_by_its_name(data):
    with pytest.raises(LedgerError, match=r"^ledger/awards/x\.json is not an award's state .* Fetch the ledger again"):
        state.read(data, "ledger/awards/x.json")


def test_pages_are_given_what_they_need_of_a_state():
    slim = KNOWN.for_pages()
    assert (slim.record_salt, slim.record_digest, slim.text_signature) == ("", "", "")
    assert (slim.editions, slim.state, slim.erased) == (KNOWN.editions, KNOWN.state, KNOWN.erased)
    assert slim.for_pages() is slim


def test_what_many_states_have_alike_is_kept_once():
    one, other = (state.read(state.write(KNOWN), "x") for _ in range(2))
    assert one.current.key is other.current.key
    assert one.achievement_text is other.achievement_text
