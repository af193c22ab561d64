"""Reads one JSON Web Key: Ed25519 (RFC 8037, 2), P-256 and P-384 (RFC 7518, 6.2), RSA (RFC 7518, 6.3).

One spelling per key: base64url without padding, coordinates of their full length, an RSA modulus without zeros in
front. What a key says of its use is kept to: one for encryption, or for an algorithm that is not read here, is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from testamur.errors import DocumentError, KeyRefusedError
from testamur.proofs import multibase
from testamur.proofs.jose import public_key
from testamur.proofs.jose.public_key import Kind, PublicKey

ALGORITHMS: dict[str, Kind] = {
    "EdDSA": "Ed25519",
    "Ed25519": "Ed25519",
    "ES256": "P-256",
    "ES384": "P-384",
    "RS256": "RSA",
}
"""What signs, by its name in a header or a key (RFC 7518, 3.1; RFC 8037, 3.1; RFC 9864, 2.2): one kind of key each."""

_COORDINATE_BYTES = {"P-256": 32, "P-384": 48}
_ED25519_BYTES, _MOST_RSA_BYTES = 32, 2048


def read(jwk: Any) -> PublicKey | None:
    """Return the key; None if it is of a kind, or for a use, that is not read here. KeyRefusedError: it is not sound.

    Private members are not looked for: `published_keys` does that.
    """
    key = _key(jwk) if isinstance(jwk, Mapping) else None
    if key is None or not _is_for_signatures(jwk):
        return None
    return key if "alg" not in jwk or algorithm_of(jwk["alg"]) == key.kind else None


def algorithm_of(name: Any) -> Kind | None:
    """Return the kind of key that an algorithm takes; None of one that is not read here."""
    return ALGORITHMS.get(name) if isinstance(name, str) else None


def _key(jwk: Mapping[str, Any]) -> PublicKey | None:
    kty, curve = jwk.get("kty"), jwk.get("crv")
    if kty == "RSA":
        return public_key.of_rsa(_number(jwk, "n"), _number(jwk, "e"))
    if (kty, curve) == ("OKP", "Ed25519"):
        return public_key.of_ed25519(_bytes(jwk, "x", _ED25519_BYTES))
    if kty != "EC" or not isinstance(curve, str) or curve not in _COORDINATE_BYTES:
        return None
    size = _COORDINATE_BYTES[curve]
    x, y = _bytes(jwk, "x", size), _bytes(jwk, "y", size)
    if (len(x), len(y)) != (size, size):
        raise KeyRefusedError(f"malformed {curve} public key: its coordinates are not {size} bytes long")
    return public_key.of_curve("P-256" if curve == "P-256" else "P-384", b"\4" + x + y)


def _is_for_signatures(jwk: Mapping[str, Any]) -> bool:
    """Say whether nothing keeps a key from checking signatures (RFC 7517, 4.2 and 4.3)."""
    operations = jwk.get("key_ops", ["verify"])
    return jwk.get("use", "sig") == "sig" and isinstance(operations, list) and "verify" in operations


def _bytes(jwk: Mapping[str, Any], name: str, most: int) -> bytes:
    value = jwk.get(name)
    try:
        return multibase.decode_base64url(f"u{value}" if isinstance(value, str) else "", most)
    except DocumentError as error:
        raise KeyRefusedError(f"malformed public key: its {name} is no number in base64url without padding") from error


def _number(jwk: Mapping[str, Any], name: str) -> int:
    data = _bytes(jwk, name, _MOST_RSA_BYTES)
    if not data or data[0] == 0:
        raise KeyRefusedError(f"malformed RSA public key: its {name} is empty, or has zeros in front")
    return int.from_bytes(data, "big")
