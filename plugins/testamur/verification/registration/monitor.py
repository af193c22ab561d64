"""Watches the logs of other registries: keeps each checkpoint that was seen, and notices when a log takes one back.

Any institution can do so for another, with nothing but a folder that lasts. The key of a log is taken from its host the
first time, and held to until an entry that its root key signed names another. Whoever has a witness's key may sign what
was seen (C2SP tlog-cosignature); where that is published, it is a witness that needs no server (`own_cosignatures`).
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from testamur.errors import LogError
from testamur.log import checkpoint, note
from testamur.log.checkpoint import OpenedCheckpoint
from testamur.verification.registration import followed_key, own_cosignatures, watched_keys
from testamur.verification.registration.own_cosignatures import Witness
from testamur.verification.registration.published_log import LogKeys, PublishedLog
from testamur.verification.registration.watched_keys import WatchedKeys
from testamur.verification.resolving.resolver import Resolver, Unavailable

Outcome = Literal["first seen", "as before", "grew", "two histories", "shorter", "could not be read"]
EXIT_CODES: dict[Outcome, int] = {
    "first seen": 0,
    "as before": 0,
    "grew": 0,
    "two histories": 1,
    "shorter": 1,
    "could not be read": 3,
}
FOLDER = "watched-logs"  # beside the ledger: one folder for each log
_NEWEST = own_cosignatures.NEWEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What became of one log: in a word, and in a sentence; the files of the evidence where it has two histories."""

    outcome: Outcome
    detail: str
    evidence: tuple[Path, ...] = ()


def watch_all(
    bases: Iterable[str], state: Path, resolver: Resolver, *, time: int, witness: Witness | None = None
) -> dict[str, Watched]:
    """Look at the logs of all these registries, each remembered in a folder of its own below `state`."""
    return {
        base: watch(base, state / folder_name(base), resolver, time=time, witness=witness)
        for base in dict.fromkeys(bases)
    }


def exit_code(found: Iterable[Watched]) -> int:
    """Return 1 where a log contradicts what was seen of it, 3 where one could not be read, and else 0."""
    codes = [EXIT_CODES[one.outcome] for one in found]
    return 1 if 1 in codes else max(codes, default=0)


def watch(base: str, folder: Path, resolver: Resolver, *, time: int, witness: Witness | None = None) -> Watched:
    """Look at the log of the registry at `base`, and remember it in `folder`, which is that log's own.

    `time` is now, in seconds since 1970, for a witness's signature. Nothing is remembered of a log that cannot be read,
    or that contradicts what was seen.
    """
    try:
        keys = WatchedKeys(base, folder)
        log, before = _known_log(base, keys, folder, resolver)
        try:
            newest = log.newest()
        except LogError:
            log = _otherwise_signed(log, before, keys, resolver)
            newest = log.newest()
        told = _compare(log, before, newest, folder) if before else _first(newest)
        if EXIT_CODES[told.outcome] == 0:
            _remember(folder, keys, log, newest)
            if witness is not None:
                # After it was remembered: what was signed and then forgotten could be signed in two histories.
                own_cosignatures.sign(folder, newest, log.keys.log, witness, time)
    except Unavailable as error:
        return Watched(outcome="could not be read", detail=str(error))
    except LogError as error:
        return Watched(outcome="could not be read", detail=error.reason)
    except OSError as error:
        # Of one folder: other logs are looked at all the same.
        return Watched(outcome="could not be read", detail=f"{error.filename or folder}: {error.strerror}")
    return told


def folder_name(base: str) -> str:
    """Return a name of a folder that is this registry's alone."""
    plain = re.sub(r"[^a-z0-9.-]+", "-", base.removeprefix("https://").lower()).strip(".-")[:60]
    return f"{plain}-{hashlib.sha256(base.encode()).hexdigest()[:8]}"


def _known_log(
    base: str, keys: WatchedKeys, folder: Path, resolver: Resolver
) -> tuple[PublishedLog, OpenedCheckpoint | None]:
    """Return the log under the key that was seen, else the one that is published, and its newest checkpoint seen."""
    key = keys.newest() or keys.published(resolver)
    # Where its own key signed, nothing is read of what the root key signed, and witnesses are not asked.
    log = PublishedLog(base, LogKeys(key, key, ()), resolver)
    return log, _before(log, keys, folder)


def _otherwise_signed(
    log: PublishedLog, before: OpenedCheckpoint | None, keys: WatchedKeys, resolver: Resolver
) -> PublishedLog:
    """Return the log under the other key that signed its newest checkpoint; LogError where that is none of its own.

    A newer one, as its entries say, or one that it had before and that its host has gone back to.
    """
    data = log.fetch("checkpoint", note.MAX_BYTES)
    for former in (log.under(replace(log.keys, log=key)) for key in keys.former()):
        with contextlib.suppress(LogError):
            if before and former.open(data).checkpoint.size < before.checkpoint.size:
                return former
    key = keys.published(resolver)
    if before is None or key == log.keys.log:
        log.open(data)
        return log
    return followed_key.follow(log, key, before, keys.root())


def _before(log: PublishedLog, keys: WatchedKeys, folder: Path) -> OpenedCheckpoint | None:
    """Return the newest checkpoint that was seen; None where none was. LogError names the file if it is damaged."""
    data = _read(folder / _NEWEST)
    if data is None:
        return None
    # Where the key was remembered and the checkpoint then was not, a former one signed it.
    for former in (log.under(replace(log.keys, log=key)) for key in keys.former()):
        with contextlib.suppress(LogError):
            return former.open(data)
    try:
        return log.open(data)
    except LogError as error:
        remedy = f"Copy the file with the largest number in {folder / 'checkpoints'} over it"
        raise watched_keys.damaged(folder / _NEWEST, error, remedy) from error


def _first(newest: OpenedCheckpoint) -> Watched:
    return Watched(outcome="first seen", detail=f"{newest.checkpoint.size:,} entries")


def _compare(log: PublishedLog, before: OpenedCheckpoint, newest: OpenedCheckpoint, folder: Path) -> Watched:
    old, new = before.checkpoint, newest.checkpoint
    if new.size < old.size:
        other = _seen_at(folder, new.size)
        if other is not None and other.checkpoint.root != new.root:
            detail = f"its key signed two histories of {new.size:,} entries"
            return _contradicted("two histories", detail, folder, other, newest)
        detail = f"its host shows {new.size:,} entries, and {old.size:,} were seen before"
        return _contradicted("shorter", detail, folder, before, newest)
    try:
        log.check_grew(old, new)
    except LogError as error:
        if error.code != "log-fork":
            raise
        detail = f"its key signed a history of {old.size:,} entries, and one of {new.size:,} that does not contain it"
        return _contradicted("two histories", detail, folder, before, newest)
    if new.size == old.size:
        return Watched(outcome="as before", detail=f"{new.size:,} entries")
    return Watched(outcome="grew", detail=f"{new.size:,} entries, {old.size:,} before")


def _seen_at(folder: Path, size: int) -> OpenedCheckpoint | None:
    """Return the checkpoint of this size that was seen; None where none was, or its file is damaged."""
    data = _read(folder / "checkpoints" / str(size))
    try:
        # A key of the log signed it when it was written, which need not be today's.
        point = checkpoint.read(note.read(data).text) if data is not None else None
    except LogError:
        return None
    return OpenedCheckpoint(point, data, ()) if point is not None and data is not None else None


def _contradicted(outcome: Outcome, detail: str, folder: Path, *checkpoints: OpenedCheckpoint) -> Watched:
    """Return what was found, and keep its evidence: whoever reads both checkpoints sees that one key signed both."""
    files = []
    for number, one in enumerate(checkpoints, 1):
        file = folder / f"evidence-{one.checkpoint.size}-{one.checkpoint.root.hex()[:12]}-{number}.txt"
        try:
            file.write_bytes(one.data)
        except OSError as error:
            # What was found is not hidden by a disk that is full.
            detail += f"; {file} could not be written: {error.strerror}"
        else:
            files.append(file)
    return Watched(outcome=outcome, detail=detail, evidence=tuple(files))


def _remember(folder: Path, keys: WatchedKeys, log: PublishedLog, newest: OpenedCheckpoint) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    keys.remember(log.keys.log)
    own_cosignatures.write(folder / "checkpoints" / str(newest.checkpoint.size), newest.data)
    # Last: whatever was broken off before is looked at again from the checkpoint before.
    own_cosignatures.write(folder / _NEWEST, newest.data)
    keys.remember_root(log, newest)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
