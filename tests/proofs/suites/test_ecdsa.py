"""ECDSA suites in both directions with Digital Bazaar's libraries, and W3C's own vectors."""

import functools
import json

import pytest

import node_scripts
import reference
from foreign_award import credential
from testamur.errors import VerificationError
from testamur.proofs import multibase, public_keys
from testamur.proofs.suites import checking
from testamur.proofs.suites.signed_document import SignedDocument
from testamur.proofs.suites.suite import SUITES
from vector_making import proof_key_cases
from vector_making.sample_tokens import P256, P384

NAMES = ("ecdsa-rdfc-2019", "ecdsa-jcs-2019")
KEYS = (P256, P384)
W3C = reference.FOLDER / "vectors" / "w3c-vc-di-ecdsa"


def unsigned():
    return {name: value for name, value in credential().items() if name not in {"proof", "credentialStatus"}}


def signed(name, key):
    """A credential of a did:key with one proof of a suite."""
    did = f"did:key:{key.multikey}"
    made = {**unsigned(), "issuer": {"id": did, "type": ["Profile"], "name": "A"}}
    return proof_key_cases.proved(made, key, f"{did}#{key.multikey}", name)


OURS = [(name, key) for name in NAMES for key in KEYS]


def verify(document):
    key = public_keys.of_multikey(document["proof"]["verificationMethod"].partition("#")[2])
    checking.verify_proof(SignedDocument(document), document["proof"], key)


@functools.cache
def digital_bazaar():
    """What they issue, and what they say of ours: as they are, then each with a word changed."""
    ours = [signed(*one) for one in OURS]
    asked = {"documents": [unsigned()], "signed": [*ours, *({**one, "name": "Another"} for one in ours)]}
    return node_scripts.ask_judge("digital-bazaar-ecdsa", asked)


def test_digital_bazaar_issues_with_each_suite_and_curve():
    made = [one["proof"] for one in digital_bazaar()["issued"]]
    kinds = {public_keys.of_multikey(proof["verificationMethod"].partition("#")[2]).kind for proof in made}
    assert ({proof["cryptosuite"] for proof in made}, kinds, len(made)) == (set(NAMES), {"P-256", "P-384"}, 4)


@pytest.mark.parametrize("number", range(4))
def test_what_digital_bazaar_issues_fits(number):
    verify(digital_bazaar()["issued"][number])


@pytest.mark.parametrize("number", range(4))
def test_what_digital_bazaar_issued_and_somebody_altered_does_not_fit(number):
    document = digital_bazaar()["issued"][number]
    with pytest.raises(VerificationError, match="does not fit"):
        verify({**document, "name": "Another"})


@pytest.mark.parametrize("number", range(4), ids=[f"{name}, {key.kind}" for name, key in OURS])
def test_digital_bazaar_takes_what_fits_here(number):
    verify(signed(*OURS[number]))
    assert digital_bazaar()["taken"][number] is True


@pytest.mark.parametrize("number", range(4), ids=[f"{name}, {key.kind}" for name, key in OURS])
def test_digital_bazaar_refuses_what_was_altered(number):
    assert digital_bazaar()["taken"][len(OURS) + number] is not True


@pytest.mark.reference(reference.W3C_VECTORS)
@pytest.mark.parametrize(("suite", "curve"), [(suite, curve) for suite in NAMES for curve in ("p256", "p384")])
def test_what_the_w3c_signs_is_ours(suite, curve):
    folder = W3C / f"{suite}-{curve}"
    if not folder.is_dir():
        pytest.skip("W3C's ECDSA vectors are not among the reference data")
    (file,) = folder.glob("signed*.json")
    (hashes,) = folder.glob("combinedHash*.txt")
    document = json.loads(file.read_bytes())
    proof = document["proof"]
    key = public_keys.of_multikey(proof["verificationMethod"].partition("#")[2])
    message = bytes.fromhex(hashes.read_text().strip())
    assert key.verify(multibase.decode_base58btc(proof["proofValue"]), message)
    if not SUITES[suite].is_rdf:  # the RDF of their example has words of a context that is not ours
        assert SUITES[suite].message(SignedDocument(document), proof, key.kind) == message
        verify(document)
