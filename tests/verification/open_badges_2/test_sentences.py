"""What is said of awards of Open Badges 2.0, and whom it asks; whole awards are in tests/vectors."""

import json
import time

import pytest

import verifying
from testamur.verification.open_badges_2 import hosted, linked, recognition
from testamur.verification.sentence import ASK_ITSELF
from vector_making.open_badges_2_cases import assertion


def examined(name):
    data, expected = verifying.case(name)
    web = verifying.Web(expected["web"])
    return verifying.examine(data, expected, web), web


def test_no_sentence_about_a_hosted_award_says_that_a_signature_fits():
    for name in ("older-hosted", "older-hosted-and-trusted", "older-hosted-and-expired", "older-given-to-another"):
        found, _ = examined(name)
        assert "signature fits" not in found.sentence
        assert "altered" not in found.sentence


def test_the_address_of_a_hosted_award_is_named_as_what_vouches():
    found, _ = examined("older-hosted")
    assert found.sentence.startswith("Its address says so, but this issuer is not known here: ")
    assert found.sentence.endswith(f"Nothing is signed: older.example vouches for it. {ASK_ITSELF}")


def test_the_signature_of_a_signed_award_is_named():
    found, _ = examined("older-signed")
    assert found.sentence.startswith("The signature fits, but this issuer is not known here: ")


def test_the_member_that_differs_is_named():
    found, _ = examined("older-given-without-its-end")
    assert "expires differs" in found.sentence


def test_what_the_address_says_counts_and_not_what_was_given():
    found, _ = examined("older-given-without-its-end")
    assert found.facts["validUntil"] == "2027-10-01T00:00:00Z"


def test_the_reason_of_a_withdrawal_is_told():
    found, _ = examined("older-hosted-and-revoked")
    assert "withdrawn ('Issued by mistake')" in found.sentence


@pytest.mark.parametrize("path", [path.name for path in verifying.CASES if path.name.startswith("older-")])
def test_at_most_four_documents_are_fetched_all_of_them_over_https(path):
    _, web = examined(path)
    assert len(web.asked) <= 4
    assert all(url.startswith("https://") for url in web.asked)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://a.example/x", "a.example"),
        ("HTTPS://A.Example:8443?x", "a.example:8443"),
        ("http://a.example", "a.example"),
        ("https://you@a.example/", ""),
        ("https://a.example\\@b.example/", ""),
        ("https://", ""),
        ("ftp://a.example/", ""),
        ("urn:uuid:1", ""),
    ],
)
def test_the_host_of_an_address(address, host):
    assert linked.host_of(address) == host


def test_a_beginning_does_not_let_in_another_host():
    profile = {"id": "https://a.example/", "verification": {"startsWith": "https://a.example"}}
    assert hosted.is_in_scope("https://a.example/1", profile)
    assert not hosted.is_in_scope("https://a.example.evil.example/1", profile)


@pytest.mark.parametrize(
    "hostile",
    [
        b"a" * 4_000_000, b"a." * 500_000, b"https://" + b"a" * 900_000, b" " * 3_000_000, b"eyJ9.e30.",
        json.dumps(assertion("x", badge={"type": ["BadgeClass"] * 90_000})).encode(),
        json.dumps(assertion("x", **{"@context": [recognition.VERSION_2] * 90_000})).encode(),
    ],
)  # fmt: skip
def test_hostile_texts_end_within_a_second(hostile):
    before = time.process_time()
    _, expected = verifying.case("older-hosted")
    assert verifying.examine(hostile, expected).verdict != "VALID"
    assert time.process_time() - before < 1
