"""Proofs: the published vectors to the byte, and everything that must not verify."""

import copy
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import foreign_award
import reference
from testamur.errors import DocumentError, IndeterminateError, KeyRefusedError, VerificationError
from testamur.proofs import data_integrity, jcs, multibase, multikey, rdf
from testamur.proofs.terms import CREDENTIALS_CONTEXT

CREATED = "2026-06-01T09:30:00Z"
METHOD = "did:web:badges.harbour.example:issuer#z6Mk"


class SeedSigner:
    def __init__(self, seed=bytes(32)):
        self.private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public_key = self.private.public_key().public_bytes_raw()

    def sign(self, message):
        return self.private.sign(message)


def published(folder, name):
    return (reference.W3C / folder / name).read_text()


GENUINE = json.dumps(foreign_award.signed(foreign_award.credential()))


def genuine():
    """A copy of an award that others composed and signed, which a test may change."""
    return json.loads(GENUINE)


def key_of(proof):
    return multikey.decode(proof["verificationMethod"].partition("#")[2])


def unsecured(document):
    return {name: held for name, held in document.items() if name != "proof"}


def seed_of(pair):
    """The seed of a published private key, which has a two-byte prefix."""
    return multibase.decode_base58btc(pair["privateKeyMultibase"])[2:]


# Published vectors ---------------------------------------------------------------------------------------------


@pytest.mark.reference(reference.W3C_VECTORS)
def test_w3c_jcs_vector_to_the_byte():
    folder, document = "eddsa-jcs-2022", json.loads(published("eddsa-jcs-2022", "signedJCS.json"))
    proof = document["proof"]
    config = json.loads(published(folder, "proofConfigJCS.json"))
    assert jcs.canonicalize(unsecured(document)).decode() == published(folder, "canonDocJCS.txt")
    assert jcs.canonicalize(config).decode() == published(folder, "proofCanonJCS.txt")
    made = data_integrity.proof_config("eddsa-jcs-2022", document, proof["created"], proof["verificationMethod"])
    assert made == config
    message = data_integrity.hash_data(document, proof)
    assert message.hex() == published(folder, "combinedHashJCS.txt")
    signer = SeedSigner(seed_of(json.loads((reference.W3C / "keyPair.json").read_text())))
    assert signer.sign(message).hex() == published(folder, "sigHexJCS.txt")
    assert multibase.encode_base58btc(signer.sign(message)) == published(folder, "sigBTC58JCS.txt")
    data_integrity.verify_proof(document, proof, signer.public_key)


@pytest.mark.reference(reference.W3C_VECTORS)
def test_w3c_rdfc_vector_from_its_canonical_forms():
    folder = "eddsa-rdfc-2022"
    # Its document uses the W3C's example terms, which our vocabulary does not have.
    config = json.loads(published(folder, "proofConfigDataInt.json")) | {
        "@context": ["https://www.w3.org/ns/credentials/v2"]
    }
    assert rdf.canonical(config).decode() == published(folder, "proofCanonDataInt.txt")
    message = data_integrity.combine(rdf.canonical(config), published(folder, "canonDocDataInt.txt").encode())
    assert message.hex() == published(folder, "combinedHashDataInt.txt")
    signer = SeedSigner(seed_of(json.loads((reference.W3C / "keyPair.json").read_text())))
    assert signer.sign(message).hex() == published(folder, "sigHexDataInt.txt")
    proof_value = json.loads(published(folder, "signedDataInt.json"))["proof"]["proofValue"]
    assert multikey.verify(signer.public_key, multibase.decode_base58btc(proof_value, 64), message)


@pytest.mark.reference(reference.W3C_VECTORS)
@pytest.mark.parametrize("number", [0, 1])
def test_each_proof_of_the_w3c_proof_set_verifies_on_the_document_without_proofs(number):
    proof = json.loads(published("proof-set-chain", "signedProofSet2.json"))["proof"][number]
    config = {name: held for name, held in proof.items() if name != "proofValue"}
    canonical_config = rdf.canonical(config | {"@context": ["https://www.w3.org/ns/credentials/v2"]})
    # The set is over the same document as the single proof's vector.
    message = data_integrity.combine(canonical_config, published("eddsa-rdfc-2022", "canonDocDataInt.txt").encode())
    assert multikey.verify(key_of(proof), multibase.decode_base58btc(proof["proofValue"], 64), message)


@pytest.mark.reference(reference.ONE_EDTECH_VECTORS)
def test_1edtech_worked_example_to_the_byte():
    folder = reference.ONE_EDTECH / "obv3p0"
    document = json.loads((folder / "signed.json").read_text())
    proof = document["proof"]
    config = {name: held for name, held in proof.items() if name != "proofValue"} | {"@context": document["@context"]}
    for said, file in ((unsecured(document), "document-canon.txt"), (config, "proof-canon.txt")):
        assert rdf.canonical(said).decode().strip() == (folder / file).read_text().strip()
    data_integrity.verify_proof(document, proof, key_of(proof))


@pytest.mark.reference(reference.ONE_EDTECH_VECTORS)
@pytest.mark.parametrize("name", ["obv3p0", "clrv2p0"])
def test_1edtech_signatures_fit_the_published_canonical_forms(name):
    # This learner record is outside our vocabulary: its published canonical form is taken.
    folder = reference.ONE_EDTECH / name
    signed = json.loads((folder / "signed.json").read_text())
    proof = signed["proof"][0] if isinstance(signed["proof"], list) else signed["proof"]
    forms = ((folder / file).read_text().strip() + "\n" for file in ("proof-canon.txt", "document-canon.txt"))
    message = data_integrity.combine(*(form.encode() for form in forms))
    assert multikey.verify(key_of(proof), multibase.decode_base58btc(proof["proofValue"], 64), message)


@pytest.mark.parametrize("document", [genuine(), foreign_award.status_list()], ids=["award", "status list"])
def test_both_proofs_made_by_others_verify(document):
    for proof in document["proof"]:
        data_integrity.verify_proof(document, proof, key_of(proof))


@pytest.mark.reference(reference.WORKED_EXAMPLE)
@pytest.mark.parametrize("name", ["credential.json", "revocation-1.json"])
def test_both_proofs_of_the_worked_example_verify(name):
    document = json.loads((reference.EXAMPLE / name).read_text())
    assert [proof["cryptosuite"] for proof in document["proof"]] == list(data_integrity.CRYPTOSUITES)
    for proof in document["proof"]:
        data_integrity.verify_proof(document, proof, key_of(proof))


# Making proofs -------------------------------------------------------------------------------------------------


def add(document, signer=None, **changes):
    arguments = {"created": CREATED, "verification_method": METHOD} | changes
    return data_integrity.add_proofs(document, signer or SeedSigner(), **arguments)


def test_both_proofs_are_added_in_order_and_verify():
    signer = SeedSigner()
    secured = add(unsecured(genuine()), signer)
    assert [proof["cryptosuite"] for proof in secured["proof"]] == ["eddsa-rdfc-2022", "eddsa-jcs-2022"]
    assert [sorted(proof) for proof in secured["proof"]] == [sorted(proof) for proof in genuine()["proof"]]
    for proof in secured["proof"]:
        data_integrity.verify_proof(secured, proof, signer.public_key)
        data_integrity.verify_proof(unsecured(secured), proof, signer.public_key)


def test_the_same_document_and_key_give_the_same_proofs():
    document = unsecured(genuine())
    assert add(document) == add(document)


def test_the_document_given_is_not_changed():
    document = unsecured(genuine())
    before = copy.deepcopy(document)
    add(document)
    assert document == before


@pytest.mark.parametrize("created", ["2026-06-01T09:30:00", "2026-06-01T09:30:00+00:00", "2026-02-30T09:30:00Z", ""])
def test_a_malformed_creation_time_is_refused(created):
    with pytest.raises(DocumentError, match="created"):
        add(unsecured(genuine()), created=created)


def test_a_document_with_a_proof_is_not_signed_again():
    with pytest.raises(DocumentError, match="proof"):
        add(genuine())


def test_an_undefined_member_is_not_signed():
    document = unsecured(genuine())
    document["credentialSubject"]["achievement"]["honours"] = "x"
    with pytest.raises(DocumentError, match=r"^credentialSubject\.achievement\.honours: "):
        add(document)


@pytest.mark.parametrize(
    "broken",
    [
        lambda signature: signature[:63],
        lambda signature: signature + b"\0",
        lambda signature: bytes(64),
        lambda signature: signature[:-1] + bytes([signature[-1] ^ 1]),
        lambda signature: signature.hex(),
        lambda signature: None,
    ],
    ids=["63 bytes", "65 bytes", "zeros", "flipped bit", "text", "nothing"],
)
def test_a_broken_signer_issues_nothing(broken):  # K-12
    signer = SeedSigner()
    signer.sign = lambda message: broken(signer.private.sign(message))
    with pytest.raises(KeyRefusedError, match="nothing was issued"):
        add(unsecured(genuine()), signer)


def test_a_signer_with_another_public_key_issues_nothing():  # K-05
    signer = SeedSigner()
    signer.public_key = SeedSigner(b"\1" * 32).public_key
    with pytest.raises(KeyRefusedError):
        add(unsecured(genuine()), signer)


def test_a_signer_with_a_weak_public_key_issues_nothing():  # K-08
    signer = SeedSigner()
    signer.public_key = b"\1" + bytes(31)
    with pytest.raises(KeyRefusedError, match="low order"):
        add(unsecured(genuine()), signer)


# Checking proofs -----------------------------------------------------------------------------------------------

RDFC, JCS = 0, 1


def verdict(number, change_document=None, change_proof=None):
    document = genuine()
    proof, public = document["proof"][number], key_of(document["proof"][number])
    (change_document or dict)(document)
    (change_proof or dict)(proof)
    with pytest.raises(VerificationError) as refused:
        data_integrity.verify_proof(document, proof, public)
    return "INDETERMINATE" if isinstance(refused.value, IndeterminateError) else "INVALID"


@pytest.mark.parametrize("number", [RDFC, JCS])
@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(id="https://badges.harbour.example/awards/other/"),
        lambda d: d.update(name="Data Analysis foundations"),
        lambda d: d.update(validUntil="2099-05-14T22:59:59Z"),
        lambda d: d.pop("validUntil"),
        lambda d: d["issuer"].update(id="did:web:evil.example"),
        lambda d: d["credentialSubject"]["identifier"][0].update(identityHash="Someone Else"),
        lambda d: d["credentialSubject"]["achievement"].update(creditsAvailable=20),
        lambda d: d["credentialStatus"].update(statusListIndex="4822"),
        lambda d: d.pop("credentialStatus"),
    ],
)
def test_an_altered_document_does_not_verify(number, change):
    assert verdict(number, change) == "INVALID"


@pytest.mark.parametrize("number", [RDFC, JCS])
@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.update(created="2020-06-01T09:30:00Z"),
        lambda p: p.update(created="2026-06-01T09:30:00+00:00"),
        lambda p: p.update(created="2026-06-01T09:30:00.000Z"),
        lambda p: p.update(created="2026-13-01T09:30:00Z"),
        lambda p: p.update(created="２026-06-01T09:30:00Z"),
        lambda p: p.update(created=None),
        lambda p: p.pop("created"),
        lambda p: p.update(verificationMethod="did:web:evil.example#z6Mk"),
        lambda p: p.pop("verificationMethod"),
        lambda p: p.update(verificationMethod={"id": "did:web:evil.example#z6Mk"}),
        lambda p: p.update(proofPurpose="authentication"),
        lambda p: p.update(proofPurpose=["assertionMethod"]),
        lambda p: p.pop("proofPurpose"),
        lambda p: p.pop("cryptosuite"),
        lambda p: p.update(cryptosuite=["eddsa-jcs-2022"]),
        lambda p: p.pop("type"),
        lambda p: p.update(type=["DataIntegrityProof"]),
        lambda p: p.update({"@context": ["https://www.w3.org/ns/credentials/v2"]}),
        lambda p: p.pop("proofValue"),
        lambda p: p.update(proofValue=""),
        lambda p: p.update(proofValue=None),
        lambda p: p.update(proofValue="u" + p["proofValue"][1:]),
        lambda p: p.update(proofValue="z" + p["proofValue"][2:]),
        lambda p: p.update(proofValue=p["proofValue"] + "1"),
        lambda p: p.update(proofValue="z" + "2" * 100_000),
        lambda p: p.update(proofValue=p["proofValue"][:40] + "0" + p["proofValue"][41:]),
    ],
)
def test_an_altered_proof_does_not_verify(number, change):  # C-11, C-14
    assert verdict(number, None, change) == "INVALID"


@pytest.mark.parametrize("proof", [None, [], "proof", 7, {}])
def test_a_malformed_proof_does_not_verify(proof):
    with pytest.raises(VerificationError):
        data_integrity.verify_proof(genuine(), proof, SeedSigner().public_key)


@pytest.mark.parametrize("position", range(0, 64, 7))
def test_a_signature_with_a_flipped_bit_does_not_verify(position):
    def flip(proof):
        signature = bytearray(multibase.decode_base58btc(proof["proofValue"], 64))
        signature[position] ^= 1
        proof["proofValue"] = multibase.encode_base58btc(bytes(signature))

    assert verdict(JCS, None, flip) == "INVALID"


def test_a_signature_with_s_above_the_group_order_does_not_verify():  # C-14
    def malleate(proof):
        signature = multibase.decode_base58btc(proof["proofValue"], 64)
        s = int.from_bytes(signature[32:], "little") + 2**252 + 27742317777372353535851937790883648493
        proof["proofValue"] = multibase.encode_base58btc(signature[:32] + s.to_bytes(32, "little"))

    assert verdict(JCS, None, malleate) == "INVALID"


def test_a_context_added_to_a_jcs_signed_document_does_not_verify():  # C-03
    # The specified algorithm would drop it and accept the proof.
    assert verdict(JCS, lambda d: d["@context"].append("https://evil.example/context")) == "INVALID"


def test_an_undefined_member_is_invalid_by_jcs_and_cannot_be_judged_by_rdfc():  # C-02, C-05
    def add_member(document):
        document["credentialSubject"]["honours"] = "summa cum laude"

    assert verdict(JCS, add_member) == "INVALID"
    assert verdict(RDFC, add_member) == "INDETERMINATE"


@pytest.mark.parametrize("kind", ["ecdsa-sd-2023", "eddsa-2022", "bbs-2023", "\x1b]0;pwned"])
def test_another_cryptosuite_is_named_and_not_judged(kind):  # C-12
    document = genuine()
    with pytest.raises(IndeterminateError) as refused:
        data_integrity.verify_proof(document, document["proof"][JCS] | {"cryptosuite": kind}, SeedSigner().public_key)
    assert ascii(kind) in str(refused.value)


@pytest.mark.parametrize("kind", ["Ed25519Signature2020", "RsaSignature2018"])
def test_another_type_of_proof_is_named_and_not_judged(kind):  # C-12
    with pytest.raises(IndeterminateError, match=kind):
        data_integrity.verify_proof(genuine(), {"type": kind, "jws": "x"}, SeedSigner().public_key)


def test_a_member_added_to_a_proof_makes_it_invalid():
    assert verdict(JCS, None, lambda p: p.update(previousProof="urn:uuid:1")) == "INVALID"


def test_a_proof_with_signed_options_that_are_not_understood_is_not_judged():
    document, signer = unsecured(genuine()), SeedSigner()
    proof = data_integrity.proof_config("eddsa-jcs-2022", document, CREATED, METHOD) | {"expires": CREATED}
    proof["proofValue"] = multibase.encode_base58btc(signer.sign(data_integrity.hash_data(document, proof)))
    with pytest.raises(IndeterminateError, match="'expires'"):
        data_integrity.verify_proof(document, proof, signer.public_key)


def test_another_key_does_not_verify():
    document = genuine()
    with pytest.raises(VerificationError, match="does not fit the document"):
        data_integrity.verify_proof(document, document["proof"][JCS], SeedSigner().public_key)


def hashed(cryptosuite, **changes):
    document = {"@context": [CREDENTIALS_CONTEXT], "id": "https://e.org/1", "type": ["VerifiableCredential"]}
    config = data_integrity.proof_config(cryptosuite, document, "2026-06-01T09:30:00Z", "did:web:a.example#k")
    return data_integrity.hash_data(document, {**config, **changes})


@pytest.mark.parametrize("cryptosuite", data_integrity.CRYPTOSUITES)
@pytest.mark.parametrize("change", [{"created": "2026-06-01T09:30:01Z"}, {"verificationMethod": "did:web:a.example#l"}])
def test_a_configuration_that_was_hashed_before_is_not_taken_for_another(cryptosuite, change):
    before = hashed(cryptosuite)
    assert (hashed(cryptosuite, **change) != before, hashed(cryptosuite)) == (True, before)


def test_what_is_outside_the_vocabulary_is_refused_every_time():
    for _ in range(2):
        with pytest.raises(DocumentError, match="nonce"):
            hashed(data_integrity.RDFC, nonce="x")
