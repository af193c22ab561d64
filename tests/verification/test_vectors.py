"""Every vector gets its expected verdict, outcomes and codes. The browser's verifier runs the same folders."""

import pytest

import make_vectors
import verifying
from testamur.verification import wrapper
from testamur.verification.check import NAMES
from testamur.verification.verdict import Verdict


@pytest.mark.parametrize("name", [path.name for path in verifying.CASES])
def test_each_vector_gets_its_expected_verdict_and_checks(name):
    data, expected = verifying.case(name)
    examined = verifying.examine(data, expected)
    found = {
        "verdict": examined.verdict.value,
        "checks": {check.name: check.outcome for check in examined.checks},
        "codes": {check.name: check.code for check in examined.checks if check.code},
    }
    assert found == {part: expected[part] for part in found}, [check.detail for check in examined.checks]
    assert tuple(found["checks"]) in {NAMES, (*NAMES, "registered")}


@pytest.mark.parametrize("name", [path.name for path in verifying.WRAPPERS])
def test_each_wrapper_gets_its_expected_verdict_and_checks(name):
    data, expected = verifying.case(name, "wrappers")
    wrapped, inner = verifying.examine_wrapper(data, expected)
    found = {
        "kind": wrapped.kind,
        "verdict": wrapped.verdict,
        "checks": {check.name: check.outcome for check in wrapped.checks},
        "codes": {check.name: check.code for check in wrapped.checks if check.code},
        "inner": [examined.verdict.value for examined in inner],
    }
    assert found == {part: expected[part] for part in found}, [check.detail for check in wrapped.checks]


@pytest.mark.parametrize("name", [path.name for path in verifying.WRAPPERS])
def test_a_wrapper_examined_as_a_credential_is_never_valid(name):
    data, expected = verifying.case(name, "wrappers")
    assert verifying.examine(data, expected).verdict in {Verdict.INVALID, Verdict.INDETERMINATE}


@pytest.mark.parametrize("name", ["valid", "endorsement", "expired", "not-json-empty", "list-instead-of-credential"])
def test_a_document_that_wraps_nothing_is_not_a_wrapper(name):
    assert wrapper.unwrap(verifying.case(name)[0]) is None


def test_the_stored_vectors_equal_those_that_are_made():
    assert make_vectors.differing(verifying.VECTORS) == []


def test_most_vectors_are_not_valid_and_every_verdict_occurs():
    verdicts = [verifying.case(path.name)[1]["verdict"] for path in verifying.CASES]
    assert len(verdicts) > 150
    assert verdicts.count("VALID") * 3 < len(verdicts)
    assert set(verdicts) == {
        "VALID",
        "EXPIRED",
        "NOT YET VALID",
        "REVOKED",
        "SUSPENDED",
        "SUPERSEDED",
        "UNTRUSTED ISSUER",
        "INVALID",
        "INDETERMINATE",
    }
