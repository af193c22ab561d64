"""What a witness is asked, and what it answers: pure, so that whatever a stranger answers is judged in one place.

Follows C2SP tlog-witness, `add-checkpoint`, and tlog-cosignature for what is signed. Ed25519 cosignatures only: lines
by keys that are not known are ignored, as both ask for.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from testamur.errors import LogError
from testamur.log import checkpoint, note
from testamur.log.checkpoint import NUMBER
from testamur.log.merkle import Tree
from testamur.log.note import Line, Note, VerifierKey
from testamur.proofs import jcs

MAX_BYTES = 16 * 1024  # of an answer
_SIZE_BYTES = 17  # a number of 16 digits and its line end


@dataclass(frozen=True, slots=True)
class Period:
    """When a cosignature can have been made: seconds since 1970, both included."""

    earliest: int
    latest: int


def origin_hash(origin: str) -> str:
    """Return the name under which a witness publishes what it signed of a log ("Monitor Retrieval Mechanism")."""
    return hashlib.sha256(origin.encode()).hexdigest()


def policy(keys: Iterable[VerifierKey], quorum: int) -> str:
    """Return the digest of a log's witnesses and of how many of them have to sign (RFC 8785)."""
    value = {"quorum": quorum, "witnesses": [str(key) for key in keys]}
    return f"sha256:{hashlib.sha256(jcs.canonicalize(value)).hexdigest()}"


def request(tree: Tree, old: int, data: bytes) -> bytes:
    """Return what is sent to a witness whose newest checkpoint has `old` entries: `data` is the note of all of `tree`.

    ValueError where the tree never had that size.
    """
    proof = (base64.b64encode(one).decode("ascii") for one in tree.consistency(old, tree.size))
    return "".join(f"{line}\n" for line in (f"old {old}", *proof, "")).encode() + data


def read_size(body: bytes) -> int | None:
    """Return the size in an answer 409: that of the newest checkpoint that the witness signed; None if it has none."""
    text = body[:_SIZE_BYTES].decode("ascii", "replace").removesuffix("\n")
    return int(text) if len(body) <= _SIZE_BYTES and NUMBER.fullmatch(text) else None


def cosignature(body: bytes, data: bytes, key: VerifierKey, period: Period) -> Line:
    """Return the line by this witness in an answer 200, for the checkpoint `data`.

    LogError where there is none, it does not fit, or it names a time that cannot be.
    """
    text = note.read(data).text
    signed = note.read(f"{text}\n".encode() + body)
    # Whoever answers could otherwise begin another text, and have the lines below it taken for ours.
    if signed.text != text:
        raise LogError("the answer is no list of signatures", code="log-note")
    return by(signed, key, period)


def by(signed: Note, key: VerifierKey, period: Period) -> Line:
    """Return the line of a witness below a note; LogError where there is none, or it does not hold."""
    (found,) = note.opened(signed, [key]) or (None,)
    if found is None:
        raise LogError(f"{key.name} did not sign it with the key that issuer.yml names", code="log-signature")
    if found.time is None or not period.earliest <= found.time <= period.latest:
        raise LogError(f"{key.name} signed it for a time at which it cannot have seen it", code="log-time")
    return next(line for line in signed.lines if (line.name, line.key_id) == (key.name, key.id))


def signed_by(data: bytes, keys: Iterable[VerifierKey]) -> set[VerifierKey]:
    """Return which of these witnesses signed a checkpoint; LogError where one of them has a line that does not fit."""
    return {one.key for one in note.opened(note.read(data), keys)}


def attach(data: bytes, lines: Iterable[Line]) -> bytes:
    """Return a checkpoint with more lines below it: those that it has stay, in their order and as they are."""
    signed = note.read(data)
    checkpoint.read(signed.text)
    have = {(line.name, line.key_id) for line in signed.lines}
    added = tuple(line for line in lines if (line.name, line.key_id) not in have)
    return note.write(Note(signed.text, (*signed.lines, *added)))
