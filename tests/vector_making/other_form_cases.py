"""Sound awards of strangers in forms that registries like ours do not use: none of them may be called altered."""

import json

from testamur.credentials.document_parts import CONTEXT
from vector_making.cases import case, could_not_read
from vector_making.sample_credentials import EVIL_KEY, document, jcs_only, method, multibase_of, proof
from vector_making.sample_tokens import b64, written
from vector_making.sample_web import did_document, publish

V1 = ["https://www.w3.org/2018/credentials/v1", CONTEXT[1], "https://w3id.org/security/data-integrity/v2"]
EXTENDED = [*CONTEXT, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]
EDITION_2 = [CONTEXT[0], CONTEXT[1].replace("3.0.3", "3.0.2")]


def add():
    add_documents()
    add_proofs()
    add_did_documents()
    add_keys_as_issuers()


def theirs(name, *, did=None, **changes):
    """An award of did:web:forms.example:<name>, without a status entry, unsigned."""
    made = document(name, credentialStatus=None, **changes)
    return {**made, "issuer": {"id": did or issuer(name), "type": ["Profile"], "name": "Forms"}}


def issuer(name):
    return f"did:web:forms.example:{name}"


def signed(name, made, **proof_changes):
    return jcs_only(made, EVIL_KEY, by=method(EVIL_KEY, issuer(name)), **proof_changes)


def publish_keys(name, found=None):
    """Publish the DID document of `theirs`: of the key that `signed` signs with, or another."""
    publish(name, f"https://forms.example/{name}/did.json", found or did_document(EVIL_KEY, by=issuer(name)))


def fits(name, made, found=None):
    """Add a case in which the signature fits, and nothing more is known."""
    publish_keys(name, found)
    unknown = {"issuer": "unknown-issuer"}
    case(name, made, "UNTRUSTED ISSUER", fails=unknown, stuck={"status": "status-missing"}, foreign=True, web=(name,))


def add_documents():
    for name, changes in {
        "form-id-is-a-urn": {"id": "urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01"},
        "form-id-over-http": {"id": "http://forms.example/1"},
        "form-no-id": {"id": None},
        "form-edition-before": {"@context": EDITION_2},
        "form-extensions": {"@context": EXTENDED},
        "form-data-model-1": {
            "@context": V1, "issuanceDate": "2026-05-14T12:00:00Z", "validFrom": None, "validUntil": None,
        },
    }.items():  # fmt: skip
        fits(name, signed(name, theirs(name, **changes)))
    for name, place in {
        "form-endorsement-of-another-edition": ("credentialSubject", "achievement"),
        "form-endorsement-of-the-award": (),
    }.items():
        made = theirs(name)
        inner = made
        for step in place:
            inner = inner[step]
        inner["endorsement"] = [{"@context": EDITION_2, "type": ["VerifiableCredential", "EndorsementCredential"]}]
        fits(name, signed(name, made))
    name = "form-date-of-a-day"
    could_not_read(name, signed(name, theirs(name, validFrom="2026-05-14")), "date")
    name = "form-byte-order-mark"
    fits(name, b"\xef\xbb\xbf" + json.dumps(signed(name, theirs(name))).encode())


def add_proofs():
    for name, created in {
        "form-created-with-milliseconds": "2026-06-01T09:30:00.123Z",
        "form-created-with-an-offset": "2026-06-01T09:30:00+02:00",
    }.items():
        fits(name, signed(name, theirs(name), created=created))
    name = "form-proof-without-contexts"
    fits(name, signed(name, theirs(name), **{"@context": None}))
    name = "form-proof-with-the-first-contexts"
    made = theirs(name)
    one = proof(made, EVIL_KEY, by=method(EVIL_KEY, issuer(name)))
    fits(name, {**made, "@context": EXTENDED, "proof": one})
    name = "form-proof-for-another-purpose"
    stuck_at(name, signed(name, theirs(name), proofPurpose="authentication"), "proof-shape")


def stuck_at(name, made, code):
    """Add a case in which the proof could not be checked, and nobody is accused."""
    publish_keys(name)
    stuck = {"proof": code, "status": "status-missing"}
    case(name, made, "INDETERMINATE", fails={"issuer": "unknown-issuer"}, stuck=stuck, foreign=True, web=(name,))


JWK = {"kty": "OKP", "crv": "Ed25519", "x": b64(EVIL_KEY.public_key)}


def add_did_documents():
    for name, kind, key in (
        ("form-key-of-the-2020-suite", "Ed25519VerificationKey2020", {"publicKeyMultibase": multibase_of(EVIL_KEY)}),
        ("form-key-as-a-jwk", "JsonWebKey", {"publicKeyJwk": JWK}),
        ("form-key-as-a-jwk-of-2020", "JsonWebKey2020", {"publicKeyJwk": JWK}),
    ):
        one = {"id": method(EVIL_KEY, issuer(name)), "type": kind, "controller": issuer(name), **key}
        fits(name, signed(name, theirs(name)), did_document(EVIL_KEY, by=issuer(name), verificationMethod=[one]))
    name = "form-key-written-out"
    listed = did_document(EVIL_KEY, by=issuer(name))
    methods = listed.pop("verificationMethod")
    fits(name, signed(name, theirs(name)), {**listed, "assertionMethod": methods})
    name = "form-key-of-a-relative-name"
    made = did_document(EVIL_KEY, by=issuer(name))
    short = f"#{multibase_of(EVIL_KEY)}"
    made["verificationMethod"][0]["id"] = short
    fits(name, signed(name, theirs(name)), {**made, "assertionMethod": [short]})


def add_keys_as_issuers():
    in_a_name = b64(written(JWK))
    key = multibase_of(EVIL_KEY)
    for name, did, fragment in (
        ("form-issuer-is-a-did-key", f"did:key:{key}", key),
        ("form-issuer-is-a-did-jwk", f"did:jwk:{in_a_name}", "0"),
    ):
        made = jcs_only(theirs(name, did=did), EVIL_KEY, by=f"{did}#{fragment}")
        fits(name, made)
    for name, did in {
        "form-did-key-of-another-kind": "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169",
        "form-did-jwk-without-json": "did:jwk:AAAA",
    }.items():
        made = jcs_only(theirs(name, did=did), EVIL_KEY, by=f"{did}#0")
        if "jwk" in did:
            could_not_read(name, made, "issuer")
        else:
            # The proof names a key that no such DID has; but it is the DID's own, only written in another way.
            stuck = {"issuer": "key-not-listed", "proof": "no-key", "status": "status-missing"}
            case(name, made, "INDETERMINATE", stuck=stuck, foreign=True, web=())
