"""Forms that were found in what others publish, sound ones and spoilt ones, each made anew here."""

from testamur.credentials import status_list
from testamur.credentials.document_parts import CONTEXT
from testamur.proofs import multibase
from vector_making import open_badges_2_cases as older
from vector_making.cases import case, could_not_read
from vector_making.other_form_cases import V1, fits, issuer, publish_keys, signed, theirs
from vector_making.proof_key_cases import NO_STATUS, UNPROVEN, proved
from vector_making.rdf_cases import one
from vector_making.sample_credentials import EVIL_KEY, KEY, REVOKED, method, multibase_of
from vector_making.sample_tokens import ED, OTHER_ED
from vector_making.sample_web import did_document, publish
from vector_making.status_kind_cases import address_of, entry, list_by
from vector_making.token_issuers import award, unread
from vector_making.token_issuers import fits as token_fits
from vector_making.token_issuers import signed as token_of

DRAFT = "https://imsglobal.github.io/openbadges-specification/context.json"
BLOCKCERTS = "https://w3id.org/blockcerts/v2"


def add():
    add_keys()
    add_keys_in_names()
    add_proofs()
    add_statuses()
    add_drafts()
    add_documents_that_are_no_badges()


def add_keys():
    name = "wild-key-written-out-twice"
    listed = did_document(EVIL_KEY, by=issuer(name))
    fits(name, signed(name, theirs(name)), {**listed, "assertionMethod": listed["verificationMethod"]})
    name = "wild-two-keys-under-one-name"
    listed = did_document(EVIL_KEY, by=issuer(name))
    other = {**listed["verificationMethod"][0], "publicKeyMultibase": multibase_of(KEY)}
    publish_keys(name, {**listed, "assertionMethod": [other]})
    stuck = {"issuer": "key-shape", "proof": "no-key", **NO_STATUS}
    case(name, signed(name, theirs(name)), "INDETERMINATE", stuck=stuck, foreign=True, web=(name,))
    for name, text, code in (
        ("wild-key-of-the-2018-suite", base58(EVIL_KEY.public_key), None),
        ("wild-key-of-the-2018-suite-with-a-prefix", multibase_of(EVIL_KEY), "weak-key"),
        ("wild-key-of-the-2018-suite-of-no-key", base58(bytes(32)), "weak-key"),
        ("wild-key-of-the-2018-suite-that-is-no-text", 7, "weak-key"),
    ):
        one = {"type": "Ed25519VerificationKey2018", "controller": issuer(name), "publicKeyBase58": text}
        listed = did_document(EVIL_KEY, by=issuer(name))
        listed["verificationMethod"] = [{"id": method(EVIL_KEY, issuer(name)), **one}]
        if code is None:
            fits(name, signed(name, theirs(name)), listed)
            continue
        publish_keys(name, listed)
        stuck = {"issuer": code, "proof": "no-key", **NO_STATUS}
        case(name, signed(name, theirs(name)), "INDETERMINATE", stuck=stuck, foreign=True, web=(name,))


def base58(key):
    """A key as suites wrote it before Multibase, without the letter of its encoding."""
    return multibase.encode_base58btc(key)[1:]


def add_keys_in_names():
    by = "urn:uuid:4ca4a241-0000-4d92-978e-f56fa96ae795"
    name = "wild-key-behind-a-urn"
    made = proved(theirs(name, did=by), ED, f"{by}#{ED.multikey}")
    of_nobody(name, made)
    name = "wild-key-behind-a-urn-that-did-not-sign"
    made = proved(theirs(name, did=by), ED, f"{by}#{ED.multikey}", signer=OTHER_ED)
    wrong = {**UNPROVEN, "proof": "signature"}
    case(name, made, "INVALID", fails=wrong, stuck=NO_STATUS, foreign=True, web=())
    # A host inside somebody's network, as a test system had it.
    name = "wild-issuer-on-no-public-host"
    could_not_read(
        name, signed(name, theirs(name, did="did:web:registrar%3A3000:d:acme.example")), "issuer", index=False
    )


def of_nobody(name, made, *, web=(), **more):
    case(name, made, "UNTRUSTED ISSUER", foreign=True, web=web, **{"fails": UNPROVEN, "stuck": NO_STATUS, **more})


def add_proofs():
    name = "wild-suite-by-its-first-name"
    made = theirs(name, **{"@context": [*CONTEXT, "https://w3id.org/security/data-integrity/v2"]})
    fits(name, {**made, "proof": one(name, made, "eddsa-2022")})
    name = "wild-suite-by-its-first-name-altered"
    made = {**theirs(name), "proof": one(name, theirs(name), "eddsa-2022"), "name": "Another"}
    publish_keys(name)
    wrong = {"issuer": "unknown-issuer", "proof": "signature"}
    case(name, made, "INVALID", fails=wrong, stuck=NO_STATUS, foreign=True, web=(name,))


def add_statuses():
    unknown = {"issuer": "unknown-issuer"}
    for name, index, fails, stuck in (
        ("wild-status-index-as-a-number", 4, {}, {}),
        ("wild-status-index-as-a-number-revoked", REVOKED, {"status": "revoked"}, {}),
        ("wild-status-index-below-zero", -1, {}, {"status": "status-entry"}),
        ("wild-status-index-with-a-point", 4.5, {}, {"status": "status-entry"}),
        ("wild-status-index-true", True, {}, {"status": "status-entry"}),
    ):
        publish_keys(name)
        publish(name, address_of(name), list_by(name))
        of_index = {**entry(name), "statusListIndex": index}
        made = signed(name, {**theirs(name), "credentialStatus": of_index})
        case(name, made, "UNTRUSTED ISSUER", fails={**unknown, **fails}, stuck=stuck, foreign=True, web=(name,))
    # The award and its list name one key, and nothing says whose it is: the list is as good as the award.
    for name, key, code in (
        ("wild-status-list-of-the-same-unknown-key", ED, "revoked"),
        ("wild-status-list-of-another-unknown-key", OTHER_ED, "list-not-trusted"),
    ):
        by = f"https://tokens.example/{name}/issuer"
        made = {**theirs(name, did=by), "credentialStatus": entry(name, REVOKED)}
        made = proved(made, ED, f"{by}#{ED.multikey}")
        unsigned = {**status_list_of(name, by), "id": address_of(name)}
        publish(name, address_of(name), proved(unsigned, key, f"{by}#{key.multikey}"))
        is_set = code == "revoked"
        found = {"fails": {**UNPROVEN, "status": code}, "stuck": {}} if is_set else {"stuck": {"status": code}}
        of_nobody(name, made, web=(name,), **found)


def status_list_of(name, by):
    made = {member: value for member, value in list_by(name).items() if member != "proof"}
    return {**made, "@context": status_list.CONTEXT, "issuer": by}


def add_drafts():
    name = "wild-token-of-a-draft"
    token_fits(name, token_of(name, award(name, **{"@context": [V1[0], DRAFT], **MODEL_1})))
    # As RDF, what a draft's words mean was never fixed.
    name = "wild-proof-of-a-draft"
    could_not_read(
        name, signed(name, theirs(name, **{"@context": [CONTEXT[0], DRAFT]})), "unknown-context", index=False
    )
    name = "wild-token-of-an-unknown-context"
    unread(name, token_of(name, award(name, **{"@context": [CONTEXT[0], "https://e.org/v1"]})), "unknown-context")


MODEL_1 = {"issuanceDate": "2026-05-14T12:00:00Z", "validFrom": None, "validUntil": None, "awardedDate": None}


def add_documents_that_are_no_badges():
    for name, changes in {
        "wild-credential-of-no-kind": {"type": ["VerifiableCredential"]},
        "wild-credential-of-another-vocabulary": {"type": ["VerifiableCredential", "Assertion"]},
        "wild-blockcerts": {"type": ["VerifiableCredential", "BlockcertsCredential"], "@context": [V1[0], BLOCKCERTS]},
    }.items():
        could_not_read(name, signed(name, theirs(name, **changes)), "not-supported", index=False)
    for name, kind in {"wild-badge-class": "BadgeClass", "wild-profile": ["Profile"]}.items():
        made = {"@context": {"BadgeClass": "https://w3id.org/openbadges#BadgeClass"}, "type": kind, "name": "Basics"}
        could_not_read(name, made, "not-supported", index=False)
    name = "wild-blockcerts-of-version-2"
    made = older.assertion(name, **{"@context": [older.CONTEXT, BLOCKCERTS, {"displayHtml": "bc:displayHtml"}]})
    could_not_read(name, made, "not-supported", index=False)
    name = "wild-award-before-version-1"
    made = {
        "recipient": "sha256$aa",
        "salt": "x",
        "badge": {"version": "0.5.0", "name": "Basics"},
        "issued_on": "2011-06-01",
    }
    could_not_read(name, made, "not-supported", index=False)
