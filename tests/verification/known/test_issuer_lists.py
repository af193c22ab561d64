"""Lists of known issuers as JSON: what registries publish, and the Digital Credentials Consortium's."""

import datetime
import json
import time

import pytest

from page_samples import ISSUER, KNOWN
from testamur.credentials import known_issuers
from testamur.errors import VerificationError
from testamur.proofs import jcs
from testamur.records.rules.known_issuers import MOST
from testamur.verification.known import issuer_lists
from testamur.verification.known.known_issuer import KnownIssuer, of_record

QUAY = "did:web:badges.northquay.example:issuer"
COLLEGE = "did:key:z6MkwcvAGvRUZk5TjdAZrBwQdaSYwDTbpEGjCrqR5zWU3Yf3"
PUBLISHED = known_issuers.document(ISSUER, KNOWN)
# The form that issuer-registry-client reads, and the names of its members.
CONSORTIUM = {
    "meta": {"created": "2022-10-27T17:57:31+00:00", "updated": "2025-03-25T18:29:52+00:00"},
    "registry": {COLLEGE: {"name": "My College", "location": "Prato, Italy", "url": "https://some.example"}},
}


def read(document, known_to=""):
    return issuer_lists.read(json.dumps(document, indent=2).encode(), known_to)


def refusal(document):
    with pytest.raises(VerificationError) as caught:
        read(document)
    return caught.value.reason


def test_what_a_registry_publishes_is_read_as_its_records_say_it():
    known = issuer_lists.read(jcs.canonicalize(PUBLISHED))
    assert known == {one.id: of_record(one, "Harbour Institute") for one in KNOWN}


def test_a_registry_of_the_consortium_says_names_alone():
    assert read(CONSORTIUM, "the list registry.json") == {
        COLLEGE: KnownIssuer(id=COLLEGE, name="My College", known_to="the list registry.json")
    }


def test_its_older_registries_are_read_too():
    older = {"meta": {}, "entries": CONSORTIUM["registry"]}
    assert read(older, "x") == read(CONSORTIUM, "x")


def test_members_that_are_not_known_change_nothing():
    more = {**CONSORTIUM, "registry": {COLLEGE: {**CONSORTIUM["registry"][COLLEGE], "policy": {"a": [1]}}}}
    assert read(more, "x") == read(CONSORTIUM, "x")


def with_entry(**changes):
    entry = {**PUBLISHED["issuers"][0], **changes}
    return {**PUBLISHED, "issuers": [{name: value for name, value in entry.items() if value is not None}]}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "at most names registries"),
        ("x", "it is no object"),
        ({}, "neither issuers: nor registry:"),
        ({"registry": [COLLEGE]}, "neither issuers: nor registry:"),
        ({"registry": {"My College": {"name": "My College"}}}, "no DID and no https address (line 3)"),
        ({"registry": {COLLEGE: {}}}, "name is missing, or no text of one line (line 3)"),
        ({"registry": {COLLEGE: "My College"}}, "name is missing"),
        ({"registry": {COLLEGE: {"name": "My\u202egelloC"}}}, "name is missing, or no text of one line"),
        ({"issuers": PUBLISHED["issuers"]}, "it does not say whose it is"),
        ({**PUBLISHED, "issuers": PUBLISHED["issuers"] * 2}, "is in it twice"),
        (with_entry(id=7), "no DID and no https address"),
        (with_entry(id="did:" + "x" * 1000), "no DID and no https address"),
        (with_entry(name=None), "name is missing"),
        (with_entry(confirmedBy=["a"]), "confirmedBy is missing"),
        (with_entry(since=None), "since is missing"),
        (with_entry(since="2026-02-30"), "since is no day"),
        (with_entry(until="soon"), "until is no day"),
    ],
)
def test_what_is_wrong_with_a_list_is_told_with_its_place(document, words):
    assert words in refusal(document)


@pytest.mark.parametrize("data", [b"", b"<html>", b'{"registry": {', b'{"registry": {}, "registry": {}}', b"\xff"])
def test_what_is_no_json_is_refused(data):
    with pytest.raises(VerificationError):
        issuer_lists.read(data, "x")


def test_the_largest_list_that_can_be_published_is_read():
    many = [
        {
            "id": f"did:web:{number:04}.example:{'x' * 950}",
            "name": "𝔑" * 200,
            "since": "2026-04-20",
            "confirmedBy": "𝔑" * 100,
        }
        for number in range(MOST)
    ]
    assert len(read({**PUBLISHED, "issuers": many})) == MOST


def test_a_hostile_list_is_answered_at_once():
    many = {f"did:x:{number}": {"name": "A"} for number in range(issuer_lists.MOST)} | {"did:x:last": {"name": 1}}
    begun = time.process_time()
    assert "at most 10,000 are read" in refusal({"registry": many})
    del many["did:x:0"]
    assert "did:x:last, name is missing" in refusal({"registry": many})
    assert time.process_time() - begun < 2


def test_a_day_is_a_day():
    assert read(with_entry())[QUAY].since == datetime.date(2026, 4, 20)
