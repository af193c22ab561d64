"""Reads the Ed25519 key of a verification method, in any of the forms in which DID documents have it.

Follows Controlled Identifiers 1.0, 2.2.2 "Multikey" and 2.2.3 "JsonWebKey", and the suites Ed25519VerificationKey2020
and JsonWebKey2020, which wrote the same before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from testamur.errors import DocumentError, KeyRefusedError, VerificationError
from testamur.proofs import multibase, multikey

_MULTIBASE = ("Multikey", "Ed25519VerificationKey2020")
_JWK = ("JsonWebKey", "JsonWebKey2020")
_KEY_BYTES = 32


def read_multikey(method: Mapping[str, Any]) -> bytes | None:
    """Return the same of a Multikey alone, as which registries like ours publish their keys."""
    return read(method) if method.get("type") == "Multikey" else None


def read(method: Mapping[str, Any]) -> bytes | None:
    """Return the 32 bytes of a verification method's key; None if it is of a kind that is not read here.

    Raises VerificationError (`weak-key`) if it is no sound key.
    """
    kind = method.get("type")
    try:
        if kind in _MULTIBASE:
            return multikey.decode(method.get("publicKeyMultibase"))
        if kind in _JWK:
            return _of_jwk(method.get("publicKeyJwk"))
    except (KeyRefusedError, DocumentError) as error:
        raise VerificationError(f"{error}", code="weak-key") from error
    return None


def _of_jwk(jwk: Any) -> bytes | None:
    """Return the key in a JSON Web Key (RFC 8037, 2); None if it is no Ed25519 key."""
    if not isinstance(jwk, Mapping) or (jwk.get("kty"), jwk.get("crv")) != ("OKP", "Ed25519"):
        return None
    x = jwk.get("x")
    public = multibase.decode_base64url(f"u{x}" if isinstance(x, str) else "", _KEY_BYTES)
    multikey.check(public)
    return public
