"""The public key in a `publicKeyPem` of Open Badges 2.0: RSA, P-256, P-384 or Ed25519, as SubjectPublicKeyInfo.

Follows RFC 7468, 13, RFC 5480 and RFC 8410. Of curves one spelling is read, the usual one, by its first bytes, so that
no parser decides, and browsers read the same.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from testamur.errors import IndeterminateError, KeyRefusedError
from testamur.proofs.jose import public_key
from testamur.proofs.jose.public_key import PublicKey

_MOST_LETTERS = 8 * 1024
_PEM = re.compile(r"\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*", re.ASCII)
_ED25519 = bytes.fromhex("302a300506032b6570032100")
_P256 = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
_P384 = bytes.fromhex("3076301006072a8648ce3d020106052b81040022036200")


def read(pem: Any) -> PublicKey:
    """Return the key; IndeterminateError says why it cannot be used."""
    found = _PEM.fullmatch(pem) if isinstance(pem, str) and len(pem) <= _MOST_LETTERS else None
    try:
        return _of_der(base64.b64decode("".join(found[1].split()), validate=True) if found else b"")
    except KeyRefusedError as error:
        raise IndeterminateError(f"{error}", code="key-not-supported") from error
    except (binascii.Error, ValueError, UnsupportedAlgorithm) as error:
        raise IndeterminateError("the issuer's key cannot be read", code="key-not-supported") from error


def _of_der(der: bytes) -> PublicKey:
    if der.startswith(_ED25519):
        return public_key.of_ed25519(der.removeprefix(_ED25519))
    if der.startswith(_P256):
        return public_key.of_curve("P-256", der.removeprefix(_P256))
    if der.startswith(_P384):
        return public_key.of_curve("P-384", der.removeprefix(_P384))
    key = load_der_public_key(der)
    if not isinstance(key, RSAPublicKey):
        raise UnsupportedAlgorithm("another kind of key")
    numbers = key.public_numbers()
    return public_key.of_rsa(numbers.n, numbers.e)
