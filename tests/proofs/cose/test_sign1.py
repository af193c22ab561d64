"""COSE_Sign1: a stranger's library verifies what is signed here, and what it signs alike is read here."""

import cbor2
import pytest
from cwt import COSE, COSEKey
from cwt.exceptions import VerifyError

from issuing import KEY, OTHER_KEY
from testamur.errors import DocumentError, KeyRefusedError
from testamur.proofs import multikey
from testamur.proofs.cose import cbor, sign1

PAYLOAD = cbor.encode({1: "did:web:badges.harbour.example:issuer", 6: 1})


def stranger(key=KEY):
    """The public key as `cwt` has it: an OKP key of the curve Ed25519 (RFC 9053, 7.2)."""
    return COSEKey.new({1: 1, -1: 6, 3: -8, 2: sign1.kid_of(key.public_key), -2: key.public_key})


def test_a_stranger_verifies_what_was_signed():
    assert COSE.new().decode(sign1.sign(PAYLOAD, KEY), keys=stranger()) == PAYLOAD


def test_a_stranger_refuses_another_payload():
    altered = sign1.sign(PAYLOAD, KEY).replace(b"harbour", b"harvest")
    with pytest.raises(VerifyError):
        COSE.new().decode(altered, keys=stranger())


def test_what_a_stranger_signs_in_the_same_form_is_read():
    private = COSEKey.new({1: 1, -1: 6, 3: -8, -4: bytes(32), -2: KEY.public_key})
    assert multikey.encode(KEY.public_key)
    data = COSE.new().encode(PAYLOAD, private, protected={1: -8, 4: sign1.kid_of(KEY.public_key)}, unprotected={})
    signed = sign1.read(data)
    assert (signed.payload, signed.is_by(KEY.public_key)) == (PAYLOAD, True)


def test_another_key_did_not_sign_it():
    assert not sign1.read(sign1.sign(PAYLOAD, KEY)).is_by(OTHER_KEY.public_key)


def test_a_signature_in_a_strangers_form_that_is_not_ours_is_refused():
    loose = cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({1: -8}), {4: b"key"}, PAYLOAD, bytes(64)]))
    with pytest.raises(DocumentError, match="header is not the one"):
        sign1.read(loose)


def test_a_signer_whose_signature_does_not_verify_is_refused():
    class Broken:
        public_key = KEY.public_key

        def sign(self, message):
            return bytes(64)

    with pytest.raises(KeyRefusedError):
        sign1.sign(PAYLOAD, Broken())


def test_a_frame_is_as_long_as_what_is_signed():
    assert len(sign1.frame(PAYLOAD)) == len(sign1.sign(PAYLOAD, KEY))
