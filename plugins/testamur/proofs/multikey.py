"""Reads and writes Ed25519 public keys as Multikey text (`z6Mk…`), and checks one signature.

Follows Controlled Identifiers 1.0, "Multikey", and RFC 8032, 5.1. Stricter than most: a key that is weak
(of low order: it "signs" anything), spelled in a second way, or no point of the curve is refused wherever
a key is read, and a signature must have S < L, so that nobody can make a second one from the first. A signature
whose R is of low order is refused too: some browsers refuse it (Web Cryptography API, "Ed25519"), others do not.
Libraries differ in these cases, so they are checked here and not left to the one underneath.

That one is libsodium: it takes two thirds of OpenSSL's time, which signs. So what one of them signed, another checks.
"""

from __future__ import annotations

import functools

from nacl import bindings as libsodium
from nacl.exceptions import BadSignatureError

from testamur.errors import DocumentError, KeyRefusedError
from testamur.proofs import multibase

_PREFIX = b"\xed\x01"  # the multicodec ed25519-pub, as a varint
# Prefixes of other keys, so that a message names the kind that was found.
_OTHERS = {
    b"\xec\x01": "X25519",
    b"\x80\x24": "P-256",
    b"\x81\x24": "P-384",
    b"\x82\x24": "P-521",
    b"\x83\x24": "Ed448",
    b"\x84\x24": "X448",
    b"\x85\x24": "RSA",
    b"\xe7\x01": "secp256k1",
    b"\xeb\x01": "BLS12-381",
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
        raise KeyRefusedError("not a Multikey: text like z6Mk… belongs here")
    return _decode(text)


@functools.lru_cache(maxsize=_CACHED_KEYS)
def _decode(text: str) -> bytes:
    try:
        data = multibase.decode_base58btc(text)
    except DocumentError as error:
        raise KeyRefusedError(f"not a Multikey: {error}. An Ed25519 key looks like z6Mk…") from error
    if data[:2] != _PREFIX:
        raise KeyRefusedError(f"this is {_named(data)}; only Ed25519 public keys (z6Mk…) are used")
    check(data[2:])
    return data[2:]


def _named(data: bytes) -> str:
    """Return what a key is that is none of ours. A secret key is called one, and no part of it is repeated."""
    if is_secret(data):
        return "a secret key, which must never be published: retire it"
    kind = _OTHERS.get(data[:2])
    return f"a key of the kind {kind}" if kind else "a key of an unknown kind"


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
    if _is_low_order(signature[:32]):
        return False
    try:
        libsodium.crypto_sign_open(signature + message, bytes(public))
    except BadSignatureError:
        return False
    return True


@functools.lru_cache(maxsize=_CACHED_KEYS)
def _weakness(public: bytes) -> str:
    """Return why a public key is refused, "" if it is sound (RFC 8032, 5.1.3, and the points of low order)."""
    if len(public) != 32:
        return f"{len(public)} bytes where 32 belong"
    # Low order first: six of its fourteen encodings are non-canonical too, and "weak" is the graver word.
    if _is_low_order(public):
        return "a point of low order, under which anyone can sign"
    y = _y(public)
    if y >= _P:
        return "its y coordinate is not reduced, a second spelling of another key"
    # x² and Euler's criterion. The divisor is never 0: -1 is a square modulo p, and d is none.
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    if pow(square, (_P - 1) // 2, _P) != 1:
        return "not a point of the curve"
    return ""


def _is_low_order(point: bytes) -> bool:
    return _y(point) % _P in _LOW_ORDER_Y


def _y(point: bytes) -> int:
    return int.from_bytes(point, "little") & (2**255 - 1)
