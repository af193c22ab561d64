"""A signed Assertion: its JWS fits a key that the issuer's Profile lists.

Follows Open Badges 2.0, "Signed Verification", and RFC 7515 for the compact form. RS256 alone is read, with RSA keys of
2048 to 8192 bits: the specification has every signed badge use it. What a header says of keys is not looked at.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from testamur.errors import DocumentError, IndeterminateError, VerificationError
from testamur.proofs import multibase
from testamur.verification.open_badges_2 import linked
from testamur.verification.open_badges_2.assertion import Assertion
from testamur.verification.open_badges_2.recognition import Document
from testamur.verification.reading import strict_json
from testamur.verification.reading.shapes import quoted, text_of
from testamur.verification.resolving.resolver import Resolver

ALGORITHM = "RS256"
_LEAST_BITS, _MOST_BITS = 2048, 8192
_MOST_HEADER, _MOST_SIGNATURE, _MOST_PEM, _MOST_KEYS = 8 * 1024, 1024, 8 * 1024, 100  # bytes, letters, keys
_PEM = re.compile(r"\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*", re.ASCII)


def check_header(token: str) -> None:
    """Raise IndeterminateError unless a JWS is signed in the way that is read here."""
    try:
        header = strict_json.parse(multibase.decode_base64url(f"u{token.split('.', maxsplit=1)[0]}", _MOST_HEADER))
    except (VerificationError, DocumentError) as error:
        raise IndeterminateError("its signature has no header that can be read", code="proof-shape") from error
    if not isinstance(header, dict):
        raise IndeterminateError("its signature has no header that can be read", code="proof-shape")
    if header.get("alg") != ALGORITHM or "crit" in header or "b64" in header:
        detail = f"it is signed by {quoted(header.get('alg'), 40)}, which is not read here; {ALGORITHM} is"
        raise IndeterminateError(detail, code="proof-not-supported")


def key_of(assertion: Assertion, profile: Document, resolver: Resolver) -> RSAPublicKey:
    """Return the key of a signed Assertion, which the Profile has to list.

    VerificationError (`unknown-key`) if the Profile lists others, IndeterminateError if it lists none or the key cannot
    be used, Unavailable if the key cannot be had.
    """
    given = profile.get("publicKey")
    named: dict[str, Any] = {}
    for one in (given if isinstance(given, list) else [given])[:_MOST_KEYS]:
        name = text_of(one, "id") if isinstance(one, dict) else one
        if isinstance(name, str) and name:
            named[name] = one
    if not named:
        raise IndeterminateError("the issuer's Profile lists no key", code="no-key")
    creator = assertion.creator or next(iter(named))
    listed = next((one for one in named if linked.is_same(one, creator)), None)
    if listed is None:
        raise VerificationError(
            "the issuer does not list the key that it was signed with, or it is no longer listed", code="unknown-key"
        )
    written = named[listed]
    key = written if isinstance(written, dict) else linked.fetch(resolver, listed, ("CryptographicKey",))
    owner = text_of(key, "owner")
    if not linked.is_same(owner, text_of(profile, "id")):
        raise IndeterminateError("the key says that it is somebody else's", code="key-shape")
    return _read_key(key.get("publicKeyPem"))


def _read_key(pem: Any) -> RSAPublicKey:
    found = _PEM.fullmatch(pem) if isinstance(pem, str) and len(pem) <= _MOST_PEM else None
    try:
        der = base64.b64decode("".join(found[1].split()), validate=True) if found else b""
        key = load_der_public_key(der)
    except (binascii.Error, ValueError, UnsupportedAlgorithm) as error:
        raise IndeterminateError("the issuer's key cannot be read", code="key-not-supported") from error
    if not isinstance(key, RSAPublicKey):
        raise IndeterminateError(
            "the issuer's key is not of the kind RSA, which is read here", code="key-not-supported"
        )
    if not _LEAST_BITS <= key.key_size <= _MOST_BITS:
        detail = f"the issuer's key has {key.key_size} bits; keys of {_LEAST_BITS} to {_MOST_BITS} are read here"
        raise IndeterminateError(detail, code="key-not-supported")
    return key


def verify(token: str, key: RSAPublicKey) -> None:
    """Raise VerificationError (`signature`) unless a JWS was signed with a key."""
    signed, _, signature = token.rpartition(".")
    try:
        key.verify(
            multibase.decode_base64url(f"u{signature}", _MOST_SIGNATURE), signed.encode("ascii"), PKCS1v15(), SHA256()
        )
    except (InvalidSignature, DocumentError) as error:
        raise VerificationError("the signature does not fit the document", code="signature") from error
