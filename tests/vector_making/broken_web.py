"""Parts of the web with one thing wrong each: documents of issuers, and status lists."""

import zlib

from testamur.credentials import addresses, status_list
from testamur.proofs import multibase
from vector_making.sample_credentials import (
    BASE,
    DID,
    EVIL_KEY,
    KEY,
    LOST_KEY,
    OLD_KEY,
    SIGNED,
    STRANGER,
    altered,
    jcs_only,
    method,
    multibase_of,
)
from vector_making.sample_web import (
    HTML,
    SET,
    a_list,
    did_address,
    did_document,
    gz,
    keys_document,
    list_address,
    pack,
    publish,
    unsigned_list,
)

LAST_UNTIL = "2036-10-30T23:59:59Z"


def publish_broken_issuers():
    """Publish issuers with something wrong: each part hides `issuer`."""
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
        "key-of-a-kind-that-only-others-use": did_document(
            KEY, verificationMethod=[{**listed, "type": "Ed25519VerificationKey2020"}]
        ),
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


def publish_broken_lists():
    """Publish lists that are no answer: each part hides the list of `status`."""
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
        "list-last": a_list(SET, validUntil=LAST_UNTIL),
        "list-last-prolonged": altered(a_list(SET, validUntil=LAST_UNTIL), "validUntil", to="2056-10-30T23:59:59Z"),
        "list-last-until-no-day": a_list(SET, validUntil="for ever"),
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
