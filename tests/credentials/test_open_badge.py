"""Composing an Open Badges 3.0 document from an award."""

import datetime
import json
from dataclasses import replace

import pytest

import judges
import reference
from samples import ACHIEVEMENT, AWARD, BASE, EDITION, ISSUER, LEARNER
from testamur.credentials import open_badge
from testamur.errors import DocumentError
from testamur.proofs import rdf
from testamur.records.model.models import Achievement, Learner

MINIMAL = Achievement(
    slug="visit", name="Harbour Visit", achievement_type="Badge", description="A visit.", criteria="Come."
)
PLAIN = Learner(id="l-1", name="Ada Okafor")


def compose(**changes):
    return open_badge.compose(replace(AWARD, **changes), ACHIEVEMENT, LEARNER, ISSUER, EDITION)


def minimal():
    award = replace(AWARD, results={}, evidence=(), achievement="visit")
    return open_badge.compose(award, MINIMAL, PLAIN, replace(ISSUER, image=""), EDITION)


@pytest.mark.reference(reference.SCHEMAS)
@pytest.mark.parametrize("document", [compose(), minimal()], ids=["everything", "minimal"])
def test_document_is_valid_against_the_official_schema(document):
    signed = {**document, "proof": [{"type": "DataIntegrityProof"}]}
    assert judges.official_schema(signed) == []


@pytest.mark.parametrize("document", [compose(), minimal()], ids=["everything", "minimal"])
def test_every_member_is_signed_by_the_rdf_proof_too(document):
    assert rdf.canonical(document)  # raises for a member outside the vocabulary


def test_the_id_of_a_credential_is_its_page():
    assert compose()["id"] == f"{BASE}/awards/{AWARD.id}/"


def test_the_awarded_date_is_noon_utc():
    assert compose()["awardedDate"] == "2026-05-14T12:00:00Z"


def test_an_award_ends_at_midnight_in_the_institutions_time_zone():
    assert compose(valid_until=datetime.date(2029, 5, 14))["validUntil"] == "2029-05-14T22:59:59Z"  # Irish summer time


def test_without_a_last_day_the_achievement_determines_the_end():
    assert compose()["validUntil"] == "2029-05-14T22:59:59Z"


def test_an_award_that_had_ended_when_it_was_issued_does_not_start_after_its_end():
    document = compose(awarded_date=datetime.date(2020, 1, 1))
    assert document["validFrom"] == document["validUntil"] == "2023-01-01T23:59:59Z"


def test_email_is_trimmed_lowercased_and_hashed_with_its_salt():  # V-03
    hashed = compose()["credentialSubject"]["identifier"][1]
    assert hashed["identityHash"] == open_badge.email_hash("zoe@mail.example", EDITION.email_salt)


def test_email_is_left_out_without_consent():  # V-03
    assert len(minimal()["credentialSubject"]["identifier"]) == 1


def test_a_short_salt_is_refused():  # V-03
    with pytest.raises(DocumentError, match="salt"):
        open_badge.compose(AWARD, ACHIEVEMENT, LEARNER, ISSUER, replace(EDITION, email_salt="00"))


def test_credential_has_exactly_one_status_entry_for_revocation():
    assert compose()["credentialStatus"] == {
        "id": f"{BASE}/status/revocation-1.json#4821",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "4821",
        "statusListCredential": f"{BASE}/status/revocation-1.json",
    }


def test_document_is_in_the_awards_own_language():
    assert compose(language="fr")["name"] == "Fondements de l’analyse de données"


def test_a_result_of_type_status_is_written_as_status():
    results = compose()["credentialSubject"]["result"]
    assert [result.get("value", result.get("status")) for result in results] == ["87", "A", "Completed"]


def test_no_learner_id_is_published():
    assert LEARNER.id not in json.dumps(compose())
