"""Private keys that stand where only public ones belong: in a DID document, or in any JSON that others can read.

Knows the members of DID documents (Controlled Identifiers 1.0, "Multikey" and "JsonWebKey", and the older suites),
JSON Web Keys (RFC 7517, RFC 7518, 6), PEM, Multikey text of secret keys, and the one line of `testamur keygen --ci`.
"""

from __future__ import annotations

import json
import re
from typing import Any

from testamur.errors import DocumentError
from testamur.proofs import multibase, multikey

_MEMBER = re.compile(r"(?:private|secret)[_-]?(?:key|jwk|multi)", re.ASCII | re.IGNORECASE)
_JWK = frozenset({"kty", "crv", "n"})
_PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "oth", "k")
_TEXT = re.compile(r"PRIVATE KEY-----|testamur-ed25519-[\w-]", re.ASCII)
_MULTIBASE = re.compile(r"(?<![0-9A-Za-z])z[1-9A-HJ-NP-Za-km-z]{40,100}(?![0-9A-Za-z])")
_LENGTHS = frozenset({34, 50, 68})  # of the prefix and the secret of every curve; a signature has another
_MARKS = (b"PRIVATE KEY-----", b"testamur-ed25519-")
_MAX_TEXT_LETTERS = 10_000  # characters of a text that is looked into


def private_key_in(value: Any) -> str:
    """Return the name of the first member of a JSON value that holds a private key; "" when there is none."""
    waiting = [("", value)]
    while waiting:
        name, part = waiting.pop()
        if isinstance(part, dict):
            if member := _private_member(part):
                return member
            waiting += reversed(list(part.items()))
        elif isinstance(part, list):
            waiting += [(name, item) for item in reversed(part)]
        elif isinstance(part, str) and _is_secret(part[:_MAX_TEXT_LETTERS]):
            return name or "text"
    return ""


def is_private(data: bytes) -> bool:
    """Say whether a file of any kind holds a private key, as text or in JSON."""
    if any(mark in data for mark in _MARKS):
        return True
    try:
        return bool(private_key_in(json.loads(data))) if data.lstrip()[:1] in {b"{", b"["} else False
    except (ValueError, RecursionError):
        return False


def _private_member(value: dict[str, Any]) -> str:
    names = [name for name in value if _MEMBER.match(name)]
    if not _JWK.isdisjoint(value):
        names += [name for name in _PRIVATE if name in value]
    return next((name for name in names if isinstance(value[name], str | dict | list) and value[name]), "")


def _is_secret(text: str) -> bool:
    return bool(_TEXT.search(text)) or any(_is_secret_multikey(match[0]) for match in _MULTIBASE.finditer(text))


def _is_secret_multikey(text: str) -> bool:
    try:
        data = multibase.decode_base58btc(text)
    except DocumentError:
        return False
    return len(data) in _LENGTHS and multikey.is_secret(data)
