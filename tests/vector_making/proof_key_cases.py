"""Proofs of strangers by keys of each kind, and by keys that are found in each place: all of the issuer's names."""

from testamur.proofs import multibase
from testamur.proofs.suites.signed_document import SignedDocument
from testamur.proofs.suites.suite import SUITES
from vector_making.cases import case
from vector_making.known_issuer_cases import QUAY, listed
from vector_making.other_form_cases import theirs
from vector_making.sample_credentials import CREATED, DID
from vector_making.sample_tokens import ED, OTHER_ED, OTHER_P256, P256, P384
from vector_making.sample_web import publish
from vector_making.token_issuers import SITE, first_key, issuer, publish_keys
from vector_making.token_key_cases import controller_document

UNKNOWN = {"issuer": "unknown-issuer"}
UNPROVEN = {"issuer": "unproven-key"}
UNFIT = {**UNKNOWN, "proof": "signature"}
NO_STATUS = {"status": "status-missing"}
URN = "urn:uuid:0b7d2a52-5b0c-4f7e-9a8e-52f1f4f0c001"


def add():
    add_ecdsa()
    add_keys_of_other_kinds()
    add_issuers_by_address()
    add_keys_of_nobody()
    add_layouts()


def proved(made, key, by, suite="eddsa-jcs-2022", signer=None, **changes):
    """The document with one proof of a suite, by a key; `signer` signs in its place."""
    proof = {
        "type": "DataIntegrityProof", "cryptosuite": suite, "created": CREATED, "verificationMethod": by,
        "proofPurpose": "assertionMethod", **changes,
    }  # fmt: skip
    if not SUITES[suite].is_rdf:
        proof["@context"] = made["@context"]
    message = SUITES[suite].message(SignedDocument(made), proof, key.kind)
    return {**made, "proof": {**proof, "proofValue": multibase.encode_base58btc((signer or key).sign(message))}}


def fits(name, made, **more):
    case(name, made, "UNTRUSTED ISSUER", foreign=True, **{"fails": UNKNOWN, "stuck": NO_STATUS, "web": (name,), **more})


def award(name):
    return theirs(name, did=issuer(name))


def add_ecdsa():
    for suite in ("ecdsa-jcs-2019", "ecdsa-rdfc-2019"):
        for key in (P256, P384):
            name = f"{suite}-of-{key.kind.lower()}"
            publish_keys(name, key)
            fits(name, proved(award(name), key, first_key(name), suite))
            name = f"{suite}-of-{key.kind.lower()}-altered"
            publish_keys(name, key)
            made = {**proved(award(name), key, first_key(name), suite), "name": "Another"}
            case(
                name,
                made,
                "INVALID",
                fails=UNFIT,
                stuck=NO_STATUS,
                foreign=True,
                web=(name,),
            )
    name = "ecdsa-by-another-key"
    publish_keys(name, P256)
    made = proved(award(name), P256, first_key(name), "ecdsa-jcs-2019", signer=OTHER_P256)
    case(name, made, "INVALID", fails=UNFIT, stuck=NO_STATUS, foreign=True, web=(name,))
    name = "ecdsa-and-eddsa-beside-it"
    publish_keys(name, P256, ED)
    one = proved(award(name), P256, first_key(name), "ecdsa-jcs-2019")
    other = proved(award(name), ED, f"{issuer(name)}#key-2", "eddsa-rdfc-2022")
    fits(name, {**one, "proof": [other["proof"], one["proof"]]})
    name = "ecdsa-and-eddsa-beside-it-that-does-not-fit"
    publish_keys(name, P256, ED)
    other = proved(award(name), ED, f"{issuer(name)}#key-2", "eddsa-rdfc-2022", signer=OTHER_ED)
    made = {**one, "id": award(name)["id"], "issuer": award(name)["issuer"]}
    one = proved({key: value for key, value in made.items() if key != "proof"}, P256, first_key(name), "ecdsa-jcs-2019")
    made = {**one, "proof": [other["proof"], one["proof"]]}
    case(name, made, "INVALID", fails=UNFIT, stuck=NO_STATUS, foreign=True, web=(name,))


def add_keys_of_other_kinds():
    """A suite takes the kinds of key that are its own, whatever a document names."""
    for name, key, suite in (
        ("eddsa-with-a-key-of-p-256", P256, "eddsa-jcs-2022"),
        ("ecdsa-with-a-key-of-ed25519", ED, "ecdsa-jcs-2019"),
    ):
        publish_keys(name, key)
        other = ED if key is P256 else P256
        made = proved(award(name), other, first_key(name), suite)
        stuck = {**NO_STATUS, "proof": "proof-not-supported"}
        case(name, made, "INDETERMINATE", fails=UNKNOWN, stuck=stuck, foreign=True, web=(name,))
    name = "ecdsa-with-a-signature-of-another-length"
    publish_keys(name, P384)
    made = proved(award(name), P384, first_key(name), "ecdsa-jcs-2019", signer=P256)
    stuck = {**NO_STATUS, "proof": "proof-shape"}
    case(name, made, "INDETERMINATE", fails=UNKNOWN, stuck=stuck, foreign=True, web=(name,))


def add_issuers_by_address():
    name = "proof-of-an-https-issuer"
    by = f"{SITE}/{name}/issuer.json"
    publish(name, by, controller_document(by, ED))
    fits(name, proved(theirs(name, did=by), ED, f"{by}#key-1"))
    name = "proof-of-an-https-issuer-of-another-key"
    by = f"{SITE}/{name}/issuer.json"
    publish(name, by, controller_document(by, ED))
    lost = {**NO_STATUS, "proof": "no-key"}
    made = proved(theirs(name, did=by), OTHER_ED, f"{by}#{OTHER_ED.multikey}")
    case(name, made, "INVALID", fails={"issuer": "unknown-key"}, stuck=lost, foreign=True, web=(name,))
    name = "proof-of-an-https-issuer-that-is-trusted"
    by = f"{SITE}/{name}/issuer.json"
    publish(name, by, controller_document(by, ED))
    made = proved(theirs(name, did=by), ED, f"{by}#key-1")
    case(name, made, "INDETERMINATE", stuck=NO_STATUS, foreign=True, trusted=(DID, by), web=(name,))


def add_keys_of_nobody():
    """1EdTech's examples name keys so."""
    name = "proof-by-a-did-key-of-a-urn"
    did = f"did:key:{ED.multikey}"
    fits(name, proved(theirs(name, did=URN), ED, did), web=(), trusted=(DID, URN), fails=UNPROVEN)
    name = "proof-by-a-did-key-of-a-urn-altered"
    made = {**proved(theirs(name, did=URN), ED, did), "name": "Another"}
    wrong = {**UNPROVEN, "proof": "signature"}
    case(name, made, "INVALID", fails=wrong, stuck=NO_STATUS, foreign=True, web=())
    name = "proof-by-a-key-in-an-address"
    by = f"{SITE}/{name}/issuer.json"
    fits(name, proved(theirs(name, did=by), ED, f"{by}#{ED.multikey}"), web=(), fails=UNPROVEN)
    name = "proof-by-a-key-in-an-address-that-is-not-https"
    by = "http://tokens.example/issuer"
    fits(name, proved(theirs(name, did=by), P256, f"{by}#{P256.multikey}", "ecdsa-rdfc-2019"), web=(), fails=UNPROVEN)
    name = "proof-by-a-key-in-an-address-that-shows-a-profile"
    by = f"{SITE}/{name}/issuer.json"
    publish(name, by, {"id": by, "type": ["Profile"], "name": "A"})
    fits(name, proved(theirs(name, did=by), ED, f"{by}#{ED.multikey}"), fails=UNPROVEN)
    # A list says whose the address is; that the key in it is theirs, it does not say.
    name = "proof-by-a-key-in-an-address-that-is-known"
    by = f"{SITE}/{name}/issuer.json"
    made = proved(theirs(name, did=by), ED, f"{by}#{ED.multikey}")
    fits(name, made, web=(), fails=UNPROVEN, **listed({**QUAY, "id": by}))
    name = "proof-by-the-name-of-a-key-that-is-none"
    by = f"{SITE}/{name}/issuer.json"
    lost = {"issuer": "issuer-unreachable", "proof": "no-key", **NO_STATUS}
    made = proved(theirs(name, did=by), ED, f"{by}#z6MkNoKey")
    case(name, made, "INDETERMINATE", stuck=lost, foreign=True, web=())
    name = "proof-of-a-did-that-is-not-read"
    lost = {"issuer": "issuer-not-supported", "proof": "no-key", **NO_STATUS}
    made = proved(theirs(name, did="did:example:1"), ED, "did:example:1#key")
    case(name, made, "INDETERMINATE", stuck=lost, foreign=True, web=())
    name = "proof-of-a-did-key-named-by-the-did"
    fits(name, proved(theirs(name, did=did), ED, did), web=())
    name = "proof-of-a-did-web-named-by-the-did"
    publish_keys(name, P256)
    fits(name, proved(award(name), P256, issuer(name), "ecdsa-jcs-2019"))
    name = "proof-of-a-did-web-of-two-keys-named-by-the-did"
    publish_keys(name, P256, ED)
    lost = {"issuer": "key-not-listed", "proof": "no-key", **NO_STATUS}
    made = proved(award(name), P256, issuer(name), "ecdsa-jcs-2019")
    case(name, made, "INDETERMINATE", stuck=lost, foreign=True, web=(name,))
    name = "proof-of-an-https-issuer-named-by-its-address"
    by = f"{SITE}/{name}/issuer.json"
    publish(name, by, controller_document(by, ED))
    fits(name, proved(theirs(name, did=by), ED, by))
    name = "proof-of-a-did-web-by-a-did-key"
    publish_keys(name, P256)
    lost = {**NO_STATUS, "proof": "no-key"}
    made = proved(award(name), ED, f"{did}#{ED.multikey}")
    case(name, made, "INVALID", fails={"issuer": "unknown-key"}, stuck=lost, foreign=True, web=(name,))


def add_layouts():
    """did:web, with its document where the method has it for each form of the name."""
    for name, did, address in (
        ("layout-of-a-host", "did:web:layout.example", "https://layout.example/.well-known/did.json"),
        ("layout-of-a-path", "did:web:layout.example:Departments:1", "https://layout.example/Departments/1/did.json"),
        ("layout-of-a-port", "did:web:layout.example%3A8443", "https://layout.example:8443/.well-known/did.json"),
        (
            "layout-of-a-port-and-a-path",
            "did:web:layout.example%3A8443:a",
            "https://layout.example:8443/a/did.json",
        ),
    ):
        key = {"id": "#k", "type": "Ed25519VerificationKey2020", "controller": did, "publicKeyMultibase": ED.multikey}
        publish(name, address, {"id": did, "assertionMethod": key})
        fits(name, proved(theirs(name, did=did), ED, f"{did}#k"))
