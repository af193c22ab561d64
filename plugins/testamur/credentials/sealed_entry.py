"""The entry of a sealed award in the verification index: only who has the credential can read it.

The index names the digest of every other award's credential. A sealed one's would tie its address to its entry in the
log, and so to a day; and its state is nobody's business who only knows that address. So the entry has two hashes for
each edition, the newest first: one that says "this is it", and one that says how it stands. Both are made from the
`opening` of the edition, a hash of the whole credential: nobody guesses it who does not have the signature.
Mirrored by `theme/static/verifier/sealed_entry.js`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

STATES = ("active", "suspended", "revoked", "superseded", "erased")
MEMBER = "sealed"
_DOMAIN = b"testamur-sealed-entry/1\n"


def opening(credential: bytes) -> str:
    """Return the opening of an edition (64 hexadecimal digits) from its canonical bytes, as published."""
    return hashlib.sha256(_DOMAIN + credential).hexdigest()


def entry(openings: Sequence[str], state: str) -> dict[str, Any]:
    """Return an award's entry; `openings` are of all its editions, the newest last, as the ledger has them.

    An edition from before the award was sealed has none (""), and the entry says that there is one. Whoever has one
    edition learns nothing of another.
    """
    return {MEMBER: [[_hash(one, "edition"), _hash(one, state)] if one else ["", ""] for one in reversed(openings)]}


def read(value: Any, credential: bytes) -> dict[str, Any] | None:
    """Return an entry as any award's would be for whoever has this copy of the credential.

    A copy that is not among the editions finds an entry without digests: it is none that was published. None where the
    entry does not tell: it is malformed, or the copy may be from before the award was sealed.
    """
    if not isinstance(value, list) or not value or not all(_is_pair(pair) for pair in value):
        return None
    own, digest = opening(credential), f"sha256:{hashlib.sha256(credential).hexdigest()}"
    place = next((place for place, (edition, _) in enumerate(value) if edition == _hash(own, "edition")), None)
    if place is None:
        return None if ["", ""] in value else {}
    if place:
        return {"replaced": [digest]}
    state = next((state for state in STATES if value[0][1] == _hash(own, state)), "")
    return {"digest": digest, "state": state}


def _hash(opening: str, of: str) -> str:
    return hashlib.sha256(_DOMAIN + bytes.fromhex(opening) + of.encode("ascii")).hexdigest()


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)
