import json

import pytest

from issuing import KEY
from testamur.errors import LedgerError
from testamur.ledger import published_from
from testamur.ledger.published_from import NO_SEAL, Seal
from testamur.proofs import keys

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER = keys.from_seed(bytes([9]) * 32)
LEDGER = Seal(7, "sha256:" + "a" * 64)
WRITTEN = published_from.write(COMMIT, LEDGER, KEY)


def test_the_commit_that_was_published_is_read_again():
    assert published_from.claimed_commit(WRITTEN) == COMMIT
    assert published_from.signed_commit(WRITTEN, KEY.public_key) == COMMIT


def test_before_the_first_publish_there_is_none():
    assert published_from.claimed_commit(None) == ""
    assert published_from.signed_commit(None, KEY.public_key) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"commit": "f" * 40},
        {"signature": json.loads(published_from.write("f" * 40, LEDGER, KEY))["signature"]},
        {"ledger": "sha256:" + "b" * 64},
        {"entries": 8},
        {"signature": "z1"},
        {"signature": "nothing"},
        {"key": json.loads(published_from.write(COMMIT, LEDGER, OTHER))["key"]},
    ],
    ids=[
        "another commit",
        "another's signature",
        "another ledger",
        "more entries",
        "no signature",
        "no multibase",
        "another key",
    ],
)
def test_what_the_key_did_not_sign_is_not_believed(change):
    forged = json.dumps(json.loads(WRITTEN) | change).encode()
    assert published_from.signed_commit(forged, KEY.public_key) == ""
    assert published_from.sealed(forged, [KEY.public_key]) == NO_SEAL


def test_the_ledger_is_as_any_of_several_keys_left_it():
    assert published_from.sealed(WRITTEN, [OTHER.public_key, KEY.public_key]) == LEDGER
    assert published_from.sealed(WRITTEN, [OTHER.public_key]) == NO_SEAL
    assert published_from.sealed(None, [KEY.public_key]) == NO_SEAL


def test_what_another_key_signed_is_not_believed():
    assert published_from.signed_commit(published_from.write(COMMIT, LEDGER, OTHER), KEY.public_key) == ""


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b'{"commit": 1, "entries": 7, "key": "", "ledger": "", "signature": ""}', WRITTEN[:-1],
     json.dumps(json.loads(WRITTEN) | {"commit": "--help"}).encode(),
     json.dumps(json.loads(WRITTEN) | {"entries": True}).encode(),
     json.dumps(json.loads(WRITTEN) | {"entries": 2**53}).encode(),
     json.dumps(json.loads(WRITTEN) | {"more": ""}).encode()],
)  # fmt: skip
def test_another_file_in_its_place_is_refused(data):
    with pytest.raises(LedgerError, match=r"published-from\.json is not what testamur issue writes"):
        published_from.claimed_commit(data)
