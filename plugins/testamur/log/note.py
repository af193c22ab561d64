"""Signed notes: text with lines of signatures below it, by keys that have names.

Follows C2SP signed-note, and tlog-cosignature for its signatures with a time. Ed25519 only: lines of other kinds are
those of unknown keys, and are ignored; a bad signature by a known key refuses the whole note.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from testamur.errors import KeyRefusedError, LogError
from testamur.proofs import multikey

MAX_BYTES = 128 * 1024
MAX_LINES = 64
SIGNATURE, COSIGNATURE = 0x01, 0x04  # kinds of keys
_KINDS = frozenset({SIGNATURE, COSIGNATURE})
_ID_BYTES = 4
_DASH = "\u2014 "
# What Go's unicode.IsSpace calls a space: those who wrote the format read it so.
_SPACE = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_MAX_TIME = 253_402_300_799  # seconds: the end of the year 9999, after which there are no days to show


class VerifierKey(NamedTuple):
    """A key that signs notes, under its name."""

    name: str
    kind: int  # SIGNATURE or COSIGNATURE
    public: bytes  # 32 bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a line names the key, beside its name."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        """Return the key as a line of text, a vkey."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode('ascii')}"


class Line(NamedTuple):
    """A signature below a note."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it was read: nothing in it holds before `opened` has said by whom it is signed."""

    text: str  # with its last line end
    lines: tuple[Line, ...]


class Signed(NamedTuple):
    """That a known key signed, and when, if it says so: seconds since 1970."""

    key: VerifierKey
    time: int | None


def read_key(text: str) -> VerifierKey:
    """Read a vkey; LogError says why it is none that is used."""
    parts = text.split("+", 2)
    data = decode_base64(parts[2]) if len(parts) == 3 else b""
    if len(parts) != 3 or not is_name(parts[0]) or len(data) != 33 or data[0] not in _KINDS:
        raise LogError("this is not a key of a log or a witness, like example.org/log+1a2b3c4d+Ad…", code="log-key")
    key = VerifierKey(parts[0], data[0], data[1:])
    if key.id.hex() != parts[1]:
        raise LogError("this key's checksum does not fit: copy it again", code="log-key")
    try:
        multikey.check(key.public)
    except KeyRefusedError as error:
        raise LogError(str(error), code="log-key") from error
    return key


def is_name(text: str) -> bool:
    """Say whether this may be the name of a key."""
    return bool(text) and "+" not in text and not _SPACE.search(text) and all(letter >= " " for letter in text)


def read(data: bytes) -> Note:
    """Read a note; LogError (`log-note`) says what is wrong with it."""
    if len(data) > MAX_BYTES:
        raise _malformed(f"it is longer than {MAX_BYTES} bytes")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("it is not UTF-8") from None
    if any(letter < " " and letter != "\n" for letter in whole):
        raise _malformed("it has a control character in it")
    text, blank, signatures = whole.rpartition("\n\n")
    if not blank or not text or not signatures.endswith("\n"):
        raise _malformed("its text and its signatures are not apart by an empty line")
    lines = signatures.removesuffix("\n").split("\n")
    if len(lines) > MAX_LINES:
        raise _malformed(f"it has more than {MAX_LINES} signatures")
    if len(set(lines)) != len(lines):
        raise _malformed("a signature stands there twice")
    return Note(f"{text}\n", tuple(map(_line, lines)))


def _line(text: str) -> Line:
    name, _space, signature = text.removeprefix(_DASH).partition(" ")
    data = decode_base64(signature)
    if not text.startswith(_DASH) or not is_name(name) or len(data) <= _ID_BYTES:
        raise _malformed("a line below it is no signature")
    return Line(name, data[:_ID_BYTES], data[_ID_BYTES:])


def write(note: Note) -> bytes:
    """Return the bytes of a note."""
    lines = (
        f"{_DASH}{name} {base64.b64encode(key_id + signature).decode()}\n" for name, key_id, signature in note.lines
    )
    return f"{note.text}\n{''.join(lines)}".encode()


def sign(text: str, key: VerifierKey, signer: Callable[[bytes], bytes], time: int | None = None) -> Line:
    """Return the line of a key below `text`; `signer` returns its 64 bytes for a message, `time` is a cosignature's."""
    if key.kind == SIGNATURE:
        return Line(key.name, key.id, signer(text.encode()))
    if time is None:
        raise ValueError("a cosignature has a time")
    return Line(key.name, key.id, time.to_bytes(8, "big") + signer(_cosigned(text, time)))


def opened(note: Note, keys: Iterable[VerifierKey]) -> tuple[Signed, ...]:
    """Return which of these keys signed, each once; LogError if one of them has a signature that does not fit.

    None of them at all is an empty answer, which the caller has to refuse.
    """
    known = {(key.name, key.id): key for key in keys}
    found: dict[VerifierKey, Signed] = {}
    for line in note.lines:
        key = known.get((line.name, line.key_id))
        if key is not None:
            signed = _verified(note.text, line, key)
            found.setdefault(key, signed)
    return tuple(found.values())


def _verified(text: str, line: Line, key: VerifierKey) -> Signed:
    if key.kind == SIGNATURE:
        time, signature, message = None, line.signature, text.encode()
    else:
        time, signature = int.from_bytes(line.signature[:8], "big"), line.signature[8:]
        message = _cosigned(text, time)
    if (time is not None and time > _MAX_TIME) or not multikey.verify(key.public, signature, message):
        raise LogError(f"the signature of {key.name} does not fit", code="log-signature")
    return Signed(key, time)


def _cosigned(text: str, time: int) -> bytes:
    """Return what a witness signs (C2SP tlog-cosignature, "Ed25519 signed message")."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def decode_base64(text: str) -> bytes:
    """Decode base64 in its one spelling (RFC 4648, 4); b"" for every other text."""
    if len(text) % 4 or not _BASE64.fullmatch(text):
        return b""
    data = base64.b64decode(text)
    # Bits after the last byte would be a second spelling of it.
    return data if base64.b64encode(data).decode("ascii") == text else b""


def _malformed(reason: str) -> LogError:
    return LogError(f"this is not a signed note: {reason}", code="log-note")
