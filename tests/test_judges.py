"""The judges are reliable: each accepts what is right, and refuses each defect.

Their documents are signed with other people's libraries, without any code of the project (foreign_award.py).
"""

import io
import json
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pytest
from openbadgeslib.errors import LibOpenBadgesException
from PIL import Image
from PIL.PngImagePlugin import PngInfo

import judges
import reference
from foreign_award import (
    DID,
    DID_PAGE,
    INDEX,
    LIST_PAGE,
    STRANGER,
    credential,
    did_document,
    multikey,
    signed,
    status_list,
    web,
)
from judges import JCS, RDFC

STRANGER_DID = "did:web:stranger.example"
STRANGER_PAGE = "https://stranger.example/.well-known/did.json"

CHECKS = {
    judges.digital_bazaar: {RDFC, JCS, "status"},
    judges.dcc: judges.DCC_CHECKS,
    judges.openvc_core: {RDFC, JCS, "status"},
    judges.openbadgeslib: {RDFC, "status"},
    judges.awr: {JCS, "validity"},
    judges.fedify: {JCS},
}


def asked(*asked_judges):
    return pytest.mark.parametrize("judge", asked_judges, ids=lambda judge: judge.__name__)


def everyone_but(*left_out):
    return asked(*(judge for judge in CHECKS if judge not in left_out))


every_judge = everyone_but()
who_reads_status_lists = asked(*(judge for judge, checks in CHECKS.items() if "status" in checks))


def baked(text, with_what):
    """An image with a credential in it: a PNG by Pillow, an SVG by hand."""
    if with_what == "svg":
        root = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
        return f"{root}<openbadges:credential>{escape(text)}</openbadges:credential></svg>".encode()
    chunks, file = PngInfo(), io.BytesIO()
    chunks.add_itxt("openbadgecredential", text)
    Image.new("L", (1, 1)).save(file, "png", pnginfo=chunks)
    return file.getvalue()


def ask(judge, document, pages, **options):
    [opinion] = judge([document], pages, **options)
    return opinion


# What is right -------------------------------------------------------------------------------------------------


@pytest.mark.reference(reference.WORKED_EXAMPLE)
@every_judge
def test_each_judge_accepts_the_worked_example(judge):
    pages = {url: (reference.EXAMPLE / url.rpartition("/")[2]).read_bytes() for url in (DID_PAGE, LIST_PAGE)}
    opinion = ask(judge, (reference.EXAMPLE / "credential.json").read_bytes(), pages)
    assert opinion.accepted, opinion.refused
    assert opinion.passed == CHECKS[judge]


@every_judge
def test_each_judge_accepts_a_credential_signed_by_other_libraries(judge):
    opinion = ask(judge, signed(credential()), web())
    assert opinion.accepted, opinion.refused
    assert opinion.passed == CHECKS[judge]


@every_judge
def test_each_judge_accepts_the_status_list_as_a_credential(judge):
    opinion = ask(judge, status_list(), web())
    assert opinion.accepted, opinion.refused
    assert opinion.passed == CHECKS[judge] - {"status", "schema"}


@pytest.mark.parametrize("with_what", ["png", "svg"])
def test_openbadgeslib_extracts_a_credential_baked_by_others(with_what):
    text = json.dumps(signed(credential()), ensure_ascii=False)
    assert judges.unbaked(baked(text, with_what)) == text.encode()


@pytest.mark.reference(reference.SCHEMAS)
def test_the_official_schema_accepts_a_credential_signed_by_other_libraries():
    assert judges.official_schema(signed(credential())) == []


@pytest.mark.reference(reference.WORKED_EXAMPLE)
def test_the_official_schema_accepts_the_worked_example():
    assert judges.official_schema((reference.EXAMPLE / "credential.json").read_bytes()) == []


# What is wrong -------------------------------------------------------------------------------------------------


@every_judge
def test_no_judge_accepts_a_changed_byte(judge):
    text = json.dumps(signed(credential()))
    opinion = ask(judge, text.replace('"value": "87"', '"value": "88"').encode(), web())
    assert not opinion.accepted
    assert not opinion.passed & {RDFC, JCS}


@who_reads_status_lists
def test_no_judge_accepts_a_credential_with_its_status_bit_set(judge):
    opinion = ask(judge, signed(credential()), web(listed=status_list(INDEX)))
    assert set(opinion.refused) == {"status"}


@who_reads_status_lists
def test_a_neighbours_status_bit_has_no_effect(judge):
    opinion = ask(judge, signed(credential()), web(listed=status_list(INDEX - 1, INDEX + 1)))
    assert opinion.accepted, opinion.refused


@who_reads_status_lists
def test_no_judge_accepts_a_status_list_signed_by_another_key(judge):
    opinion = ask(judge, signed(credential()), web(listed=status_list(key=STRANGER)))
    assert set(opinion.refused) == {"status"}


@who_reads_status_lists
def test_no_judge_accepts_a_missing_status_list(judge):
    opinion = ask(judge, signed(credential()), {DID_PAGE: web()[DID_PAGE]})
    assert set(opinion.refused) == {"status"}


@everyone_but(judges.fedify)  # A post in a social network is not in force from one day to another.
@pytest.mark.parametrize("year", [2025, 2030], ids=["too early", "too late"])
def test_no_judge_accepts_a_credential_outside_its_validity(judge, year):
    opinion = ask(judge, signed(credential()), web(), now=datetime(year, 6, 1, tzinfo=UTC))
    assert not opinion.accepted


@every_judge
def test_no_judge_accepts_the_signature_of_another_key(judge):
    opinion = ask(judge, signed(credential(), key=STRANGER), web())
    assert not opinion.passed & {RDFC, JCS}
    assert opinion.refused


@every_judge
def test_no_judge_accepts_an_unlisted_key(judge):
    document = signed(credential(), STRANGER, verificationMethod=f"{DID}#{multikey(STRANGER)}")
    opinion = ask(judge, document, web())
    assert not opinion.passed & {RDFC, JCS}
    assert opinion.refused


@every_judge
@pytest.mark.parametrize(("issuer", "accepted"), [(STRANGER_DID, True), (DID, False)], ids=["itself", "another"])
def test_each_judge_accepts_an_issuers_key_for_its_own_credentials_only(judge, issuer, accepted):
    method = {
        "id": f"{STRANGER_DID}#{multikey(STRANGER)}",
        "type": "Multikey",
        "controller": STRANGER_DID,
        "publicKeyMultibase": multikey(STRANGER),
    }
    theirs = did_document(id=STRANGER_DID, verificationMethod=[method], assertionMethod=[method["id"]])
    document = signed(credential(issuer={"id": issuer, "type": ["Profile"]}), STRANGER, verificationMethod=method["id"])
    opinion = ask(judge, document, {**web(), STRANGER_PAGE: json.dumps(theirs).encode()})
    assert opinion.passed & {RDFC, JCS} == (CHECKS[judge] & {RDFC, JCS} if accepted else set())


@every_judge
def test_no_judge_accepts_a_proof_for_another_purpose(judge):
    opinion = ask(judge, signed(credential(), proofPurpose="authentication"), web())
    assert not opinion.passed & {RDFC, JCS}
    assert opinion.refused


@every_judge
def test_no_judge_accepts_a_proof_with_a_changed_time(judge):
    document = signed(credential())
    for proof in document["proof"]:
        proof["created"] = "2026-06-01T09:30:01Z"
    opinion = ask(judge, document, web())
    assert not opinion.passed & {RDFC, JCS}
    assert opinion.refused


@everyone_but(judges.openbadgeslib)  # It looks for the key among all keys of the issuer.
def test_no_judge_accepts_a_key_that_the_issuer_does_not_use_for_assertions(judge):
    opinion = ask(judge, signed(credential()), web(did=did_document(assertionMethod=[])))
    assert not opinion.passed & {RDFC, JCS}
    assert opinion.refused


@every_judge
def test_a_judge_caches_nothing_about_an_issuer(judge):
    document = signed(credential())
    assert ask(judge, document, web()).accepted
    assert not ask(judge, document, web(did=did_document(verificationMethod=[]))).accepted


@every_judge
def test_a_judge_has_no_network(judge):
    assert not ask(judge, signed(credential()), {}).passed & {RDFC, JCS}


@asked(judges.digital_bazaar, judges.dcc, judges.openbadgeslib)
def test_safe_mode_refuses_a_term_that_no_context_defines(judge):
    opinion = ask(judge, signed(credential(grading="by vote")), web())
    assert RDFC not in opinion.passed


@pytest.mark.parametrize("text", [b"{", b"null", b"[]", b"{}"])
@everyone_but(judges.openvc_core)  # It is only asked about documents with a proof.
def test_a_judge_survives_a_malformed_credential(judge, text):
    broken, sound = judge([text, signed(credential())], web())
    assert broken.refused
    assert sound.accepted


def test_a_missing_proof_does_not_pass():
    document = signed(credential())
    document["proof"].pop()
    opinion = ask(judges.digital_bazaar, document, web())
    assert opinion.passed == {RDFC, "status"}
    assert set(opinion.refused) == {JCS}


@asked(judges.openbadgeslib, judges.awr, judges.fedify)
def test_a_proof_of_another_cryptosuite_does_not_pass(judge):
    document = signed(credential())
    document["proof"] = [proof for proof in document["proof"] if proof["cryptosuite"] not in CHECKS[judge]]
    assert not ask(judge, document, web()).passed & {RDFC, JCS}


@pytest.mark.parametrize("with_what", ["png", "svg"])
def test_openbadgeslib_extracts_nothing_from_an_empty_or_damaged_image(with_what):
    image = baked("credential", with_what)
    for damaged in (image.replace(b"credential", b"crocodile!"), image[: len(image) // 2]):
        with pytest.raises(LibOpenBadgesException):
            judges.unbaked(damaged)


@pytest.mark.parametrize("text", [b'{"a": 1, "a": 1}', b'{"proof": [], "credits": 2.5}'])
def test_awr_refuses_duplicate_members_and_fractional_numbers(text):
    assert ask(judges.awr, text, web()).refused[JCS].startswith("AWR-CANON")


@pytest.mark.reference(reference.SCHEMAS)
@pytest.mark.parametrize(
    "changes",
    [{"awardedDate": "14 May"}, {"validFrom": None}, {"evidence": {}}, {"credentialStatus": [1]}],
    ids=lambda changes: next(iter(changes)),
)
def test_the_official_schema_refuses_an_invalid_credential(changes):
    document = credential(**changes)
    assert judges.official_schema(document) != []


@pytest.mark.reference(reference.SCHEMAS)
def test_dcc_validates_a_credential_against_the_official_schema():
    opinion = ask(judges.dcc, signed(credential(awardedDate="2026-05-14")), web())
    assert "schema" in opinion.refused
