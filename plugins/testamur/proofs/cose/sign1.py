"""COSE_Sign1 (RFC 9052, 4.2): bytes with one signature, by Ed25519 and no other algorithm.

The protected header has the algorithm and the key's identifier, and the other header nothing: all that is read is
signed. The algorithm is called EdDSA (-8), which every library knows; RFC 9864 has -19 for it, which few do.
`theme/static/verifier/sign1.js` does the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from testamur.errors import DocumentError, KeyRefusedError
from testamur.proofs import multikey
from testamur.proofs.cose import cbor
from testamur.proofs.data_integrity import Signer

_TAG = 18  # RFC 9052, 2: COSE_Sign1
_ALGORITHM, _KID, _EDDSA = 1, 4, -8  # RFC 9052, 3.1, and RFC 9053, 2.2
_SIGNATURE_BYTES, _KID_BYTES = 64, 8
_MOST_BYTES = 2048  # three times what a QR code of version 15 holds
BEGINNING = b"\xd2\x84"  # of every one: the tag, and an array of four


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What a COSE_Sign1 says: its payload, which key signed it (`kid`), and the signature, which nobody checked yet."""

    payload: bytes
    kid: bytes
    signature: bytes

    def is_by(self, public: bytes) -> bool:
        """Say whether the key `public` (32 bytes) signed it."""
        return multikey.verify(public, self.signature, _signed_bytes(self.kid, self.payload))


def kid_of(public: bytes) -> bytes:
    """Return how a key is named here: the first 8 bytes of its SHA-256. A hint by which one of a few is found."""
    return hashlib.sha256(public).digest()[:_KID_BYTES]


def sign(payload: bytes, signer: Signer) -> bytes:
    """Return `payload` with the signature of a key; KeyRefusedError if that does not verify."""
    kid = kid_of(signer.public_key)
    signature = signer.sign(_signed_bytes(kid, payload))
    signed = Signed(payload=payload, kid=kid, signature=signature)
    if len(signature) != _SIGNATURE_BYTES or not signed.is_by(signer.public_key):
        raise KeyRefusedError("the signer returned a signature that its own public key does not verify")
    return _written(kid, payload, signature)


def frame(payload: bytes) -> bytes:
    """Return `payload` as `sign` would, with zeros for the signature: to see how long it becomes."""
    return _written(bytes(_KID_BYTES), payload, bytes(_SIGNATURE_BYTES))


def _written(kid: bytes, payload: bytes, signature: bytes) -> bytes:
    return cbor.encode(cbor.Tagged(_TAG, (_protected(kid), {}, payload, signature)))


def read(data: bytes) -> Signed:
    """Return what a COSE_Sign1 says; DocumentError unless it is one, exactly as `sign` writes them."""
    if len(data) > _MOST_BYTES:
        raise DocumentError("it is longer than any code")
    value = cbor.decode(data)
    if not isinstance(value, cbor.Tagged) or value.tag != _TAG or not isinstance(value.value, tuple):
        raise DocumentError("it is no COSE_Sign1")
    match value.value:
        case (bytes(protected), {**unprotected}, bytes(payload), bytes(signature)):
            header = cbor.decode(protected)
        case _:
            raise DocumentError("it is no COSE_Sign1")
    kid = header.get(_KID) if isinstance(header, dict) else None
    if unprotected or header != {_ALGORITHM: _EDDSA, _KID: kid}:
        raise DocumentError("its header is not the one that is read here")
    if not isinstance(kid, bytes) or len(kid) != _KID_BYTES or len(signature) != _SIGNATURE_BYTES:
        raise DocumentError("its header is not the one that is read here")
    return Signed(payload=payload, kid=kid, signature=signature)


def _protected(kid: bytes) -> bytes:
    return cbor.encode({_ALGORITHM: _EDDSA, _KID: kid})


def _signed_bytes(kid: bytes, payload: bytes) -> bytes:
    """Return what is signed: the Sig_structure (RFC 9052, 4.4)."""
    return cbor.encode(("Signature1", _protected(kid), b"", payload))
