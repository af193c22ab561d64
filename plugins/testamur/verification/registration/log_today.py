"""A log as it is today: its newest checkpoint, with which all that was seen of it before goes together.

What its entries say of keys, the log's own among them, is read with it, and what the newest of them say of status
lists: no fetched file says anything that this checkpoint does not have.
"""

from __future__ import annotations

from dataclasses import dataclass

from testamur.errors import LogError
from testamur.log import checkpoint, note, witness
from testamur.log.checkpoint import OpenedCheckpoint
from testamur.log.note import Signed
from testamur.verification.registration.key_history import KeyHistory
from testamur.verification.registration.log_tail import LogTail
from testamur.verification.registration.published_log import PublishedLog

_ONE_KEY = "the issuer's log shows two histories, and its key signed both"
_TWO_KEYS = "the issuer's log shows two histories, and a key that was replaced since signed one of them"


class Fork(Exception):  # noqa: N818 — it is what was found, and not a fault of ours
    """Two checkpoints that keys of the log signed, and that are not of one history. Says whose keys."""

    def __init__(self, detail: str, one: bytes, other: bytes) -> None:
        super().__init__(detail)
        self.notes = one, other


class Older(Exception):  # noqa: N818 — it is what was found, and not a fault of ours
    """The host's newest checkpoint is older than `seen`, which was seen before."""

    def __init__(self, seen: bytes) -> None:
        super().__init__("the host serves an older copy of the issuer's log than was seen before")
        self.seen = seen


@dataclass(frozen=True, slots=True)
class LogToday:
    """A log, and the checkpoint of an award's proof, where there is one."""

    newest: OpenedCheckpoint
    entered: OpenedCheckpoint | None
    keys: KeyHistory
    tail: LogTail
    quorum: int  # witnesses that have to have seen an entry

    @property
    def witnesses(self) -> tuple[Signed, ...]:
        """Who saw the award: the newest checkpoint has grown from that of the proof, and has its entry as well."""
        return (*(self.entered.witnesses if self.entered else ()), *self.newest.witnesses)


def look(log: PublishedLog, proven_by: bytes, remembered: bytes) -> LogToday:
    """Read a log. `proven_by` is the checkpoint of an award's proof, `remembered` the largest seen here; b"" for none.

    Raises LogError, Unavailable, Fork or Older.
    """
    newest = log.newest()
    for data in filter(None, (proven_by, remembered)):
        if checkpoint.read(note.read(data).text).size > newest.checkpoint.size:
            if data is not remembered:
                log.open(data)
            # By which key the remembered one is signed, only a newer list of keys can say. And nothing shows that the
            # proof's goes on from it: nothing that was seen is forgotten for that.
            raise Older(remembered or data)
    tail = log.tail(newest.checkpoint)
    keys = log.key_history(newest.checkpoint, tail)
    if keys.policy and keys.policy != witness.policy(log.keys.witnesses, log.keys.quorum):
        raise LogError("its issuer names other witnesses than its root key signed", code="log-witnesses")
    succession = keys.succession(log.keys.log)
    entered = log.open(proven_by, succession) if proven_by else None
    before = log.open(remembered, succession) if remembered else None
    for one in filter(None, (entered, before)):
        # Whoever has the host could otherwise go on from what was seen, under a root key of their own.
        keys.check_began_in(one.checkpoint.size)
        is_replaced = succession.key_at(one.checkpoint.size) != log.keys.log
        _check_grew(log, one, newest, _TWO_KEYS if is_replaced else _ONE_KEY)
    return LogToday(newest, entered, keys, tail, log.keys.quorum)


def _check_grew(log: PublishedLog, old: OpenedCheckpoint, new: OpenedCheckpoint, otherwise: str) -> None:
    try:
        log.check_grew(old.checkpoint, new.checkpoint)
    except LogError as error:
        if error.code != "log-fork":
            raise
        raise Fork(otherwise, old.data, new.data) from error
