"""The key of a verification method, in each form; RFC 8037, A.2, has the JSON Web Key."""

import pytest

from testamur.errors import VerificationError
from testamur.proofs import multikey, public_keys

RFC_8037 = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")


@pytest.mark.parametrize("kind", ["JsonWebKey", "JsonWebKey2020"])
def test_a_json_web_key_is_read(kind):
    assert public_keys.read({"type": kind, "publicKeyJwk": RFC_8037}) == PUBLIC


@pytest.mark.parametrize("kind", ["Multikey", "Ed25519VerificationKey2020"])
def test_a_key_in_multibase_is_read(kind):
    assert public_keys.read({"type": kind, "publicKeyMultibase": multikey.encode(PUBLIC)}) == PUBLIC


@pytest.mark.parametrize(
    "method",
    [
        {},
        {"type": ["Multikey"]},
        {"type": "JsonWebKey"},
        {"type": "JsonWebKey", "publicKeyJwk": {"kty": "EC", "crv": "P-256"}},
        {"type": "RsaVerificationKey2018", "publicKeyPem": ""},
    ],
)
def test_a_key_of_another_kind_is_none(method):
    assert public_keys.read(method) is None


@pytest.mark.parametrize("x", [None, 7, "", "AA", RFC_8037["x"] + "A", RFC_8037["x"][:-1] + "p", "A" * 43])
def test_a_json_web_key_that_is_no_sound_key_is_refused(x):
    with pytest.raises(VerificationError) as caught:
        public_keys.read({"type": "JsonWebKey", "publicKeyJwk": {**RFC_8037, "x": x}})
    assert caught.value.code == "weak-key"
