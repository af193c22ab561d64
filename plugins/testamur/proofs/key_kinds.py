"""What kind of private key somebody gave instead of an Ed25519 one, in the words people know it by."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.dsa import DSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.x448 import X448PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

# By the public types: the classes of the keys themselves are the library's own, and change their names.
_KINDS = (
    (RSAPrivateKey, "RSA"),
    (DSAPrivateKey, "DSA"),
    (Ed448PrivateKey, "Ed448"),
    (X448PrivateKey, "X448"),
    (X25519PrivateKey, "X25519"),
)
_CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}


def describe(key: object) -> str:
    """Return "a private key for RSA"; of a type that is not in the table, "a private key of another kind"."""
    if isinstance(key, EllipticCurvePrivateKey):
        return f"a private key for {_CURVES.get(key.curve.name, key.curve.name)}"
    name = next((name for kind, name in _KINDS if isinstance(key, kind)), "")
    return f"a private key for {name}" if name else "a private key of another kind"
