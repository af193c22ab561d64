"""The DID document of an issuer: fetched for did:web, worked out from the name itself for did:key and did:jwk.

Follows the methods `did:web`, `did:key` and `did:jwk` (W3C CCG). Whoever holds the key made such a name: that it fits
says nothing about who that is.
"""

from __future__ import annotations

from typing import Any

from testamur.credentials import did as dids
from testamur.errors import DocumentError, VerificationError
from testamur.proofs import jcs, multibase
from testamur.verification.reading import strict_json
from testamur.verification.resolving.resolver import Resolver, Unavailable

LIMIT = 256 * 1024  # bytes of a DID document or a list of keys
KEYS = ("did:key:", "did:jwk:")  # methods whose names are keys
METHODS = ("did:web:", *KEYS)
_MOST_LETTERS = 2000  # of a name that is a key
_MOST_KEYS, _MOST = 1000, 100
_OTHER_PURPOSES = ("authentication", "keyAgreement", "capabilityInvocation", "capabilityDelegation")


def read(did: str, resolver: Resolver) -> Any:
    """Return the document of a DID that `check_name` accepts; Unavailable if it cannot be fetched."""
    return fetch_json(resolver, dids.document_address(did)) if did.startswith("did:web:") else worked_out(did)


def worked_out(did: str) -> dict[str, Any]:
    """Return the document of a did:key or did:jwk that `check_name` accepts."""
    if did.startswith("did:key:"):
        key = {"id": f"{did}#{_key_in(did)}", "type": "Multikey", "publicKeyMultibase": _key_in(did)}
    else:
        key = {"id": f"{did}#0", "type": "JsonWebKey", "publicKeyJwk": _jwk_in(did)}
    # Some name the key by the DID alone, which has no other.
    methods = [{**key, "controller": did, "id": name} for name in (key["id"], did)]
    return {"id": did, "verificationMethod": methods, "assertionMethod": [method["id"] for method in methods]}


def evenly(did: str, document: Any) -> Any:
    """Return a DID document as ours are written: every method in `verificationMethod`, with its whole name.

    Others may write a name relative to the document (`#key-1`), and a method out where it is listed for its purpose
    (Controlled Identifiers 1.0, 2.3), or in both places. Anything that is no DID document is returned as it is.
    """
    if not isinstance(document, dict):
        return document
    methods, purposes = _many(document.get("verificationMethod", [])), _many(document.get("assertionMethod"))
    if methods is None or purposes is None:
        return document
    methods, purposes = methods[:_MOST_KEYS], purposes[:_MOST_KEYS]

    def whole(name: Any) -> Any:
        return f"{did}{name}" if isinstance(name, str) and name.startswith("#") else name

    def written(given: list[Any]) -> list[dict[str, Any]]:
        return [{**method, "id": whole(method.get("id"))} for method in given if isinstance(method, dict)]

    listed = _each_once(written([*methods, *purposes]))
    # One that is written out for another purpose can be listed for this one by its name.
    names = [method["id"] for method in listed]
    others = [method for purpose in _OTHER_PURPOSES for method in written((_many(document.get(purpose)) or [])[:_MOST])]
    return {
        **document,
        "verificationMethod": [*listed, *(method for method in others if method["id"] not in names)],
        "assertionMethod": [whole(one.get("id") if isinstance(one, dict) else one) for one in purposes],
    }


def _each_once(methods: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out a method that is there already, word for word: some write one out in both places."""
    try:
        return list({jcs.canonicalize(method): method for method in methods}.values())
    except DocumentError:
        return methods  # One of them has no canonical form. Whoever asks for a key by its name is told of two.


def lists_all(document: Any) -> bool:
    """Say whether all keys that a DID document lists for assertions stand in it, so that another one is not among them.

    `document` is one as `evenly` returns it. It may name a key of another document, or one in a form not known here.
    """
    lists = lists_in(document)
    if lists is None or len(lists[1]) >= _MOST_KEYS:
        return False
    methods, purposes = lists
    names = {name for one in methods if isinstance(one, dict) and isinstance(name := one.get("id"), str)}
    return all(isinstance(name, str) and ":" in name and name in names for name in purposes)


def lists_in(document: Any) -> tuple[list[Any], list[Any]] | None:
    """Return the methods that a DID document lists, and those of them that are for assertions; None if it is none."""
    if not isinstance(document, dict):
        return None
    methods, purposes = document.get("verificationMethod"), document.get("assertionMethod")
    return (methods, purposes) if isinstance(methods, list) and isinstance(purposes, list) else None


def _many(value: Any) -> list[Any] | None:
    """Return a list, of which one item may stand alone."""
    return [value] if isinstance(value, str | dict) else value if isinstance(value, list) else None


def check_name(issuer: str) -> None:
    """Raise DocumentError unless an issuer's name is well formed by its method; VerificationError if it holds no JSON.

    Of a name that leads to no keys, nothing is asked.
    """
    if issuer.startswith("did:web:"):
        dids.document_address(issuer)
    elif issuer.startswith(METHODS):
        if len(issuer) > _MOST_LETTERS:
            raise DocumentError("the name is longer than any key")
        if issuer.startswith("did:key:"):
            multibase.decode_base58btc(_key_in(issuer))
        else:
            _jwk_in(issuer)


def _key_in(did: str) -> str:
    return did.split(":", 2)[2]


def _jwk_in(did: str) -> Any:
    return strict_json.parse(multibase.decode_base64url(f"u{_key_in(did)}", _MOST_LETTERS))


def called(issuer: str) -> str:
    """Return what a sentence calls an issuer: the host that answers for its name, else the name, shortened."""
    if issuer.startswith("did:web:"):
        return dids.authority_of(issuer)
    return issuer.split("/")[2] if issuer.startswith("https://") else shortened(issuer)


def shortened(name: str) -> str:
    """Return a name for a sentence."""
    return name if len(name) <= 60 else f"{name[:59]}…"


def fetch_json(resolver: Resolver, address: str) -> Any:
    """Return the JSON at an address; Unavailable says why there is none."""
    data = resolver.fetch(address, limit=LIMIT)
    try:
        return strict_json.parse(data)
    except VerificationError as error:
        raise Unavailable(f"{address}: {strict_json.looks_like(data) if data[:1] != b'{' else error.reason}") from error
