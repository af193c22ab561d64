"""The keys of one log, one after the other: which of them has to have signed a checkpoint, by the checkpoint's size.

Each replacement is an entry of the log itself. A checkpoint that has that entry in its tree is signed by the new key,
and one that has not by the old: what the old key signs of a larger tree, whoever has it by then, opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from testamur.errors import LogError
from testamur.log import checkpoint, note
from testamur.log.checkpoint import OpenedCheckpoint
from testamur.log.note import SIGNATURE, VerifierKey


class Replacement(NamedTuple):
    """That a key of a log was replaced: where the entry stands that says so, and both keys as text (vkeys)."""

    at: int
    old: str
    new: str


class KeySuccession:
    """The keys of a log from its first to `newest`. LogError (`log-key`) where the replacements do not lead there."""

    def __init__(self, newest: VerifierKey, replacements: Iterable[Replacement] = ()) -> None:
        steps = sorted(replacements)
        keys = [*(step.old for step in steps), str(newest)]
        # What each replacement begins is what the next one ends, and the last one begins the newest key.
        if [step.new for step in steps] != keys[1:]:
            raise LogError("the log's keys do not follow each other as its entries say", code="log-key")
        self._spans = [
            (begin, _read(text, newest.name))
            for begin, text in zip([0, *(step.at + 1 for step in steps)], keys, strict=True)
        ]

    @property
    def keys(self) -> list[VerifierKey]:
        """The keys, the first one first."""
        return [key for _begin, key in self._spans]

    def key_at(self, size: int) -> VerifierKey:
        """Return the key that signs the tree of this size."""
        return next(key for begin, key in reversed(self._spans) if begin <= size)

    def open(self, data: bytes, witnesses: Iterable[VerifierKey] = ()) -> OpenedCheckpoint:
        """Read a checkpoint that the key of its size signed; LogError as `checkpoint.open_note`."""
        size = checkpoint.read(note.read(data).text).size
        return checkpoint.open_note(data, self.key_at(size), witnesses)


def _read(text: str, name: str) -> VerifierKey:
    key = note.read_key(text)
    if key.kind != SIGNATURE or key.name != name:
        raise LogError(f"a key of the log is that of {key.name}", code="log-key")
    return key
