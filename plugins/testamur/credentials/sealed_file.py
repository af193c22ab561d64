"""The file of a sealed award: its credential and what goes with it, encrypted, and nothing else to be read.

    testamur-sealed/1 LF | 16 bytes: which key | 32 bytes: salt | AES-256-GCM of the padded parts, with its tag

The key of the link (32 random bytes) encrypts nothing itself. HKDF-SHA256 (RFC 5869) makes three of it: one tells a
wrong key from a damaged file, one makes the salt from what is encrypted (HMAC-SHA256), and the last, with that salt,
encrypts. So each plaintext has a key of its own, which is used once: the same parts make the same bytes at every
build, an edition may follow under the same link, and no nonce is ever used twice (NIST SP 800-38D, 8.2; the idea is
that of RFC 5297). Format, award and kind of key are bound in as associated data: the file of one award does not open
as that of another.

What is encrypted is the length of the parts, the parts, and zeros up to a step of 32 KiB, so that a size tells little.
The parts are JSON: base64 by name. Mirrored by `theme/static/verifier/sealed_file.js`; tests/vectors/sealed has what
both must say.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Mapping

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from testamur.errors import DocumentError
from testamur.proofs import jcs

KEY_BYTES = 32
LIMIT = 4 * 1024 * 1024  # bytes of a file that are read
STEP = 32 * 1024  # bytes: what is encrypted has a multiple of them

_FORMAT = b"testamur-sealed/"
_HEAD = _FORMAT + b"1\n"
_WHICH, _SALT, _TAG, _LENGTH = 16, 32, 16, 4  # bytes
_NONCE = bytes(12)  # RFC 5116, 3.1: a key that encrypts one thing may have any
_KEY_TEXT = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def write_key(key: bytes) -> str:
    """Return a key as it stands in a link: base64url without padding (RFC 4648, 5), 43 characters."""
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def read_key(text: str) -> bytes:
    """Read a key; DocumentError (`key-form`) unless it is exactly what `write_key` returns for 32 bytes."""
    key = base64.urlsafe_b64decode(f"{text}=") if _KEY_TEXT.fullmatch(text) else b""
    # The last character has two bits too many: one spelling for one key.
    if len(key) != KEY_BYTES or write_key(key) != text:
        raise DocumentError("the key in the link is not whole: its 43 characters come after #key=", code="key-form")
    return key


def seal(key: bytes, award_id: str, parts: Mapping[str, bytes]) -> bytes:
    """Return the file of an award: the same bytes whenever key, award and parts are the same."""
    padded = _pad(_write_parts(parts))
    head = _HEAD + _derive(key, b"which", size=_WHICH)
    bound = _bound(head, award_id)
    salt = hmac.digest(_derive(key, b"salt"), bound + padded, "sha256")
    return head + salt + AESGCM(_derive(key, b"encrypt", salt=salt)).encrypt(_NONCE, padded, bound)


def open_file(key: bytes, award_id: str, data: bytes) -> dict[str, bytes]:
    """Return the parts of an award's file, by name.

    DocumentError: `sealed-version` (a format that is not read here), `sealed-form` (no such file, or cut off),
    `sealed-key` (the key is another's), `sealed-damaged` (changed, or another award's), `sealed-padding`.
    """
    if not data.startswith(_HEAD):
        if data.startswith(_FORMAT):
            raise DocumentError("the sealed file is in a newer form than is read here", code="sealed-version")
        raise DocumentError("this is not the file of a sealed award", code="sealed-form")
    begin = len(_HEAD) + _WHICH + _SALT
    size = len(data) - begin - _TAG
    if size <= 0 or size % STEP or len(data) > LIMIT:
        raise DocumentError("the file of the sealed award is cut off", code="sealed-form")
    head, salt = data[: len(_HEAD) + _WHICH], data[len(_HEAD) + _WHICH : begin]
    if not hmac.compare_digest(head[len(_HEAD) :], _derive(key, b"which", size=_WHICH)):
        raise DocumentError("the key in the link does not open this award", code="sealed-key")
    bound = _bound(head, award_id)
    try:
        padded = AESGCM(_derive(key, b"encrypt", salt=salt)).decrypt(_NONCE, data[begin:], bound)
    except InvalidTag as error:
        raise _damaged() from error
    # AES-GCM does not commit to its key; the salt does.
    if not hmac.compare_digest(salt, hmac.digest(_derive(key, b"salt"), bound + padded, "sha256")):
        raise _damaged()
    return _read_parts(_unpad(padded))


def _damaged() -> DocumentError:
    return DocumentError("the file of the sealed award was changed, or is another's", code="sealed-damaged")


def _bound(head: bytes, award_id: str) -> bytes:
    return head + award_id.encode("ascii") + b"\n"


def _derive(key: bytes, purpose: bytes, *, salt: bytes = b"", size: int = 32) -> bytes:
    return HKDF(hashes.SHA256(), size, salt, _HEAD + purpose).derive(key)


def _pad(data: bytes) -> bytes:
    whole = len(data).to_bytes(_LENGTH, "big") + data
    return whole + bytes(-len(whole) % STEP)


def _unpad(padded: bytes) -> bytes:
    size = int.from_bytes(padded[:_LENGTH], "big")
    data, rest = padded[_LENGTH : _LENGTH + size], padded[_LENGTH + size :]
    # One way to write one thing: nothing travels in the padding.
    if len(data) != size or len(rest) >= STEP or any(rest):
        raise DocumentError("the sealed award is padded in a way that is not read here", code="sealed-padding")
    return data


def _write_parts(parts: Mapping[str, bytes]) -> bytes:
    return jcs.canonicalize({name: base64.b64encode(data).decode() for name, data in parts.items()})


def _read_parts(data: bytes) -> dict[str, bytes]:
    try:
        value = orjson.loads(data)
        parts = {name: base64.b64decode(text, validate=True) for name, text in value.items()}
    except (ValueError, TypeError, AttributeError, binascii.Error) as error:
        raise _unread_parts() from error
    # In one spelling, so that nobody who has the key lets two readers find two awards in one file.
    if _write_parts(parts) != data:
        raise _unread_parts()
    return parts


def _unread_parts() -> DocumentError:
    return DocumentError("what was sealed is not in the form that is read here", code="sealed-parts")
