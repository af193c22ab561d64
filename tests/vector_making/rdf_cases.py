"""Awards of strangers whose signature covers their meaning, as RDF: in every suite that does, and in many forms."""

from testamur.credentials.document_parts import CONTEXT
from testamur.proofs import multibase
from testamur.proofs.suites.signed_document import SignedDocument
from testamur.proofs.suites.suite import SUITES
from vector_making.cases import case, could_not_read
from vector_making.other_form_cases import fits, issuer, publish_keys, stuck_at, theirs
from vector_making.sample_credentials import EVIL_KEY, OLD_KEY, altered, method, multibase_of, proof
from vector_making.sample_web import did_document

OLDER, RDFC, JCS = "Ed25519Signature2020", "eddsa-rdfc-2022", "eddsa-jcs-2022"
SUITE = "https://w3id.org/security/suites/ed25519-2020/v1"
INTEGRITY = "https://w3id.org/security/data-integrity/v2"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
V1 = "https://www.w3.org/2018/credentials/v1"
WITH_SUITE = [*CONTEXT, SUITE]
MODEL_1 = {"issuanceDate": "2026-05-14T12:00:00Z", "validFrom": None, "validUntil": None, "awardedDate": None}


def add():
    add_documents()
    add_suites()
    add_several()
    add_altered()
    add_what_is_not_signed()


def signed(name, made, *suites, keys=(EVIL_KEY,), **changes):
    """With a proof of each suite by each key; `changes` to a proof are signed, too."""
    proofs = [one(name, made, suite, key, **changes) for suite in suites or (RDFC,) for key in keys]
    return {**made, "proof": proofs if len(proofs) > 1 else proofs[0]}


def one(name, made, suite, key=EVIL_KEY, **changes):
    kind = {"type": OLDER} if suite == OLDER else {"type": "DataIntegrityProof", "cryptosuite": suite}
    config = {
        **kind, "created": "2026-06-01T09:30:00Z", "proofPurpose": "assertionMethod",
        "verificationMethod": method(key, issuer(name)), **changes,
    }  # fmt: skip
    message = SUITES[suite].message(SignedDocument(made), config, "Ed25519")
    return {**config, "proofValue": multibase.encode_base58btc(key.sign(message))}


def add_documents():
    embedded = {
        "@context": CONTEXT,
        "id": "https://agency.example/endorsements/1/",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": "did:web:agency.example", "type": ["Profile"], "name": "Agency"},
        "validFrom": "2026-05-01T09:30:00Z",
        "credentialSubject": {"id": "https://e.org/a", "type": ["EndorsementSubject"], "endorsementComment": "ok"},
    }
    endorsed = {**embedded, "proof": [proof(embedded, OLD_KEY), proof(embedded, OLD_KEY, suite=RDFC)]}
    alike = {"type": ["Alignment"], "targetName": "Statistics", "targetUrl": "https://e.org/statistics"}
    schema = {"id": "https://e.org/schema.json", "type": "1EdTechJsonSchemaValidator2019"}
    for name, changes in {
        "rdf-alone": {},
        "rdf-data-model-1": {"@context": [V1, CONTEXT[1].replace("3.0.3", "3.0.2"), INTEGRITY], **MODEL_1},
        "rdf-extensions": {"@context": [*CONTEXT, EXTENSIONS], "credentialSchema": [schema]},
        "rdf-language": {"description": {"@value": "Datenanalyse", "@language": "de"}},
        "rdf-null-and-nothing": {"description": [None], "evidence": [], "image": {"id": "https://e.org/a.png"}},
        "rdf-parts-that-are-alike": {"alignment": [alike, alike]},
        "rdf-endorsement-inside": {"endorsement": [endorsed]},
        "rdf-a-number-and-a-truth-value": {"description": [1, 2.5, True]},
    }.items():
        fits(name, signed(name, theirs(name, **changes)))


def add_suites():
    for name, changes in {
        "rdf-older-suite": {"@context": WITH_SUITE},
        "rdf-older-suite-of-data-model-1": {"@context": [V1, CONTEXT[1].replace("3.0.3", "3.0.1"), SUITE], **MODEL_1},
    }.items():
        fits(name, signed(name, theirs(name, **changes), OLDER))
    name = "rdf-all-suites"
    fits(name, signed(name, theirs(name, **{"@context": WITH_SUITE}), OLDER, RDFC, JCS))
    name = "rdf-older-suite-without-its-context"
    made = signed(name, theirs(name, **{"@context": WITH_SUITE}), OLDER)
    stuck_at(name, {**made, "@context": CONTEXT}, "proof-not-supported")
    name = "rdf-older-suite-called-a-cryptosuite"
    made = signed(name, theirs(name, **{"@context": WITH_SUITE}), OLDER)
    named = {**made["proof"], "type": "DataIntegrityProof", "cryptosuite": OLDER}
    could_not_read(name, {**made, "proof": named}, "proof-not-supported", index=False)


def two_keys(name):
    entries = [
        {
            "id": method(key, issuer(name)), "type": "Multikey", "controller": issuer(name),
            "publicKeyMultibase": multibase_of(key),
        }
        for key in (EVIL_KEY, OLD_KEY)
    ]  # fmt: skip
    names = [entry["id"] for entry in entries]
    return did_document(EVIL_KEY, by=issuer(name), verificationMethod=entries, assertionMethod=names)


def add_several():
    """Of several proofs of one suite, by different keys, each has to fit."""
    name = "rdf-two-keys"
    fits(name, signed(name, theirs(name), keys=(EVIL_KEY, OLD_KEY)), two_keys(name))
    name = "rdf-two-keys-and-one-does-not-fit"
    made = altered(
        signed(name, theirs(name), keys=(EVIL_KEY, OLD_KEY)), "proof", 1, "created", to="2026-06-02T09:30:00Z"
    )
    refused(name, made, found=two_keys(name))
    name = "rdf-two-keys-and-one-is-not-listed"
    refused(name, signed(name, theirs(name), keys=(EVIL_KEY, OLD_KEY)), code="unknown-key")


def add_altered():
    for suite, label in ((RDFC, "rdf"), (OLDER, "rdf-older-suite")):
        name = f"{label}-altered-name"
        made = signed(name, theirs(name, **{"@context": WITH_SUITE}), suite)
        refused(name, altered(made, "credentialSubject", "achievement", "name", to="Medicine"))
        name = f"{label}-altered-created"
        made = signed(name, theirs(name, **{"@context": WITH_SUITE}), suite)
        refused(name, altered(made, "proof", "created", to="2026-06-02T09:30:00Z"))
        name = f"{label}-altered-end"
        made = signed(name, theirs(name, **{"@context": WITH_SUITE}), suite)
        refused(name, {member: value for member, value in made.items() if member != "validUntil"})
    name = "rdf-list-in-another-order"
    scale = {"id": "urn:uuid:1", "type": ["ResultDescription"], "name": "Grade", "resultType": "LetterGrade"}
    made = theirs(name)
    made["credentialSubject"]["achievement"]["resultDescription"] = [{**scale, "allowedValue": ["A", "B"]}]
    place = ("credentialSubject", "achievement", "resultDescription", 0, "allowedValue")
    refused(name, altered(signed(name, made), *place, to=["B", "A"]))


def add_what_is_not_signed():
    """What nothing signs, or not all sign alike, leaves a document unjudged."""
    for name, change in {
        "rdf-a-member-added": {"honours": "summa cum laude"},
        "rdf-a-member-added-and-another-altered": {"honours": "summa cum laude", "name": "Medicine"},
        "rdf-a-member-added-inside": {"evidence": [{"type": ["Evidence"], "honours": "summa cum laude"}]},
        "rdf-a-direction-added": {"description": {"@value": "x", "@direction": "rtl"}},
        "rdf-a-keyword-added": {"@included": [{"name": "x"}]},
        "rdf-a-language-that-not-all-write-alike": {"description": {"@value": "x", "@language": "en-US"}},
        "rdf-a-poison": {"alignment": [{"type": ["Alignment"], "alignment": [{"type": ["Alignment"]}] * 9}] * 2},
        "rdf-too-deep": {"evidence": deep(40)},
    }.items():
        stuck_at(name, {**signed(name, theirs(name)), **change}, "proof-not-supported")
    # Both have the same quads. Moved inside, the end would not be found.
    name = "rdf-the-end-moved-inside"
    ended = theirs(name, validUntil="2026-06-30T00:00:00Z")
    ended["evidence"] = [{"id": ended["id"], "type": ["VerifiableCredential"]}]
    made = signed(name, ended)
    made["evidence"] = [{**made["evidence"][0], "validUntil": made.pop("validUntil")}]
    stuck_at(name, made, "proof-not-supported")
    name = "rdf-contexts-that-contradict-each-other"
    made = theirs(name, **{"@context": [CONTEXT[0], CONTEXT[1].replace("3.0.3", "3.0.1")]})
    stuck_at(name, {**made, "proof": signed(name, theirs(name))["proof"]}, "proof-not-supported")
    name = "rdf-a-proof-with-fewer-contexts"
    stuck_at(name, signed(name, theirs(name), **{"@context": CONTEXT[:1]}), "proof-shape")
    name = "rdf-a-proof-with-an-option-that-is-not-understood"
    stuck_at(name, signed(name, theirs(name), domain="e.org"), "proof-not-supported")


def deep(levels):
    made = {"type": ["Evidence"], "name": "x"}
    for _ in range(levels):
        made = {"type": ["Evidence"], "alignment": made}
    return made


def refused(name, made, *, code="signature", found=None):
    """Add a case in which a signature was checked, and does not fit."""
    publish_keys(name, found)
    fails = {"issuer": "unknown-issuer", "proof": code}
    case(name, made, "INVALID", fails=fails, stuck={"status": "status-missing"}, foreign=True, web=(name,))
