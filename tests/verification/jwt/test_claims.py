"""Claims and the credential that they are about; their effect on verdicts is in tests/vectors."""

import copy
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.errors import VerificationError
from testamur.verification.jwt import claims
from thoroughness import examples

V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
CREDENTIAL = {
    "@context": [V2],
    "id": "urn:a",
    "issuer": {"id": "did:web:a.example"},
    "validFrom": "2026-06-01T09:30:00Z",
    "credentialSubject": {"id": "urn:b"},
}
BEGINS = 1780306200
ALL = {"iss": "did:web:a.example", "jti": "urn:a", "sub": "urn:b", "nbf": BEGINS}


def refusal(document, payload):
    with pytest.raises(VerificationError) as caught:
        claims.completed(document, payload)
    assert caught.value.code == "claims"
    return caught.value.reason


def test_claims_that_say_the_same_change_nothing():
    assert claims.completed(CREDENTIAL, ALL) == CREDENTIAL


def test_what_only_the_claims_say_is_taken_over():
    bare = {"@context": [V1], "issuer": {}, "credentialSubject": {}}
    assert claims.completed(bare, {**ALL, "exp": BEGINS + 60}) == {
        **bare,
        "id": "urn:a",
        "issuer": {"id": "did:web:a.example"},
        "credentialSubject": {"id": "urn:b"},
        "issuanceDate": "2026-06-01T09:30:00Z",
        "expirationDate": "2026-06-01T09:31:00Z",
    }


def test_what_was_given_is_not_changed():
    bare = {"@context": [V2], "issuer": {}, "credentialSubject": {}}
    kept = copy.deepcopy(bare)
    claims.completed(bare, ALL)
    assert bare == kept


@pytest.mark.parametrize("claim", ["iss", "jti", "sub"])
def test_a_claim_that_says_otherwise_is_told_with_both_values(claim):
    assert "'urn:x'" in refusal(CREDENTIAL, {claim: "urn:x"})


@pytest.mark.parametrize("value", ["1780306200", 1780306200.0, True, None, [BEGINS], -1, 10**12, 1e20])
@pytest.mark.parametrize("claim", ["nbf", "exp"])
def test_a_time_that_is_no_whole_number_of_seconds_is_none(claim, value):  # J-09
    assert "not a number of seconds" in refusal(CREDENTIAL, {claim: value})


@given(st.integers(0, 253_402_300_799))
@examples(100)
def test_every_second_of_the_calendar_is_one(second):
    found = claims.issued_at({"iat": second})
    assert found == datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=second)


@pytest.mark.parametrize("day", ["2026-06-01T09:30:00.999Z", "2026-06-01T11:30:00+02:00"])
def test_a_fraction_of_a_second_and_an_offset_are_the_same_second(day):
    made = {**CREDENTIAL, "validFrom": day}
    assert claims.completed(made, ALL) == made


def test_a_payload_without_its_claims_is_the_credential():
    assert claims.document_in({**CREDENTIAL, **ALL, "aud": "x", "cnf": {}}) == CREDENTIAL


def test_a_credential_that_does_not_name_its_issuer_has_that_of_the_claim():
    assert claims.document_in({"iss": "did:web:a.example"}) == {"issuer": "did:web:a.example"}


@pytest.mark.parametrize(
    "payload",
    [{"vc": {}, "vp": {}}, {"vc": "x"}, {"vc": []}, {"vp": None}, {"vc": {}, "type": []}, {"vc": {}, "@context": []}],
)
def test_a_payload_with_two_documents_or_none_is_refused(payload):
    with pytest.raises(VerificationError, match="more than one credential, or none"):
        claims.document_in(payload)
