"""JSON Web Keys: those of the RFCs are read, and every other spelling of one is refused."""

import pytest

from testamur.errors import KeyRefusedError
from testamur.proofs.jose import jwk
from vector_making.sample_tokens import ED, P256, P384, RSA

# RFC 7517, A.1: its EC key, and its RSA key.
OF_THE_RFC = {
    "kty": "EC",
    "crv": "P-256",
    "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    "use": "enc",
    "kid": "1",
}


def without(key, *names):
    return {name: value for name, value in key.items() if name not in names}


def test_a_key_of_the_rfc_is_read():
    assert jwk.read(without(OF_THE_RFC, "use")).kind == "P-256"


def test_a_key_for_encryption_is_none():
    assert jwk.read(OF_THE_RFC) is None


@pytest.mark.parametrize("key", [ED, P256, P384, RSA])
@pytest.mark.parametrize("more", [{}, {"use": "sig"}, {"key_ops": ["verify"]}, {"kid": "1"}, {"x5c": ["MII"]}])
def test_what_a_key_may_say_besides(key, more):
    assert jwk.read({**key.jwk, "alg": key.alg, **more}).kind == key.kind


@pytest.mark.parametrize(
    "more",
    [
        {"use": "enc"},
        {"use": None},
        {"key_ops": ["sign"]},
        {"key_ops": []},
        {"key_ops": "verify"},
        {"alg": "ES384"},
        {"alg": "ECDH-ES"},
        {"alg": None},
        {"alg": ["ES256"]},
        {"alg": "constructor"},
    ],
)
def test_a_key_for_something_else_is_none(more):
    assert jwk.read({**P256.jwk, **more}) is None


@pytest.mark.parametrize(
    "key",
    [
        None,
        [],
        "",
        {},
        {"kty": "oct", "k": "AA"},
        {"kty": "EC", "crv": "P-521"},
        {"kty": "EC", "crv": "secp256k1"},
        {"kty": "EC", "crv": ["P-256"]},
        {"kty": "OKP", "crv": "X25519"},
        {"kty": "rsa"},
    ],
)
def test_a_key_of_another_kind_is_none(key):
    assert jwk.read(key) is None


@pytest.mark.parametrize(
    "key",
    [
        {**P256.jwk, "x": ""},
        {**P256.jwk, "x": None},
        {**P256.jwk, "x": P256.jwk["x"] + "="},
        {**P256.jwk, "x": P256.jwk["x"][:-2]},
        {**P256.jwk, "y": P256.jwk["x"]},
        {**P256.jwk, "crv": "P-384"},
        {**P384.jwk, "crv": "P-256"},
        {**RSA.jwk, "n": "AA" + RSA.jwk["n"]},
        {**RSA.jwk, "n": ""},
        {**RSA.jwk, "n": "A" * 100_000},
        {**RSA.jwk, "e": "AAEAAQ"},
        {**RSA.jwk, "e": 65537},
        without(RSA.jwk, "e"),
    ],
)
def test_a_key_that_is_not_sound_is_refused(key):
    with pytest.raises(KeyRefusedError):
        jwk.read(key)
