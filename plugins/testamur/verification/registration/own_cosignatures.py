"""What this institution signed of other logs, as a witness: kept beside what was seen, and published as files.

Each file is the checkpoint, with the log's own signature and ours (C2SP tlog-cosignature). The names below which they
are published are those of C2SP tlog-witness, "Monitor Retrieval Mechanism", so that other people's tools find them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from testamur.errors import LogError
from testamur.log import checkpoint, note
from testamur.log import witness as witnesses
from testamur.log.checkpoint import OpenedCheckpoint
from testamur.log.note import COSIGNATURE, Note, VerifierKey

LOG_KEY, NEWEST, OWN_KEY = "vkey", "checkpoint", "witness-vkey"
_COSIGNED = "cosigned"
_KEY_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Witness:
    """Who signs what was seen: a key under its name, and what signs with it."""

    key: VerifierKey
    sign: Callable[[bytes], bytes]


def sign(folder: Path, newest: OpenedCheckpoint, log_key: VerifierKey, witness: Witness, time: int) -> None:
    """Sign a checkpoint of the log that is remembered in `folder`; what was signed already stays as it is.

    The witness's key is written into the folder that has those of all logs, for whoever publishes them.
    """
    text, file = newest.checkpoint.text(), folder / _COSIGNED
    if not _has_signed(file, text, witness.key):
        # Of what its host shows, only the log's own signature was looked at.
        own = (line for line in note.read(newest.data).lines if (line.name, line.key_id) == (log_key.name, log_key.id))
        line = note.sign(text, witness.key, witness.sign, time)
        write(file, note.write(Note(text, (next(own), line))))
    write(folder.parent / OWN_KEY, f"{witness.key}\n".encode())


def recall(folder: Path, data: bytes, witness: Witness, origin: str) -> None:
    """Remember a checkpoint of a log that this witness signed and published, where nothing else is remembered of it.

    LogError where it is not one.
    """
    signed = note.read(data)
    point = checkpoint.read(signed.text)
    if point.origin != origin or not note.opened(signed, [witness.key]):
        raise LogError(f"it is no checkpoint of {origin} that {witness.key.name} signed", code="log-memory")
    write(folder / "checkpoints" / str(point.size), data)
    write(folder / NEWEST, data)


def published(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files for `/log/witnessed/`, by their names there, from the folder of all logs; none where none is.

    LogError names a file that does not hold. Nothing in the folder may lead out of it (`plain_files.refuse_others`).
    """
    if not (folder / OWN_KEY).is_file():
        return
    own = _read_key(folder / OWN_KEY)
    if own.kind != COSIGNATURE:
        raise LogError(f"{folder.name}/{OWN_KEY} is the key of a log, and signs no time", code="log-key")
    yield "vkey", f"{own}\n".encode()
    for inner in sorted(one for one in folder.iterdir() if (one / _COSIGNED).is_file()):
        data = _read(inner / _COSIGNED, note.MAX_BYTES)
        try:
            signed = note.read(data)
            point, is_ours = checkpoint.read(signed.text), bool(note.opened(signed, [own]))
        except LogError as error:
            raise LogError(f"{folder.name}/{inner.name}/{_COSIGNED}: {error.reason}", code=error.code) from error
        # The log's own line was looked at before this was signed; its key may have been replaced since.
        if is_ours:
            yield f"{witnesses.origin_hash(point.origin)}/checkpoint", data


def write(file: Path, data: bytes) -> None:
    """Write a file whole, or leave the one that is there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.new")
    draft.write_bytes(data)
    draft.replace(file)


def _has_signed(file: Path, text: str, key: VerifierKey) -> bool:
    try:
        signed = note.read(_read(file, note.MAX_BYTES))
        return signed.text == text and bool(note.opened(signed, [key]))
    except (LogError, FileNotFoundError):
        return False


def _read_key(file: Path) -> VerifierKey:
    try:
        return note.read_key(_read(file, _KEY_BYTES).decode("ascii", "replace").removesuffix("\n"))
    except (LogError, FileNotFoundError) as error:
        reason = error.reason if isinstance(error, LogError) else "it is not there"
        raise LogError(f"{file.parent.name}/{file.name}: {reason}", code="log-key") from error


def _read(file: Path, most: int) -> bytes:
    with file.open("rb") as opened:
        return opened.read(most + 1)
