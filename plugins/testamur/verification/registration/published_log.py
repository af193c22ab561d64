"""The log that an issuer's DID document names, as its host publishes it: its newest checkpoint, and what stands in it.

LogError says of what is there that it does not hold, Unavailable that it is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.credentials import addresses
from testamur.errors import LogError, VerificationError
from testamur.log import merkle, note, tiles
from testamur.log.checkpoint import Checkpoint, OpenedCheckpoint
from testamur.log.key_succession import KeySuccession
from testamur.log.note import COSIGNATURE, SIGNATURE, VerifierKey
from testamur.log.tile_reader import TileReader
from testamur.verification.reading import strict_json
from testamur.verification.reading.shapes import text_of
from testamur.verification.registration import log_tail
from testamur.verification.registration.key_history import KeyHistory
from testamur.verification.registration.log_tail import LogTail
from testamur.verification.resolving.resolver import Resolver, Unavailable

_MOST_KEYS = 1000  # acts
_MOST_WITNESSES = 100
_KEYS_BYTES = 1024 * 1024
_KEYS, _TAIL = "the log's list of keys", "the log's newest entries"
_TILE_BYTES = tiles.WIDTH * merkle.HASH_BYTES


@dataclass(frozen=True, slots=True)
class LogKeys:
    """Who signs for a log: itself, its offline root, and the witnesses that its issuer names.

    `quorum` is how many of these have to have seen an entry.
    """

    log: VerifierKey
    root: VerifierKey
    witnesses: tuple[VerifierKey, ...]
    quorum: int = 0


def read_keys(service: Mapping[str, Any], base: str) -> LogKeys:
    """Read the keys in an issuer's DID document; LogError (`log-key`) where they are none of its log's."""
    end = service.get("serviceEndpoint")
    if not isinstance(end, dict):
        raise LogError("the issuer's DID document does not say where its log is", code="log-key")
    keys = LogKeys(
        note.read_key(text_of(end, "key")),
        note.read_key(text_of(end, "root")),
        tuple(_witnesses(end.get("witnesses"))),
        _quorum(end),
    )
    origin = addresses.log_origin(base)
    # By its name the root key is remembered: under another one it would pass for one that was never seen.
    if (keys.log.name, keys.root.name) != (origin, f"{origin}/root") or {keys.log.kind, keys.root.kind} != {SIGNATURE}:
        raise LogError("the keys of the log are not those of this issuer's log", code="log-key")
    return keys


def _witnesses(listed: Any) -> list[VerifierKey]:
    texts = listed[:_MOST_WITNESSES] if isinstance(listed, list) else []
    keys = [note.read_key(text) for text in texts if isinstance(text, str)]
    return [key for key in keys if key.kind == COSIGNATURE]


def _quorum(end: Mapping[str, Any]) -> int:
    quorum = end.get("quorum", 0)
    if type(quorum) is not int or not 0 <= quorum <= _MOST_WITNESSES:
        raise LogError("the issuer's DID document does not say how many witnesses it asks for", code="log-key")
    return quorum


class PublishedLog:
    """A log as its host publishes it."""

    def __init__(self, base: str, keys: LogKeys, resolver: Resolver) -> None:
        self.keys, self._base, self.resolver = keys, base, resolver

    def fetch(self, name: str, limit: int) -> bytes:
        """Return a file of the log; Unavailable otherwise."""
        return self.resolver.fetch(addresses.log_file(self._base, name), limit=limit)

    def open(self, data: bytes, keys: KeySuccession | None = None) -> OpenedCheckpoint:
        """Read a checkpoint, wherever it came from: of the newest key, or with `keys`, of the key of its size."""
        return (keys or KeySuccession(self.keys.log)).open(data, self.keys.witnesses)

    def newest(self) -> OpenedCheckpoint:
        """Return the checkpoint that the host calls the newest."""
        return self.open(self.fetch("checkpoint", note.MAX_BYTES))

    def check_grew(self, old: Checkpoint, new: Checkpoint) -> None:
        """Raise LogError unless the log grew from the one to the other: `log-fork` only where its own tiles say so."""
        if old.size in {0, new.size}:
            merkle.check_consistency(old.size, old.root, new.size, new.root, [])
            return
        reader = TileReader(lambda name: self.fetch(name, _TILE_BYTES), new.size)
        # Tiles that do not lead to the checkpoint prove nothing of either: a host may have mixed up its files.
        if merkle.root_of(reader.subtree, new.size) != new.root:
            raise LogError("the files of the log do not fit its checkpoint", code="log-tile")
        path = merkle.consistency(reader.subtree, old.size, new.size)
        merkle.check_consistency(old.size, old.root, new.size, new.root, path)

    def tail(self, point: Checkpoint) -> LogTail:
        """Return what the newest entries say, proven to be the last ones of the tree of this checkpoint."""
        return log_tail.read(_parsed(self.fetch("tail.json", log_tail.MAX_BYTES), _TAIL), point)

    def under(self, keys: LogKeys) -> PublishedLog:
        """Return the same log under other keys."""
        return PublishedLog(self._base, keys, self.resolver)

    def key_history(self, point: Checkpoint, tail: LogTail | None = None) -> KeyHistory:
        """Return the acts on keys, each proven to be in the tree of this checkpoint.

        LogError (`log-keys`) where there are not as many as the newest entries say.
        """
        history = KeyHistory(self.key_leaves(point), self.keys.root, point.origin)
        if tail is not None and tail.keys is not None and tail.keys != history.size:
            raise LogError("the log's list of keys does not have as many as its newest entries say", code="log-keys")
        return history

    def key_leaves(self, point: Checkpoint) -> list[tuple[int, bytes]]:
        """Return index and leaf of each entry about keys, proven to be in the tree of this checkpoint."""
        found = _parsed(self.fetch("keys.json", _KEYS_BYTES), _KEYS)
        size = found.get("size")
        entries = found.get("entries") if type(size) is int and size == point.size else None
        if not isinstance(entries, list) or len(entries) > _MOST_KEYS:
            raise LogError("the log's list of keys is of another day than its checkpoint", code="log-keys")
        return [_proven(entry, point) for entry in entries]


def _parsed(data: bytes, name: str) -> Mapping[str, Any]:
    try:
        found = strict_json.parse(data)
    except VerificationError as error:
        raise Unavailable(f"{name}: {error.reason}") from error
    return found if isinstance(found, dict) else {}


def _proven(entry: Any, point: Checkpoint) -> tuple[int, bytes]:
    """Return index and leaf of an entry; LogError unless the checkpoint has it."""
    index = entry.get("index") if isinstance(entry, dict) else None
    path = entry.get("path") if isinstance(entry, dict) else None
    if type(index) is not int or not isinstance(path, list) or len(path) > merkle.MAX_PATH:
        raise LogError("the log's list of keys is not in the form that is read here", code="log-keys")
    leaf = note.decode_base64(text_of(entry, "leaf"))
    hashes = [note.decode_base64(one) if isinstance(one, str) else b"" for one in path]
    merkle.check_inclusion(merkle.leaf_hash(leaf), index, point.size, hashes, point.root)
    return index, leaf
