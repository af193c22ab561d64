"""Private keys in DID documents and other JSON, under whatever name they stand there."""

import json

import pytest

from issuing import KEY
from testamur.proofs import keys, multibase, published_keys

SEED = bytes(range(32))
SECRET = multibase.encode_base58btc(b"\x80\x26" + SEED)
PUBLIC = KEY.public_key_multibase
JWK = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
METHOD = {"id": f"did:web:a.example#{PUBLIC}", "type": "Multikey", "publicKeyMultibase": PUBLIC}

PRIVATE = {
    "secretKeyMultibase": {**METHOD, "secretKeyMultibase": SECRET},
    "privateKeyMultibase": {**METHOD, "privateKeyMultibase": "z3u2"},
    "privateKeyBase58": {**METHOD, "privateKeyBase58": "4k3Xz"},
    "privateKeyHex": {**METHOD, "privateKeyHex": "00"},
    "privateKeyPem": {**METHOD, "privateKeyPem": "x"},
    "privateKeyJwk": {**METHOD, "privateKeyJwk": {"kty": "OKP"}},
    "secretKeyJwk": {**METHOD, "secretKeyJwk": JWK},
    "private_key": {**METHOD, "private_key": "x"},
    "d": {**METHOD, "publicKeyJwk": {**JWK, "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}},
    "k": {**METHOD, "publicKeyJwk": {"kty": "oct", "k": "AAAA"}},
    "p": {"keys": [{"kty": "RSA", "n": "x", "e": "AQAB", "p": "x"}]},
    "publicKeyMultibase": {**METHOD, "publicKeyMultibase": SECRET},
    "id": {**METHOD, "id": f"did:web:a.example#{SECRET}"},
    "publicKeyPem": {"publicKeyPem": "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----"},
    "note": {"note": keys.from_seed(SEED).to_secret()},
    "text": [[SECRET]],
}


@pytest.mark.parametrize(("name", "value"), PRIVATE.items(), ids=PRIVATE)
def test_a_private_key_is_found_under_its_name(name, value):
    assert published_keys.private_key_in(value) == name
    assert published_keys.private_key_in({"a": [value]}) == ("a" if name == "text" else name)
    assert published_keys.is_private(json.dumps(value).encode())


@pytest.mark.parametrize(
    "value",
    [
        METHOD,
        {**METHOD, "publicKeyJwk": JWK},
        {**METHOD, "secretKeyMultibase": None, "privateKeyJwk": {}},
        {"d": "a day", "k": "a constant", "keys": ["d"]},
        {"proofValue": multibase.encode_base58btc(b"\x80\x26" + bytes(62))},
        "We never publish a private key, nor a secretKeyMultibase.",
        7,
        None,
    ],
)
def test_what_is_no_private_key_is_not_taken_for_one(value):
    assert published_keys.private_key_in(value) == ""


def test_a_value_of_any_depth_is_looked_through():
    deep = {"secretKeyMultibase": SECRET}
    for _ in range(100_000):
        deep = [deep]
    assert published_keys.private_key_in(deep) == "secretKeyMultibase"


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 100_000, b"\xff\xfe{", b"PNG"])
def test_a_file_that_is_no_json_is_not_taken_for_a_key(data):
    assert not published_keys.is_private(data)
