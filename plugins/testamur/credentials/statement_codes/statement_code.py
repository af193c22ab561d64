"""Statement codes: what a certificate's second QR code holds, so that its signature is checked without a network.

A statement is a CBOR Web Token (RFC 8392) of an award: who issued it, which award, the digest of the credential, its
title, whose it is, its day and its end. The address of a code is that of the registry's page "Check an award", with
the statement behind the `#`, in Base32 (RFC 4648, 6): no browser sends that part to anybody, and a QR code takes the
characters in 5½ bits each. `theme/static/verifier/statement_code.js` reads the same.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from testamur.credentials import did
from testamur.errors import DocumentError
from testamur.proofs.cose import cbor, sign1
from testamur.text import award_id, dates

MOST_BITS = 3320  # ISO/IEC 18004:2015, table 7: the data of a symbol of version 15 with error correction M
NAME_DIGEST_BYTES = 16
_MOST_TITLE, _LEAST_TITLE, _MOST_NAME = 96, 24, 64  # bytes
# RFC 8392, 3.1, and one claim of ours from the range for private use (4).
_ISSUER, _EXPIRES, _ISSUED, _AWARD = 1, 4, 6, -65537
_DIGEST_BYTES = 32
_LATEST = 253402300799  # the last second of the year 9999
_EPOCH = datetime.date(1970, 1, 1)
_ADDRESS = re.compile(r"https://[^\s#]{1,250}/verify/#([A-Z2-7]{80,700})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a statement code says of an award. `name` is "" where only a digest of it is in the code."""

    issuer: str  # did:web:…
    award_id: str
    digest: str  # sha256:<64 hex digits> of the credential as published
    title: str
    name: str
    name_digest: bytes  # b"" where the name itself is there
    awarded: datetime.date
    signed_at: datetime.datetime
    valid_until: datetime.datetime | None

    def is_of(self, name: str) -> bool:
        """Say whether a name, as somebody reads it off the paper, is the one that was signed."""
        if self.name:
            return _plain(self.name) == _plain(name)
        return self.name_digest == name_digest(name, self.digest)


def of_credential(
    document: Mapping[str, Any], digest: str, *, award: str, signed_at: datetime.datetime, is_name_shown: bool
) -> Statement:
    """Return the statement of a credential of ours, whole: `fitted` shortens it. `digest` is that of its bytes."""
    subject, until = document["credentialSubject"], document.get("validUntil")
    name = next(item["identityHash"] for item in subject["identifier"] if item["identityType"] == "name")
    is_shown = is_name_shown and len(name.encode()) <= _MOST_NAME
    return Statement(
        issuer=document["issuer"]["id"],
        award_id=award,
        digest=digest,
        title=document["name"],
        name=name if is_shown else "",
        name_digest=b"" if is_shown else name_digest(name, digest),
        awarded=datetime.date.fromisoformat(document["awardedDate"][:10]),
        signed_at=signed_at,
        valid_until=dates.read_instant(until) if until else None,
    )


def name_digest(name: str, digest: str) -> bytes:
    """Return the 16 bytes that stand for a name: of its SHA-256 together with the credential's digest.

    That digest is another for each award, so no table of names serves for two. Who has the code and guesses the name
    can see that they guessed right: it is on the paper, too.
    """
    return hashlib.sha256(f"{digest}\n{_plain(name)}".encode()).digest()[:NAME_DIGEST_BYTES]


def _plain(name: str) -> str:
    """Return a name in one spelling: composed (NFC), with single spaces, as a person types it off paper."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def fitted(statement: Statement, base: str) -> Statement:
    """Return the statement with a title short enough for a code of version 15; DocumentError if none is.

    `base` is the registry's address. The name, where a long one keeps the title from fitting, becomes its digest.
    """
    for candidate in _shorter(statement):
        if _bits(base, len(encode(candidate)) + _SIGNING) <= MOST_BITS:
            return candidate
    raise DocumentError("the registry's address is too long for a statement code")


def _shorter(statement: Statement) -> Iterator[Statement]:
    """Yield the statement with shorter and shorter titles, with its name and then with the digest of that."""
    without_name = replace(
        statement, name="", name_digest=statement.name_digest or name_digest(statement.name, statement.digest)
    )
    for whose in (statement, without_name) if statement.name else (statement,):
        for most in range(_MOST_TITLE, _LEAST_TITLE - 1, -8):
            yield replace(whose, title=_cut(statement.title, most))


def _cut(text: str, most: int) -> str:
    """Return a text of at most so many bytes; one that was cut ends with an ellipsis, and within no letter."""
    if len(text.encode()) <= most:
        return text
    kept = text.encode()[: most - len("…".encode())].decode(errors="ignore")
    # What combines with the letter before it, or joins two, goes with what was cut off behind it.
    following = text[len(kept) : len(kept) + 1]
    while kept and (_joins(following) or _joins(kept[-1])):
        following, kept = kept[-1], kept[:-1]
    return f"{kept.rstrip()}…"


def _joins(character: str) -> bool:
    return bool(character) and (unicodedata.category(character).startswith("M") or character == "\u200d")


_SIGNING = len(sign1.frame(bytes(100))) - 100


def _bits(base: str, size: int) -> int:
    """Return how much of a QR code the address of a statement of `size` bytes takes (ISO/IEC 18004, 7.4)."""
    letters = -(-8 * size // 5)
    # Two segments, with the mode and the count that versions 10 to 15 have: bytes, and letters in pairs of 11 bits.
    return (4 + 16 + 8 * len(prefix(base))) + (4 + 11 + 11 * (letters // 2) + 6 * (letters % 2))


def encode(statement: Statement) -> bytes:
    """Return the payload that is signed."""
    award: tuple[cbor.Value, ...] = (
        statement.award_id,
        bytes.fromhex(statement.digest.removeprefix("sha256:")),
        statement.title,
        statement.name or statement.name_digest,
        (statement.awarded - _EPOCH).days,
    )
    claims: dict[int, cbor.Value] = {
        _ISSUER: statement.issuer,
        _ISSUED: int(statement.signed_at.timestamp()),
        _AWARD: award,
    }
    if statement.valid_until is not None:
        claims[_EXPIRES] = int(statement.valid_until.timestamp())
    return cbor.encode(claims)


def decode(payload: bytes) -> Statement:
    """Return what a payload says; DocumentError unless it is one, exactly as `encode` writes them."""
    claims = cbor.decode(payload)
    if not isinstance(claims, dict) or not {_ISSUER, _ISSUED, _AWARD} <= set(claims) <= {
        _ISSUER,
        _EXPIRES,
        _ISSUED,
        _AWARD,
    }:
        raise DocumentError("it does not say what a statement says")
    match claims[_ISSUER], claims[_ISSUED], claims.get(_EXPIRES, 0), claims[_AWARD]:
        case str(issuer), int(issued), int(expires), (str(award), bytes(digest), str(title), whose, int(day)):
            name, hashed = (whose, b"") if isinstance(whose, str) else ("", whose)
        case _:
            raise DocumentError("it does not say what a statement says")
    if not award_id.CANONICAL.fullmatch(award) or len(digest) != _DIGEST_BYTES or not title:
        raise DocumentError("it does not say what a statement says")
    if not isinstance(hashed, bytes) or len(hashed) != (0 if name else NAME_DIGEST_BYTES):
        raise DocumentError("it does not say what a statement says")
    if not (0 <= issued <= _LATEST and 0 <= expires <= _LATEST and 0 <= day <= _LATEST // 86400):
        raise DocumentError("it has a day that is in no calendar")
    try:
        did.base_of(issuer)  # where its keys are looked for
    except DocumentError:
        raise DocumentError("its issuer has no registry's name") from None
    return Statement(
        issuer=issuer,
        award_id=award,
        digest=f"sha256:{digest.hex()}",
        title=title,
        name=name,
        name_digest=hashed,
        awarded=_EPOCH + datetime.timedelta(days=day),
        signed_at=_instant(issued),
        valid_until=_instant(expires) if _EXPIRES in claims else None,
    )


def _instant(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def prefix(base: str) -> str:
    """Return what the addresses of all codes of a registry begin with."""
    return f"{base}/verify/#"


def letters(data: bytes) -> str:
    """Return a signed statement as its address has it, behind `prefix`."""
    return base64.b32encode(data).decode("ascii").rstrip("=")


def signed_in(text: str) -> bytes | None:
    """Return the signed statement in the address of a code; None where the text is no such address.

    Every host's are read: what is signed says whose it is.
    """
    match = _ADDRESS.fullmatch(text.strip())
    if not match:
        return None
    found = match[1]
    try:
        data = base64.b32decode(found + "=" * (-len(found) % 8))
    except binascii.Error:
        return None
    # One spelling for one statement: what is left of the last letter is zero.
    return data if letters(data) == found else None
