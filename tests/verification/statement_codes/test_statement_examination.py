"""Statement codes get their expected verdicts, and whoever changes a byte of one is found out."""

import datetime

import pytest

import verifying
from testamur.credentials.statement_codes import statement_code
from testamur.proofs.cose import sign1
from testamur.verification.statement_codes.outcome import StatementExamination

NAMES = [path.name for path in verifying.CODES]


@pytest.mark.parametrize("name", NAMES)
def test_each_vector_gets_its_expected_verdict_and_code(name):
    data, expected = verifying.code(name)
    found = verifying.examine_code(data, expected)
    assert (found.verdict, found.code) == (expected["verdict"], expected["code"]), found.sentence


def test_there_are_two_that_fail_for_each_that_is_signed():
    verdicts = [verifying.code(name)[1]["verdict"] for name in NAMES]
    assert verdicts.count("SIGNED") * 2 <= len(verdicts) - verdicts.count("SIGNED")


def test_no_code_is_ever_called_valid_or_ends_well():
    found = [verifying.examine_code(*verifying.code(name)) for name in NAMES]
    assert {one.verdict for one in found} == {"SIGNED", "INVALID", "INDETERMINATE", "UNTRUSTED ISSUER"}
    assert all(one.exit_code for one in found)


def test_every_change_of_a_byte_is_refused():
    data, expected = verifying.code("signed")
    web = verifying.Web(expected["web"])
    changed = [
        data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :] for at in range(len(data)) for bit in (0, 3, 7)
    ]
    assert {verifying.examine_code(one, expected, web).verdict for one in changed} <= {"INVALID", "INDETERMINATE"}


def test_every_part_of_a_code_is_refused():
    data, expected = verifying.code("signed")
    assert {verifying.examine_code(data[:size], expected).code for size in range(len(data))} == {"unreadable"}


def test_what_is_not_signed_is_not_repeated():
    altered = verifying.examine_code(*verifying.code("name-altered"))
    assert (altered.statement, altered.facts, altered.address) == (None, {}, "")


def test_what_was_signed_is_told_with_the_page_of_the_award():
    found = verifying.examine_code(*verifying.code("signed"))
    assert found.facts == {
        "issuer": "did:web:badges.harbour.example:issuer",
        "learner": "Zoë Ó Briain 李",
        "achievement": "Data Analysis Foundations",
        "awardedDate": "2026-05-14",
        "validUntil": "2029-05-14T22:59:59Z",
        "address": found.address,
    }


def test_the_sentence_says_what_only_the_network_can_say():
    found = verifying.examine_code(*verifying.code("signed"))
    assert found.sentence == ("Signed by badges.harbour.example; whether it still stands, only the network can say.")


def test_a_name_that_is_not_in_the_code_can_be_compared_with_the_paper():
    statement = verifying.examine_code(*verifying.code("signed-without-a-name")).statement
    assert statement.name == ""
    assert [statement.is_of(name) for name in ("Zoë Ó Briain 李", " Zoë  Ó Briain 李 ", "Zoe O Briain")] == [
        True, True, False
    ]  # fmt: skip


def test_an_end_is_exact():
    data, expected = verifying.code("signed")
    statement = statement_code.decode(sign1.read(data).payload)
    late = {**expected, "now": (statement.valid_until + datetime.timedelta(seconds=1)).isoformat()}
    assert verifying.examine_code(data, late).code == "ended"
    assert StatementExamination(verdict="SIGNED", code="", sentence="").exit_code == 3
