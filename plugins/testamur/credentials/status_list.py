"""Encodes, decodes and composes status lists: one bit an award, signed by the issuer.

Follows Bitstring Status List 1.0. Always 131,072 bits, so that fetching a list does not tell who is looked up;
gzip without a time, so that the same bits are the same bytes; no `validUntil`, since an expired list makes
every award fail in third-party verifiers.
"""

from __future__ import annotations

import gzip
import zlib
from typing import Any

from testamur.credentials import addresses, did
from testamur.credentials.addresses import Purpose
from testamur.errors import DocumentError
from testamur.proofs import multibase

BITS = 131_072  # the specification's minimum, 16 KB: in a shorter list, an index would point at few people
CONTEXT = ["https://www.w3.org/ns/credentials/v2"]
PURPOSES: tuple[Purpose, ...] = ("revocation", "suspension")
# A list of another issuer may be longer than ours; 4 MiB is 33 million awards.
_MAX_BYTES = 4 * 1024 * 1024
_MAX_ENCODED_LETTERS = 8 * 1024 * 1024


def encode(bits: bytes) -> str:
    """Return `encodedList`: gzip (time 0), then base64url without padding, behind the multibase `u`."""
    packed = gzip.compress(bits, compresslevel=9, mtime=0)
    # RFC 1952, "OS": zlib writes the platform here; 255 says "unknown", the same everywhere.
    packed = packed[:9] + b"\xff" + packed[10:]
    return multibase.encode_base64url(packed)


def decode(encoded: str, *, limit_bytes: int = _MAX_BYTES, least_bits: int = BITS) -> bytes:
    """Return the bits of an `encodedList`; DocumentError if it is malformed, too short or too long."""
    if len(encoded) > _MAX_ENCODED_LETTERS:
        raise DocumentError(f"{len(encoded)} characters", code="list-too-large")
    try:
        packed = multibase.decode_base64url(encoded, _MAX_ENCODED_LETTERS)
    except DocumentError as error:
        raise DocumentError(f"{error}", code="list-encoding") from error
    return unpack(packed, limit_bytes=limit_bytes, least_bits=least_bits)


def unpack(packed: bytes, *, limit_bytes: int = _MAX_BYTES, least_bits: int = BITS) -> bytes:
    """Return the bits of a list that gzip packed; DocumentError if it is malformed, too short or too long.

    Never inflates more than `limit_bytes`.
    """
    inflater = zlib.decompressobj(wbits=31)  # 31: a gzip header and checksum, nothing else
    try:
        # One byte beyond the limit tells a list that is too long, and is all that a bomb ever inflates to.
        bits = inflater.decompress(packed, limit_bytes + 1)
    except zlib.error as error:
        raise DocumentError("not gzip, or damaged", code="list-encoding") from error
    if len(bits) > limit_bytes:
        raise DocumentError(f"more than {limit_bytes} bytes", code="list-too-large")
    # RFC 1952, 2.2, allows several members in a row: a reader that goes on would see other bits than one that stops.
    if not inflater.eof or inflater.unused_data:
        raise DocumentError("the gzip data is cut off, or something follows it", code="list-encoding")
    if len(bits) * 8 < least_bits:
        raise DocumentError(f"{len(bits) * 8} entries, at least {least_bits} are asked for", code="list-too-short")
    return bits


def is_set(bits: bytes, index: int) -> bool:
    """Say whether the bit at `index` is set; DocumentError if the list has no such entry."""
    if not 0 <= index < 8 * len(bits):
        raise DocumentError(f"the list has no entry {index}", code="no-such-entry")
    # Bitstring Status List 1.0, "Bitstring Encoding": index 0 is the left-most bit. The other order
    # would clear revoked credentials without any error.
    return bool(bits[index // 8] >> (7 - index % 8) & 1)


def with_bits(indexes: frozenset[int] | set[int]) -> bytes:
    """Return a whole list in which just the bits at `indexes` are set."""
    bits = bytearray(BITS // 8)
    for index in indexes:
        bits[index // 8] |= 0b1000_0000 >> index % 8
    return bytes(bits)


def document(
    base: str, purpose: Purpose, number: int, bits: bytes, *, valid_from: str, valid_until: str = ""
) -> dict[str, Any]:
    """Return an unsigned status list credential; `valid_from` is the instant of its signing.

    `valid_until` makes it the last one of a registry that closed, good until then (decision 26).
    """
    address = addresses.status_list(base, purpose, number)
    return {
        "@context": CONTEXT,
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did.from_base(base),
        "validFrom": valid_from,
        **({"validUntil": valid_until} if valid_until else {}),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encode(bits),
        },
    }


def entry(base: str, *, list_number: int, list_index: int) -> dict[str, Any]:
    """Return the one `credentialStatus` of a credential: OB 3.0's schema has no room for a second (decision 2)."""
    address = addresses.status_list(base, "revocation", list_number)
    return {
        "id": f"{address}#{list_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(list_index),
        "statusListCredential": address,
    }
