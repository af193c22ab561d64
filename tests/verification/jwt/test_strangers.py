"""Tokens in both directions: what openbadgeslib signs fits here and in Node, and what is signed for us fits there."""

import base64
import datetime
import json

import pytest
from cryptography.hazmat.primitives import serialization
from openbadgeslib.ob3 import Achievement, Issuer, OB3Signer, OB3VerificationError, OB3Verifier, OpenBadgeCredential

import node_scripts
import verifying
from vector_making.sample_tokens import ED, OTHER_ED, P256, RSA, token
from vector_making.token_issuers import award, did_document_of

NOW = "2026-11-01T12:00:00Z"
NAME = "strangers"
DID = f"did:web:tokens.example:{NAME}"
ADDRESS = f"https://tokens.example/{NAME}/did.json"
KEYS = [ED, P256, RSA]


def signed_by_openbadgeslib(key, did=DID):
    pem = key.private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    award = OpenBadgeCredential(
        issuer=Issuer(id=did, name="Strangers"),
        recipient_id="mailto:zoe@mail.example",
        achievement=Achievement(
            id="https://tokens.example/a", name="A", description="Some words.", criteria_narrative="Do it."
        ),
    )
    return OB3Signer(pem, algorithm=key.alg).sign(award).encode()


def web(*keys):
    made = verifying.Web([])
    made.documents = {ADDRESS: json.dumps(did_document_of(NAME, *keys)).encode()}
    return made


def verdict(data, *keys):
    # What openbadgeslib signs begins now.
    now = datetime.datetime.now(datetime.UTC).isoformat()
    return verifying.examine(data, {"now": now, "trusted": []}, web(*keys)).verdict


def signed_here(key):
    made = award(NAME)
    claims = {"iss": DID, "jti": made["id"], "sub": made["credentialSubject"]["id"], "nbf": 1780306200}
    return token({**made, **claims}, key, kid=f"{DID}#key-1")


def altered(data):
    header, payload, signature = data.split(b".")
    inner = json.loads(base64.urlsafe_b64decode(payload + b"=="))
    inner["name"] = "Another"
    changed = base64.urlsafe_b64encode(json.dumps(inner).encode()).rstrip(b"=")
    return b".".join((header, changed, signature))


@pytest.mark.parametrize("key", KEYS)
def test_what_openbadgeslib_signs_fits(key):
    assert verdict(signed_by_openbadgeslib(key), P256, RSA, ED) == "UNTRUSTED ISSUER"


@pytest.mark.parametrize("key", KEYS)
def test_what_openbadgeslib_signed_and_somebody_altered_does_not_fit(key):
    assert verdict(altered(signed_by_openbadgeslib(key)), key) == "INVALID"


def test_what_openbadgeslib_signs_by_a_key_that_the_issuer_does_not_list_is_not_the_issuers():
    assert verdict(signed_by_openbadgeslib(OTHER_ED), ED) == "INVALID"


@pytest.mark.parametrize("key", KEYS)
def test_openbadgeslib_takes_a_token_that_fits_here(key):
    data = signed_here(key)
    assert verdict(data, key) == "UNTRUSTED ISSUER"
    assert reader(key).verify(data.decode()).issuer.id == DID


@pytest.mark.parametrize("key", KEYS)
def test_openbadgeslib_refuses_an_altered_token_as_is_done_here(key):
    data = altered(signed_here(key))
    assert verdict(data, key) == "INVALID"
    with pytest.raises(OB3VerificationError):
        reader(key).verify(data.decode())


def reader(key):
    public = key.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return OB3Verifier(public)


def test_node_says_the_same_of_what_openbadgeslib_signs():
    made = [signed_by_openbadgeslib(key) for key in KEYS]
    made += [altered(one) for one in made]
    now = datetime.datetime.now(datetime.UTC).isoformat()
    documents = node_scripts.encoded_web(web(*KEYS).documents)
    cases = [
        {"data": node_scripts.encoded(one), "expected": {"now": now, "trusted": []}, "documents": documents}
        for one in made
    ]
    assert [one["verdict"] for one in node_scripts.examine(cases)] == [verdict(one, *KEYS) for one in made]
