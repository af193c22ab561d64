"""Reads and writes Ed25519 public keys as Multikey text (`z6Mk…`), and checks one signature.

Follows Controlled Identifiers 1.0, "Multikey", and RFC 8032, 5.1. Stricter than most: a key that is weak
(of low order: it "signs" anything), spelled in a second way, or no point of the curve is refused wherever
a key is read, and a signature must have S < L, so that nobody can make a second one from the first. Libraries
differ in these cases, so they are checked here and not left to the one underneath.
"""

from __future__ import annotations

import functools

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from testamur.errors import DocumentError, KeyRefusedError
from testamur.proofs import multibase

_PREFIX = b"\xed\x01"  # the multicodec ed25519-pub, as a varint
_NEVER_PUBLISHED = "secret key, which must never be published: retire it"
# Other multicodec prefixes, so that a message names the key that was found. A secret key is named, never repeated.
_OTHER_PREFIXES = {
    b"\x80\x26": f"an Ed25519 {_NEVER_PUBLISHED}",
    b"\x82\x26": f"an X25519 {_NEVER_PUBLISHED}",
    b"\x86\x26": f"a P-256 {_NEVER_PUBLISHED}",
    b"\x81\x26": f"a secp256k1 {_NEVER_PUBLISHED}",
    b"\xec\x01": "an X25519 key (for encryption)",
    b"\x80\x24": "a P-256 key",
    b"\x81\x24": "a P-384 key",
    b"\x82\x24": "a P-521 key",
    b"\x83\x24": "an Ed448 key",
    b"\x84\x24": "an X448 key",
    b"\x85\x24": "an RSA key",
    b"\xe7\x01": "a secp256k1 key",
    b"\xeb\x01": "a BLS12-381 key",
}

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
# The y coordinates of the eight points of low order: 0, 1, -1, and ± one of the four points of order 8.
_Y8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_LOW_ORDER_Y = frozenset({0, 1, _P - 1, _Y8, _P - _Y8})
_CACHED_KEYS = 64  # few keys sign everything, and to check a point takes two powers of 255 bits


def encode(public: bytes) -> str:
    """Encode the 32 bytes of an Ed25519 public key as Multikey text."""
    check(public)
    return multibase.encode_base58btc(_PREFIX + public)


def decode(text: object) -> bytes:
    """Return the 32 bytes of an Ed25519 public key; KeyRefusedError says why a text is not one."""
    if not isinstance(text, str):
        raise KeyRefusedError(f"not a Multikey: a {type(text).__name__} where text like z6Mk… belongs")
    return _decode(text)


@functools.lru_cache(maxsize=_CACHED_KEYS)
def _decode(text: str) -> bytes:
    try:
        data = multibase.decode_base58btc(text)
    except DocumentError as error:
        raise KeyRefusedError(f"not a Multikey: {error}. An Ed25519 key looks like z6Mk…") from error
    if data[:2] != _PREFIX:
        kind = _OTHER_PREFIXES.get(data[:2], f"a {_NEVER_PUBLISHED}" if is_secret(data) else "a key of an unknown kind")
        raise KeyRefusedError(f"this is {kind}; only Ed25519 public keys (z6Mk…) are used")
    check(data[2:])
    return data[2:]


def is_secret(data: bytes) -> bool:
    """Say whether the prefix of a Multikey is one of a secret key: the multicodecs 0x1300 to 0x131f, as varints."""
    return len(data) > 2 and 0x80 <= data[0] <= 0x9F and data[1] == 0x26


def check(public: bytes) -> None:
    """Raise KeyRefusedError unless `public` is the one spelling of a point that is fit to be a public key."""
    reason = _weakness(bytes(public))
    if reason:
        raise KeyRefusedError(f"weak or malformed Ed25519 public key: {reason}")


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether `signature` (64 bytes) is one of `message` by `public` (32 bytes); bad keys verify nothing."""
    # RFC 8032, 5.1.7, asks for S < L: S + L fits the same equation, and would be a second signature by anyone.
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= _L or _weakness(bytes(public)):
        return False
    try:
        _key(bytes(public)).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@functools.lru_cache(maxsize=_CACHED_KEYS)
def _key(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


@functools.lru_cache(maxsize=_CACHED_KEYS)
def _weakness(public: bytes) -> str:
    """Return why a public key is refused, "" if it is sound (RFC 8032, 5.1.3, and the points of low order)."""
    if len(public) != 32:
        return f"{len(public)} bytes where 32 belong"
    # The top bit is the sign of x. Where x is 0 it would be a second spelling: those are the points y = ±1, which
    # are refused as of low order.
    y = int.from_bytes(public, "little") & (2**255 - 1)
    # Low order first: six of its fourteen encodings are non-canonical too, and "weak" is the graver word.
    if y % _P in _LOW_ORDER_Y:
        return "a point of low order, under which anyone can sign"
    if y >= _P:
        return "its y coordinate is not reduced, a second spelling of another key"
    # x² and Euler's criterion. The divisor is never 0: -1 is a square modulo p, and d is none.
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    if pow(square, (_P - 1) // 2, _P) != 1:
        return "not a point of the curve"
    return ""
