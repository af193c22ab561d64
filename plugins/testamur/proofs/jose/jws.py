"""Takes a compact JSON Web Signature apart, and checks it: `header.payload.signature` (RFC 7515, 7.1).

Neither JSON is read here: whoever reads it has to read it strictly. Each part is base64url without padding, in its one
spelling, so that nobody makes a second token of a first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from testamur.errors import DocumentError, VerificationError
from testamur.proofs import multibase

LIMIT = 4 * 1024 * 1024  # bytes of a token
HEADER_LIMIT = 64 * 1024
_SIGNATURE_LIMIT = 1024  # bytes: an RSA key of 8,192 bits signs with so many
_SPACE = b" \t\r\n"
# The base64url of `{` with what may follow in JSON, and a dot: no other kind of file that is read here begins so.
_BEGINNING = re.compile(rb"[ \t\r\n]*e(?:y[A-DI-L]|w[k-r0-3]|3[0-3])[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*(?:\.|[ \t\r\n]*\Z)")
_PARTS, _ENCRYPTED_PARTS = 3, 5
SHAPE = "token-shape"


@dataclass(frozen=True, slots=True)
class CompactJws:
    """The parts of a token, decoded."""

    text: bytes  # the whole of it, without white space around
    header: bytes
    payload: bytes
    signature: bytes

    @property
    def signed(self) -> bytes:
        """What the signature is of: the first two parts as they were written (RFC 7515, 5.1)."""
        return self.text.rpartition(b".")[0]


def looks_like_one(data: bytes) -> bool:
    """Say whether a file is meant to be a token, sound or not."""
    return _BEGINNING.match(data) is not None


def parse(data: bytes) -> CompactJws:
    """Return the parts of a token; VerificationError says why it is none (`token-shape`)."""
    text = data.strip(_SPACE)
    if len(text) > LIMIT:
        raise VerificationError(f"it has {len(text):,} bytes; at most {LIMIT:,} are read", code=SHAPE)
    parts = text.split(b".")
    if len(parts) == _ENCRYPTED_PARTS:
        raise VerificationError("it is an encrypted token, which only whom it was made for can read", code=SHAPE)
    if len(parts) != _PARTS:
        raise VerificationError(f"a token has three parts with dots between them, and it has {len(parts)}", code=SHAPE)
    header, payload = _decode(parts[0], 1, HEADER_LIMIT), _decode(parts[1], 2, LIMIT)
    return CompactJws(text, header, payload, _decode(parts[2], 3, _SIGNATURE_LIMIT, may_be_empty=True))


def _decode(part: bytes, number: int, limit: int, *, may_be_empty: bool = False) -> bytes:
    # An empty signature is that of `alg: none`, of which more can be said than that it is empty.
    if not part and not may_be_empty:
        raise VerificationError(f"part {number} of the token is empty", code=SHAPE)
    try:
        return multibase.decode_base64url(f"u{part.decode('ascii')}", limit)
    except (DocumentError, UnicodeDecodeError) as error:
        detail = f"part {number} of the token is too long, or not base64url as tokens are written"
        raise VerificationError(detail, code=SHAPE) from error
