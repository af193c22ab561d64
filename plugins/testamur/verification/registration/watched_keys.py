"""The keys of a watched log, as its folder remembers them: the newest one, those before it, and its root key."""

from __future__ import annotations

import contextlib
from pathlib import Path

from testamur.credentials import addresses
from testamur.errors import LogError
from testamur.log import note
from testamur.log.checkpoint import OpenedCheckpoint
from testamur.log.note import SIGNATURE, VerifierKey
from testamur.verification.registration import followed_key, own_cosignatures
from testamur.verification.registration.published_log import PublishedLog
from testamur.verification.resolving.resolver import Resolver, Unavailable

_NEWEST, _FORMER, _ROOT = own_cosignatures.LOG_KEY, "former-vkeys", "root-vkey"
_KEY_BYTES = 1024
_REMEDY = "Put it back from a copy of the folder"


class WatchedKeys:
    """The keys of the log of the registry at `base`, in its folder. LogError names a file that is damaged."""

    def __init__(self, base: str, folder: Path) -> None:
        self._origin, self._base, self._folder = addresses.log_origin(base), base, folder

    def newest(self) -> VerifierKey | None:
        """Return the log's key that was seen first, or that was followed since; None where none was seen."""
        return next(iter(self._read(_NEWEST, self._origin)), None)

    def former(self) -> list[VerifierKey]:
        """Return the keys that the log had before, the last one first."""
        return self._read(_FORMER, self._origin)[::-1]

    def root(self) -> VerifierKey | None:
        """Return the root key under which the log began; None where that was not seen."""
        return next(iter(self._read(_ROOT, f"{self._origin}/root")), None)

    def published(self, resolver: Resolver) -> VerifierKey:
        """Return the log's key as its host publishes it."""
        data = resolver.fetch(addresses.log_file(self._base, "vkey"), limit=_KEY_BYTES)
        return _key(data.removesuffix(b"\n"), self._origin)

    def remember(self, key: VerifierKey) -> None:
        """Remember the key that signs the log; the one until then, if it was another, is a former one."""
        before = self.newest()
        if before not in {None, key} and before not in self.former():
            former = [*self.former()[::-1], before]
            own_cosignatures.write(self._folder / _FORMER, "".join(f"{one}\n" for one in former).encode())
        own_cosignatures.write(self._folder / _NEWEST, f"{key}\n".encode())

    def remember_root(self, log: PublishedLog, newest: OpenedCheckpoint) -> None:
        """Remember under which root key the log began, the first time that this can be read."""
        if (self._folder / _ROOT).exists():
            return
        with contextlib.suppress(LogError, Unavailable):
            point = newest.checkpoint
            root = followed_key.root_among(log.key_leaves(point), point.size, point.origin)
            own_cosignatures.write(self._folder / _ROOT, f"{root}\n".encode())

    def _read(self, name: str, of: str) -> list[VerifierKey]:
        file = self._folder / name
        try:
            data = file.read_bytes()
        except FileNotFoundError:
            return []
        try:
            return [_key(line, of) for line in data.removesuffix(b"\n").split(b"\n")]
        except LogError as error:
            raise damaged(file, error, _REMEDY) from error


def damaged(file: Path, error: LogError, remedy: str) -> LogError:
    """Return the error that what was seen before is damaged.

    It is never taken for nothing: a log that was forgotten could begin anew.
    """
    return LogError(f"what was seen before is damaged: {file}: {error.reason}. {remedy}", code="log-memory")


def _key(line: bytes, of: str) -> VerifierKey:
    key = note.read_key(line.decode("ascii", "replace"))
    if key.kind != SIGNATURE or key.name != of:
        raise LogError(f"its key is that of {key.name}", code="log-key")
    return key
