"""The keys of the log itself: the one that signs today, and those that its offline root key has replaced."""

from __future__ import annotations

from collections.abc import Sequence

from testamur.errors import LedgerError, LogError
from testamur.log import checkpoint, note
from testamur.log.checkpoint import OpenedCheckpoint
from testamur.log.key_succession import KeySuccession, Replacement
from testamur.log.note import VerifierKey
from testamur.records.model.log_settings import LogSettings
from testamur.verification.reading.shapes import text_of
from testamur.verification.registration import key_history

_OPERATION = b'"op":"log-key"'
_WHERE = "issuer.yml, below log"


def read_key(text: str, origin: str) -> VerifierKey:
    """Read a key of issuer.yml by its name; LedgerError if it is none, or another log's."""
    try:
        key = note.read_key(text)
    except LogError as error:
        raise LedgerError(
            f"issuer.yml, below log: {error.reason}. Copy the key again as testamur log start wrote it"
        ) from error
    if key.kind != note.SIGNATURE or key.name != origin:
        raise LedgerError(
            f"issuer.yml, below log: {text} is the key of {key.name}, and {origin} is wanted. "
            "The address of a registry does not change once its log has begun"
        )
    return key


def check_acts(settings: LogSettings, origin: str) -> None:
    """Raise LedgerError unless each key of the log follows the one before it, and the last is the one that signs."""
    acts = [act for act in settings.acts if act.operation == "log-key"]
    keys = [act.replaces for act in acts[:1]]
    for act in acts:
        if act.replaces != keys[-1]:
            raise LedgerError(
                f"{_WHERE}: an act replaces {act.replaces}, and the log's key until then was {keys[-1]}. "
                "Copy the act again as testamur log root log-key printed it"
            )
        if act.log_key in keys:
            raise LedgerError(f"{_WHERE}: {act.log_key} was the log's key before, and is not taken again. Make another")
        keys.append(str(read_key(act.log_key, origin)))
    if keys and keys[-1] != settings.key:
        raise LedgerError(f"{_WHERE}: the root key named {keys[-1]} last, and key: has another. Write that one there")


class LedgerKeys:
    """The keys of a ledger's log, which open what others have of it: of more entries than the ledger has, too."""

    def __init__(self, newest: VerifierKey, entered: KeySuccession, size: int) -> None:
        """`newest` is the key in issuer.yml, `entered` those that the ledger's entries, `size` of them, lead to."""
        self.newest, self.entered, self._size = newest, entered, size

    def open(self, data: bytes, witnesses: Sequence[VerifierKey] = ()) -> OpenedCheckpoint:
        """Read a checkpoint that the key of its size signed; LogError as `checkpoint.open_note`."""
        try:
            return self.entered.open(data, witnesses)
        except LogError:
            if checkpoint.read(note.read(data).text).size <= self._size:
                raise
            # Of what this ledger does not have yet, the key may have been replaced since, as issuer.yml says.
            return checkpoint.open_note(data, self.newest, witnesses)


def succession(settings: LogSettings, root: VerifierKey, origin: str, leaves: Sequence[bytes]) -> KeySuccession:
    """Return which key signs the checkpoints of the log by what is entered (`leaves`); LedgerError for what is not so.

    A replacement that stands in issuer.yml alone counts from the checkpoint on that has its entry.
    """
    check_acts(settings, origin)
    entered = []
    for index, leaf in enumerate(leaves):
        act = key_history.read_act(leaf) if _OPERATION in leaf else None
        if act is not None and act["op"] == "log-key" and key_history.is_signed(act, root.public):
            entered.append(Replacement(index, text_of(act, "prev"), text_of(act, "key")))
    known = {one.new for one in entered}
    pending = [act for act in settings.acts if act.operation == "log-key" and act.log_key not in known]
    try:
        return KeySuccession(read_key(pending[0].replaces if pending else settings.key, origin), entered)
    except LogError as error:
        raise LedgerError(f"{_WHERE}: {error.reason}. Put key: and acts: back as the last publish had them") from error
