"""One public key of any kind that is read here, and checking one signature with it.

A kind of key has one algorithm, whatever a document says: Ed25519 (RFC 8032), ECDSA on P-256 with SHA-256 and on P-384
with SHA-384 (FIPS 186-5), RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2). So nobody can have a key used for another
algorithm than its own. Signatures are as RFC 7518, 3.4, has them: of ECDSA, r and s side by side.

Weak keys are refused wherever one is read: points off their curve, Ed25519 keys of low order, RSA keys of under 2048
bits, of over 8192 (checking takes too long), or with another exponent than 65537, on which browsers differ.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from testamur.errors import KeyRefusedError
from testamur.proofs import multikey

Kind = Literal["Ed25519", "P-256", "P-384", "RSA"]
Curve = Literal["P-256", "P-384"]
KINDS: tuple[Kind, ...] = ("Ed25519", "P-256", "P-384", "RSA")

_CURVES: dict[str, tuple[ec.EllipticCurve, hashes.HashAlgorithm, int]] = {
    "P-256": (ec.SECP256R1(), hashes.SHA256(), 32),
    "P-384": (ec.SECP384R1(), hashes.SHA384(), 48),
}
_FEWEST_BITS, _MOST_BITS = 2048, 8192
_EXPONENT = 65537
_CACHED_KEYS = 64


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A sound public key; two are equal if they are the same key.

    `material` is, of Ed25519, its 32 bytes; of a curve, its compressed point (SEC 1, 2.3.3); of RSA, its
    SubjectPublicKeyInfo in DER.
    """

    kind: Kind
    material: bytes

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Say whether `signature` is one of `message` by this key."""
        if self.kind == "Ed25519":
            return multikey.verify(self.material, signature, message)
        try:
            if self.kind == "RSA":
                _verify_rsa(_rsa_key(self.material), signature, message)
            else:
                _verify_ecdsa(self.kind, self.material, signature, message)
        except InvalidSignature:
            return False
        return True


def of_ed25519(data: bytes) -> PublicKey:
    """Return the Ed25519 key of 32 bytes; KeyRefusedError says why it is none."""
    multikey.check(data)
    return PublicKey("Ed25519", data)


def of_curve(kind: Curve, point: bytes) -> PublicKey:
    """Return the key of a point, compressed or not (SEC 1, 2.3.4); KeyRefusedError if it is none of the curve."""
    curve, _, size = _CURVES[kind]
    # The point at infinity is one zero byte, and hybrid forms are of another first byte: neither has a second reading.
    if (point[:1], len(point)) not in {(b"\2", size + 1), (b"\3", size + 1), (b"\4", 2 * size + 1)}:
        raise KeyRefusedError(f"malformed {kind} public key: {len(point)} bytes that are no point")
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(curve, point)
    except ValueError as error:
        raise KeyRefusedError(f"malformed {kind} public key: not a point of the curve") from error
    form = serialization.PublicFormat.CompressedPoint
    return PublicKey(kind, key.public_bytes(serialization.Encoding.X962, form))


def of_rsa(modulus: int, exponent: int) -> PublicKey:
    """Return an RSA key; KeyRefusedError says why it is too weak, or none."""
    bits = modulus.bit_length()
    if not _FEWEST_BITS <= bits <= _MOST_BITS:
        raise KeyRefusedError(f"an RSA key of {bits} bits; from {_FEWEST_BITS} to {_MOST_BITS} are read")
    if modulus % 2 == 0:
        raise KeyRefusedError("weak or malformed RSA public key: its modulus is even")
    if exponent != _EXPONENT:
        raise KeyRefusedError(f"an RSA key with another exponent than {_EXPONENT}")
    key = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return PublicKey("RSA", key.public_bytes(serialization.Encoding.DER, form))


def _verify_ecdsa(kind: str, material: bytes, signature: bytes, message: bytes) -> None:
    _, hashed, size = _CURVES[kind]
    if len(signature) != 2 * size:
        raise InvalidSignature
    r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
    _point(kind, material).verify(encode_dss_signature(r, s), message, ec.ECDSA(hashed))


def _verify_rsa(key: rsa.RSAPublicKey, signature: bytes, message: bytes) -> None:
    if len(signature) != (key.key_size + 7) // 8:
        raise InvalidSignature
    key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())


@functools.lru_cache(maxsize=_CACHED_KEYS)
def _point(kind: str, material: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[kind][0], material)


@functools.lru_cache(maxsize=_CACHED_KEYS)
def _rsa_key(material: bytes) -> rsa.RSAPublicKey:
    key = serialization.load_der_public_key(material)
    if not isinstance(key, rsa.RSAPublicKey):
        raise TypeError("the material of an RSA key")
    return key
