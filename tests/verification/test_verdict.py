"""The verdict that follows from the checks, for every combination of outcomes; and its exit code."""

from itertools import product

import pytest

from testamur.verification import examination
from testamur.verification.check import NAMES, could_not_run, failed, not_applicable, passed
from testamur.verification.verdict import ASSERTS_GENUINE, GRAVEST_FIRST, WORDS, Verdict


@pytest.mark.parametrize(
    ("verdict", "code"), [("VALID", 0), ("INDETERMINATE", 3), ("REVOKED", 1), ("UNTRUSTED ISSUER", 1)]
)
def test_the_exit_code_tells_valid_invalid_and_unknown_apart(verdict, code):
    assert Verdict(verdict).exit_code == code


FAILURES = {
    "document": (Verdict.INVALID,),
    "issuer": (Verdict.INVALID, Verdict.UNTRUSTED_ISSUER),
    "proof": (Verdict.INVALID,),
    "validity": (Verdict.EXPIRED, Verdict.NOT_YET_VALID),
    "status": (Verdict.REVOKED, Verdict.SUSPENDED, Verdict.SUPERSEDED, Verdict.INVALID),
    "edition": (Verdict.SUPERSEDED, Verdict.INVALID),
}
EVERY_COMBINATION = list(
    product(
        *(
            [passed(name, ""), not_applicable(name, ""), could_not_run(name, "", "")]
            + [failed(name, "", "", verdict) for verdict in FAILURES[name]]
            for name in NAMES
        )
    )
)


def test_only_a_full_set_of_passed_checks_is_valid():
    for checks in EVERY_COMBINATION:
        whole = all(check.outcome in {"passed", "not-applicable"} for check in checks)
        proved = checks[2].outcome == "passed"
        assert (examination.reach(list(checks)) is Verdict.VALID) is (whole and proved)


def test_a_credential_is_called_genuine_only_if_signature_and_key_were_checked():
    for checks in EVERY_COMBINATION:
        verdict = examination.reach(list(checks))
        if verdict in ASSERTS_GENUINE - {Verdict.VALID}:
            assert checks[2].outcome == "passed"
            assert checks[1].outcome in {"passed", "not-applicable"}
        if checks[2].outcome != "passed":
            assert verdict in {Verdict.INVALID, Verdict.INDETERMINATE}


def test_the_verdicts_that_assert_genuine_are_those_whose_sentence_says_so():
    assert {verdict for verdict in Verdict if "genuine" in WORDS[verdict].lower()} == ASSERTS_GENUINE


def test_other_words_change_no_verdict(monkeypatch):
    before = [examination.reach(list(checks)) for checks in EVERY_COMBINATION]
    for verdict in Verdict:
        monkeypatch.setitem(WORDS, verdict, "Authentic")
    assert [examination.reach(list(checks)) for checks in EVERY_COMBINATION] == before


def test_the_gravest_finding_determines_the_verdict():
    for checks in EVERY_COMBINATION:
        found = [check.verdict for check in checks if check.verdict]
        verdict = examination.reach(list(checks))
        if checks[1].outcome != "could-not-run" and checks[2].outcome == "passed" and found:
            assert verdict == min(found, key=GRAVEST_FIRST.index)
        if Verdict.INVALID in found:
            assert verdict is Verdict.INVALID


def test_the_gravest_verdict_wins():
    said = "INVALID, UNTRUSTED ISSUER, REVOKED, SUSPENDED, SUPERSEDED, NOT YET VALID, EXPIRED, INDETERMINATE, VALID"
    assert ", ".join(GRAVEST_FIRST) == said
