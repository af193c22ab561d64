"""What a document says of itself, read once; whole documents of every defect are in tests/vectors."""

import json

import pytest

import signing
import verifying
from testamur.proofs import jcs
from testamur.verification import document
from vector_making import sample_credentials
from vector_making.sample_credentials import DID, proof, with_both_proofs

GENUINE = json.loads(verifying.case("valid")[0])
TRUSTED = frozenset({DID})


def check(value, *, trusted=TRUSTED, address=None, record=False):
    data = value if isinstance(value, bytes) else jcs.canonicalize(value)
    return document.check(data, trusted=trusted, address=address, record=record)


def changed(**members):
    """The sample with some members exchanged, and both proofs."""
    return with_both_proofs(sample_credentials.document("valid", **members))


def found(value, **more):
    """Outcome and code of the check; a credential is returned only where it passed."""
    made, credential = check(value, **more)
    assert (credential is not None) == (made.outcome == "passed")
    return made.outcome, made.code


def test_what_a_credential_says_is_what_later_checks_get():
    made, credential = check(GENUINE)
    assert (made.name, made.outcome, made.detail) == ("document", "passed", "an Open Badges 3.0 credential")
    assert credential.document == GENUINE
    assert credential.digest == sample_credentials.digest_of(GENUINE)
    assert (credential.kind, credential.address, credential.issuer) == ("award", GENUINE["id"], DID)
    assert credential.valid_from == verifying.instant(GENUINE["validFrom"])
    assert credential.valid_until == verifying.instant(GENUINE["validUntil"])
    assert credential.created == verifying.instant(GENUINE["proof"][0]["created"])
    assert credential.statuses == (GENUINE["credentialStatus"],)
    assert [proof.name for proof in credential.proofs] == ["eddsa-jcs-2022", "eddsa-rdfc-2022"]
    rests_on = GENUINE["proof"][1]
    assert (credential.proof.document, credential.method) == (rests_on, rests_on["verificationMethod"])
    assert (credential.endorsed, credential.not_evaluated) == ("", ())


def test_order_and_spaces_are_no_part_of_the_digest():
    spaced = json.dumps(dict(reversed(GENUINE.items())), indent=3).encode()
    assert check(spaced)[1].digest == sample_credentials.digest_of(GENUINE)


@pytest.mark.parametrize("trusted", [TRUSTED, frozenset()])
def test_only_a_trusted_issuer_is_a_registry(trusted):
    assert check(GENUINE, trusted=trusted)[1].registry is bool(trusted)


@pytest.mark.parametrize(
    ("address", "result"),
    [(None, ("passed", "")), (GENUINE["id"], ("passed", "")), ("https://x.example/", ("failed", "address-mismatch"))],
)
def test_a_credential_belongs_to_the_page_whose_address_it_has(address, result):
    assert found(GENUINE, address=address) == result


OLDER = {"type": "Ed25519Signature2018"}
STATUS = sample_credentials.document("valid")["credentialStatus"]


# Of a registry it is known what it always does: what is missing was taken away. A stranger may do otherwise.
@pytest.mark.parametrize(
    ("value", "own", "stranger"),
    [
        (changed(credentialStatus=None), ("failed", "status-missing"), ("passed", "")),
        (changed(credentialStatus=[STATUS] * 5), ("could-not-run", "status-entry"), ("could-not-run", "status-entry")),
        ({**changed(), "proof": [OLDER]}, ("failed", "proof-shape"), ("could-not-run", "proof-not-supported")),
        (
            {**changed(), "proof": [proof(changed(), cryptosuite="bbs-2023")]},
            ("failed", "proof-missing"),
            ("could-not-run", "proof-not-supported"),
        ),
        (
            {**changed(), "proof": changed()["proof"] * 2},
            ("failed", "proof-shape"),
            ("passed", ""),
        ),
        (
            {**changed(), "proof": changed()["proof"] * 9},
            ("failed", "proof-shape"),
            ("could-not-run", "proof-shape"),
        ),
    ],
    ids=["no status", "five entries", "older proof", "other suite", "a suite twice", "nine proofs"],
)
def test_a_stranger_is_not_accused_of_what_a_registry_never_does(value, own, stranger):
    assert found(value) == own
    assert found(value, trusted=frozenset()) == stranger


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"id": "http://badges.harbour.example/awards/x/"}, "id"),
        ({"id": None}, "id"),
        ({"validUntil": "2026-05-01T00:00:00Z"}, "contradictory-dates"),
        ({"credentialStatus": "https://x.example/"}, "status-entry"),
        ({"credentialStatus": [STATUS, 7]}, "status-entry"),
    ],
)
def test_a_member_that_no_credential_has_is_refused_by_its_code(members, code):
    assert found({**sample_credentials.document("valid", **members), "proof": GENUINE["proof"]}) == ("failed", code)


@pytest.mark.parametrize("issuer", [7, "did:web:", {"id": None}, {"name": "Harbour Institute"}])
def test_a_document_without_a_sound_name_of_its_issuer_accuses_nobody(issuer):
    value = {**sample_credentials.document("valid", issuer=issuer), "proof": GENUINE["proof"]}
    assert found(value) == ("could-not-run", "issuer")


@pytest.mark.parametrize("proofs", [None, [], {}, [{}], [None], "x", [[]]])
def test_without_a_proof_anyone_could_have_written_it(proofs):
    assert found({**GENUINE, "proof": proofs}) == ("failed", "proof-missing")


def only(suite):
    return {**GENUINE, "proof": [one for one in GENUINE["proof"] if one["cryptosuite"] == suite]}


def test_the_rdf_proof_alone_is_enough_and_only_from_a_stranger():
    assert found(only("eddsa-rdfc-2022"), trusted=frozenset()) == ("passed", "")
    assert found(only("eddsa-rdfc-2022")) == ("failed", "proof-missing")


def test_the_verdict_rests_on_the_issuers_own_proof_that_covers_most():
    rdfc, ours = GENUINE["proof"]
    by_another = {**ours, "verificationMethod": "did:web:notary.example#key"}
    for proofs, first in ([rdfc, ours], ours), ([by_another, rdfc], rdfc), ([by_another], by_another):
        _, credential = check({**GENUINE, "proof": proofs}, trusted=frozenset())
        assert credential.proof.document == first


def test_what_asks_for_more_than_these_checks_is_named():
    made, credential = check(changed(termsOfUse=[{"type": "x"}], refreshService={"type": "y"}))
    assert credential.not_evaluated == ("termsOfUse", "refreshService")
    assert made.detail.endswith("; not evaluated: termsOfUse, refreshService")


def test_an_endorsement_is_called_one_with_what_it_is_about():
    made, credential = check(signing.an_endorsement(), trusted=frozenset())
    assert (credential.kind, credential.endorsed) == ("endorsement", signing.ENDORSED)
    assert made.detail == f"an Open Badges 3.0 endorsement of {signing.ENDORSED!r}"


def test_a_learner_record_is_read_only_where_it_is_asked_for():
    record = signing.a_record(signing.an_award())
    assert found(record, trusted=frozenset()) == ("could-not-run", "not-supported")
    made, credential = check(record, trusted=frozenset(), record=True)
    assert (made.outcome, credential.kind) == ("passed", "record")
    assert found(GENUINE, record=True) == ("passed", "")


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"7", b'"x"', b"{}", b"\xff", b"{" * 100_000])
def test_no_bytes_raise_an_error(data):
    made, credential = check(data)
    assert (made.outcome in {"failed", "could-not-run"}, credential) == (True, None)
