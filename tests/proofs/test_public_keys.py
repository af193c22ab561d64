"""The key of a verification method, in each form; RFC 8037, A.2, has the JSON Web Key."""

import pytest

from testamur.errors import KeyRefusedError, VerificationError
from testamur.proofs import multikey, public_keys
from testamur.proofs.jose.public_key import PublicKey
from vector_making.sample_tokens import ED, P256, P384, RSA

RFC_8037 = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
# Controlled Identifiers 1.0, 2.2.2, has these as examples of its own.
P256_OF_THE_SPECIFICATION = "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"
P384_OF_THE_SPECIFICATION = "z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54"


@pytest.mark.parametrize("kind", ["JsonWebKey", "JsonWebKey2020"])
def test_a_json_web_key_is_read(kind):
    assert public_keys.read({"type": kind, "publicKeyJwk": RFC_8037}) == PublicKey("Ed25519", PUBLIC)


@pytest.mark.parametrize("kind", ["Multikey", "Ed25519VerificationKey2020"])
def test_a_key_in_multibase_is_read(kind):
    found = public_keys.read({"type": kind, "publicKeyMultibase": multikey.encode(PUBLIC)})
    assert found == PublicKey("Ed25519", PUBLIC)


@pytest.mark.parametrize("key", [ED, P256, P384])
def test_a_key_is_the_same_as_a_multikey_and_as_a_json_web_key(key):
    written = {"type": "Multikey", "publicKeyMultibase": key.multikey}
    assert public_keys.read(written) == public_keys.read({"type": "JsonWebKey", "publicKeyJwk": key.jwk})


@pytest.mark.parametrize("text", [P256_OF_THE_SPECIFICATION, P384_OF_THE_SPECIFICATION])
def test_the_keys_of_the_specification_are_read(text):
    assert public_keys.of_multikey(text).kind in {"P-256", "P-384"}


@pytest.mark.parametrize(
    "method",
    [
        {"type": "EcdsaSecp256r1VerificationKey2019", "publicKeyMultibase": P256.multikey},
        {"type": "EcdsaSecp256r1VerificationKey2019", "publicKeyJwk": P256.jwk},
    ],
)
def test_a_key_of_the_2019_suite_is_read(method):
    assert public_keys.read(method) == public_keys.of_multikey(P256.multikey)


@pytest.mark.parametrize(
    "method",
    [
        {},
        {"type": ["Multikey"]},
        {"type": "JsonWebKey"},
        {"type": "JsonWebKey", "publicKeyJwk": {"kty": "EC", "crv": "secp256k1"}},
        {"type": "RsaVerificationKey2018", "publicKeyPem": ""},
        {"type": "Ed25519VerificationKey2020", "publicKeyMultibase": P256.multikey},
        {"type": "EcdsaSecp256r1VerificationKey2019", "publicKeyJwk": P384.jwk},
        {"type": "JsonWebKey", "publicKeyJwk": P256.jwk, "publicKeyMultibase": P256.multikey},
        {"type": "JsonWebKey", "publicKeyMultibase": P256.multikey},
    ],
)
def test_a_key_of_another_kind_is_none(method):
    assert public_keys.read(method) is None


@pytest.mark.parametrize("x", [None, 7, "", "AA", RFC_8037["x"] + "A", RFC_8037["x"][:-1] + "p", "A" * 43])
def test_a_json_web_key_that_is_no_sound_key_is_refused(x):
    with pytest.raises(VerificationError) as caught:
        public_keys.read({"type": "JsonWebKey", "publicKeyJwk": {**RFC_8037, "x": x}})
    assert caught.value.code == "weak-key"


@pytest.mark.parametrize("point", [P256.point[:-1], b"\4" + P256.point[1:], b"\0", b"", P384.point])
def test_a_multikey_of_what_is_no_compressed_point_is_refused(point):
    text = public_keys.multibase.encode_base58btc(b"\x80\x24" + point)
    with pytest.raises(KeyRefusedError, match="malformed P-256 public key"):
        public_keys.of_multikey(text)


def test_only_an_ed25519_multikey_is_a_key_of_a_registry():
    with pytest.raises(VerificationError, match="only Ed25519"):
        public_keys.read_multikey({"type": "Multikey", "publicKeyMultibase": P256.multikey})
    assert public_keys.read_multikey({"type": "JsonWebKey", "publicKeyJwk": RSA.jwk}) is None
