"""A key that stands in a document itself: in the name of its verification method, or in the header of its token.

Such a key says that whoever holds it signed the document, and nothing of who that is: a did:key of an issuer with
another name, a Multikey behind an address that cannot be read (`https://issuer.example/7#z6Mk…`) or behind a name that
is none (`urn:uuid:…#z6Mk…`), the `jwk` of a header.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from testamur.errors import DocumentError, KeyRefusedError, VerificationError
from testamur.proofs import public_keys
from testamur.verification.resolving import did_documents
from testamur.verification.resolving.resolver import Unavailable

_ADDRESSES = ("https://", "http://", "urn:uuid:")  # whose fragment may be the key


def document(issuer: str, method: str, jwk: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return a document that lists the key that stands in a method's name, or a header's; None if there is none."""
    found = {"type": "JsonWebKey", "publicKeyJwk": jwk} if jwk is not None else _in_name(method)
    if found is None:
        return None
    one = {**found, "id": method, "controller": issuer}
    return {"id": issuer, "verificationMethod": [one], "assertionMethod": [method]}


def called(method: str) -> str:
    """Return what a sentence calls such a key."""
    name = method.partition("#")[2] if method.startswith(_ADDRESSES) else method.partition("#")[0]
    return did_documents.shortened(name)


def _in_name(method: str) -> dict[str, Any] | None:
    name, _, fragment = method.partition("#")
    if name.startswith(_ADDRESSES):
        try:
            public_keys.of_multikey(fragment)
        except KeyRefusedError:
            return None  # the fragment is a name like any other
        return {"type": "Multikey", "publicKeyMultibase": fragment}
    if not name.startswith(did_documents.KEYS):
        return None
    try:
        did_documents.check_name(name)
        listed = did_documents.worked_out(name)["verificationMethod"]
    except (DocumentError, VerificationError, Unavailable):
        return None
    return next((one for one in listed if one["id"] == method), None)
