"""What the entries of a log have to say of the log itself, for whoever reads it whole (`log.fsck`).

A log begins once, under one root key; what is said of keys is signed by that; its own keys follow each other; no
older edition of a status list is entered again, and each counts the entries about keys before it; and after its end
nothing is entered.
"""

from __future__ import annotations

from testamur.errors import LogError
from testamur.log.checkpoint import Checkpoint
from testamur.log.fsck import Finding
from testamur.log.note import VerifierKey
from testamur.verification.reading.shapes import text_of
from testamur.verification.registration import key_history
from testamur.verification.registration.key_history import Act
from testamur.verification.registration.published_log import PublishedLog
from testamur.verification.resolving.resolver import Unavailable

# Of each leaf that is read here; all others are editions and erasures, of which a log has as many as it likes.
_READ = tuple(f'"op":"{operation}"'.encode() for operation in (*sorted(key_history.OPERATIONS), "status"))
_OTHERWISE_WRITTEN = (b" ", b"\t", b"\n", b"\r", b"\\")  # what verifiers read, and what the marks would not find


class LogAudit:
    """Reads the entries of a log in their order, and says of each what does not hold."""

    def __init__(self, root: VerifierKey) -> None:
        self._root = root
        self._has_begun = self._has_ended = False
        self._keys = 0  # entries about keys so far
        self._lists: dict[str, str] = {}  # digest of the newest edition of each status list, by its name
        self._older: set[str] = set()  # digests of older ones
        self._acts: set[bytes] = set()  # what the root key signed of each act
        self._log_key = ""  # that the last replacement named

    def __call__(self, leaf: bytes) -> str:
        """Return what does not hold of the next entry; "" where nothing is wrong."""
        if self._has_ended:
            return "the log had ended before it"
        act = key_history.read_act(leaf) if any(mark in leaf for mark in (*_READ, *_OTHERWISE_WRITTEN)) else None
        if act is None:
            return ""
        operation = act["op"]
        reason = self._signature(act) or self._reason(operation, act)
        self._has_ended = operation == "end" and not reason
        self._keys += operation in key_history.OPERATIONS
        return reason

    def last_findings(self, key: VerifierKey) -> list[Finding]:
        """Return what does not hold of the log as a whole, whose checkpoint `key` signed."""
        found = []
        if not self._has_begun:
            found.append(Finding("tile/entries", "no entry begins the log under the root key that issuer.yml names"))
        if self._log_key and self._log_key != str(key):
            found.append(Finding("checkpoint", f"another key signed it than its entries name last: {self._log_key}"))
        return found

    def _signature(self, act: Act) -> str:
        # Before the log began, keys were added without a root key.
        is_early = act["op"] == "key-add" and "sig" not in act and not self._has_begun
        if act["op"] not in key_history.SIGNED_OPERATIONS or is_early:
            return ""
        if not key_history.is_signed(act, self._root.public):
            return "the root key did not sign it"
        known, signed = len(self._acts), key_history.signed_bytes(act)
        self._acts.add(signed)
        return "it enters again what the root key signed once" if len(self._acts) == known else ""

    def _reason(self, operation: str, act: Act) -> str:
        if operation == "genesis":
            return self._genesis(act)
        if operation == "log-key":
            return self._replacement(act)
        return self._count(act) if operation == "status" else ""

    def _genesis(self, act: Act) -> str:
        if self._has_begun:
            return "the log had begun before it"
        if text_of(act, "root") != str(self._root):
            return "it begins the log under another root key than issuer.yml names"
        self._has_begun = True
        return ""

    def _replacement(self, act: Act) -> str:
        known, self._log_key = self._log_key, text_of(act, "key")
        return (
            f"it replaces another key than the log had, which was {known}"
            if known not in {"", text_of(act, "prev")}
            else ""
        )

    def _count(self, act: Act) -> str:
        name, digest = text_of(act, "list"), text_of(act, "c")
        if digest in self._older:
            return "it enters an older edition of a status list again"
        if self._lists.get(name, digest) != digest:
            self._older.add(self._lists[name])
        self._lists[name] = digest
        told = act.get("keys")
        if told is None or told == self._keys:
            return ""
        return f"it counts {told} entries about keys, and {self._keys} stand before it"


def derived_findings(log: PublishedLog, point: Checkpoint) -> list[Finding]:
    """Return what does not hold of the files that help to find entries: `tail.json` and `keys.json`.

    The keys of the log that these lead to are those that open its checkpoints, or no verifier opens one.
    """
    tail = None
    found = []
    try:
        tail = log.tail(point)
    except (LogError, Unavailable) as error:
        found.append(Finding("tail.json", _said(error)))
    try:
        log.key_history(point, tail).succession(log.keys.log)
    except (LogError, Unavailable) as error:
        found.append(Finding("keys.json", _said(error)))
    return found


def _said(error: LogError | Unavailable) -> str:
    return error.reason if isinstance(error, LogError) else str(error)
