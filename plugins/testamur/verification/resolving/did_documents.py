"""The DID document of an issuer: fetched for did:web, worked out from the name itself for did:key and did:jwk.

Follows the methods `did:web`, `did:key` and `did:jwk` (W3C CCG). Whoever holds the key made such a name: that it fits
says nothing about who that is.
"""

from __future__ import annotations

from typing import Any

from testamur.credentials import did as dids
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import multibase
from testamur.verification.reading import strict_json
from testamur.verification.resolving.resolver import Resolver, Unavailable

LIMIT = 256 * 1024  # bytes of a DID document or a list of keys
METHODS = ("did:web:", "did:key:", "did:jwk:")
_MOST_LETTERS = 2000  # of a name that is a key
_MOST_KEYS = 1000


def read(did: str, resolver: Resolver) -> Any:
    """Return the document of a DID that `check_name` accepts; Unavailable if it cannot be fetched."""
    if did.startswith("did:web:"):
        return fetch_json(resolver, dids.document_address(did))
    method = {"controller": did}
    if did.startswith("did:key:"):
        method |= {"id": f"{did}#{_key_in(did)}", "type": "Multikey", "publicKeyMultibase": _key_in(did)}
    else:
        method |= {"id": f"{did}#0", "type": "JsonWebKey", "publicKeyJwk": _jwk_in(did)}
    return {"id": did, "verificationMethod": [method], "assertionMethod": [method["id"]]}


def evenly(did: str, document: Any) -> Any:
    """Return a DID document as ours are written: every method in `verificationMethod`, with its whole name.

    Others may write a name relative to the document (`#key-1`), and a method out where it is listed for its purpose
    (Controlled Identifiers 1.0, 2.3). Anything that is no DID document is returned as it is.
    """
    if not isinstance(document, dict):
        return document
    methods, purposes = document.get("verificationMethod", []), document.get("assertionMethod")
    if not (isinstance(methods, list) and isinstance(purposes, list)):
        return document
    methods, purposes = methods[:_MOST_KEYS], purposes[:_MOST_KEYS]

    def whole(name: Any) -> Any:
        return f"{did}{name}" if isinstance(name, str) and name.startswith("#") else name

    return {
        **document,
        "verificationMethod": [
            {**method, "id": whole(method.get("id"))} for method in (*methods, *purposes) if isinstance(method, dict)
        ],
        "assertionMethod": [whole(one.get("id") if isinstance(one, dict) else one) for one in purposes],
    }


def check_name(did: str) -> None:
    """Raise DocumentError unless a DID is well formed by its method; VerificationError if it holds no JSON."""
    if did.startswith("did:web:"):
        dids.document_address(did)
    elif len(did) > _MOST_LETTERS:
        raise DocumentError("the name is longer than any key")
    elif did.startswith("did:key:"):
        multibase.decode_base58btc(_key_in(did))
    else:
        _jwk_in(did)


def _key_in(did: str) -> str:
    return did.split(":", 2)[2]


def _jwk_in(did: str) -> Any:
    return strict_json.parse(multibase.decode_base64url(f"u{_key_in(did)}", _MOST_LETTERS))


def called(did: str) -> str:
    """Return what a sentence calls an issuer: the host that answers for a did:web, else the name, shortened."""
    if did.startswith("did:web:"):
        return dids.authority_of(did)
    return did if len(did) <= 60 else f"{did[:59]}…"


def fetch_json(resolver: Resolver, address: str) -> Any:
    """Return the JSON at an address; Unavailable says why there is none."""
    data = resolver.fetch(address, limit=LIMIT)
    try:
        return strict_json.parse(data)
    except VerificationError as error:
        raise Unavailable(f"{address}: {strict_json.looks_like(data) if data[:1] != b'{' else error.reason}") from error
