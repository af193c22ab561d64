"""Learner records: whole signed credentials, and how their achievements are related."""

import copy

import pytest

import json_ld
import judges
import reference
import signing
from samples import AWARD, BASE, LEARNER
from testamur.credentials import learner_record
from testamur.credentials.learner_record import Association
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import data_integrity, jcs, rdf

AWARDS = (
    signing.an_award(),
    signing.an_award(endorsements=signing.ENDORSEMENTS, subject="urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a02"),
)
PART = Association("isPartOf", signing.ENDORSED, f"{BASE}/achievements/data-diploma/")
NEXT = Association("precedes", signing.ENDORSED, f"{BASE}/achievements/statistics/")


def unsecured(document):
    return {name: held for name, held in document.items() if name != "proof"}


@pytest.mark.reference(reference.SCHEMAS)
@pytest.mark.parametrize("changes", [{}, {"associations": [PART, NEXT], "description": "What was earned."}])
def test_a_record_is_valid_against_the_official_schema(changes):
    assert judges.official_schema(signing.a_record(*AWARDS, **changes), "clrcredential") == []


def test_credentials_inside_a_record_are_unchanged():
    inside = signing.a_record(*AWARDS)["credentialSubject"]["verifiableCredential"]
    assert [jcs.canonicalize(one) for one in inside] == [jcs.canonicalize(one) for one in AWARDS]


def test_both_proofs_of_a_record_cover_its_credentials():
    record = copy.deepcopy(signing.a_record(*AWARDS))
    for proof in record["proof"]:
        data_integrity.verify_proof(record, proof, signing.KEY.public_key)
    record["credentialSubject"]["verifiableCredential"][0]["name"] = "Data Analysis foundations"
    for proof in record["proof"]:
        with pytest.raises(VerificationError, match="does not fit"):
            data_integrity.verify_proof(record, proof, signing.KEY.public_key)


def test_a_record_canonicalizes_as_json_ld_does():
    record = unsecured(signing.a_record(*AWARDS, associations=[PART, NEXT]))
    assert rdf.canonical(record).decode() == json_ld.canonical(record)


def test_associations_are_between_achievements():
    associations = signing.a_record(*AWARDS, associations=[PART])["credentialSubject"]["association"]
    assert associations == [
        {
            "type": "Association",
            "associationType": "isPartOf",
            "sourceId": PART.source,
            "targetId": PART.target,
        }
    ]


def test_a_duplicate_association_is_stated_once():
    record = signing.a_record(*AWARDS, associations=[PART, PART])
    assert len(record["credentialSubject"]["association"]) == 1


def test_a_record_identifies_one_person_by_name():
    [name] = signing.a_record(*AWARDS)["credentialSubject"]["identifier"]
    assert (name["identityType"], name["identityHash"]) == ("name", LEARNER.name)


def test_a_record_does_not_promise_to_hold_everything():
    assert signing.a_record(*AWARDS)["partial"] is True


def test_missing_members_are_left_out():
    record = copy.deepcopy(signing.a_record(*AWARDS))
    assert not {"description", "awardedDate", "validUntil"} & record.keys()
    assert "association" not in record["credentialSubject"]


@pytest.mark.parametrize(
    "credentials", [(), (AWARDS[0],) * 201, (unsecured(AWARDS[0]),)], ids=["none", "too many", "unsigned"]
)
def test_a_record_of_none_too_many_or_unsigned_credentials_is_refused(credentials):
    with pytest.raises(DocumentError):
        learner_record.compose(AWARD.learner, credentials, signing.ISSUER, signing.RECORD, name="Record", language="en")
