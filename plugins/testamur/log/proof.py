"""Proofs that an entry is in the log, as files: the entry, its place, the path to the root, and the checkpoint.

Follows C2SP tlog-proof, version 1. Its `extra` is the entry itself: it is hashed as the leaf, so that it holds if the
path does.
"""

from __future__ import annotations

import binascii
from dataclasses import dataclass

from testamur.errors import LogError
from testamur.log import merkle, note
from testamur.log.checkpoint import NUMBER

MAX_BYTES = 16 * 1024
MAX_LEAF_BYTES = 1024  # the ledger's entries
_HEAD = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof as it was read: nothing in it holds before it was checked against its checkpoint."""

    leaf: bytes
    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes  # the signed note


def write(proof: Proof) -> bytes:
    """Return the bytes of a proof's file."""
    lines = [
        _HEAD,
        f"extra {_encode(proof.leaf)}",
        f"index {proof.index}",
        *map(_encode, proof.path),
        "",
        "",
    ]
    return "\n".join(lines).encode("ascii") + proof.checkpoint


def read(data: bytes) -> Proof:
    """Read a proof's file; LogError (`log-proof`) says why it is none."""
    if len(data) > MAX_BYTES:
        raise _malformed(f"it is longer than {MAX_BYTES} bytes")
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise _malformed("it has other letters than ASCII") from None
    if not blank or len(lines) < 3 or lines[0] != _HEAD:
        raise _malformed(f"it does not begin with {_HEAD}")
    leaf = note.decode_base64(lines[1].removeprefix("extra ")) if lines[1].startswith("extra ") else b""
    if not 0 < len(leaf) <= MAX_LEAF_BYTES:
        raise _malformed("it has no entry, or one that is too long")
    index = lines[2].removeprefix("index ")
    if not lines[2].startswith("index ") or not NUMBER.fullmatch(index) or int(index) >= merkle.MAX_SIZE:
        raise _malformed("it has no index")
    path = tuple(map(note.decode_base64, lines[3:]))
    if len(path) > merkle.MAX_PATH or any(len(one) != merkle.HASH_BYTES for one in path):
        raise _malformed("a hash of its path is none")
    return Proof(leaf, int(index), path, checkpoint)


def _encode(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def _malformed(reason: str) -> LogError:
    return LogError(f"this is not a proof of an entry: {reason}", code="log-proof")
