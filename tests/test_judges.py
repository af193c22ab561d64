"""The judges are worth asking: each accepts what is right, and refuses each thing that is wrong.

What they are asked about is signed with other people's libraries, and with no code of the project (foreign_award.py).
"""

import json
from datetime import UTC, datetime

import pytest

import judges
import reference
from foreign_award import DID_PAGE, INDEX, LIST_PAGE, STRANGER, credential, did_document, signed, status_list, web
from judges import JCS, RDFC

CHECKS = {
    judges.digital_bazaar: {RDFC, JCS, "status"},
    judges.dcc: judges.DCC_CHECKS,
    judges.openvc_core: {RDFC, JCS, "status"},
}
every_judge = pytest.mark.parametrize("judge", CHECKS, ids=lambda judge: judge.__name__)


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
def test_each_judge_accepts_what_other_libraries_signed(judge):
    opinion = ask(judge, signed(credential()), web())
    assert opinion.accepted, opinion.refused
    assert opinion.passed == CHECKS[judge]


@every_judge
def test_each_judge_accepts_the_status_list_as_a_credential_of_its_own(judge):
    opinion = ask(judge, status_list(), web())
    assert opinion.accepted, opinion.refused
    assert opinion.passed == CHECKS[judge] - {"status", "schema"}


@pytest.mark.reference(reference.SCHEMAS)
def test_the_official_schema_accepts_what_other_libraries_signed():
    assert judges.official_schema(signed(credential())) == []


@pytest.mark.reference(reference.WORKED_EXAMPLE)
def test_the_official_schema_accepts_the_worked_example():
    assert judges.official_schema((reference.EXAMPLE / "credential.json").read_bytes()) == []


# What is wrong -------------------------------------------------------------------------------------------------


@every_judge
def test_no_judge_accepts_one_changed_byte(judge):
    text = json.dumps(signed(credential()))
    opinion = ask(judge, text.replace('"value": "87"', '"value": "88"').encode(), web())
    assert not opinion.accepted
    assert not opinion.passed & {RDFC, JCS}


@every_judge
def test_no_judge_accepts_a_set_bit(judge):
    opinion = ask(judge, signed(credential()), web(listed=status_list(INDEX)))
    assert set(opinion.refused) == {"status"}


@every_judge
def test_a_set_bit_of_a_neighbour_changes_nothing(judge):
    opinion = ask(judge, signed(credential()), web(listed=status_list(INDEX - 1, INDEX + 1)))
    assert opinion.accepted, opinion.refused


@every_judge
def test_no_judge_accepts_a_status_list_of_a_stranger(judge):
    opinion = ask(judge, signed(credential()), web(listed=status_list(key=STRANGER)))
    assert set(opinion.refused) == {"status"}


@every_judge
def test_no_judge_accepts_a_status_list_that_is_not_there(judge):
    opinion = ask(judge, signed(credential()), {DID_PAGE: web()[DID_PAGE]})
    assert set(opinion.refused) == {"status"}


@every_judge
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
def test_no_judge_accepts_a_key_that_the_issuer_does_not_use_for_assertions(judge):
    opinion = ask(judge, signed(credential()), web(did=did_document(assertionMethod=[])))
    assert not opinion.passed & {RDFC, JCS}
    assert opinion.refused


@every_judge
def test_a_judge_looks_at_the_issuer_anew_each_time(judge):
    document = signed(credential())
    assert ask(judge, document, web()).accepted
    assert not ask(judge, document, web(did=did_document(verificationMethod=[]))).accepted


@every_judge
def test_a_judge_has_no_network(judge):
    assert not ask(judge, signed(credential()), {}).passed & {RDFC, JCS}


@pytest.mark.parametrize("judge", [judges.digital_bazaar, judges.dcc], ids=lambda judge: judge.__name__)
def test_safe_mode_refuses_a_term_that_no_context_defines(judge):
    opinion = ask(judge, signed(credential(grading="by vote")), web())
    assert RDFC not in opinion.passed


@pytest.mark.parametrize("text", [b"{", b"null", b"[]", b"{}"])
@pytest.mark.parametrize("judge", [judges.digital_bazaar, judges.dcc], ids=lambda judge: judge.__name__)
def test_a_judge_outlives_what_is_no_credential(judge, text):
    broken, sound = judge([text, signed(credential())], web())
    assert broken.refused
    assert sound.accepted


def test_a_missing_proof_is_not_passed():
    document = signed(credential())
    document["proof"].pop()
    opinion = ask(judges.digital_bazaar, document, web())
    assert opinion.passed == {RDFC, "status"}
    assert set(opinion.refused) == {JCS}


@pytest.mark.reference(reference.SCHEMAS)
@pytest.mark.parametrize(
    "changes",
    [{"awardedDate": "14 May"}, {"validFrom": None}, {"evidence": {}}, {"credentialStatus": [1]}],
    ids=lambda changes: next(iter(changes)),
)
def test_the_official_schema_refuses_what_it_does_not_describe(changes):
    document = credential(**changes)
    assert judges.official_schema(document) != []


@pytest.mark.reference(reference.SCHEMAS)
def test_dcc_holds_a_credential_against_the_official_schema():
    opinion = ask(judges.dcc, signed(credential(awardedDate="2026-05-14")), web())
    assert "schema" in opinion.refused
