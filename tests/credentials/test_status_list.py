"""Status lists: the right bit, the same bytes, and a limit on decompression."""

import base64
import gzip
import zlib

import pytest

import foreign_award
from samples import BASE
from testamur.credentials import status_list
from testamur.errors import DocumentError


def encoded(data):
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.mark.parametrize("index", [0, 1, 7, 8, 65_535, 131_071])
def test_setting_a_bit_sets_no_other_bit(index):  # L-01
    bits = status_list.decode(status_list.encode(status_list.with_bits({index})))
    assert [i for i in range(status_list.BITS) if status_list.is_set(bits, i)] == [index]


@pytest.mark.parametrize(("index", "revoked"), [(0, True), (7, False), (8, False), (15, True)])
def test_status_list_is_read_from_the_left(index, revoked):  # L-01
    assert status_list.is_set(bytes([0b1000_0000, 0b0000_0001]), index) is revoked


@pytest.mark.parametrize("index", [-1, 131_072, 2**53])
def test_an_index_outside_the_list_is_an_error_and_not_clear(index):  # L-04
    with pytest.raises(DocumentError, match="no-such-entry"):
        status_list.is_set(status_list.with_bits(set()), index)


def test_a_list_made_by_others_is_read():
    document = foreign_award.status_list(0, 4821)
    bits = status_list.decode(document["credentialSubject"]["encodedList"])
    assert [index for index in range(status_list.BITS) if status_list.is_set(bits, index)] == [0, 4821]


def test_the_same_bits_give_the_same_bytes():  # L-15
    assert status_list.encode(status_list.with_bits({5})) == status_list.encode(status_list.with_bits({5}))
    assert (
        base64.urlsafe_b64decode(status_list.encode(bytes(16_384))[1:] + "==")[:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    )


@pytest.mark.parametrize(
    "text",
    [
        "H4sI",
        "zH4sI",
        "u",
        "uH4sI=",
        "uH4 sI",
        encoded(b"no gzip"),
        encoded(zlib.compress(bytes(16_384))),
        encoded(zlib.compress(bytes(16_384), wbits=-15)),
        encoded(gzip.compress(bytes(16_384))[:-4]),
        encoded(gzip.compress(bytes(16_384))[:-8] + bytes(8)),
        encoded(gzip.compress(bytes(16_384))[:-4] + bytes(4)),
        encoded(gzip.compress(bytes(16_384)) + b"more"),
        encoded(gzip.compress(bytes(16_384)) * 2),
    ],
    ids=[
        "no u",
        "z",
        "empty",
        "padded",
        "space",
        "not gzip",
        "zlib",
        "raw deflate",
        "cut off",
        "wrong checksum",
        "wrong length",
        "more after it",
        "two members",
    ],
)
def test_a_malformed_list_is_an_error_and_not_clear(text):  # L-05
    with pytest.raises(DocumentError, match="list-encoding"):
        status_list.decode(text)


def test_a_short_list_is_refused():  # L-03
    with pytest.raises(DocumentError, match="list-too-short"):
        status_list.decode(encoded(gzip.compress(bytes(16_383))))


def test_a_list_that_inflates_to_a_gigabyte_is_refused_early():  # L-02
    bomb = zlib.compressobj(9, wbits=31)
    data = b"".join(bomb.compress(bytes(2**20)) for _ in range(1024)) + bomb.flush()
    with pytest.raises(DocumentError, match="list-too-large"):
        status_list.decode(encoded(data))


def test_a_status_list_has_its_own_id_and_does_not_expire():
    document = status_list.document(
        BASE, "revocation", 1, status_list.with_bits(set()), valid_from="2026-06-01T09:30:00Z"
    )
    assert document["id"] == f"{BASE}/status/revocation-1.json"
    assert "validUntil" not in document
