"""Keys that stand in a document itself, and what sentences call them."""

import pytest

from testamur.verification.resolving import named_keys
from vector_making.sample_tokens import ED, P256, b64, written

DID_KEY = f"did:key:{P256.multikey}"
DID_JWK = f"did:jwk:{b64(written(P256.jwk))}"


@pytest.mark.parametrize(
    "method",
    [
        DID_KEY,
        f"{DID_KEY}#{P256.multikey}",
        DID_JWK,
        f"{DID_JWK}#0",
        f"https://a.example/7#{ED.multikey}",
        f"http://a.example#{P256.multikey}",
    ],
)
def test_a_key_is_found_in_its_name(method):
    found = named_keys.document("urn:a", method, None)
    assert (found["id"], found["assertionMethod"]) == ("urn:a", [method])
    assert (found["verificationMethod"][0]["id"], found["verificationMethod"][0]["controller"]) == (method, "urn:a")


@pytest.mark.parametrize(
    "method",
    [
        "", "#", "urn:a#key", f"did:web:a.example#{ED.multikey}", "https://a.example/7#key", "https://a.example/7",
        f"{DID_KEY}#key", f"{DID_JWK}#1", "did:key:", "did:jwk:AAAA", "did:key:z" + "1" * 3000,
    ],
)  # fmt: skip
def test_a_name_without_a_key_has_none(method):
    assert named_keys.document("urn:a", method, None) is None


def test_a_key_of_a_header_counts_before_a_name():
    assert named_keys.document("urn:a", DID_KEY, P256.jwk)["verificationMethod"][0]["publicKeyJwk"] == P256.jwk


@pytest.mark.parametrize(
    ("method", "name"),
    [(f"https://a.example/7#{ED.multikey}", ED.multikey), (f"{DID_KEY}#{P256.multikey}", DID_KEY), (DID_KEY, DID_KEY)],
)
def test_a_key_is_called_by_what_it_is(method, name):
    assert named_keys.called(method) == (name if len(name) <= 60 else f"{name[:59]}…")
