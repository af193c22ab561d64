"""Every vector leads to what it says: verdict, outcomes and codes. The browser's verifier runs the same folders."""

import pytest

import make_vectors
import verifying
from testamur.verification.check import NAMES


@pytest.mark.parametrize("name", [path.name for path in verifying.CASES])
def test_vector(name):
    data, expected = verifying.case(name)
    examined = verifying.examine(data, expected)
    found = {
        "verdict": examined.verdict.value,
        "checks": {check.name: check.outcome for check in examined.checks},
        "codes": {check.name: check.code for check in examined.checks if check.code},
    }
    assert found == {part: expected[part] for part in found}, [check.detail for check in examined.checks]
    assert tuple(found["checks"]) == NAMES


def test_vectors_are_as_they_are_made():
    assert make_vectors.differing(verifying.VECTORS) == []


def test_most_vectors_are_refused():
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
