"""Proofs of others are checked by the rules of their suites: against vectors and libraries that nobody here wrote."""

import copy
import json

import pytest

import reference
from foreign_award import credential
from testamur.errors import IndeterminateError, VerificationError
from testamur.proofs import data_integrity, multibase, multikey, public_keys
from testamur.proofs.jose import jwk
from testamur.proofs.linked_data import to_rdf
from testamur.proofs.suites import checking
from testamur.proofs.suites.signed_document import SignedDocument
from testamur.proofs.suites.suite import ORDER, SUITES, find_suite
from vector_making.sample_tokens import ED, P256, P384

W3C = reference.W3C
FOREIGN = reference.FOREIGN
SUITE_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"
BY = "did:web:example.org#key-1"
SIGNERS = {"Ed25519": ED, "P-256": P256, "P-384": P384}
WITH_KEYS = [(name, SIGNERS[kind]) for name in ORDER for kind in SUITES[name].digests]


def signer_of(name):
    return SIGNERS[next(iter(SUITES[name].digests))]


def signed(name, made=None, key=None, **changes):
    """A document with one proof of a suite, signed by a key of the samples; `changes` are signed, too."""
    key = key or signer_of(name)
    made = {**(made or credential())}
    made.pop("proof", None)
    made["@context"] = [*made["@context"], SUITE_CONTEXT]
    proof = {"created": "2026-06-01T09:30:00Z", "proofPurpose": "assertionMethod", "verificationMethod": BY, **changes}
    is_type = name == "Ed25519Signature2020"
    proof |= {"type": name} if is_type else {"type": "DataIntegrityProof", "cryptosuite": name}
    message = SUITES[name].message(SignedDocument(made), proof, key.kind)
    proof["proofValue"] = multibase.encode_base58btc(key.sign(message))
    return {**made, "proof": proof}


def verify(document, key=None):
    """Check the document's proof with the key that signs by its suite, or another."""
    suite = find_suite(document["proof"])
    signer = key or (signer_of(suite.name) if suite else ED)
    checking.verify_proof(SignedDocument(document), document["proof"], jwk.read(signer.jwk))


def refusal(document):
    with pytest.raises(VerificationError) as caught:
        verify(document)
    return caught.value


@pytest.mark.parametrize(("name", "key"), WITH_KEYS)
def test_a_proof_of_each_suite_and_kind_of_key_fits(name, key):
    verify(signed(name, key=key), key)


@pytest.mark.parametrize(("name", "key"), WITH_KEYS)
def test_a_suite_takes_no_other_kind_of_key(name, key):
    document = signed(name, key=key)
    for kind, other in SIGNERS.items():
        if kind not in SUITES[name].digests:
            with pytest.raises(IndeterminateError, match=f"takes no {kind} key"):
                verify(document, other)


def test_a_signature_of_the_size_of_another_key_is_no_signature():
    document = signed("ecdsa-jcs-2019", key=P256)
    with pytest.raises(VerificationError, match="64 bytes where 96 belong"):
        verify(document, P384)


@pytest.mark.parametrize("name", ORDER)
@pytest.mark.parametrize("member", ["name", "description"])
def test_a_document_that_was_altered_does_not_fit(name, member):
    document = signed(name)
    assert refusal({**document, member: "other"}).code == "signature"


@pytest.mark.parametrize("name", ORDER)
@pytest.mark.parametrize("change", [{"created": "2026-06-02T09:30:00Z"}, {"verificationMethod": f"{BY}0"}])
def test_a_proof_that_was_altered_does_not_fit(name, change):
    document = signed(name)
    assert refusal({**document, "proof": {**document["proof"], **change}}).code == "signature"


@pytest.mark.parametrize("name", ORDER)
def test_a_proof_of_one_suite_is_none_of_another(name):
    document = signed(name)
    for other in ORDER:
        if other != name:
            is_type = other == "Ed25519Signature2020"
            kind = {"type": other} if is_type else {"type": "DataIntegrityProof", "cryptosuite": other}
            proof = {key: value for key, value in document["proof"].items() if key not in {"type", "cryptosuite"}}
            assert refusal({**document, "proof": {**proof, **kind}}).code == "signature"


@pytest.mark.parametrize(
    "proof",
    [
        {"type": "DataIntegrityProof", "cryptosuite": "Ed25519Signature2020"},
        {"type": "eddsa-jcs-2022"},
        {"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023"},
        {"type": "Ed25519Signature2018"},
        {"type": "DataIntegrityProof", "cryptosuite": ["eddsa-jcs-2022"]},
        {"type": ["DataIntegrityProof"], "cryptosuite": "eddsa-jcs-2022"},
        {},
    ],
)
def test_a_proof_is_of_a_suite_in_the_table_by_its_own_name_or_of_none(proof):
    assert find_suite(proof) is None
    assert refusal({**credential(), "proof": proof}).code == "proof"


@pytest.mark.parametrize("name", ["eddsa-rdfc-2022", "Ed25519Signature2020"])
def test_a_member_that_nothing_signs_leaves_a_document_unjudged(name):
    error = refusal({**signed(name), "honours": "summa cum laude"})
    assert isinstance(error, IndeterminateError)
    assert error.reason == "the signature fits, but nothing signs honours, which none of its contexts defines"


@pytest.mark.parametrize("name", ["eddsa-rdfc-2022", "Ed25519Signature2020"])
def test_where_a_term_is_not_known_a_signature_that_does_not_fit_proves_nothing(name):
    # The issuer may have signed by a later edition of a context, in which it is one.
    error = refusal({**signed(name), "honours": "summa cum laude", "description": "other"})
    assert isinstance(error, IndeterminateError)
    assert error.reason == "the signature does not fit, and honours is not a term of its contexts here"


@pytest.mark.parametrize("name", ["eddsa-rdfc-2022", "Ed25519Signature2020"])
def test_what_is_signed_cannot_be_told_where_more_than_a_member_is_unknown(name):
    error = refusal({**signed(name), "@included": [{"name": "x"}]})
    assert isinstance(error, IndeterminateError)
    assert error.reason == (
        f"what {name} signs of it cannot be told: @included: not a term of its contexts here, so that nothing signs it"
    )


def test_where_software_signs_differently_a_signature_that_does_not_fit_proves_nothing():
    document = signed("eddsa-rdfc-2022")
    error = refusal({**document, "name": {"@value": "x", "@language": "en-US"}})
    assert isinstance(error, IndeterminateError)
    assert "not all software signs '@language en-US' alike" in error.reason


def test_a_suite_that_its_document_has_no_word_for_is_not_judged():
    document = signed("Ed25519Signature2020")
    document["@context"] = document["@context"][:-1]
    assert isinstance(refusal(document), IndeterminateError)


@pytest.mark.parametrize("name", ORDER)
def test_an_option_that_is_not_understood_is_not_judged_although_it_was_signed(name):
    error = refusal(signed(name, domain="example.org"))
    assert isinstance(error, IndeterminateError)
    assert "'domain' is not understood" in error.reason


def test_a_canonical_form_is_worked_out_once_for_all_proofs(monkeypatch):
    document = SignedDocument({**credential(), "honours": "x"})
    worked_out = []
    signed_part = to_rdf.signed_part
    monkeypatch.setattr(to_rdf, "signed_part", lambda *given: worked_out.append(given) or signed_part(*given))
    for _ in range(3):
        with pytest.raises(IndeterminateError):
            checking.verify_proof(document, signed("eddsa-rdfc-2022")["proof"], jwk.read(ED.jwk))
    asked = [given for given in worked_out if given[0].get("honours")]
    assert len(asked) == 1


# Vectors of others ----------------------------------------------------------------------------------------------


@pytest.mark.reference(reference.W3C_VECTORS)
def test_the_configuration_and_signature_of_the_w3cs_ed25519signature2020_are_ours():
    folder = W3C / "Ed25519Signature2020"
    document = json.loads((folder / "signedEdSig.json").read_text())
    proof = {name: value for name, value in document["proof"].items() if name != "proofValue"}
    # Of the contexts, that of W3C's examples has no word that a proof uses.
    known = [url for url in document["@context"] if "examples" not in url]
    config = to_rdf.canonical({**proof, "@context": known})
    assert config.decode() == (folder / "proofCanonEdSig.txt").read_text()
    message = data_integrity.combine(config, (folder / "canonDocEdSig.txt").read_bytes())
    signature = multibase.decode_base58btc(document["proof"]["proofValue"], 64)
    assert multikey.verify(
        multikey.decode(document["proof"]["verificationMethod"].partition("#")[2]), signature, message
    )


@pytest.mark.reference(FOREIGN)
@pytest.mark.parametrize("name", ["v2WithValidStatus", "v2DoubleSigWithValidStatus", "v2EddsaWithValidStatus"])
def test_proofs_of_the_digital_credentials_consortium_fit(name):
    document = json.loads((reference.FOLDER / "foreign" / "dcc" / f"{name}.json").read_text())
    proofs = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    for proof in proofs:
        key = public_keys.of_multikey(proof["verificationMethod"].partition("#")[2])
        checking.verify_proof(SignedDocument(document), proof, key)
        altered = copy.deepcopy(document)
        altered["name"] = "other"
        with pytest.raises(VerificationError, match="does not fit"):
            checking.verify_proof(SignedDocument(altered), proof, key)


@pytest.mark.reference(FOREIGN)
@pytest.mark.parametrize(
    "name",
    ["complete", "endorsement-valid", "simple", "simple_v1", "simple-context-version", "credential-status-revoked"],
)
def test_signatures_of_1edtech_fit(name):
    # Each names its key in its verification method; whose it is, others ask.
    document = json.loads((reference.FOLDER / "foreign" / "1edtech-ob30" / f"{name}.json").read_text())
    proof = document["proof"][0] if isinstance(document["proof"], list) else document["proof"]
    key = public_keys.of_multikey(proof["verificationMethod"].rpartition("#")[2])
    checking.verify_proof(SignedDocument(document), proof, key)
    with pytest.raises(VerificationError, match="does not fit"):
        checking.verify_proof(SignedDocument({**document, "name": "other"}), proof, key)


@pytest.mark.reference(reference.ONE_EDTECH_VECTORS)
@pytest.mark.parametrize("family", ["obv3p0", "clrv2p0"])
def test_the_forms_that_1edtech_publishes_of_a_document_and_its_proof_are_ours(family):
    folder = reference.ONE_EDTECH / family
    document = json.loads((folder / "signed.json").read_text())
    proof = document.pop("proof")
    proof = proof[0] if isinstance(proof, list) else proof
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    published = [(folder / f"{part}-canon.txt").read_text().strip() for part in ("proof", "document")]
    forms = [to_rdf.canonical({**config, "@context": document["@context"]}), to_rdf.canonical(document)]
    assert [form.decode().strip() for form in forms] == published
