"""The web that a verifier of the vectors sees, in parts: DID documents, lists of keys and status lists."""

import base64
import gzip

from testamur.credentials import addresses, did, status_list
from testamur.proofs import jcs
from vector_making.sample_credentials import (
    BASE,
    DID,
    EVIL_KEY,
    FIRST,
    HELD,
    KEY,
    LAST,
    LOST_KEY,
    OLD_KEY,
    REPLACED,
    REVOKED,
    SHARED,
    SHARED_BASE,
    SIGNED,
    STRANGE_BASE,
    STRANGER,
    SUSPENDED_WITHOUT_A_LIST,
    method,
    multibase_of,
    sign,
)

WEB = {}
SET = (FIRST, LAST, REVOKED, HELD, REPLACED, SUSPENDED_WITHOUT_A_LIST)
HTML = b"<!DOCTYPE html>\n<html><title>404</title></html>\n"


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


def publish_issuers():
    """Publish what each issuer does right."""
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
