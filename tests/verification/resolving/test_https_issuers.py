"""Keys of issuers that are named by an address; their effect on whole credentials is in tests/vectors."""

import json

import pytest

from testamur.errors import DocumentError, VerificationError
from testamur.verification.resolving import https_issuers
from testamur.verification.resolving.resolver import Unavailable
from vector_making.sample_tokens import ED, P256, RSA

ISSUER = "https://issuer.example/issuers/7"


class Web:
    """Answers with one document for every address, and notes which were asked."""

    def __init__(self, found):
        self.found, self.asked = found, []

    def fetch(self, url, *, limit):
        self.asked.append(url)
        assert limit <= 256 * 1024
        return self.found if isinstance(self.found, bytes) else json.dumps(self.found).encode()


def names(found, method=f"{ISSUER}#key"):
    document, _ = https_issuers.read(ISSUER, method, Web(found))
    assert document["assertionMethod"] == [one["id"] for one in document["verificationMethod"]]
    return document["assertionMethod"]


@pytest.mark.parametrize(
    "address",
    [
        "https://issuer.example", "https://issuer.example/", "https://issuer.example:8443/a/b.json",
        "https://issuer.example/~a/b?c=d&e=%20", "https://a.b.issuer.example/..a/b..",
    ],
)  # fmt: skip
def test_a_plain_address_is_one(address):
    https_issuers.check_name(address)


@pytest.mark.parametrize(
    "address",
    [
        "", "https://", "https://issuer", "https://127.0.0.1/", "https://[::1]/", "https://localhost/",
        "https://a@issuer.example/", "https://issuer.example:0/", "https://ISSUER.example/",
        "https://issuer.example/a b", "https://issuer.example/%2e%2E/a", "https://issuer.example/a%2Fb",
        "https://issuer.example/../a", "https://issuer.example/a/..", "https://issuer.example/./a",
        "https://issuer.example/a#b", "https://issuer.example\\a", "https://issuer.example/\u0430", "http://issuer.example/",
        "https://issuer.example/" + "a" * 1000, "https://issuer.example./", "https://-a.example/",
    ],
)  # fmt: skip
def test_what_two_readers_could_take_differently_is_none(address):
    with pytest.raises(DocumentError):
        https_issuers.check_name(address)


@pytest.mark.parametrize(
    "method",
    [
        "https://other.example/key", "https://issuer.example.other.example/key", "https://issuer.example:444/key",
        "https://a.issuer.example/key", "https://issuer.example@other.example/", "https://issuer.example/../key",
        "https://issuer.example/" + "a" * 2000,
    ],
)  # fmt: skip
def test_nobody_else_is_asked(method):
    web = Web(P256.jwk)
    with pytest.raises(VerificationError) as caught:
        https_issuers.read(ISSUER, method, web)
    assert (caught.value.code, web.asked) == ("key-not-of-issuer", [])


@pytest.mark.parametrize(
    ("method", "asked"),
    [
        ("", ISSUER),
        ("key-1", ISSUER),
        ("did:key:zabc", ISSUER),
        (f"{ISSUER}#key", ISSUER),
        ("https://issuer.example/keys?a=b#c", "https://issuer.example/keys?a=b"),
    ],
)
def test_the_address_of_the_key_is_asked_and_else_the_issuers(method, asked):
    web = Web(P256.jwk)
    https_issuers.read(ISSUER, method, web)
    assert web.asked == [asked]


def test_a_key_alone_has_the_name_that_was_asked_for():
    assert names(P256.jwk) == [f"{ISSUER}#key"]


def test_a_set_has_the_names_of_its_keys():
    found = {"keys": [{**P256.jwk, "kid": "key"}, {**RSA.jwk, "kid": "other"}, {**ED.jwk}, 7]}
    assert names(found) == [f"{ISSUER}#key", f"{ISSUER}#other"]


def test_the_only_key_of_a_set_needs_no_name():
    assert names({"keys": [P256.jwk]}, ISSUER) == [ISSUER]


def test_a_name_of_the_set_is_that_which_was_asked_for():
    assert names({"keys": [{**P256.jwk, "kid": "a"}, {**RSA.jwk, "kid": "b"}]}, "b") == [f"{ISSUER}#a", "b"]


def test_only_the_issuers_own_document_lists_all_its_keys():
    listed = {"verificationMethod": [], "assertionMethod": []}
    assert https_issuers.read(ISSUER, "", Web({"id": ISSUER, **listed}))[1]
    assert not https_issuers.read(ISSUER, "", Web({"id": "https://issuer.example/keys", **listed}))[1]
    assert not https_issuers.read(ISSUER, "", Web({"keys": []}))[1]


@pytest.mark.parametrize("found", [[], 7, {}, {"id": ISSUER, "type": "Profile"}, {"keys": {}}, b"<!DOCTYPE html>", b""])
def test_what_says_nothing_of_keys_is_no_answer(found):
    with pytest.raises(Unavailable):
        https_issuers.read(ISSUER, "", Web(found))
