"""Watches the logs of other registries: keeps each checkpoint that was seen, and notices when a log takes one back.

Any institution can do so for another, with nothing but a folder that lasts. The key of a log is taken from its host the
first time, and held to from then on. Whoever has a witness's key may sign what was seen (C2SP tlog-cosignature).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from testamur.credentials import addresses
from testamur.errors import LogError
from testamur.log import note
from testamur.log.checkpoint import OpenedCheckpoint
from testamur.log.note import SIGNATURE, Note, VerifierKey
from testamur.verification.registration.published_log import LogKeys, PublishedLog
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
_KEY, _NEWEST, _COSIGNATURE = "vkey", "checkpoint", "cosignature"
_KEY_BYTES = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What became of one log: in a word, and in a sentence; the files of the evidence where it has two histories."""

    base: str
    outcome: Outcome
    detail: str
    evidence: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """Who signs what was seen: a key under its name, and what signs with it."""

    key: VerifierKey
    sign: Callable[[bytes], bytes]


def watch(base: str, folder: Path, resolver: Resolver, *, time: int, witness: Witness | None = None) -> Watched:
    """Look at the log of the registry at `base`, and remember it in `folder`, which is that log's own.

    `time` is now, in seconds since 1970, for a witness's signature. Nothing is remembered of a log that cannot be read,
    or that contradicts what was seen.
    """
    try:
        log = PublishedLog(base, _keys(base, folder, resolver), resolver)
        newest = log.newest()
        before = _read(folder / _NEWEST)
        told = _compare(log, log.open(before), newest, base, folder) if before else _first(base, newest)
    except Unavailable as error:
        return Watched(base=base, outcome="could not be read", detail=str(error))
    except LogError as error:
        return Watched(base=base, outcome="could not be read", detail=error.reason)
    if EXIT_CODES[told.outcome] == 0:
        _remember(folder, log.keys.log, newest)
        if witness is not None:
            _cosign(folder, newest, witness, time)
    return told


def _keys(base: str, folder: Path, resolver: Resolver) -> LogKeys:
    """Return the log's key: the one that was seen first."""
    text = _read(folder / _KEY) or resolver.fetch(addresses.log_file(base, _KEY), limit=_KEY_BYTES)
    key = note.read_key(text.decode("ascii", "replace").removesuffix("\n"))
    if key.kind != SIGNATURE or key.name != addresses.log_origin(base):
        raise LogError(f"its key is that of {key.name}", code="log-key")
    return LogKeys(key, key, ())


def _first(base: str, newest: OpenedCheckpoint) -> Watched:
    return Watched(base=base, outcome="first seen", detail=f"{newest.checkpoint.size:,} entries")


def _compare(log: PublishedLog, before: OpenedCheckpoint, newest: OpenedCheckpoint, base: str, folder: Path) -> Watched:
    old, new = before.checkpoint, newest.checkpoint
    if new.size < old.size:
        detail = f"its host shows {new.size:,} entries, and {old.size:,} were seen before"
        return Watched(base=base, outcome="shorter", detail=detail, evidence=_keep(folder, before, newest))
    try:
        log.check_grew(old, new)
    except LogError as error:
        if error.code != "log-fork":
            raise
        detail = f"its key signed a history of {old.size:,} entries, and one of {new.size:,} that does not contain it"
        return Watched(base=base, outcome="two histories", detail=detail, evidence=_keep(folder, before, newest))
    if new.size == old.size:
        return Watched(base=base, outcome="as before", detail=f"{new.size:,} entries")
    return Watched(base=base, outcome="grew", detail=f"{new.size:,} entries, {old.size:,} before")


def _keep(folder: Path, *checkpoints: OpenedCheckpoint) -> tuple[Path, ...]:
    """Keep checkpoints as evidence: whoever reads both sees that one key signed both."""
    files = []
    for number, one in enumerate(checkpoints, 1):
        file = folder / f"evidence-{one.checkpoint.size}-{one.checkpoint.root.hex()[:12]}-{number}.txt"
        file.write_bytes(one.data)
        files.append(file)
    return tuple(files)


def _remember(folder: Path, key: VerifierKey, newest: OpenedCheckpoint) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / _KEY, f"{key}\n".encode())
    _write(folder / "checkpoints" / str(newest.checkpoint.size), newest.data)
    # Last: whatever was broken off before is looked at again from the checkpoint before.
    _write(folder / _NEWEST, newest.data)


def _cosign(folder: Path, newest: OpenedCheckpoint, witness: Witness, time: int) -> None:
    text = newest.checkpoint.text()
    line = note.sign(text, witness.key, witness.sign, time)
    _write(folder / _COSIGNATURE, note.write(Note(text, (line,))))


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.new")
    draft.write_bytes(data)
    draft.replace(file)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""
