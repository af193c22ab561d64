"""Checkpoints: how long the log is, and its root, as a signed note of three lines (C2SP tlog-checkpoint)."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from testamur.errors import LogError
from testamur.log import merkle, note
from testamur.log.note import Note, Signed, VerifierKey

_LINES = 3
NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree of a log, by its size and root."""

    origin: str  # the log's name
    size: int
    root: bytes

    def text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode('ascii')}\n"


@dataclass(frozen=True, slots=True)
class OpenedCheckpoint:
    """A checkpoint whose log signed it, its bytes, and who else did, with the times that they name."""

    checkpoint: Checkpoint
    data: bytes
    witnesses: tuple[Signed, ...]


def sign(checkpoint: Checkpoint, key: VerifierKey, signer: Callable[[bytes], bytes]) -> bytes:
    """Return the note of a checkpoint, signed by the log's key; `signer` returns 64 bytes for a message."""
    text = checkpoint.text()
    return note.write(Note(text, (note.sign(text, key, signer),)))


def open_note(data: bytes, log_key: VerifierKey, witnesses: Iterable[VerifierKey] = ()) -> OpenedCheckpoint:
    """Read a checkpoint that this log's key signed.

    LogError says why it is none: `log-note`, `log-checkpoint`, `log-origin`, `log-signature`.
    """
    signed = note.read(data)
    checkpoint = read(signed.text)
    if checkpoint.origin != log_key.name:
        raise LogError(f"it is a checkpoint of another log than {log_key.name}", code="log-origin")
    by = note.opened(signed, [log_key, *witnesses])
    if not any(one.key == log_key for one in by):
        raise LogError(f"the key of {log_key.name} did not sign it", code="log-signature")
    return OpenedCheckpoint(checkpoint, data, tuple(one for one in by if one.key != log_key))


def read(text: str) -> Checkpoint:
    """Read a checkpoint's text, which anybody may have written; LogError (`log-checkpoint`) if it is none.

    Lines after the third are refused: nobody who watches a log can check what they say.
    """
    lines = text.removesuffix("\n").split("\n")
    if len(lines) != _LINES or not lines[0] or not NUMBER.fullmatch(lines[1]):
        raise _malformed("three lines belong there, with the name of the log, its size and its root")
    size, root = int(lines[1]), note.decode_base64(lines[2])
    if size > merkle.MAX_SIZE or len(root) != merkle.HASH_BYTES:
        raise _malformed("its size or its root is none")
    if not size and root != merkle.EMPTY_ROOT:
        raise _malformed("an empty log has another root")
    return Checkpoint(lines[0], size, root)


def _malformed(reason: str) -> LogError:
    return LogError(f"this is not a checkpoint: {reason}", code="log-checkpoint")
