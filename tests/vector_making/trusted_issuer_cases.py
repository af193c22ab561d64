"""A trusted issuer whose DID is like a registry's: held to what registries do only if it is seen to be one."""

from testamur.credentials import addresses
from vector_making.cases import case, could_not_read, refused
from vector_making.sample_credentials import (
    DID,
    EVIL_KEY,
    FREE,
    KEY,
    OLD_KEY,
    REVOKED,
    altered,
    award_body,
    document,
    jcs_only,
    method,
    multibase_of,
    sign,
)
from vector_making.sample_web import a_list, did_document, keys_document, publish

BASE = "https://academy.example"
ACADEMY = "did:web:academy.example:issuer"
LIST = f"{BASE}/status/1.json"
ID = "urn:uuid:0d4a6a52-6d54-4f3e-9f4c-2f1a2c6f0c11"


def add():
    by = f"{ACADEMY}#key-1"
    entry = {"id": by, "type": "Multikey", "controller": ACADEMY, "publicKeyMultibase": multibase_of(OLD_KEY)}
    found = did_document(by=ACADEMY, verificationMethod=[entry], assertionMethod=[by])
    publish("academy", addresses.did_document(BASE), found)
    publish("academy", LIST, a_list((REVOKED,), key=OLD_KEY, by=by, id=LIST, issuer={"id": ACADEMY}))

    def theirs(name, index=FREE, **changes):
        """An award of other software: one proof, an id that is no address, a list of its own layout."""
        made = document(name, base=BASE, index=index, id=ID, **changes)
        if "credentialStatus" in made:
            made["credentialStatus"] |= {"statusListCredential": LIST}
        return jcs_only(made, OLD_KEY, by=by)

    def ask(name, credential, *args, web=("academy",), **more):
        case(name, credential, *args, foreign=True, trusted=(DID, ACADEMY), web=web, **more)

    ask("trusted-academy", theirs("trusted-academy"))
    name = "trusted-academy-revoked"
    ask(name, theirs(name, REVOKED), "REVOKED", fails={"status": "revoked"})
    name = "trusted-academy-without-status"
    ask(name, theirs(name, credentialStatus=None), "INDETERMINATE", stuck={"status": "status-missing"})
    name = "trusted-academy-altered"
    ask(name, altered(theirs(name), "name", to="Medicine"), "INVALID", fails={"proof": "signature"})
    name = "trusted-academy-signed-by-another"
    made = jcs_only(award_body(theirs(name)), EVIL_KEY, by=f"{ACADEMY}#key-2")
    stuck = {"proof": "no-key"}
    ask(name, made, "INVALID", fails={"issuer": "unknown-key"}, stuck=stuck)
    name = "trusted-academy-unreachable"
    stuck = {"issuer": "issuer-unreachable", "proof": "no-key", "status": "no-key"}
    ask(name, theirs(name), "INDETERMINATE", stuck=stuck, web=())
    # Another's list of keys, or a page that stands for every address, makes no registry of it.
    publish("academy-with-keys-of-another", addresses.keys(BASE), keys_document())
    name = "trusted-academy-with-keys-of-another"
    ask(name, theirs(name), web=("academy", name.removeprefix("trusted-")))
    publish("academy-with-a-page-for-everything", addresses.keys(BASE), b"<!doctype html><title>Academy</title>")
    name = "trusted-academy-with-a-page-for-everything"
    ask(name, theirs(name), web=("academy", name.removeprefix("trusted-")))
    # Where that list is too large to be read, it is not known whether there is one.
    publish("academy-with-too-much", addresses.keys(BASE), b" " * 300_000)
    name = "trusted-academy-with-too-much"
    asked = {"trusted": (DID, ACADEMY), "web": ("academy", name.removeprefix("trusted-"))}
    could_not_read(name, theirs(name), "issuer-unreachable", **asked)
    # With a list of its keys it is a registry, and its documents are exactly as registries make them.
    publish("academy-that-is-a-registry", addresses.keys(BASE), keys_document(by=ACADEMY))
    name = "trusted-academy-that-is-a-registry"
    refused(name, theirs(name), "id", trusted=(DID, ACADEMY), web=("academy", name.removeprefix("trusted-")))
    add_own()


def add_own():
    """Of the institution itself nothing is given up: what is shown at its pages, and what it is seen to be."""
    name = "own-without-its-rdfc-proof-at-its-page"
    made = sign(document(name))
    made = {**made, "proof": made["proof"][1:]}
    refused(name, made, "proof-missing", address=made["id"], web=("status", "index"))
    name = "own-without-its-rdfc-proof-and-the-list-of-keys-gone"
    made = sign(document(name), by=method())
    publish(name, addresses.did_document("https://badges.harbour.example"), did_document(KEY))
    # Nothing is gained by whoever takes the list away: every proof that is left has to fit, and the status is asked.
    case(name, {**made, "proof": made["proof"][1:]}, foreign=True, web=(name, "status"))
    name = "own-altered-without-its-rdfc-proof-and-the-list-of-keys-gone"
    made = altered(sign(document(name)), "name", to="Medicine")
    web = ("own-without-its-rdfc-proof-and-the-list-of-keys-gone", "status")
    case(name, {**made, "proof": made["proof"][1:]}, "INVALID", fails={"proof": "signature"}, foreign=True, web=web)
