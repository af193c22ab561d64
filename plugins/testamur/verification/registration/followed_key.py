"""Follows a log to another key of its own, where its root key says so in the log itself.

Whoever has watched a log knows its key from the first time on. Another one is taken only where the log has grown from
what was seen, and an entry of it, which the root key signed, names it after the one that was known. The root key is the
one under which the log began: its first entry was among those that were seen.
"""

from __future__ import annotations

from dataclasses import replace

from testamur.errors import LogError
from testamur.log import note
from testamur.log.checkpoint import OpenedCheckpoint
from testamur.log.note import VerifierKey
from testamur.verification.reading.shapes import text_of
from testamur.verification.registration.key_history import KeyHistory, read_act
from testamur.verification.registration.published_log import PublishedLog


def follow(log: PublishedLog, new: VerifierKey, before: OpenedCheckpoint) -> PublishedLog:
    """Return the log under its new key; LogError where nothing that was seen of it vouches for that key.

    `log` has the key that was known, which signed `before`. Raises Unavailable, too.
    """
    followed = log.under(replace(log.keys, log=new))
    newest = followed.newest().checkpoint
    try:
        followed.check_grew(before.checkpoint, newest)
    except LogError as error:
        # Of what did not grow from what was seen, nothing says who signs it: it is no evidence against anybody.
        reason = f"it has another key, and did not grow from what was seen: {error.reason}"
        raise LogError(reason, code="log-key") from error
    leaves = followed.key_leaves(newest)
    root = _root(leaves, before.checkpoint.size, new.name)
    succession = KeyHistory(leaves, root, new.name).succession(new)
    if succession.key_at(before.checkpoint.size) != log.keys.log:
        raise LogError("it has another key, and its root key did not replace the known one with it", code="log-key")
    return followed


def _root(leaves: list[tuple[int, bytes]], seen: int, origin: str) -> VerifierKey:
    """Return the root key under which the log began, by an entry among the first `seen`."""
    begins = [act for index, leaf in leaves if index < seen and (act := read_act(leaf)) and act["op"] == "genesis"]
    roots = {text_of(act, "root") for act in begins if act.get("origin") == origin}
    if len(roots) != 1:
        raise LogError("the log does not say under which root key it began", code="log-root")
    return note.read_key(roots.pop())
