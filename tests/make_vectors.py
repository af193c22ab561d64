"""Makes tests/vectors: credentials, the web that a verifier sees, and what must be said of them.

Run it to write them anew, or with --check to compare, as a test does. Keys come from fixed seeds, so that every run
makes the same bytes. What is expected is written here by hand, next to each case, and never taken from the verifier.

tests/vectors/verification/<case>/credential.<json|png|svg>   what is given to the verifier
                                  expect.json       now, trusted, web, …; verdict, and each check's outcome and code
tests/vectors/wrappers/<case>/…                     the same of what wraps credentials; and the verdict on each in it
tests/vectors/web/<part>/<host>/<path>              a part of the web; `web` of a case lists them, the last first
"""

import base64
import copy
import gzip
import hashlib
import json
import shutil
import struct
import sys
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "plugins"))  # where Testamur is not installed

from testamur.credentials import addresses, did, status_list  # noqa: E402 — found only now
from testamur.errors import DocumentError  # noqa: E402
from testamur.pictures import png  # noqa: E402
from testamur.proofs import data_integrity, jcs, keys, multibase, multikey  # noqa: E402
from testamur.publishing.art import baking  # noqa: E402
from testamur.text import award_id  # noqa: E402

CHECKS = ("document", "issuer", "proof", "validity", "status", "edition")
BASE, STRANGE_BASE, SHARED_BASE = (
    "https://badges.harbour.example",
    "https://badges.harbour.example.evil.example",
    "https://harbour.pages.example/badges",
)
DID, STRANGER, SHARED = did.from_base(BASE), did.from_base(STRANGE_BASE), did.from_base(SHARED_BASE)
# An issuer that is no registry of ours: another layout, no list of keys, no index.
UNIVERSITY, UNIVERSITY_BASE = "did:web:university.example:credentials", "https://university.example"
CREATED, SIGNED, NOW = "2026-06-01T09:30:00Z", "2026-10-30T08:00:00Z", "2026-11-01T12:00:00Z"
CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the group of Ed25519

KEY, OLD_KEY, LOST_KEY, EVIL_KEY = (
    keys.from_seed(hashlib.sha256(name).digest()) for name in (b"now", b"old", b"lost", b"evil")
)
# Positions in the list: the first, the last, and some in between.
FREE, FIRST, LAST, REVOKED, HELD, REPLACED = 4821, 0, 131_071, 77, 500, 600
SUSPENDED_WITHOUT_A_LIST = 700


def multibase_of(key):
    return multikey.encode(key.public_key)


def method(key=KEY, by=DID):
    return did.verification_method(by, multibase_of(key))


# What is signed ------------------------------------------------------------------------------------------------------


def document(name, *, base=BASE, index=FREE, **changes):
    """An award's credential, unsigned. Its id is drawn from the name of the case; a change to None removes a member."""
    made = {
        "@context": CONTEXT,
        "id": addresses.award(base, id_of(name)),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Data Analysis Foundations",
        "issuer": {"id": did.from_base(base), "type": ["Profile"], "name": "Harbour Institute", "url": f"{base}/"},
        "validFrom": CREATED,
        "validUntil": "2029-05-14T22:59:59Z",
        "awardedDate": "2026-05-14T12:00:00Z",
        "credentialSubject": {
            "id": "urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01",
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": "Zoë Ó Briain 李"}
            ],
            "achievement": {
                "id": addresses.achievement(base, "data-analysis-foundations"),
                "type": ["Achievement"],
                "achievementType": "MicroCredential",
                "name": "Data Analysis Foundations",
                "description": "Join data from two sources and say what it shows.",
                "creditsAvailable": 2,
                "criteria": {"narrative": "**Learning outcomes**\n\n- Clean data"},
            },
        },
        "credentialStatus": status_list.entry(base, 1, index),
    }  # fmt: skip
    made.update(changes)
    return {member: value for member, value in made.items() if value is not None}


def id_of(name):
    seed = hashlib.sha256(name.encode()).digest()
    return award_id.generate(lambda size: seed[:size])


def sign(made, key=KEY, *, by=None, created=CREATED):
    """With both proofs, as issued."""
    return data_integrity.add_proofs(made, key, created=created, verification_method=by or method(key))


def proof(made, key=KEY, *, by=None, created=CREATED, suite=data_integrity.JCS, **changes):
    """One proof, of anything: `changes` to its configuration are signed too."""
    config = {**data_integrity.proof_config(suite, made, created, by or method(key)), **changes}
    config = {member: value for member, value in config.items() if value is not None}
    return {**config, "proofValue": multibase.encode_base58btc(key.sign(data_integrity.hash_data(made, config)))}


def jcs_only(made, key=KEY, **changes):
    return {**made, "proof": [proof(made, key, **changes)]}


def altered(signed, *path, to):
    """A copy with one member changed, or added."""
    copied = copy.deepcopy(signed)
    inner = copied
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return copied


def with_signature(signed, change):
    """A copy whose JCS signature was changed: bytes in, text out."""
    data = multibase.decode_base58btc(signed["proof"][1]["proofValue"], 64)
    return altered(signed, "proof", 1, "proofValue", to=change(data))


def beyond(made, key=KEY, *, created=CREATED, **changes):
    """With both proofs, though RDF may have no form for it: then the first is of nothing, and cannot be checked."""
    try:
        first = proof(made, key, created=created, suite=data_integrity.RDFC)
    except DocumentError:
        first = proof({"@context": CONTEXT, "type": "VerifiableCredential"}, key, suite=data_integrity.RDFC)
    return {**made, "proof": [first, proof(made, key, created=created, **changes)]}


# The web -------------------------------------------------------------------------------------------------------------

WEB = {}


def publish(part, url, value):
    data = value if isinstance(value, bytes) else jcs.canonicalize(value)
    WEB[part, url.removeprefix("https://").replace(":", "_")] = data


def did_document(*listed, by=DID, **changes):
    made = {
        "@context": did.CONTEXT,
        "id": by,
        "verificationMethod": [
            {"id": method(key, by), "type": "Multikey", "controller": by, "publicKeyMultibase": multibase_of(key)}
            for key in listed
        ],
        "assertionMethod": [method(key, by) for key in listed],
    }  # fmt: skip
    return {**made, **changes}


def keys_document(by=DID, **changes):
    periods = {
        KEY: {"from": "2026-01-01", "state": "active"},
        OLD_KEY: {"from": "2025-01-01", "to": "2026-07-01", "state": "retired"},
        LOST_KEY: {"from": "2025-01-01", "to": "2026-07-01", "state": "compromised"},
        **changes,
    }
    return {
        "did": by,
        "keys": [
            {"id": method(key, by), "publicKeyMultibase": multibase_of(key), **period}
            for key, period in periods.items()
        ],
    }


def unsigned_list(bits=(), *, purpose="revocation", base=BASE, signed=SIGNED, **changes):
    made = status_list.document(base, purpose, 1, status_list.with_bits(set(bits)), valid_from=signed)
    return {**made, **changes}


def a_list(bits=(), *, key=KEY, by=None, encoded=None, **more):
    made = unsigned_list(bits, **more)
    if encoded is not None:
        made["credentialSubject"] = {**made["credentialSubject"], "encodedList": encoded}
    return sign(made, key, by=by, created=made["validFrom"])


def pack(data):
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def gz(bits):
    packed = gzip.compress(bits, mtime=0)
    return packed[:9] + b"\xff" + packed[10:]


def did_address(base=BASE):
    return addresses.did_document(base)


def list_address(purpose="revocation", base=BASE):
    return addresses.status_list(base, purpose, 1)


SET = (FIRST, LAST, REVOKED, HELD, REPLACED, SUSPENDED_WITHOUT_A_LIST)
HTML = b"<!DOCTYPE html>\n<html><title>404</title></html>\n"


def make_web():
    publish("issuer", did_address(), did_document(KEY, OLD_KEY))
    publish("issuer", addresses.keys(BASE), keys_document())
    publish("status", list_address(), a_list(SET))
    publish("status", list_address("suspension"), a_list((HELD,), purpose="suspension"))
    for base, by, key, part in (
        (STRANGE_BASE, STRANGER, EVIL_KEY, "stranger"),
        (SHARED_BASE, SHARED, KEY, "shared-host"),
    ):
        publish(part, did_address(base), did_document(key, by=by))
        publish(part, addresses.keys(base), keys_document(by))
        publish(part, list_address(base=base), a_list(SET, base=base, key=key, by=method(key, by)))
    make_issuers()
    make_lists()


def make_issuers():
    """Issuers with something wrong: each part hides `issuer`."""
    weak = multibase.encode_base58btc(b"\xed\x01\x01" + bytes(31))
    listed = did_document(KEY)["verificationMethod"][0]
    other = {**listed, "publicKeyMultibase": multibase_of(EVIL_KEY)}
    for part, value in {
        "did-is-a-web-page": HTML,
        "did-of-another": did_document(KEY, id=STRANGER),
        "did-without-the-key": did_document(OLD_KEY),
        "did-too-large": did_document(KEY, service=["x" * 300_000]),
        "key-for-authentication-only": did_document(KEY, assertionMethod=[], authentication=[method()]),
        "key-written-out-in-assertion-method": did_document(KEY, assertionMethod=[listed]),
        "key-of-low-order": did_document(KEY, verificationMethod=[{**listed, "publicKeyMultibase": weak}]),
        "key-of-another-controller": did_document(KEY, verificationMethod=[{**listed, "controller": STRANGER}]),
        "key-under-its-name-is-another": did_document(KEY, verificationMethod=[other]),
        "key-of-a-kind-that-is-not-read": did_document(KEY, verificationMethod=[{**listed, "type": "JsonWebKey"}]),
        "did-with-the-lost-key": did_document(KEY, LOST_KEY),
        "two-keys-of-one-name": did_document(KEY, verificationMethod=[other, listed]),
    }.items():  # fmt: skip
        publish(part, did_address(), value)
    publish("did-only", did_address(), did_document(KEY, OLD_KEY))
    publish(
        "key-not-yet-in-use",
        addresses.keys(BASE),
        keys_document() | {"keys": [{"id": method(), "from": "2026-06-02", "state": "active"}]},
    )
    publish("keys-without-the-key", addresses.keys(BASE), {"did": DID, "keys": []})
    publish("keys-without-periods", addresses.keys(BASE), {"did": DID, "keys": [{"id": method(), "state": "active"}]})
    publish("keys-are-no-list", addresses.keys(BASE), {"did": DID, "keys": {method(): {}}})


def make_lists():
    """Lists that are no answer: each part hides the list of `status`."""
    good = a_list(SET)
    numbers = unsigned_list()
    numbers["credentialSubject"] |= {"encodedList": [0] * 9}
    for part, value in {
        "list-is-a-web-page": HTML,
        "list-by-another-issuer": a_list(SET, issuer=STRANGER),
        "list-signed-by-another": a_list(SET, key=EVIL_KEY, by=method(KEY)),
        "list-signed-by-an-unlisted-key": a_list(SET, key=EVIL_KEY, by=method(EVIL_KEY)),
        "list-unsigned": unsigned_list(SET),
        "list-with-rdfc-proof-only": {**good, "proof": good["proof"][0]},
        "list-altered": altered(good, "credentialSubject", "encodedList", to=status_list.encode(bytes(16384))),
        "list-of-another-purpose": a_list(SET, purpose="suspension", id=list_address()),
        "list-under-another-address": a_list(SET, id=list_address().replace("-1", "-2")),
        "list-older-than-the-credential": a_list(SET, signed="2026-05-31T09:30:00Z"),
        "list-that-ended": a_list(SET, validUntil="2026-10-31T00:00:00Z"),
        "list-of-the-future": a_list(SET, signed="2028-11-01T12:00:00Z"),
        "list-by-a-retired-key": a_list(SET, key=OLD_KEY),
        "list-that-is-packed-otherwise": a_list(encoded=pack(zlib.compress(bytes(16384)))),
        "list-of-numbers": jcs_only(numbers, created=SIGNED),
        "list-signed-in-four-minutes": a_list(SET, signed="2026-11-01T12:04:00Z"),
        "list-too-short": a_list(encoded=pack(gz(bytes(16383)))),
        "list-that-is-a-bomb": a_list(encoded=pack(gz(bytes(2**23)))),
        "list-not-packed": a_list(encoded=pack(bytes(16384))),
        "list-cut-off": a_list(encoded=pack(gz(bytes(16384))[:-4])),
        "list-with-a-wrong-checksum": a_list(encoded=pack(gz(bytes(16384))[:-8] + bytes(4) + gz(bytes(16384))[-4:])),
        "list-padded": a_list(encoded=status_list.encode(bytes(16384)) + "="),
        "list-in-base58": a_list(encoded=multibase.encode_base58btc(gz(bytes(16384)))),
    }.items():
        publish(part, list_address(), value)


# What must be said ---------------------------------------------------------------------------------------------------

CASES = {}
INDEX = {}


def case(
    name, credential, verdict="VALID", *, fails=None, stuck=None, foreign=False,
    web=("issuer", "status", "index"), now=NOW, trusted=(DID,), index=True, replaced=(), state="active", kind="json",
    **more,
):  # fmt: skip
    """Add a case.

    Every check passes but those that fail and those that could not run, each with its code; when the document is at
    fault, nothing else is run. `index` is False where the issuer's index lacks the award, or the digest that is there.
    """
    fails, stuck = fails or {}, stuck or {}
    if "document" in {**fails, **stuck}:
        stuck = {**dict.fromkeys(CHECKS[1:], "not-run"), **stuck}
    outcomes = {one: "failed" if one in fails else "could-not-run" if one in stuck else "passed" for one in CHECKS}
    if foreign:
        outcomes["edition"] = "not-applicable"
    data = credential if isinstance(credential, bytes) else jcs.canonicalize(credential)
    expected = {"now": now, "trusted": list(trusted), "web": list(web), **more, "verdict": verdict}
    CASES[name] = data, {**expected, "checks": outcomes, "codes": {**fails, **stuck}}, kind
    if index and isinstance(credential, dict) and not foreign:
        _enter(credential, index, replaced, state)


def _enter(credential, index, replaced, state):
    digest = index if isinstance(index, str) else digest_of(credential)
    entry = {"digest": digest, "state": state, **({"replaced": list(replaced)} if replaced else {})}
    if state in {"suspended", "revoked", "superseded"}:
        entry["since"] = "2026-09-01"
    base = next((base for base in (BASE, SHARED_BASE) if str(credential.get("id")).startswith(f"{base}/awards/")), None)
    if base:
        found = addresses.award_id_of(base, credential["id"])
        INDEX.setdefault(addresses.index_shard(base, found), {})[addresses.index_entry(found)] = entry


def digest_of(credential):
    return "sha256:" + hashlib.sha256(jcs.canonicalize(credential)).hexdigest()


def an_award(name, *, signer=KEY, created=CREATED, **changes):
    return sign(document(name, **changes), signer, created=created)


def good_cases():
    award = an_award("valid")
    case("valid", award, address=award["id"])
    case("valid-all-proofs", an_award("valid-all-proofs"), allProofs=True)
    award = an_award("valid-in-another-order-and-spacing")
    case(
        "valid-in-another-order-and-spacing",
        json.dumps(dict(reversed(award.items())), indent=2, ensure_ascii=True).encode(),
    )
    _enter(award, True, (), "active")
    case("valid-without-an-end", an_award("valid-without-an-end", validUntil=None))
    case("valid-to-the-second", an_award("valid-to-the-second", validUntil=NOW))
    name = "valid-until-now-in-another-zone"
    case(name, an_award(name, validUntil="2026-11-02T02:00:00+14:00"))
    name = "valid-start-within-five-minutes"
    case(name, an_award(name, validFrom="2026-11-01T12:05:00Z"))
    name = "valid-signed-within-five-minutes"
    made = an_award(name, created="2026-11-01T12:04:00Z", validFrom="2026-11-01T12:04:00Z")
    case(name, made, web=("issuer", "status", "list-signed-in-four-minutes", "index"))
    case("valid-signed-by-a-retired-key", an_award("valid-signed-by-a-retired-key", signer=OLD_KEY))
    case("valid-beside-the-first-position", an_award("valid-beside-the-first-position", index=1))
    case("valid-beside-the-last-position", an_award("valid-beside-the-last-position", index=LAST - 1))
    case("valid-in-the-byte-of-the-first-position", an_award("valid-in-the-byte-of-the-first-position", index=7))
    case("valid-erased", an_award("valid-erased"), state="erased")
    case("valid-list-seen-before", an_award("valid-list-seen-before"), seen={list_address(): SIGNED})
    made = beyond(document("valid-with-terms-of-use", termsOfUse={"type": "Terms"}))
    case("valid-with-terms-of-use", made)
    name = "valid-numbers-and-other-scripts"
    made = document(name)
    # Sorted by UTF-16 units, 💡 comes before ﬁ; and 1.0, 1e21 and 0.1 have one spelling each.
    made["credentialSubject"]["achievement"]["criteria"]["narrative"] = '𝄞 \u2028 \x7f " \\ \t علي'
    made["credentialSubject"]["achievement"] |= {"creditsAvailable": 1.0, "💡": 1e21, "ﬁ": 0.1}
    signed = beyond(made)
    case(name, json.dumps(signed, ensure_ascii=False).encode())
    _enter(signed, True, (), "active")
    made = document("valid-with-a-member-called-constructor", constructor={"prototype": {"validUntil": "2099"}})
    case("valid-with-a-member-called-constructor", beyond(made))
    name = "valid-on-a-host-shared-with-others"
    made = an_award(name, base=SHARED_BASE)
    made = sign(document(name, base=SHARED_BASE), by=method(by=SHARED))
    case(name, made, web=("shared-host", "index"), trusted=(SHARED,))


def standing_cases():
    case("expired", an_award("expired", validUntil="2026-10-01T22:59:59Z"), "EXPIRED", fails={"validity": "expired"})
    name = "expired-a-second-ago"
    case(name, an_award(name, validUntil="2026-11-01T11:59:59Z"), "EXPIRED", fails={"validity": "expired"})
    name = "expired-in-another-zone"
    case(name, an_award(name, validUntil="2026-11-02T01:59:59+14:00"), "EXPIRED", fails={"validity": "expired"})
    name = "not-yet-valid"
    case(name, an_award(name, validFrom="2026-11-02T12:00:00Z"), "NOT YET VALID", fails={"validity": "not-yet-valid"})
    for name, index in {
        "revoked": REVOKED,
        "revoked-at-the-first-position": FIRST,
        "revoked-at-the-last-position": LAST,
    }.items():
        case(name, an_award(name, index=index), "REVOKED", fails={"status": "revoked"}, state="revoked")
    name = "revoked-and-expired"
    made = an_award(name, index=REVOKED, validUntil="2026-10-01T22:59:59Z")
    case(name, made, "REVOKED", fails={"status": "revoked", "validity": "expired"})
    name = "revoked-though-the-index-says-active"
    case(name, an_award(name, index=REVOKED), "REVOKED", fails={"status": "revoked"})
    name = "revoked-index-unreachable"
    made = an_award(name, index=REVOKED)
    case(
        name,
        made,
        "REVOKED",
        fails={"status": "revoked"},
        stuck={"edition": "index-unreachable"},
        web=("issuer", "status"),
    )
    case("suspended", an_award("suspended", index=HELD), "SUSPENDED", fails={"status": "suspended"}, state="suspended")
    name = "suspended-but-not-in-the-list-of-holds"
    made = an_award(name, index=SUSPENDED_WITHOUT_A_LIST)
    case(name, made, "REVOKED", fails={"status": "revoked"}, state="suspended")
    name = "suspended-but-the-list-of-holds-is-forged"
    made = an_award(name, index=HELD)
    case(name, made, "REVOKED", fails={"status": "revoked"}, web=("issuer", "status", "holds-forged", "index"))
    publish(
        "holds-forged", list_address("suspension"), a_list((HELD,), purpose="suspension", key=EVIL_KEY, by=method())
    )
    name = "superseded-by-another-award"
    case(name, an_award(name, index=REPLACED), "SUPERSEDED", fails={"status": "superseded"}, state="superseded")
    for name, index, fails in (
        ("superseded-edition", REPLACED, {"status": "replaced", "edition": "replaced"}),
        ("superseded-edition-of-an-old-list", FREE, {"edition": "replaced"}),
    ):
        old, new = an_award(name, index=index), an_award(name, index=FREE + 1)
        case(name, old, "SUPERSEDED", fails=fails, index=digest_of(new), replaced=[digest_of(old)])


def stranger_cases():
    def theirs(name, **changes):
        return sign(document(name, base=STRANGE_BASE, **changes), EVIL_KEY, by=method(EVIL_KEY, STRANGER))

    def stranger(name, credential, verdict="UNTRUSTED ISSUER", **more):
        fails = {"issuer": "unknown-issuer", **more.pop("fails", {})}
        case(name, credential, verdict, fails=fails, foreign=True, web=("stranger",), **more)

    stranger("untrusted-issuer-of-a-like-name", theirs("untrusted-issuer-of-a-like-name"))
    name = "untrusted-and-revoked"
    stranger(name, theirs(name, index=REVOKED), fails={"status": "revoked"})
    name = "untrusted-and-expired"
    stranger(name, theirs(name, validUntil="2026-10-01T00:00:00Z"), fails={"validity": "expired"})
    name = "untrusted-without-status"
    stranger(name, theirs(name, credentialStatus=None), stuck={"status": "status-missing"})
    name = "untrusted-and-altered"
    stranger(name, altered(theirs(name), "name", to="Another"), "INVALID", fails={"proof": "signature"})
    name = "untrusted-that-names-our-list"
    made = theirs(name, credentialStatus=status_list.entry(BASE, 1, FREE))
    stranger(name, made, stuck={"status": "list-not-trusted"})
    for name, purposes, fails in (
        ("untrusted-with-two-entries", ("revocation", "message"), {"status": "revoked"}),
        ("untrusted-with-a-purpose-that-is-not-read", ("message",), {}),
    ):
        made = document(name, base=STRANGE_BASE, index=REVOKED)
        made["credentialStatus"] = [{**made["credentialStatus"], "statusPurpose": purpose} for purpose in purposes]
        made = jcs_only(made, EVIL_KEY, by=method(EVIL_KEY, STRANGER))
        stranger(name, made, fails=fails, stuck={} if fails else {"status": "status-purpose"})
    made = document("untrusted-unknown-edition-of-the-context", base=STRANGE_BASE)
    made["@context"] = [CONTEXT[0], CONTEXT[1].replace("3.0.3", "3.0.1")]
    made = jcs_only(made, EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    could_not_read("untrusted-unknown-edition-of-the-context", made, "unknown-context", web=("stranger",))
    made = document("untrusted-with-an-inline-context", base=STRANGE_BASE)
    made["@context"] = [CONTEXT[0], {"name": "https://schema.org/description"}]
    made = jcs_only(made, EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    refused("untrusted-with-an-inline-context", made, "unknown-context", web=("stranger",))
    made = theirs("untrusted-with-rdfc-proof-only")
    made["proof"] = made["proof"][0]
    could_not_read("untrusted-with-rdfc-proof-only", made, "proof-not-supported", web=("stranger",))
    stranger("untrusted-with-rdfc-proof-only-and-all-proofs", made, allProofs=True)
    other_proofs_of_strangers(theirs, stranger)
    made = document("issuer-is-no-did-web", issuer={"id": "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"})
    could_not_read("issuer-is-no-did-web", jcs_only(made), "issuer-not-supported")


def other_proofs_of_strangers(theirs, stranger):
    """A stranger may sign in ways that are not read here: that is no reason to accuse."""
    older = {"type": "Ed25519Signature2020", "verificationMethod": method(EVIL_KEY, STRANGER), "proofValue": "z1"}

    def with_proofs(name, choose):
        made = theirs(name)
        return {**made, "proof": choose(*made["proof"])}

    for name, code, choose in (
        ("untrusted-with-an-older-proof", "proof-not-supported", lambda rdfc, ours: older),
        ("untrusted-with-two-proofs-of-a-kind", "proof-shape", lambda rdfc, ours: [ours, ours]),
        ("untrusted-with-nine-proofs", "proof-shape", lambda rdfc, ours: [ours] * 9),
        ("untrusted-with-a-chain", "proof-shape", lambda rdfc, ours: [rdfc, {**ours, "previousProof": "urn:x"}]),
    ):
        could_not_read(name, with_proofs(name, choose), code, web=("stranger",))
    name = "untrusted-with-an-older-proof-beside"
    stranger(name, with_proofs(name, lambda rdfc, ours: [older, ours]))
    name = "untrusted-with-a-proof-of-another-beside"
    by_another = {**older, "verificationMethod": "did:web:notary.example#key"}
    stranger(name, with_proofs(name, lambda rdfc, ours: [ours, by_another]))
    name = "untrusted-with-an-older-proof-that-is-called-as-ours"
    made = with_proofs(name, lambda rdfc, ours: {**ours, "type": "eddsa-jcs-2022"})
    could_not_read(name, made, "proof-not-supported", web=("stranger",))


def university_cases():
    """Trusted, and no registry as ours: it is not held to what those always do."""
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
    older = {"type": "Ed25519Signature2020", "verificationMethod": by, "proofValue": "z1"}
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
    several_proofs(ask, theirs, by)
    name = "trusted-university-with-rdfc-proof-only"
    made = theirs(name)
    made["proof"] = made["proof"][0]
    could_not_read(name, made, "proof-not-supported", web=("university",), trusted=(DID, UNIVERSITY))
    name = "trusted-university-with-rdfc-proof-only-and-all-proofs"
    made = theirs(name)
    made["proof"] = made["proof"][0]
    ask(name, made, allProofs=True)


def several_proofs(ask, theirs, by):
    """Every proof of the issuer has to fit, if its kind is known; one that was taken away is not missed."""

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
    beside("several-proofs-rdfc-of-no-signature", instead={"proofValue": "z1"}, **wrong)
    unlisted = {"verdict": "INVALID", "fails": {"proof": "unknown-key"}}
    beside("several-proofs-rdfc-by-an-unlisted-key", instead={"verificationMethod": f"{UNIVERSITY}#key-2"}, **unlisted)
    beside("several-proofs-rdfc-of-terms-not-known", instead={"expires": "2030-01-01T00:00:00Z"})


def a_picture():
    """One green pixel. Packed by hand, for packers differ."""
    row = b"\0" + bytes((11, 110, 79))
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(row), len(row) ^ 0xFFFF) + row
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", stored + struct.pack(">I", zlib.adler32(row))), (b"IEND", b""))
    return png.write([png.Chunk(0, kind, data) for kind, data in parts])


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z" fill="#0b6e4f"/></svg>'


def picture_cases():
    def bake(name, kind, change=lambda data: data, **more):
        award = an_award(name)
        data = jcs.canonicalize(award)
        baked = baking.PngTemplate(a_picture()).bake(data) if kind == "png" else baking.SvgTemplate(DRAWING).bake(data)
        case(name, change(baked), kind=kind, **more)
        _enter(award, True, (), "active")

    bake("valid-in-a-png", "png")
    bake("valid-in-an-svg", "svg")
    found = {"fails": {"document": "no-credential"}, "verdict": "INVALID"}
    swap = ("Zoë".encode(), "Joë".encode())
    bake("png-altered", "png", lambda data: data.replace(*swap), **found)
    bake("png-cut-off", "png", lambda data: data[:-5], **found)
    bake("png-with-something-behind", "png", lambda data: data + b"{}", **found)
    unknown = {"proof": "signature", "edition": "not-the-published-edition"}
    bake("svg-altered", "svg", lambda data: data.replace(*swap), verdict="INVALID", fails=unknown)
    second = b"<openbadges:credential>{}</openbadges:credential>"
    bake("svg-with-two", "svg", lambda data: data.replace(b"<path", second + b"<path"), **found)
    bake("svg-with-entities", "svg", lambda data: b'<!DOCTYPE svg [<!ENTITY a "b">]>' + data, **found)
    name = "png-with-two"
    header, badge, *rest = png.read(baking.PngTemplate(a_picture()).bake(jcs.canonicalize(an_award(name)))).chunks
    case(name, png.write([header, badge, badge, *rest]), kind="png", **found)
    none = {"stuck": {"document": "no-credential"}, "verdict": "INDETERMINATE"}
    case("png-without-a-credential", a_picture(), kind="png", **none)
    case("svg-without-a-credential", DRAWING, kind="svg", **none)


def refused(name, credential, code, **more):
    case(name, credential, "INVALID", fails={"document": code}, **more)


def could_not_read(name, credential, code, **more):
    case(name, credential, "INDETERMINATE", stuck={"document": code}, **more)


def document_cases():
    text = jcs.canonicalize(an_award("not-json"))
    for name, data in {
        "not-json-trailing-comma": text[:-1] + b",}",
        "not-json-comment": b"{/* genuine */" + text[1:],
        "not-json-single-quotes": text.replace(b'"', b"'"),
        "not-json-two-values": text + text,
        "not-json-byte-order-mark": b"\xef\xbb\xbf" + text,
        "not-json-too-deep": text[:-1] + b',"x":' + b"[" * 70 + b"]" * 70 + b"}",
        "not-json-empty": b"",
        "not-json-web-page": HTML,
        "not-json-lone-surrogate": text.replace(b"Harbour Institute", b"Harbour \\ud800"),
        "not-json-nan": text.replace(b'"creditsAvailable":2', b'"creditsAvailable":NaN'),
        "not-json-number-too-large": text.replace(b'"creditsAvailable":2', b'"creditsAvailable":9007199254740993'),
        "not-json-latin-1": text.replace("Zoë".encode(), "Zoë".encode("latin-1")),
    }.items():
        refused(name, data, "not-json")
    twice = text.replace(b'"credentialSubject":', b'"credentialSubject":{"achievement":{}},"credentialSubject":')
    refused("member-twice", twice, "duplicate-member")
    proto = text[:-1] + b',"__proto__":{"validUntil":"2099-01-01T00:00:00Z"}}'
    refused("member-called-proto", proto, "unknown-member")
    for name, contexts in {
        "context-appended": [*CONTEXT, "https://evil.example/context.json"],
        "context-in-another-order": CONTEXT[::-1],
        "context-one-only": CONTEXT[:1],
        "context-over-http": [CONTEXT[0].replace("https", "http"), CONTEXT[1]],
        "context-with-a-slash-more": [CONTEXT[0] + "/", CONTEXT[1]],
        "context-as-text": CONTEXT[0],
        "context-as-object": {"@vocab": "https://evil.example/"},
    }.items():
        refused(name, jcs_only(document(name, **{"@context": contexts})), "unknown-context")
    made = document("context-nested")
    made["credentialSubject"]["achievement"]["@context"] = {"name": "https://schema.org/description"}
    refused("context-nested", jcs_only(made), "unknown-context")
    made = document("context-nested-that-is-ours")
    made["credentialSubject"]["achievement"]["@context"] = CONTEXT
    refused("context-nested-that-is-ours", jcs_only(made), "unknown-context")
    other_shapes()
    proof_shapes()


def other_shapes():
    refused("status-entry-missing", beyond(document("status-entry-missing", credentialStatus=None)), "status-missing")
    for name, code, changes in (
        ("dates-contradict-each-other", "contradictory-dates", {"validUntil": "2026-05-14T22:59:59Z"}),
        ("date-without-zone", "date", {"validUntil": "2029-05-14T22:59:59"}),
        ("date-impossible", "date", {"validUntil": "2029-02-29T22:59:59Z"}),
        ("date-with-a-24th-hour", "date", {"validUntil": "2029-05-14T24:00:00Z"}),
        ("date-missing", "date", {"validFrom": None}),
        ("date-before-the-calendar", "date", {"validFrom": "0001-01-01T00:00:00+14:00"}),
        ("issuer-is-a-list", "issuer", {"issuer": [{"id": DID}]}),
        ("issuer-without-id", "issuer", {"issuer": {"name": "Harbour Institute"}}),
        ("issuer-with-a-fragment", "issuer", {"issuer": {"id": f"{DID}#x"}}),
        ("issuer-in-upper-case", "issuer", {"issuer": {"id": DID.replace("harbour", "Harbour")}}),
        ("issuer-that-climbs", "issuer", {"issuer": {"id": DID.replace(":issuer", ":..:issuer")}}),
        ("issuer-that-climbs-in-disguise", "issuer", {"issuer": {"id": DID.replace(":issuer", "%2F..:issuer")}}),
        ("issuer-with-an-empty-part", "issuer", {"issuer": {"id": DID.replace(":issuer", "::issuer")}}),
        ("issuer-with-a-user", "issuer", {"issuer": {"id": DID.replace("badges", "badges.evil.example@badges")}}),
        ("issuer-with-a-query", "issuer", {"issuer": {"id": f"{DID}?service=x"}}),
        ("issuer-that-is-a-number", "issuer", {"issuer": {"id": 7}}),
        ("id-is-no-address", "id", {"id": "urn:uuid:5d5ef1d3-65fa-4b1c-8ce7-2e6f8c0c6a01"}),
        ("two-subjects", "subject", {"credentialSubject": [{}, {}]}),
        ("type-of-another-kind", "type", {"type": ["VerifiableCredential", "EmploymentCredential"]}),
        ("type-beside-ours", "type", {"type": ["VerifiableCredential", "OpenBadgeCredential", "Diploma"]}),
    ):
        refused(name, jcs_only(document(name, **changes)), code)
    for name, kinds in {
        "presentation": ["VerifiablePresentation"],
        "open-badges-2-assertion": "Assertion",
        "learner-record": ["VerifiableCredential", "ClrCredential"],
    }.items():
        could_not_read(name, jcs_only(document(name, type=kinds)), "not-supported")
    could_not_read("list-instead-of-credential", a_list(), "not-supported")
    award = an_award("address-of-another-award")
    refused("address-of-another-award", award, "address-mismatch", address=addresses.award(BASE, id_of("valid")))


def proof_shapes():
    award = an_award("proof")
    rdfc, ours = award["proof"]
    for name, code, proofs in (
        ("proof-missing", "proof-missing", None),
        ("proof-empty-list", "proof-missing", []),
        ("proof-empty-object", "proof-missing", {}),
        ("proof-null-in-list", "proof-missing", [None]),
        ("proof-jcs-removed", "proof-missing", [rdfc]),
        ("proof-twice", "proof-shape", [rdfc, ours, ours]),
        ("proof-a-thousand-times", "proof-shape", [ours] * 1000),
        ("proof-in-a-chain", "proof-shape", [rdfc, {**ours, "previousProof": "urn:uuid:1"}]),
        ("proof-of-an-older-kind", "proof-shape", [{**ours, "type": "Ed25519Signature2020"}]),
        ("proof-without-cryptosuite", "proof-shape", [{k: v for k, v in ours.items() if k != "cryptosuite"}]),
        ("proof-of-an-unknown-cryptosuite", "proof-missing", [{**ours, "cryptosuite": "ecdsa-sd-2023"}]),
        ("proof-of-many-cryptosuites", "proof-shape", [{**ours, "cryptosuite": ["eddsa-jcs-2022"]}]),
        ("proof-of-no-type", "proof-shape", [{k: v for k, v in ours.items() if k != "type"}]),
        ("proof-created-on-no-day", "date", [rdfc, {**ours, "created": "2026-02-30T09:30:00Z"}]),
        ("proof-created-at-a-number", "date", [rdfc, {**ours, "created": 1780306200}]),
    ):
        made = {
            member: value
            for member, value in {**award, "proof": proofs}.items()
            if member != "proof" or proofs is not None
        }
        refused(name, made, code, index=False)


def accused(name, code, credential=None, *, part=None, stuck=None):
    """The issuer is at fault, or what it says of its keys."""
    made = credential or an_award(name)
    web = ("issuer", *([part] if part else []), "status", "index")
    case(name, made, "INVALID", fails={"issuer": code}, stuck=stuck, web=web)


def key_cases():
    # Without the key that the list of revocations is signed with, that cannot be read either.
    part = "did-without-the-key"
    unlisted = {"proof": "no-key", "status": "list-not-trusted"}
    made = an_award("key-no-longer-listed")
    case(
        "key-no-longer-listed", made, "INVALID", fails={"issuer": "unknown-key"}, stuck=unlisted,
        web=("issuer", part, "status", "index"),
    )  # fmt: skip
    for name, code in {
        "key-for-authentication-only": "key-purpose",
        "key-written-out-in-assertion-method": "key-purpose",
        "key-of-low-order": "weak-key",
        "key-of-another-controller": "key-shape",
        "two-keys-of-one-name": "unknown-key",
    }.items():
        web = ("issuer", name, "status", "index")
        case(name, an_award(name), "INVALID", fails={"issuer": code}, stuck=unlisted, web=web)
    name = "key-of-a-kind-that-is-not-read"
    stuck = {"issuer": "key-not-supported", **unlisted}
    case(name, an_award(name), "INDETERMINATE", stuck=stuck, web=("issuer", name, "status", "index"))
    name = "key-under-its-name-is-another"
    web = ("issuer", name, "status", "index")
    case(name, an_award(name), "INVALID", fails={"proof": "signature"}, stuck={"status": "list-not-trusted"}, web=web)
    accused(
        "key-only-named-in-the-fragment",
        "unknown-key",
        an_award("key-only-named-in-the-fragment", signer=EVIL_KEY),
        stuck={"proof": "no-key"},
    )
    made = an_award("key-compromised", signer=LOST_KEY)
    accused("key-compromised", "key-compromised", made, stuck={"proof": "no-key"})
    accused(
        "key-compromised-and-still-in-the-did-document",
        "key-compromised",
        an_award("key-compromised-and-still-in-the-did-document", signer=LOST_KEY),
        part="did-with-the-lost-key",
    )
    stuck = {"status": "list-not-trusted"}  # that was signed with this key, too
    accused("key-not-in-the-list-of-keys", "unknown-key", part="keys-without-the-key", stuck=stuck)
    accused("key-in-the-list-of-keys-without-a-period", "key-period", part="keys-without-periods", stuck=stuck)
    accused("key-before-its-period", "key-period", part="key-not-yet-in-use")
    name = "key-after-its-period-that-signed-the-list"
    stuck = {"status": "list-not-trusted"}
    case(name, an_award(name), "INDETERMINATE", stuck=stuck, web=("issuer", "status", "list-by-a-retired-key", "index"))
    name = "key-after-its-period"
    late = an_award(name, signer=OLD_KEY, created="2026-07-02T09:30:00Z")
    accused(name, "key-period", late)


def issuer_cases():
    stuck = {"proof": "no-key", "status": "no-key"}
    name = "key-of-another-issuer"
    made = sign(document(name), EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    accused(name, "key-not-of-issuer", made, stuck=stuck)
    accused("did-of-another", "did-document", part="did-of-another", stuck=stuck)
    name = "signed-in-an-hour"
    made = an_award(name, created="2026-11-01T13:00:00Z")
    accused(name, "created-in-future", made, stuck={"status": "list-stale"})  # the list is older than that
    made = beyond(document("signed-at-no-time"), created=None)
    accused("signed-at-no-time", "created-missing", made)
    blocked = {"issuer": "issuer-unreachable", **stuck}
    for name, web in {
        "did-unreachable": ("status", "index"),
        "did-is-a-web-page": ("issuer", "did-is-a-web-page", "status", "index"),
        "did-too-large": ("issuer", "did-too-large", "status", "index"),
    }.items():
        case(name, an_award(name), "INDETERMINATE", stuck=blocked, web=web)
    stuck, web = {"issuer": "keys-unreachable"}, ("did-only", "status", "index")
    case("keys-unreachable", an_award("keys-unreachable"), "INDETERMINATE", stuck=stuck, web=web)
    name = "keys-are-no-list"
    case(name, an_award(name), "INDETERMINATE", stuck=stuck, web=("issuer", name, "status", "index"))
    # Whether it is genuine is not known, so that it cannot be called that and expired; withdrawn it is in any case.
    name = "keys-unreachable-and-expired"
    made = an_award(name, validUntil="2026-10-01T22:59:59Z")
    case(name, made, "INDETERMINATE", fails={"validity": "expired"}, stuck=stuck, web=web)
    name = "keys-unreachable-and-revoked"
    case(name, an_award(name, index=REVOKED), "REVOKED", fails={"status": "revoked"}, stuck=stuck, web=web)


def proof_cases():
    def forged(name, change, **more):
        case(name, change(an_award(name)), "INVALID", fails={"proof": "signature", **more.pop("fails", {})}, **more)

    person = ("credentialSubject", "identifier", 0, "identityHash")
    forged("altered-name", lambda award: altered(award, *person, to="Joë Ó Briain 李"))
    forged("altered-end", lambda award: altered(award, "validUntil", to="2039-05-14T22:59:59Z"))
    forged("altered-status-index", lambda award: altered(award, "credentialStatus", "statusListIndex", to="4822"))
    forged("altered-issuer-name", lambda award: altered(award, "issuer", "name", to="Harbour University"))
    forged("altered-created", lambda award: altered(award, "proof", 1, "created", to="2026-06-02T09:30:00Z"))
    forged("term-added", lambda award: altered(award, "credentialSubject", "honours", to="summa cum laude"))
    forged("term-added-to-the-proof", lambda award: altered(award, "proof", 1, "nonce", to="x"))
    forged("member-called-proto-in-the-proof", lambda award: altered(award, "proof", 1, "__proto__", to={"x": 1}))
    forged("proof-for-authentication", lambda award: altered(award, "proof", 1, "proofPurpose", to="authentication"))
    forged("proof-without-purpose", lambda award: beyond(award_body(award), proofPurpose=None))
    forged("proof-with-another-context", lambda award: altered(award, "proof", 1, "@context", to=CONTEXT[:1]))
    forged(
        "proof-signed-by-other-key",
        lambda award: {**award, "proof": sign(award_body(award), EVIL_KEY, by=method())["proof"]},
    )
    forged("signature-malleated", lambda award: with_signature(award, malleated))
    forged(
        "signature-of-63-bytes", lambda award: with_signature(award, lambda data: multibase.encode_base58btc(data[:63]))
    )
    forged(
        "signature-of-65-bytes",
        lambda award: with_signature(award, lambda data: multibase.encode_base58btc(data + b"\0")),
    )
    forged("signature-in-base64", lambda award: with_signature(award, multibase.encode_base64url))
    forged("signature-empty", lambda award: with_signature(award, lambda data: ""))
    forged(
        "signature-of-zeros", lambda award: with_signature(award, lambda data: multibase.encode_base58btc(bytes(64)))
    )
    name = "rdfc-proof-removed"
    whole = an_award(name)
    made = {**whole, "proof": whole["proof"][1]}
    refused(name, made, "proof-missing", index=digest_of(whole))
    name = "rdfc-proof-by-an-unlisted-key-and-all-proofs"
    made = an_award(name)
    made["proof"] = [sign(award_body(made), EVIL_KEY)["proof"][0], made["proof"][1]]
    case(name, made, "INVALID", fails={"proof": "unknown-key"}, allProofs=True)
    name = "rdfc-proof-altered-and-all-proofs"
    made = altered(an_award(name), "proof", 0, "created", to="2026-06-02T09:30:00Z")
    case(name, made, "INVALID", fails={"proof": "signature"}, allProofs=True)


def award_body(award):
    return {member: value for member, value in award.items() if member != "proof"}


def malleated(signature):
    """The other signature that fits, for a verifier that takes S without looking whether it is below the order."""
    s = int.from_bytes(signature[32:], "little") + ORDER
    return multibase.encode_base58btc(signature[:32] + s.to_bytes(32, "little"))


def status_cases():
    def entry(name, code, **changes):
        made = document(name)
        made["credentialStatus"] |= changes
        case(name, beyond(made), "INVALID", fails={"status": code})

    entry("status-index-negative", "status-entry", statusListIndex="-1")
    entry("status-index-is-a-number", "status-entry", statusListIndex=4821)
    entry("status-index-with-a-zero-before", "status-entry", statusListIndex="04821")
    entry("status-index-empty", "status-entry", statusListIndex="")
    entry("status-index-a-fraction", "status-entry", statusListIndex="1.5")
    entry("status-index-beyond-all-numbers", "status-entry", statusListIndex="9007199254740993")
    entry("status-index-in-other-digits", "status-entry", statusListIndex="٤٨٢١")
    entry("status-index-beyond-the-list", "no-such-entry", statusListIndex="131072")
    entry("status-list-unnamed", "status-entry", statusListCredential=7)
    for name, code, changes in (
        ("status-of-an-older-kind", "status-not-supported", {"type": "1EdTechRevocationList"}),
        ("status-of-two-bits", "status-not-supported", {"statusSize": 2}),
        ("status-of-no-bits", "status-not-supported", {"statusSize": 0}),
        ("status-of-true-bits", "status-not-supported", {"statusSize": True}),
        ("status-purpose-unknown", "status-purpose", {"statusPurpose": "message"}),
        ("status-list-elsewhere", "list-not-trusted", {"statusListCredential": "https://10.0.0.1/list.json"}),
    ):
        made = document(name)
        made["credentialStatus"] |= changes
        case(name, beyond(made), "INDETERMINATE", stuck={"status": code})
    for name, code in {
        "list-is-a-web-page": "list-malformed",
        "list-by-another-issuer": "list-not-trusted",
        "list-signed-by-another": "list-not-trusted",
        "list-signed-by-an-unlisted-key": "list-not-trusted",
        "list-unsigned": "list-not-trusted",
        "list-with-rdfc-proof-only": "list-not-trusted",
        "list-altered": "list-not-trusted",
        "list-of-another-purpose": "status-purpose",
        "list-under-another-address": "list-malformed",
        "list-older-than-the-credential": "list-stale",
        "list-that-ended": "list-stale",
        "list-of-the-future": "clock",
        "list-too-short": "list-too-short",
        "list-that-is-a-bomb": "list-too-large",
        "list-not-packed": "list-encoding",
        "list-cut-off": "list-encoding",
        "list-with-a-wrong-checksum": "list-encoding",
        "list-padded": "list-encoding",
        "list-in-base58": "list-encoding",
        "list-that-is-packed-otherwise": "list-encoding",
        "list-of-numbers": "list-malformed",
    }.items():
        case(name, an_award(name), "INDETERMINATE", stuck={"status": code}, web=("issuer", "status", name, "index"))
    name = "list-unreachable"
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-unreachable"}, web=("issuer", "index"))
    name = "list-older-than-one-seen"
    seen = {list_address(): "2026-10-31T08:00:00Z"}
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-stale"}, seen=seen)
    name = "list-over-400-days-old"
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-stale"}, now="2027-12-05T08:00:00Z")
    stuck = {"issuer": "clock", "validity": "clock", "status": "clock"}
    for name, now in {"clock-two-years-slow": "2024-11-01T12:00:00Z", "clock-of-1970": "1970-01-01T00:00:00Z"}.items():
        case(name, an_award(name), "INDETERMINATE", stuck=stuck, now=now)
    name, now = "clock-two-years-fast", "2028-11-01T12:00:00Z"
    case(name, an_award(name), "INDETERMINATE", stuck={"status": "list-stale"}, now=now)
    for name, statuses, index, verdict, fails in (
        ("valid-with-two-status-entries", ("revocation", "suspension"), FREE, "VALID", {}),
        ("suspended-by-an-entry-of-its-own", ("revocation", "suspension"), HELD, "SUSPENDED", {"status": "suspended"}),
    ):
        made = document(name)
        made["credentialStatus"] = [
            {**made["credentialStatus"], "statusPurpose": purpose, "statusListIndex": str(index)}
            | {"statusListCredential": list_address(purpose)}
            for purpose in statuses
        ]
        state = "suspended" if fails else "active"
        case(name, beyond(made), verdict, fails=fails, state=state)


def type_cases():
    """One type taken for another: what a reader that turns values into text, or null into nothing, would let pass."""
    name = "endorsement-with-its-method-in-a-list"
    made = sign(endorsement(name, base=BASE))
    made = altered(made, "proof", 0, "verificationMethod", to=[method()])
    stuck = dict.fromkeys(("proof", "status"), "no-key")
    case(name, made, "INVALID", fails={"issuer": "key-not-of-issuer"}, stuck=stuck, foreign=True)
    name = "context-in-a-member-called-nothing"
    refused(name, jcs_only(document(name, **{"": {"@context": "https://evil.example/"}})), "unknown-context")
    name = "key-without-an-end-but-null"
    never = altered(keys_document(), "keys", 0, "to", to=None)
    publish("keys-that-end-at-null", addresses.keys(BASE), never)
    case(
        name, an_award(name), "INVALID",
        fails={"issuer": "key-period"}, stuck={"status": "list-not-trusted"},
        web=("issuer", "status", "keys-that-end-at-null", "index"),
    )  # fmt: skip
    for size, verdict in (("1", "VALID"), ("1.0", "INDETERMINATE"), ("1e0", "INDETERMINATE")):
        name = f"status-size-written-{size}"
        made = document(name)
        made["credentialStatus"]["statusSize"] = 1
        signed = beyond(made)
        text = jcs.canonicalize(signed).replace(b'"statusSize":1', f'"statusSize":{size}'.encode())
        case(name, text, verdict, stuck={} if verdict == "VALID" else {"status": "status-not-supported"})
        _enter(signed, True, (), "active")
    name = "list-by-a-method-that-is-an-object"
    by = {"toString": method()}
    publish(name, list_address(), altered(a_list(SET), "proof", 1, "verificationMethod", to=by))
    case(
        name, an_award(name), "INDETERMINATE",
        stuck={"status": "list-not-trusted"}, web=("issuer", "status", name, "index"),
    )  # fmt: skip
    made = an_award("member-twice-and-then-no-json")
    text = jcs.canonicalize(made).replace(b"{", b'{"name":"Forged",', 1)[:-1]
    refused("member-twice-and-then-no-json", text, "not-json")


def edition_cases():
    name = "edition-never-published"
    case(name, an_award(name), "INVALID", fails={"edition": "not-the-published-edition"}, index="sha256:" + "0" * 64)
    case(
        "award-not-in-the-index",
        an_award("award-not-in-the-index"),
        "INDETERMINATE",
        stuck={"edition": "not-in-index"},
        index=False,
    )
    name = "index-unreachable"
    case(name, an_award(name), "INDETERMINATE", stuck={"edition": "index-unreachable"}, web=("issuer", "status"))
    name = "index-is-a-web-page"
    publish(name, addresses.index_shard(BASE, id_of(name)), HTML)
    made = an_award(name)
    case(name, made, "INDETERMINATE", stuck={"edition": "index-unreachable"}, web=("issuer", "status", "index", name))
    for name, state in {"index-calls-it-revoked": "revoked", "index-calls-it-nothing-known": "lost"}.items():
        case(name, an_award(name), "INDETERMINATE", stuck={"edition": "index-disagrees"}, state=state)
    name = "id-is-no-award-of-the-issuer"
    made = document(name, id=f"{BASE}/awards/né/")
    case(name, sign(made), "INVALID", fails={"edition": "id"}, index=False)


# Endorsements --------------------------------------------------------------------------------------------------------

ENDORSED = addresses.achievement(BASE, "data-analysis-foundations")


def endorsement(name, *, base=STRANGE_BASE, index=FREE, endorsed=ENDORSED, **changes):
    """An endorsement, unsigned. A change to None removes a member."""
    made = {
        "@context": CONTEXT,
        "id": addresses.endorsement(base, name),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement of Data Analysis Foundations",
        "issuer": {"id": did.from_base(base), "type": ["Profile"], "name": "Agency of Quality"},
        "validFrom": CREATED,
        "credentialSubject": {
            "id": endorsed,
            "type": ["EndorsementSubject"],
            "endorsementComment": "We looked at the projects, and would hire who passed.",
        },
        "credentialStatus": status_list.entry(base, 1, index),
    }  # fmt: skip
    made.update(changes)
    return {member: value for member, value in made.items() if value is not None}


def of_agency(name, **changes):
    return sign(endorsement(name, **changes), EVIL_KEY, by=method(EVIL_KEY, STRANGER))


def endorsement_cases():
    def ours(name, verdict="VALID", *, change=lambda made: made, **more):
        changes = {one: more.pop(one) for one in ("index", "validUntil") if one in more}
        made = change(sign(endorsement(name, base=BASE, **changes)))
        case(name, made, verdict, foreign=True, **more)

    ours("endorsement")
    ours("endorsement-all-proofs", allProofs=True)
    made = sign(endorsement("endorsement-with-its-rdfc-proof-removed", base=BASE))
    refused("endorsement-with-its-rdfc-proof-removed", {**made, "proof": made["proof"][1:]}, "proof-missing")
    change = lambda made: altered(made, "proof", 0, "proofValue", to=made["proof"][1]["proofValue"])  # noqa: E731
    ours("endorsement-with-another-rdfc-proof", "INVALID", change=change, fails={"proof": "signature"})
    change = lambda made: altered(made, "proof", 0, "expires", to="2030-01-01T00:00:00Z")  # noqa: E731
    ours("endorsement-with-an-rdfc-proof-that-says-more", "INVALID", change=change, fails={"proof": "signature"})
    ours("endorsement-revoked", "REVOKED", index=REVOKED, fails={"status": "revoked"})
    ours("endorsement-on-hold", "SUSPENDED", index=HELD, fails={"status": "suspended"})
    name = "endorsement-expired"
    ours(name, "EXPIRED", validUntil="2026-10-01T22:59:59Z", fails={"validity": "expired"})
    comment = ("credentialSubject", "endorsementComment")
    change = lambda made: altered(made, *comment, to="Whoever passed, hire them.")  # noqa: E731
    ours("endorsement-altered", "INVALID", change=change, fails={"proof": "signature"})
    change = lambda made: altered(made, "credentialSubject", "id", to=f"{ENDORSED}x/")  # noqa: E731
    ours("endorsement-moved-to-another-achievement", "INVALID", change=change, fails={"proof": "signature"})
    name = "endorsement-by-a-stranger"
    case(
        name, of_agency(name), "UNTRUSTED ISSUER",
        fails={"issuer": "unknown-issuer"}, foreign=True, web=("stranger",),
    )  # fmt: skip
    for name, code, changes in (
        ("endorsement-of-nothing", "subject", {"credentialSubject": {"type": ["EndorsementSubject"]}}),
        ("endorsement-of-two", "subject", {"credentialSubject": [{"id": ENDORSED}, {"id": DID}]}),
        (
            "endorsement-that-is-an-award",
            "type",
            {"type": ["VerifiableCredential", "EndorsementCredential", "OpenBadgeCredential"]},
        ),
        ("endorsement-with-another-context", "unknown-context", {"@context": [*CONTEXT, "https://evil.example/"]}),
    ):
        refused(name, jcs_only(endorsement(name, base=BASE, **changes)), code)
    made = sign(endorsement("endorsement-at-an-award", base=BASE))
    refused("endorsement-at-an-award", made, "address-mismatch", address=addresses.award(BASE, id_of("valid")))
    endorsed_award_cases()


def endorsed(name, *of_achievement, of_issuer=(), **changes):
    """An award with endorsements inside, unsigned."""
    made = document(name, **changes)
    if of_achievement:
        made["credentialSubject"]["achievement"]["endorsement"] = list(of_achievement)
    if of_issuer:
        made["issuer"] = {**made["issuer"], "endorsement": list(of_issuer)}
    return made


def endorsed_award_cases():
    one, two = of_agency("one"), of_agency("two", endorsed=DID)
    name = "valid-with-endorsements"
    case(name, sign(endorsed(name, one, of_issuer=[two])))
    name = "valid-with-endorsements-and-all-proofs"
    case(name, sign(endorsed(name, one, of_issuer=[two])), allProofs=True)
    name = "valid-with-an-endorsement-as-an-object"
    made = endorsed(name)
    made["credentialSubject"]["achievement"]["endorsement"] = one
    case(name, sign(made))
    name = "endorsement-inside-altered"
    made = sign(endorsed(name, one, of_issuer=[two]))
    made = altered(made, "issuer", "endorsement", 0, "credentialSubject", "endorsementComment", to="The best.")
    case(name, made, "INVALID", fails={"proof": "signature"})
    name = "endorsement-inside-removed"
    made = sign(endorsed(name, one, of_issuer=[two]))
    made = altered(made, "issuer", "endorsement", to=[])
    case(name, made, "INVALID", fails={"proof": "signature"})
    other = altered(one, "@context", to=[*CONTEXT, {"name": "https://schema.org/description"}])
    subject = altered(one, "credentialSubject", "@context", to=CONTEXT)
    proofs = altered(one, "proof", 1, "@context", to=CONTEXT[:1])
    deeper = altered(one, "issuer", "endorsement", to=[two])
    no_endorsement = altered(one, "type", to=["VerifiableCredential", "OpenBadgeCredential"])
    for name, held in {
        "endorsement-inside-with-another-context": other,
        "endorsement-inside-with-a-context-inside": subject,
        "endorsement-inside-with-a-proof-of-another-context": proofs,
        "endorsement-inside-an-endorsement": deeper,
        "endorsement-inside-that-is-none": no_endorsement,
    }.items():
        refused(name, jcs_only(endorsed(name, held)), "unknown-context")
        refused(f"{name}-on-the-issuer", jcs_only(endorsed(name, of_issuer=[held])), "unknown-context")
    for name, path in {
        "endorsement-inside-the-document": (),
        "endorsement-inside-the-subject": ("credentialSubject",),
        "endorsement-inside-the-criteria": ("credentialSubject", "achievement", "criteria"),
    }.items():
        made = altered(document(name), *path, "endorsement", to=[one])
        refused(name, jcs_only(made), "unknown-context")
    name = "credential-inside-as-of-a-learner-record"
    made = altered(document(name), "credentialSubject", "verifiableCredential", to=[an_award("valid")])
    refused(name, jcs_only(made), "unknown-context")


# What wraps credentials ----------------------------------------------------------------------------------------------

WRAPPERS = {}
RECORD_CONTEXT = [CONTEXT[0], "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json", CONTEXT[1]]


def wrapper(name, made, kind, verdict=None, *, inner, fails=None, stuck=None, **more):
    """Add a wrapper: what must be said of itself, and the verdict on each credential in it."""
    fails, stuck = fails or {}, stuck or {}
    if "document" in {**fails, **stuck}:
        stuck = {**dict.fromkeys(CHECKS[1:], "not-run"), **stuck}
    outcomes = {one: "failed" if one in fails else "could-not-run" if one in stuck else "passed" for one in CHECKS}
    if "document" not in {**fails, **stuck}:
        outcomes["edition"] = "not-applicable"
    if kind == "VerifiablePresentation" and not {**fails, **stuck}:
        outcomes = {}
    web = ["issuer", "status", "index", "stranger"]
    expected = {"now": NOW, "trusted": [DID], "web": web, **more, "kind": kind, "verdict": verdict}
    expected |= {"checks": outcomes, "codes": {**fails, **stuck}, "inner": inner}
    WRAPPERS[name] = jcs.canonicalize(made), expected


def record(name, *credentials, base=BASE, index=FREE, **changes):
    made = {
        "@context": RECORD_CONTEXT,
        "id": f"{base}/records/{name}/",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Data Diploma: the record of Zoë Ó Briain",
        "issuer": {"id": did.from_base(base), "type": ["Profile"], "name": "Harbour Institute"},
        "validFrom": CREATED,
        "partial": True,
        "credentialSubject": {
            "id": "urn:uuid:0b7d2a52-5b0c-4f7e-9a8e-52f1f4f0c001",
            "type": ["ClrSubject"],
            "identifier": document(name)["credentialSubject"]["identifier"],
            "verifiableCredential": list(credentials),
            "association": [
                {"type": "Association", "associationType": "isPartOf", "sourceId": ENDORSED, "targetId": f"{BASE}/x/"}
            ],
        },
        "credentialStatus": status_list.entry(base, 1, index),
    }  # fmt: skip
    made.update(changes)
    return {member: value for member, value in made.items() if value is not None}


def presentation(*credentials, **changes):
    made = {"@context": CONTEXT[:1], "type": ["VerifiablePresentation"], "verifiableCredential": list(credentials)}
    return {**made, **changes}


def wrapper_cases():
    good, gone = an_award("in-a-wrapper"), an_award("in-a-wrapper-and-revoked", index=REVOKED)
    supported = sign(
        endorsed("in-a-wrapper-with-endorsements", of_agency("one"), of_issuer=[of_agency("two", endorsed=DID)])
    )
    for award, state in ((good, "active"), (gone, "revoked"), (supported, "active")):
        _enter(award, True, (), state)
    clr, bad = "ClrCredential", altered(good, "name", to="Another")
    both = {"inner": ["VALID", "REVOKED"]}
    wrapper("record", sign(record("record", good, gone)), clr, **both)
    wrapper("record-all-proofs", sign(record("record", good, gone)), clr, **both, allProofs=True)
    wrapper("record-with-endorsed-awards", sign(record("endorsed", supported, good)), clr, inner=["VALID", "VALID"])
    made = altered(sign(record("altered", good, gone)), "name", to="Another")
    wrapper("record-altered", made, clr, "INVALID", fails={"proof": "signature"}, **both)
    made = altered(sign(record("swapped", good)), "credentialSubject", "verifiableCredential", 0, to=bad)
    wrapper("record-with-an-award-altered", made, clr, "INVALID", fails={"proof": "signature"}, inner=["INVALID"])
    made = sign(record("of-an-altered-award", bad))
    wrapper("record-around-an-award-altered-before", made, clr, inner=["INVALID"])
    wrapper(
        "record-revoked",
        sign(record("revoked", good, index=REVOKED)),
        clr,
        "REVOKED",
        fails={"status": "revoked"},
        inner=["VALID"],
    )
    name = "record-by-a-stranger"
    made = sign(record(name, good, base=STRANGE_BASE), EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    wrapper(name, made, clr, "UNTRUSTED ISSUER", fails={"issuer": "unknown-issuer"}, inner=["VALID"])
    made = sign(record("forged", good), EVIL_KEY, by=method())
    wrapper("record-signed-by-another-key", made, clr, "INVALID", fails={"proof": "signature"}, inner=["VALID"])
    wrapper(
        "record-unsigned",
        record("unsigned", good),
        clr,
        "INVALID",
        fails={"document": "proof-missing"},
        inner=["VALID"],
    )
    made = record(
        "extended",
        good,
        base=STRANGE_BASE,
        **{"@context": [*RECORD_CONTEXT, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"]},
    )
    made = jcs_only(made, EVIL_KEY, by=method(EVIL_KEY, STRANGER))
    wrapper(
        "record-with-extensions", made, clr, "INDETERMINATE", stuck={"document": "unknown-context"}, inner=["VALID"]
    )
    made = jcs_only(record("badge-contexts", good, **{"@context": CONTEXT}))
    wrapper(
        "record-with-contexts-of-a-badge", made, clr, "INVALID", fails={"document": "unknown-context"}, inner=["VALID"]
    )
    made = jcs_only(altered(record("nested", good), "credentialSubject", "association", 0, "@context", to=CONTEXT))
    wrapper(
        "record-with-a-context-inside", made, clr, "INVALID", fails={"document": "unknown-context"}, inner=["VALID"]
    )
    made = jcs_only(
        record("no-did-web", good, issuer={"id": "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"})
    )
    wrapper(
        "record-of-an-issuer-that-is-no-did-web",
        made,
        clr,
        "INDETERMINATE",
        stuck={"document": "issuer-not-supported"},
        inner=["VALID"],
    )
    made = jcs_only(record("nothing", credentialSubject={"type": ["ClrSubject"]}))
    wrapper("record-of-nothing", made, clr, "INVALID", fails={"document": "subject"}, inner=[])
    preview_case()
    presentation_cases(good, gone, bad)


def preview_case():
    """A record of a preview proves nothing, however well everything fits."""
    base, by = addresses.PREVIEW_BASE, did.from_base(addresses.PREVIEW_BASE)
    publish("preview", did_address(base), did_document(KEY, by=by))
    publish("preview", addresses.keys(base), keys_document(by))
    publish("preview", list_address(base=base), a_list(SET, base=base, by=method(by=by)))
    made = sign(record("of-a-preview", an_award("in-a-preview"), base=base), by=method(by=by))
    wrapper(
        "record-of-a-preview", made, "ClrCredential", "INDETERMINATE",
        inner=["INDETERMINATE"], web=["preview"], trusted=[by],
    )  # fmt: skip


def presentation_cases(good, gone, bad):
    kind = "VerifiablePresentation"
    wrapper("presentation", presentation(good, gone, bad), kind, inner=["VALID", "REVOKED", "INVALID"])
    wrapper("presentation-of-one", presentation(verifiableCredential=good), kind, inner=["VALID"])
    wrapper("presentation-of-nothing", presentation(), kind, inner=[])
    wrapper("presentation-without-credentials", {"type": kind}, kind, inner=[])
    others = [endorsement("unsigned"), {"@context": CONTEXT[:1], "type": "EnvelopedVerifiableCredential"}, 7]
    wrapper("presentation-of-other-things", presentation(*others), kind, inner=["INVALID", "INVALID", "INDETERMINATE"])
    held = of_agency("presented")
    wrapper("presentation-of-an-endorsement", presentation(held), kind, inner=["UNTRUSTED ISSUER"])
    held = sign(record("presented", good))
    wrapper("presentation-of-a-record", presentation(held), kind, inner=["INDETERMINATE"])
    wrapper("presentation-of-two-hundred", presentation(*[{}] * 200), kind, inner=["INVALID"] * 200)
    many = presentation(*[{}] * 201)
    wrapper("presentation-of-too-many", many, kind, "INVALID", fails={"document": "too-many"}, inner=[])


def make():
    """Return every file of tests/vectors, by its path there."""
    make_web()
    for add in (
        good_cases,
        picture_cases,
        standing_cases,
        university_cases,
        stranger_cases,
        document_cases,
        key_cases,
        issuer_cases,
        proof_cases,
        status_cases,
        type_cases,
        edition_cases,
        endorsement_cases,
        wrapper_cases,
    ):
        add()
    # So that an award is looked for where its shard is, whether it is there or not.
    for award in (document("award-not-in-the-index"),):
        INDEX.setdefault(addresses.index_shard(BASE, addresses.award_id_of(BASE, award["id"])), {})
    for url, entries in INDEX.items():
        publish("index", url, entries)
    files = {f"web/{part}/{path}": data for (part, path), data in WEB.items()}
    for name, (credential, expected, kind) in CASES.items():
        files[f"verification/{name}/credential.{kind}"] = credential
        files[f"verification/{name}/expect.json"] = (json.dumps(expected, indent=2) + "\n").encode()
    for name, (credential, expected) in WRAPPERS.items():
        files[f"wrappers/{name}/credential.json"] = credential
        files[f"wrappers/{name}/expect.json"] = (json.dumps(expected, indent=2) + "\n").encode()
    return files


PARTS = ("verification", "web", "wrappers")


def write(folder):
    for part in PARTS:
        shutil.rmtree(folder / part, ignore_errors=True)
    for name, data in make().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def differing(folder):
    """Return the names of files in `folder` that are not as they are made, or are missing, or too many."""
    made = make()
    there = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in PARTS
        for path in (folder / part).rglob("*")
        if path.is_file()
    }
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(differing(ROOT / "tests" / "vectors")) or 0)
    write(ROOT / "tests" / "vectors")
