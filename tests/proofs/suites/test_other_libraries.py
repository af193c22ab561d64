"""What other issuers' libraries sign is accepted, what we sign they accept, and what was altered neither does."""

import copy

import pytest

import foreign_award
import node_scripts
import official_contexts
from testamur.errors import VerificationError
from testamur.proofs import keys, multikey
from testamur.proofs.jose.public_key import PublicKey
from testamur.proofs.suites import checking
from testamur.proofs.suites.signed_document import SignedDocument
from vector_making.rdf_cases import one

SEED = bytes([7]) * 32
KEY = keys.from_seed(SEED)
CONTROLLER = "did:web:example.org"
METHOD = f"{CONTROLLER}#{multikey.encode(KEY.public_key)}"
SUITES = ("eddsa-rdfc-2022", "Ed25519Signature2020")
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/"
SUITE_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"
CONTEXTS = {
    "model 2": ["https://www.w3.org/ns/credentials/v2", f"{BADGES}context-3.0.3.json", SUITE_CONTEXT],
    "model 1": [
        "https://www.w3.org/2018/credentials/v1",
        f"{BADGES}context-3.0.3.json",
        "https://w3id.org/security/data-integrity/v2",
        SUITE_CONTEXT,
    ],
}  # fmt: skip


def document(model):
    made = {name: value for name, value in foreign_award.credential().items() if name != "proof"}
    made["@context"] = CONTEXTS[model]
    if model == "model 1":
        del made["credentialStatus"], made["validFrom"]
        made["issuanceDate"] = "2026-05-14T12:00:00Z"
    return made


CASES = [(suite, model) for suite in SUITES for model in CONTEXTS]
OURS = [
    {**(made := document(model)), "proof": one("", made, suite, KEY, verificationMethod=METHOD)}
    for suite, model in CASES
]


def altered(made):
    copied = copy.deepcopy(made)
    copied["credentialSubject"]["achievement"]["name"] = "Medicine"
    return copied


@pytest.fixture(scope="module")
def theirs():
    """What they sign, and what they say of what we sign: first as it is, then altered."""
    asked = {
        "contexts": {url: official_contexts.load(url) for url in official_contexts.URLS},
        "seed": SEED.hex(),
        "controller": CONTROLLER,
        "sign": [(suite, document(model)) for suite, model in CASES],
        "verify": [*OURS, *map(altered, OURS)],
    }
    return node_scripts.ask_judge("proofs-of-others", asked)


def check(made):
    checking.verify_proof(SignedDocument(made), made["proof"], PublicKey("Ed25519", KEY.public_key))


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_they_sign_fits_until_it_is_altered(theirs, number):
    made = theirs["signed"][number]
    assert made["proof"].get("cryptosuite", made["proof"]["type"]) == CASES[number][0]
    check(made)
    with pytest.raises(VerificationError) as refused:
        check(altered(made))
    assert refused.value.code == "signature"


def test_what_we_sign_they_accept_until_it_is_altered(theirs):
    assert theirs["verified"] == [True] * len(OURS) + [False] * len(OURS)


def test_what_both_sign_is_one_signature(theirs):
    # Ed25519 leaves nothing to chance: of the same bytes there is one signature.
    assert [made["proof"]["proofValue"] for made in theirs["signed"]] == [made["proof"]["proofValue"] for made in OURS]
