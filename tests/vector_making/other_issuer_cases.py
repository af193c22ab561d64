"""Credentials of strangers, and of a trusted university that does not use Testamur."""

from testamur.credentials import status_list
from vector_making.cases import case, could_not_read
from vector_making.sample_credentials import (
    BASE,
    CONTEXT,
    DID,
    EVIL_KEY,
    FREE,
    OLD_KEY,
    REVOKED,
    STRANGE_BASE,
    STRANGER,
    UNIVERSITY,
    UNIVERSITY_BASE,
    altered,
    award_body,
    document,
    jcs_only,
    method,
    multibase_of,
    sign,
)
from vector_making.sample_web import a_list, did_document, publish


def add():
    add_strangers()
    add_university()


def add_strangers():
    def theirs(name, **changes):
        return sign(document(name, base=STRANGE_BASE, **changes), EVIL_KEY, by=method(EVIL_KEY, STRANGER))

    def stranger(name, credential, verdict="UNTRUSTED ISSUER", **more):
        fails = {"issuer": "unknown-issuer", **more.pop("fails", {})}
        case(name, credential, verdict, fails=fails, foreign=True, web=("stranger",), **more)

    stranger("untrusted-issuer-of-a-like-name", theirs("untrusted-issuer-of-a-like-name"))  # C-08
    name = "untrusted-and-revoked"
    stranger(name, theirs(name, index=REVOKED), fails={"status": "revoked"})
    name = "untrusted-and-expired"
    stranger(name, theirs(name, validUntil="2026-10-01T00:00:00Z"), fails={"validity": "expired"})
    name = "untrusted-without-status"
    stranger(name, theirs(name, credentialStatus=None), stuck={"status": "status-missing"})
    name = "untrusted-and-altered"
    stranger(name, altered(theirs(name), "name", to="Another"), "INVALID", fails={"proof": "signature"})
    name = "untrusted-that-names-our-list"
    made = theirs(name, credentialStatus=status_list.entry(BASE, list_number=1, list_index=FREE))
    stranger(name, made, stuck={"status": "list-unreachable"})
    for name, purposes, fails in (
        ("untrusted-with-two-entries", ("revocation", "message"), {"status": "revoked"}),
        ("untrusted-with-a-purpose-that-is-not-read", ("message",), {}),
    ):
        made = document(name, base=STRANGE_BASE, index=REVOKED)
        made["credentialStatus"] = [{**made["credentialStatus"], "statusPurpose": purpose} for purpose in purposes]
        made = jcs_only(made, EVIL_KEY, by=method(EVIL_KEY, STRANGER))
        stranger(name, made, fails=fails, stuck={} if fails else {"status": "status-purpose"})
    made = document("untrusted-another-edition-of-the-context", base=STRANGE_BASE)
    made["@context"] = [CONTEXT[0], CONTEXT[1].replace("3.0.3", "3.0.1")]
    made = jcs_only(made, EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    stranger("untrusted-another-edition-of-the-context", made)
    made = document("untrusted-unknown-edition-of-the-context", base=STRANGE_BASE)
    made["@context"] = [CONTEXT[0], CONTEXT[1].replace("3.0.3", "3.9.9")]
    made = jcs_only(made, EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    could_not_read("untrusted-unknown-edition-of-the-context", made, "unknown-context", web=("stranger",))
    made = document("untrusted-with-an-inline-context", base=STRANGE_BASE)
    made["@context"] = [CONTEXT[0], {"name": "https://schema.org/description"}]
    made = jcs_only(made, EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    could_not_read("untrusted-with-an-inline-context", made, "unknown-context", web=("stranger",))  # C-32
    made = theirs("untrusted-with-rdfc-proof-only")  # C-05
    made["proof"] = made["proof"][0]
    stranger("untrusted-with-rdfc-proof-only", made)
    stranger("untrusted-with-rdfc-proof-only-and-all-proofs", made, allProofs=True)
    name = "untrusted-with-rdfc-proof-only-and-a-term-added"  # C-05
    made = altered(theirs(name), "credentialSubject", "honours", to="summa cum laude")
    made["proof"] = made["proof"][0]
    stranger(name, made, "INDETERMINATE", stuck={"proof": "proof-not-supported"})
    add_other_proofs_of_strangers(theirs, stranger)
    made = document(
        "issuer-is-a-did-key-and-the-signer-another",
        issuer={"id": "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"},
    )
    stuck = {"proof": "no-key"}  # its list is another's, to which it refers
    name = "issuer-is-a-did-key-and-the-signer-another"
    case(name, jcs_only(made), "INVALID", fails={"issuer": "unknown-key"}, stuck=stuck, foreign=True)
    made = document("issuer-is-no-did", issuer={"id": "https://issuers.example/7"})
    stuck = {"issuer": "issuer-unreachable", "proof": "no-key", "status": "no-key"}
    case("issuer-is-no-did", jcs_only(made), "INDETERMINATE", stuck=stuck, foreign=True)


def add_other_proofs_of_strangers(theirs, stranger):
    """A stranger may sign in ways that are not supported here: the verdict must not accuse."""
    older = {"type": "Ed25519Signature2018", "verificationMethod": method(EVIL_KEY, STRANGER), "proofValue": "z1"}

    def with_proofs(name, choose):
        made = theirs(name)
        return {**made, "proof": choose(*made["proof"])}

    for name, code, choose in (
        ("untrusted-with-an-older-proof", "proof-not-supported", lambda rdfc, ours: older),
        ("untrusted-with-nine-proofs", "proof-shape", lambda rdfc, ours: [ours] * 9),
        # C-13
        ("untrusted-with-a-chain", "proof-shape", lambda rdfc, ours: [rdfc, {**ours, "previousProof": "urn:x"}]),
    ):
        could_not_read(name, with_proofs(name, choose), code, web=("stranger",))
    name = "untrusted-with-two-proofs-of-a-kind"
    stranger(name, with_proofs(name, lambda rdfc, ours: [ours, ours]))
    name = "untrusted-with-an-older-proof-beside"
    stranger(name, with_proofs(name, lambda rdfc, ours: [older, ours]))
    name = "untrusted-with-a-proof-of-another-beside"
    by_another = {**older, "verificationMethod": "did:web:notary.example#key"}
    stranger(name, with_proofs(name, lambda rdfc, ours: [ours, by_another]))
    name = "untrusted-with-an-older-proof-that-is-called-as-ours"
    made = with_proofs(name, lambda rdfc, ours: {**ours, "type": "eddsa-jcs-2022"})
    could_not_read(name, made, "proof-not-supported", web=("stranger",))


def add_university():
    """Trusted, but without a registry like ours: it need not do what those always do."""
    listed = f"{UNIVERSITY_BASE}/status/1.json"
    by = f"{UNIVERSITY}#key-1"
    entries = [{"id": by, "type": "Multikey", "controller": UNIVERSITY, "publicKeyMultibase": multibase_of(OLD_KEY)}]
    found = did_document(by=UNIVERSITY, verificationMethod=entries, assertionMethod=[by])
    publish("university", f"{UNIVERSITY_BASE}/credentials/did.json", found)
    publish("university", listed, a_list((REVOKED,), key=OLD_KEY, by=by, id=listed, issuer={"id": UNIVERSITY}))

    def theirs(name, index=FREE, **changes):
        made = document(name, base=UNIVERSITY_BASE, index=index, **changes)
        made["issuer"] = {**made["issuer"], "id": UNIVERSITY}
        if "credentialStatus" in made:
            made["credentialStatus"] |= {"statusListCredential": listed}
        return sign(made, OLD_KEY, by=by)

    def ask(name, credential, *args, **more):
        case(name, credential, *args, foreign=True, trusted=(DID, UNIVERSITY), web=("university",), **more)

    ask("trusted-university", theirs("trusted-university"))
    name = "trusted-university-revoked"
    ask(name, theirs(name, REVOKED), "REVOKED", fails={"status": "revoked"})
    name = "trusted-university-with-a-refresh-service-and-a-schema"  # C-25
    made = award_body(theirs(name))
    made |= {"refreshService": {"type": "Refresh"}, "credentialSchema": {"id": "https://e.org/s", "type": "JsonSchema"}}
    ask(name, jcs_only(made, OLD_KEY, by=by))
    name = "trusted-university-with-code-points-that-are-no-characters"  # C-23
    made = award_body(theirs(name)) | {"name": "Data \ufdd0\ufffe\uffff\U0001ffff\U0010ffff"}
    ask(name, jcs_only(made, OLD_KEY, by=by))
    older = {"type": "Ed25519Signature2018", "verificationMethod": by, "proofValue": "z1"}
    name = "trusted-university-with-an-older-proof-beside"
    made = theirs(name)
    ask(name, {**made, "proof": [older, *made["proof"]]})
    name = "trusted-university-with-an-older-proof-beside-and-all-proofs"
    made = theirs(name)
    stuck = {"proof": "proof-not-supported"}
    ask(name, {**made, "proof": [older, *made["proof"]]}, "INDETERMINATE", stuck=stuck, allProofs=True)
    name = "trusted-university-without-status"
    ask(name, theirs(name, credentialStatus=None), "INDETERMINATE", stuck={"status": "status-missing"})
    name = "trusted-university-with-one-proof-as-an-object"
    made = theirs(name)
    ask(name, {**made, "proof": made["proof"][1]})
    add_several_proofs(ask, theirs, by)
    name = "trusted-university-with-rdfc-proof-only"
    made = theirs(name)
    made["proof"] = made["proof"][0]
    ask(name, made)
    name = "trusted-university-with-rdfc-proof-only-and-all-proofs"
    made = theirs(name)
    made["proof"] = made["proof"][0]
    ask(name, made, allProofs=True)


def add_several_proofs(ask, theirs, by):
    """Every proof of the issuer has to fit, if its kind is known; one that was removed is not missed."""

    def beside(name, *added, instead=None, **more):
        made = theirs(name)
        first = {**made["proof"][0], **(instead or {})}
        ask(name, {**made, "proof": [first, made["proof"][1], *added]}, **more)

    def unknown(number):
        return {"type": "DataIntegrityProof", "cryptosuite": f"suite-{number}", "verificationMethod": by}

    beside("several-proofs-two-unknown", unknown(1), unknown(2))
    beside("several-proofs-one-unknown-and-all-proofs", unknown(1), verdict="INDETERMINATE",
           stuck={"proof": "proof-not-supported"}, allProofs=True)  # fmt: skip
    another = {**unknown(1), "verificationMethod": "did:web:notary.example#key"}
    beside("several-proofs-one-by-somebody-else", another)
    elsewhere = {"verificationMethod": "did:web:notary.example#key"}
    beside("several-proofs-rdfc-by-somebody-else", instead=elsewhere)
    wrong = {"verdict": "INVALID", "fails": {"proof": "signature"}}
    beside("several-proofs-rdfc-does-not-fit", instead={"created": "2026-06-02T09:30:00Z"}, **wrong)
    unread = {"verdict": "INDETERMINATE", "stuck": {"proof": "proof-shape"}}
    beside("several-proofs-rdfc-of-no-signature", instead={"proofValue": "z1"}, **unread)
    unlisted = {"verdict": "INVALID", "fails": {"proof": "unknown-key"}}
    beside("several-proofs-rdfc-by-an-unlisted-key", instead={"verificationMethod": f"{UNIVERSITY}#key-2"}, **unlisted)
    beside("several-proofs-rdfc-of-terms-not-known", instead={"honours": "none"})
