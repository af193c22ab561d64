"""The keys of an issuer that is named by an https address, as a DID document would list them.

Open Badges 3.0 lets a key be published as a JSON Web Key, a set of them (RFC 7517, 5), a verification method, or a
controlled identifier document (Controlled Identifiers 1.0, 2). It counts only if it lies at the issuer's own origin
(RFC 6454): nobody else can say which keys an address has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from testamur.errors import DocumentError, VerificationError
from testamur.verification.reading.shapes import quoted
from testamur.verification.resolving import did_documents
from testamur.verification.resolving.resolver import Resolver, Unavailable

SCHEME = "https://"
_MOST_KEYS = 1000
_LONGEST = 1000
# A host of at least two labels, a port, and a path of plain characters: nothing that two readers take differently.
_ADDRESS = re.compile(
    r"(?P<origin>https://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?::[1-9][0-9]{0,4})?)"
    r"(?:(?!\S*(?:/\.\.?(?:[/?]|\Z)|%2[EFef]|%5[Cc]))[/?][A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?"
)


def check_name(address: str) -> None:
    """Raise DocumentError unless an address is https, with a host, and plain."""
    if not _origin(address):
        raise DocumentError(f"not a plain https address: {quoted(address, 80)}")


def read(issuer: str, method: str, resolver: Resolver) -> tuple[Any, bool]:
    """Return the issuer's keys as a DID document lists them, and whether a key that is not among them is not theirs.

    `method` is the name of the key that is looked for; "" where any will do. Raises Unavailable if nothing is published
    about the issuer's keys, and VerificationError if somebody else was to be asked.
    """
    address = method.partition("#")[0] if method.startswith(SCHEME) else issuer
    if not _origin(address) or _origin(address) != _origin(issuer):
        raise VerificationError("its key lies at another place than its issuer", code="key-not-of-issuer")
    found = did_documents.fetch_json(resolver, address)
    if not isinstance(found, dict):
        raise _silent(address)
    if isinstance(found.get("keys"), list):
        return _listing(issuer, _of_set(issuer, method, address, found["keys"])), False
    if "kty" in found:
        return _listing(issuer, [_method(issuer, method or address, found)]), False
    if "publicKeyMultibase" in found or "publicKeyJwk" in found:
        return did_documents.evenly(address, _listing(issuer, [found])), False
    if "verificationMethod" not in found and "assertionMethod" not in found:
        raise _silent(address)
    # A document of another name on the same host lists keys, too, but not all that the issuer has.
    return did_documents.evenly(address, {**found, "id": issuer}), found.get("id") == issuer


def _of_set(issuer: str, method: str, address: str, keys: list[Any]) -> list[dict[str, Any]]:
    """Return the keys of a set as verification methods; the one that is looked for has its name."""
    listed = [key for key in keys[:_MOST_KEYS] if isinstance(key, dict)]
    if len(listed) == 1 and "#" not in method:
        return [_method(issuer, method or address, listed[0])]
    found = []
    for key in listed:
        kid = key.get("kid")
        if isinstance(kid, str):
            names = {kid, f"{address}#{kid}"}
            found.append(_method(issuer, method if method in names else f"{address}#{kid}", key))
    return found


def _method(issuer: str, name: str, jwk: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": name, "type": "JsonWebKey", "controller": issuer, "publicKeyJwk": jwk}


def _listing(issuer: str, methods: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": issuer, "verificationMethod": methods, "assertionMethod": [one.get("id") for one in methods]}


def _origin(address: str) -> str:
    """Return scheme, host and port of a plain address; "" of any other."""
    match = _ADDRESS.fullmatch(address) if len(address) <= _LONGEST else None
    return match["origin"] if match else ""


def _silent(address: str) -> Unavailable:
    return Unavailable(f"{address[:200]} says nothing of the keys of its issuer")
