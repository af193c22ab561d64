"""Multibase: one spelling per value, in both encodings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.errors import DocumentError
from testamur.proofs import multibase
from thoroughness import examples


# The vectors of Controlled Identifiers 1.0 and draft-msporny-base58.
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "z"),
        (b"\x00", "z1"),
        (b"Hello World!", "z2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), "z11233QC4"),
    ],
)
def test_published_base58btc_vectors_encode_and_decode(data, text):
    assert multibase.encode_base58btc(data) == text
    assert multibase.decode_base58btc(text, len(data)) == data


@examples(80, 1000)
@given(st.binary(max_size=80))
def test_encoded_bytes_decode_to_themselves(data):
    assert multibase.decode_base58btc(multibase.encode_base58btc(data)) == data
    assert multibase.decode_base64url(multibase.encode_base64url(data), 80) == data


@pytest.mark.parametrize("text", ["", "m2NEpo7", "u2NEpo7", "Z2NEpo7", "2NEpo7", None, 7, ["z"]])
def test_another_prefix_is_not_base58btc(text):
    with pytest.raises(DocumentError, match="with z"):
        multibase.decode_base58btc(text)


@pytest.mark.parametrize("letter", ["0", "O", "I", "l", " ", "\n", "é", "+", "=", "１"])
def test_letters_outside_the_alphabet_are_refused_by_their_position(letter):  # K-09
    with pytest.raises(DocumentError, match="letter 4"):
        multibase.decode_base58btc(f"z2N{letter}po7")


def test_another_length_is_refused():
    with pytest.raises(DocumentError, match="12 bytes where 64 belong"):
        multibase.decode_base58btc("z2NEpo7TZRRrLZSi2U", 64)


@pytest.mark.parametrize("text", ["z1" + "2NEpo7TZRRrLZSi2U", "z1"])
def test_a_superfluous_leading_one_is_refused(text):
    with pytest.raises(DocumentError):
        multibase.decode_base58btc(text, 12)


def test_an_overlong_text_is_refused_without_decoding():
    with pytest.raises(DocumentError, match="at most"):
        multibase.decode_base58btc("z" + "2" * 2_000_000)


@pytest.mark.parametrize("text", ["", "zAA", "AA", "uA", "uAA==", "uA+", "uA/", "uA A", "uAA\n", "uéé", None])
def test_text_that_is_not_base64url_is_refused(text):
    with pytest.raises(DocumentError):
        multibase.decode_base64url(text, 100)


@pytest.mark.parametrize("text", ["uAB", "uAAB"])
def test_unused_bits_that_are_set_are_refused(text):
    with pytest.raises(DocumentError, match="last letter"):
        multibase.decode_base64url(text, 100)


def test_the_length_of_base64url_is_limited():
    assert multibase.decode_base64url("uAAAA", 3) == b"\0\0\0"
    with pytest.raises(DocumentError, match="at most 2"):
        multibase.decode_base64url("uAAAA", 2)
