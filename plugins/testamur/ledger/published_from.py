"""The commit that the ledger was last brought up to date from: what came after it has to be approved.

The ledger lies on a branch that more people may push to than hold the key, so the commit is signed with the key that
issued. Without that, whoever may push could say that everything of theirs was published long ago.
"""

from __future__ import annotations

import re

from testamur.errors import DocumentError, LedgerError
from testamur.ledger.safeguards import file_shapes
from testamur.proofs import jcs, multibase, multikey
from testamur.proofs.data_integrity import Signer

NAME = "published-from.json"
# No other message that a key signs begins so: proofs sign two SHA-256 digests (Data Integrity EdDSA, 3.2 and 3.3).
_PURPOSE = b"testamur/published-from/1\n"
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SIGNATURE_BYTES = 64


def write(commit: str, signer: Signer) -> bytes:
    """Return the file that says which commit was published, signed."""
    said = {"commit": commit, "key": multikey.encode(signer.public_key)}
    signature = signer.sign(_PURPOSE + jcs.canonicalize(said))
    return jcs.canonicalize({**said, "signature": multibase.encode_base58btc(signature)})


def claimed(data: bytes | None) -> str:
    """Return the commit that the file names, whoever wrote it; "" when there is no such file.

    LedgerError when it is not such a file.
    """
    return _read(data)["commit"] if data is not None else ""


def signed(data: bytes | None, public_key: bytes) -> str:
    """Return the commit that the holder of this key published; "" when the file is not there, or not theirs."""
    if data is None:
        return ""
    found = _read(data)
    said = {name: found[name] for name in ("commit", "key")}
    try:
        signature = multibase.decode_base58btc(found["signature"], _SIGNATURE_BYTES)
    except DocumentError:
        return ""
    is_theirs = multikey.verify(public_key, signature, _PURPOSE + jcs.canonicalize(said))
    return found["commit"] if is_theirs else ""


def _read(data: bytes) -> dict[str, str]:
    try:
        found = file_shapes.parse(data)
    except ValueError:
        found = None
    if (
        not isinstance(found, dict)
        or set(found) != {"commit", "key", "signature"}
        or not all(isinstance(value, str) for value in found.values())
        or not _COMMIT.fullmatch(found["commit"])
    ):
        raise LedgerError(f"ledger/{NAME} is not what testamur issue writes. Fetch the ledger again")
    return found
