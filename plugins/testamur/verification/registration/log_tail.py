"""The newest entries of a log, as its host publishes them: shown to be the last ones, with none left out.

Every run of a registry ends with an entry of each status list. So the tail says which edition of each list is the
newest one, and how many entries about keys there are: a host that shows an older list, or leaves out that a key was
lost, is contradicted by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from testamur.errors import LogError
from testamur.log import merkle, note
from testamur.log.checkpoint import Checkpoint
from testamur.verification.reading.shapes import text_of
from testamur.verification.registration.key_history import OPERATIONS, Act, read_act

MOST_LEAVES = 1000
MAX_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class LogTail:
    """What the newest entries of a log say."""

    lists: Mapping[str, Act]  # the newest entry of each status list that has one there, by the list's name
    keys: int | None  # how many entries about keys the log has; None where no entry says so


def read(value: Any, point: Checkpoint) -> LogTail:
    """Read the file `tail.json`; LogError (`log-tail`) unless it has the last entries of this checkpoint's tree."""
    found = value if isinstance(value, dict) else {}
    size, before, leaves = found.get("size"), _bytes(found.get("before")), _bytes(found.get("leaves"))
    if type(size) is not int or size != point.size:
        raise LogError("the log's newest entries are of another day than its checkpoint", code="log-tail")
    if before is None or leaves is None or len(leaves) > min(MOST_LEAVES, size):
        raise LogError("the log's newest entries are not in the form that is read here", code="log-tail")
    hashes = [merkle.leaf_hash(leaf) for leaf in leaves]
    if any(len(one) != merkle.HASH_BYTES for one in before) or (
        merkle.grown_root(size - len(leaves), before, hashes) != point.root
    ):
        raise LogError("the log's newest entries are not the last ones of its checkpoint", code="log-tail")
    return _read([act for leaf in leaves if (act := read_act(leaf)) is not None])


def _read(acts: Sequence[Act]) -> LogTail:
    lists: dict[str, Act] = {}
    keys: int | None = None
    for act in acts:
        if act["op"] == "status":
            lists[text_of(act, "list")] = act
            told = act.get("keys")
            keys = told if type(told) is int else keys
        elif act["op"] in OPERATIONS and keys is not None:
            keys += 1
    return LogTail(lists, keys)


def _bytes(texts: Any) -> list[bytes] | None:
    """Return what base64 texts stand for; None for anything else, and an empty value for a text that is none."""
    if not isinstance(texts, list) or len(texts) > MOST_LEAVES:
        return None
    return [note.decode_base64(text) if isinstance(text, str) else b"" for text in texts]
