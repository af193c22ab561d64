"""Follows a log to another key of its own, where its root key says so in the log itself.

Whoever has watched a log knows its key from the first time on, and its root key. Another key is taken only where an
entry, which that root key signed, names it after the one that was known. Where the root key was not seen, the log has
to have grown from what was: then the root key is the one under which it began, for that entry was among those.
"""

from __future__ import annotations

from dataclasses import replace

from testamur.errors import LogError
from testamur.log import note
from testamur.log.checkpoint import Checkpoint, OpenedCheckpoint
from testamur.log.note import VerifierKey
from testamur.verification.reading.shapes import text_of
from testamur.verification.registration.key_history import KeyHistory, read_act
from testamur.verification.registration.published_log import PublishedLog


def follow(
    log: PublishedLog, new: VerifierKey, before: OpenedCheckpoint, root: VerifierKey | None = None
) -> PublishedLog:
    """Return the log under its new key; LogError where nothing that was seen of it vouches for that key.

    `log` has the key that was known, which signed `before`; `root` is its root key, if that was seen, too. Then a log
    that did not grow from `before` is returned all the same: its own root key says whose it is. Unavailable where it
    cannot be fetched.
    """
    followed = log.under(replace(log.keys, log=new))
    newest = followed.newest().checkpoint
    if root is None:
        _check_grew(followed, before.checkpoint, newest)
    leaves = followed.key_leaves(newest)
    root = root or root_among(leaves, before.checkpoint.size, new.name)
    succession = KeyHistory(leaves, root, new.name).succession(new)
    if succession.key_at(before.checkpoint.size) != log.keys.log:
        raise LogError("it has another key, and its root key did not replace the known one with it", code="log-key")
    return followed


def root_among(leaves: list[tuple[int, bytes]], seen: int, origin: str) -> VerifierKey:
    """Return the root key under which a log began, by an entry among its first `seen`; LogError where none says so."""
    begins = [act for index, leaf in leaves if index < seen and (act := read_act(leaf)) and act["op"] == "genesis"]
    roots = {text_of(act, "root") for act in begins if act.get("origin") == origin}
    if len(roots) != 1:
        raise LogError("the log does not say under which root key it began", code="log-root")
    return note.read_key(roots.pop())


def _check_grew(log: PublishedLog, old: Checkpoint, new: Checkpoint) -> None:
    try:
        log.check_grew(old, new)
    except LogError as error:
        # Of what did not grow from what was seen, nothing says who signs it: it is no evidence against anybody.
        reason = f"it has another key, and did not grow from what was seen: {error.reason}"
        raise LogError(reason, code="log-key") from error
