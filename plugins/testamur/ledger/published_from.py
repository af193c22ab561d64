"""What the ledger was when a key last brought it up to date, and from which commit: what came after it is looked at.

The ledger lies on a branch that more people may push to than hold the key, so both are signed with the key that
issued. Without that, whoever may push could say that everything of theirs was published long ago, or exchange the
places of two awards in a status list, so that a withdrawn one stays good.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from testamur.errors import DocumentError, LedgerError
from testamur.ledger.safeguards import file_shapes
from testamur.proofs import jcs, multibase, multikey
from testamur.proofs.data_integrity import Signer

NAME = "published-from.json"
# No other message that a key signs begins so: proofs sign two SHA-256 digests (Data Integrity EdDSA, 3.2 and 3.3).
_PURPOSE = b"testamur/published-from/1\n"
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SIGNATURE_BYTES = 64
_MEMBERS = {"commit": str, "entries": int, "key": str, "ledger": str, "signature": str}
_MOST_ENTRIES = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Seal:
    """A ledger as it was left: how many entries it has, and the digest of all that later runs rely on."""

    entries: int  # only ever added, when something is erased, too: of two ledgers, one with fewer is the older
    digest: str


NO_SEAL = Seal(0, "")


def write(commit: str, seal: Seal, signer: Signer) -> bytes:
    """Return the file that says which commit was published, and what the ledger is since then, signed."""
    key = multikey.encode(signer.public_key)
    claim = {"commit": commit, "entries": seal.entries, "key": key, "ledger": seal.digest}
    signature = signer.sign(_PURPOSE + jcs.canonicalize(claim))
    return jcs.canonicalize({**claim, "signature": multibase.encode_base58btc(signature)})


def claimed_commit(data: bytes | None) -> str:
    """Return the commit that the file names, whoever wrote it; "" when there is no such file.

    LedgerError when it is not such a file.
    """
    return str(_read(data)["commit"]) if data is not None else ""


def signed_commit(data: bytes | None, public_key: bytes) -> str:
    """Return the commit that the holder of this key published; "" when the file is not there, or not theirs."""
    return claimed_commit(data) if data is not None and _is_theirs(data, public_key) else ""


def sealed(data: bytes | None, public_keys: Iterable[bytes]) -> Seal:
    """Return the seal of the ledger that the holder of one of these keys left; `NO_SEAL` when none of them did."""
    if data is None or not any(_is_theirs(data, key) for key in public_keys):
        return NO_SEAL
    value = _read(data)
    return Seal(value["entries"], value["ledger"])


def _is_theirs(data: bytes, public_key: bytes) -> bool:
    value = _read(data)
    try:
        signature = multibase.decode_base58btc(value.pop("signature"), _SIGNATURE_BYTES)
    except DocumentError:
        return False
    return multikey.verify(public_key, signature, _PURPOSE + jcs.canonicalize(value))


def _read(data: bytes) -> dict[str, Any]:
    try:
        value = file_shapes.parse(data)
    except ValueError:
        value = None
    if (
        not isinstance(value, dict)
        or {name: type(member) for name, member in value.items()} != _MEMBERS
        or not 0 <= value["entries"] <= _MOST_ENTRIES
        or not _COMMIT.fullmatch(value["commit"])
    ):
        raise LedgerError(f"ledger/{NAME} is not what testamur issue writes. Fetch the ledger again")
    return value
