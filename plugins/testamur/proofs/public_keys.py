"""Reads the public key of a verification method, in any of the forms in which DID documents have it.

Follows Controlled Identifiers 1.0, 2.2.2 "Multikey" and 2.2.3 "JsonWebKey", and the suites that wrote the same before:
Ed25519VerificationKey2020, JsonWebKey2020, EcdsaSecp256r1VerificationKey2019, and Ed25519VerificationKey2018, which has
the bytes of the key alone, in `publicKeyBase58`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from testamur.errors import DocumentError, KeyRefusedError, VerificationError
from testamur.proofs import multibase, multikey
from testamur.proofs.jose import jwk, public_key
from testamur.proofs.jose.public_key import KINDS, Curve, Kind, PublicKey

Method = Mapping[str, Any]
# Which kinds of key a type may have, in `publicKeyMultibase` or in `publicKeyJwk`.
_MULTIBASE: dict[str, tuple[Kind, ...]] = {
    "Multikey": KINDS,
    "Ed25519VerificationKey2020": ("Ed25519",),
    "EcdsaSecp256r1VerificationKey2019": ("P-256",),
}
_JWK: dict[str, tuple[Kind, ...]] = {
    "JsonWebKey": KINDS,
    "JsonWebKey2020": KINDS,
    "EcdsaSecp256r1VerificationKey2019": ("P-256",),
}
_BASE58 = "Ed25519VerificationKey2018"
# Prefixes of compressed points (the multicodecs p256-pub and p384-pub, as varints): zDn… and z82….
_CURVES: dict[bytes, Curve] = {b"\x80\x24": "P-256", b"\x81\x24": "P-384"}
_COMPRESSED = (b"\2", b"\3")


def read_multikey(method: Method) -> PublicKey | None:
    """Return the Ed25519 key of a Multikey alone, as which registries like ours publish their keys."""
    return _sound(_of_ed25519_multikey, method) if method.get("type") == "Multikey" else None


def read(method: Method) -> PublicKey | None:
    """Return a verification method's key; None if it is of a kind that is not read here.

    Raises VerificationError (`weak-key`) if it is no sound key.
    """
    return _sound(_of_method, method)


def of_multikey(text: object) -> PublicKey:
    """Return the key of a Multikey text; KeyRefusedError says why it is none that is read here."""
    try:
        data = multibase.decode_base58btc(text) if isinstance(text, str) else b""
    except DocumentError:
        data = b""
    curve = _CURVES.get(data[:2])
    if curve is None:
        return PublicKey("Ed25519", multikey.decode(text))
    if data[2:3] not in _COMPRESSED:
        raise KeyRefusedError(f"malformed {curve} public key: its point is not compressed")
    return public_key.of_curve(curve, data[2:])


def _of_base58(text: object) -> PublicKey:
    """Return the Ed25519 key whose 32 bytes are written in base58btc, without any prefix."""
    try:
        data = multibase.decode_base58btc(f"z{text}", 32) if isinstance(text, str) else b""
    except DocumentError as error:
        raise KeyRefusedError(f"malformed Ed25519 public key: {error.reason}") from error
    return public_key.of_ed25519(data)


def _sound(read_from: Callable[[Method], PublicKey | None], method: Method) -> PublicKey | None:
    try:
        return read_from(method)
    except KeyRefusedError as error:
        raise VerificationError(f"{error}", code="weak-key") from error


def _of_ed25519_multikey(method: Method) -> PublicKey:
    return PublicKey("Ed25519", multikey.decode(method.get("publicKeyMultibase")))


def _of_method(method: Method) -> PublicKey | None:
    kind = method.get("type")
    if not isinstance(kind, str):
        return None
    if kind == _BASE58:
        others = {"publicKeyJwk", "publicKeyMultibase"}.intersection(method)
        return None if others or "publicKeyBase58" not in method else _of_base58(method["publicKeyBase58"])
    # A type that allows both has one of them; with two, another verifier might take the other.
    if kind in _JWK and "publicKeyJwk" in method and "publicKeyMultibase" not in method:
        key, kinds = jwk.read(method["publicKeyJwk"]), _JWK[kind]
    elif kind in _MULTIBASE and "publicKeyJwk" not in method:
        key, kinds = of_multikey(method.get("publicKeyMultibase")), _MULTIBASE[kind]
    else:
        return None
    return key if key is not None and key.kind in kinds else None
