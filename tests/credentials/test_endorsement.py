"""Endorsements: composed, signed, and embedded in the documents of their subject."""

import copy
from dataclasses import replace

import pytest

import json_ld
import judges
import reference
import signing
from samples import ACHIEVEMENT, AWARD, BASE, ISSUER, LEARNER
from testamur.credentials import did, document_parts, endorsement, open_badge
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import data_integrity, jcs, rdf

ENDORSED = (signing.ENDORSED, did.from_base(BASE))


def composed(**changes):
    arguments = {"language": "en", "valid_from": signing.CREATED, "list_number": 1, "list_index": 7, **changes}
    return endorsement.compose(signing.STATEMENT, signing.AGENCY, **arguments)


@pytest.mark.reference(reference.SCHEMAS)
@pytest.mark.parametrize("changes", [{}, {"valid_until": "2027-06-01T09:30:00Z"}], ids=["open", "until"])
def test_an_endorsement_is_valid_against_the_official_schema(changes):
    made = signing.sign(composed(**changes), signing.AGENCY_BASE, signing.AGENCY_KEY)
    assert judges.official_schema(made, "endorsementcredential") == []


def test_the_id_of_an_endorsement_is_its_page():
    assert composed()["id"] == "https://quality.agency.example/endorsements/data-analysis/"


def test_an_endorsement_states_its_subject_and_comment():
    subject = composed()["credentialSubject"]
    assert subject == {
        "id": f"{BASE}/achievements/data-analysis-foundations/",
        "type": ["EndorsementSubject"],
        "endorsementComment": signing.STATEMENT.comment,
    }


def test_an_endorsement_has_a_revocation_status():
    assert composed()["credentialStatus"]["statusListCredential"] == f"{signing.AGENCY_BASE}/status/revocation-1.json"


def test_an_endorsement_ends_only_if_an_end_is_given():
    assert "validUntil" not in composed()
    assert composed(valid_until="2027-06-01T09:30:00Z")["validUntil"] == "2027-06-01T09:30:00Z"


def test_both_proofs_of_an_endorsement_verify():
    made = signing.an_endorsement()
    assert len(made["proof"]) == 2
    for proof in made["proof"]:
        data_integrity.verify_proof(made, proof, signing.AGENCY_KEY.public_key)


@pytest.mark.parametrize("comment", ["", "  \n ", "x" * 4001], ids=["empty", "blank", "too long"])
def test_an_empty_or_overlong_comment_is_refused(comment):
    with pytest.raises(DocumentError, match="endorsementComment"):
        endorsement.compose(
            replace(signing.STATEMENT, comment=comment),
            ISSUER,
            language="en",
            valid_from=signing.CREATED,
            list_number=1,
            list_index=7,
        )


# Embedded ------------------------------------------------------------------------------------------------------


def embedded(award):
    return (
        award["credentialSubject"]["achievement"].get("endorsement"),
        award["issuer"].get("endorsement"),
    )


def test_endorsements_are_embedded_unchanged_in_their_subject():
    before = [jcs.canonicalize(document) for document in signing.ENDORSEMENTS]
    award = copy.deepcopy(signing.an_award(endorsements=signing.ENDORSEMENTS))
    of_achievement, of_issuer = embedded(award)
    assert [jcs.canonicalize(document) for document in (*of_achievement, *of_issuer)] == before


def test_the_creators_profile_has_no_endorsements():
    achievement = signing.an_award(endorsements=signing.ENDORSEMENTS)["credentialSubject"]["achievement"]
    assert "endorsement" not in achievement["creator"]


def test_an_endorsement_of_something_else_is_not_embedded():
    other = signing.an_endorsement(endorsed=f"{BASE}/achievements/other/")
    assert embedded(signing.an_award(endorsements=[other])) == (None, None)


def test_without_endorsements_an_award_is_unchanged():
    assert signing.an_award(endorsements=()) == signing.an_award()
    assert "endorsement" not in jcs.canonicalize(signing.an_award()).decode()


@pytest.mark.reference(reference.SCHEMAS)
def test_an_award_with_endorsements_is_valid_against_the_official_schema():
    assert judges.official_schema(signing.an_award(endorsements=signing.ENDORSEMENTS), "achievementcredential") == []


def test_both_proofs_of_an_award_cover_its_embedded_endorsements():
    award = copy.deepcopy(signing.an_award(endorsements=signing.ENDORSEMENTS))
    for proof in award["proof"]:
        data_integrity.verify_proof(award, proof, signing.KEY.public_key)
    award["credentialSubject"]["achievement"]["endorsement"][0]["proof"][0]["proofValue"] += "1"
    for proof in award["proof"]:
        with pytest.raises(VerificationError, match="does not fit"):
            data_integrity.verify_proof(award, proof, signing.KEY.public_key)


def test_an_award_with_endorsements_canonicalizes_as_json_ld_does():
    award = {
        name: held for name, held in signing.an_award(endorsements=signing.ENDORSEMENTS).items() if name != "proof"
    }
    assert rdf.canonical(award).decode() == json_ld.canonical(award)


@pytest.mark.parametrize(
    "broken",
    [
        {name: held for name, held in signing.an_endorsement().items() if name != "proof"},
        signing.an_endorsement() | {"type": ["VerifiableCredential"]},
        signing.an_endorsement() | {"@context": document_parts.CONTEXT[:1]},
        {},
    ],
    ids=["unsigned", "another kind", "other contexts", "nothing"],
)
def test_only_a_signed_endorsement_is_embedded(broken):
    with pytest.raises(DocumentError, match=r"^endorsement: "):
        open_badge.compose(AWARD, ACHIEVEMENT, LEARNER, ISSUER, signing.EDITION, endorsements=[broken])


def test_an_endorsement_that_embeds_another_is_not_signed_into_an_award():
    nested = signing.an_endorsement()
    nested["issuer"]["endorsement"] = [signing.an_endorsement()]
    with pytest.raises(DocumentError, match=r"achievement\.endorsement\.issuer\.endorsement"):
        signing.an_award(endorsements=[nested])
