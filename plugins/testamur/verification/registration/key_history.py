"""Which keys were good at which place of a log, its own among them, by the leaves that its offline root key signed.

A proof's own `created` is never asked: whoever has stolen a key can date a proof at will, and cannot enter it earlier.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from typing import Any

from testamur.errors import LogError, VerificationError
from testamur.log import note, proof
from testamur.log.key_succession import KeySuccession, Replacement
from testamur.log.note import VerifierKey
from testamur.proofs import jcs, multikey
from testamur.verification.reading import strict_json
from testamur.verification.reading.shapes import text_of

Act = Mapping[str, Any]
SIGNED_OPERATIONS = frozenset({"key-add", "key-retire", "key-revoke", "log-key", "witnesses", "end"})
OPERATIONS = SIGNED_OPERATIONS | {"genesis"}  # of all leaves that a history is made of


class KeyHistory:
    """The acts on keys in a log, each with the index of its leaf.

    Leaves that are not read here, or that the root key did not sign, are left out. LogError (`log-root`) where no
    leaf begins the log under this root key.
    """

    def __init__(self, leaves: Iterable[tuple[int, bytes]], root: VerifierKey, origin: str) -> None:
        # Once each, whatever a host lists: an index has one leaf.
        acts = [(index, act) for index, leaf in dict(leaves).items() if (act := read_act(leaf)) is not None]
        begins = [index for index, act in acts if _is_genesis(act, root, origin)]
        if not begins:
            raise _begun_otherwise()
        self._began = min(begins)
        self._acts = _entered_first([(index, act) for index, act in acts if is_signed(act, root.public)])
        self.size = sum(act["op"] in OPERATIONS for _index, act in acts)  # how many leaves it is made of
        self.end = min(((index, text_of(act, "next")) for index, act in self._acts if act["op"] == "end"), default=None)
        # The last one counts: by it, no host names fewer witnesses, or other ones.
        policies = [(index, text_of(act, "policy")) for index, act in self._acts if act["op"] == "witnesses"]
        self.policy = max(policies, default=(0, ""))[1]
        # Entered before the log began, without a signature: the root key has to vouch for the key later.
        self._early = [
            (index, act) for index, act in acts if act["op"] == "key-add" and "sig" not in act and index < self._began
        ]

    def check_began_in(self, size: int) -> None:
        """Raise LogError (`log-root`) unless the tree of this size has a leaf that begins the log under this root key.

        No checkpoint was ever signed of a smaller one.
        """
        if self._began >= size:
            raise _begun_otherwise()

    def was_added(self, method: str) -> bool:
        """Say whether the root key ever added a key (its verification method)."""
        return any(act["op"] == "key-add" and act.get("key") == method for _at, act in self._acts)

    def was_lost(self, method: str) -> bool:
        """Say whether the root key ever said of a key that others have it."""
        return any(act["op"] == "key-revoke" and act.get("key") == method for _at, act in self._acts)

    def refusal(self, method: str, index: int) -> str:
        """Return why a key (its verification method) was not good for a leaf at `index`, as a code; "" if it was."""
        if self.end is not None and index > self.end[0]:
            return "log-ended"
        added = [at for at, act in self._acts if act["op"] == "key-add" and act.get("key") == method]
        if added:
            added += [at for at, act in self._early if act.get("key") == method]
        if not any(at < index for at in added):
            return "key-not-added"
        for at, act in self._acts:
            if act.get("key") != method:
                continue
            if act["op"] == "key-retire" and at < index:
                return "key-retired"
            if act["op"] == "key-revoke" and cut_off(act) <= index:
                return "key-revoked"
        return ""

    def succession(self, newest: VerifierKey) -> KeySuccession:
        """Return the keys of the log itself, of which `newest` is said to be the last; LogError where it is not."""
        replacements = [
            Replacement(index, text_of(act, "prev"), text_of(act, "key"))
            for index, act in self._acts
            if act["op"] == "log-key"
        ]
        return KeySuccession(newest, replacements)


def read_act(leaf: bytes) -> Act | None:
    """Return a leaf that a reader of this version knows; None for every other one, which counts for nothing."""
    try:
        act = strict_json.parse(leaf, limit=proof.MAX_LEAF_BYTES)
    except VerificationError:
        return None
    known = isinstance(act, dict) and type(act.get("v")) is int and act["v"] == 1 and text_of(act, "op")
    return act if known else None


def cut_off(act: Act) -> int:
    """Return the index from which on a revoked key is not trusted: from the first on, where none is given."""
    value = act.get("trusted_below")
    return value if type(value) is int and value >= 0 else 0


def signed_bytes(act: Act) -> bytes:
    """Return what the root key signs of an act: the leaf without its signature (RFC 8785)."""
    return jcs.canonicalize({name: value for name, value in act.items() if name != "sig"})


def is_signed(act: Act, root: bytes) -> bool:
    """Say whether the root key signed an act on keys."""
    if act["op"] not in SIGNED_OPERATIONS:
        return False
    signature = note.decode_base64(text_of(act, "sig"))
    return multikey.verify(root, signature, signed_bytes(act))


def signature_text(signature: bytes) -> str:
    """Write a signature as leaves have it."""
    return base64.b64encode(signature).decode("ascii")


def _entered_first(acts: Iterable[tuple[int, Act]]) -> list[tuple[int, Act]]:
    """Return each act once, at its first place, in the order of their places.

    Whoever has the log's key can enter again what the root key signed once: an old act would follow the one that took
    its place.
    """
    first: dict[bytes, tuple[int, Act]] = {}
    for index, act in sorted(acts, key=lambda one: one[0]):
        first.setdefault(signed_bytes(act), (index, act))
    return list(first.values())


def _begun_otherwise() -> LogError:
    reason = "the log does not say that it began under the root key that its issuer names"
    return LogError(reason, code="log-root")


def _is_genesis(act: Act, root: VerifierKey, origin: str) -> bool:
    return act["op"] == "genesis" and act.get("origin") == origin and act.get("root") == str(root)
