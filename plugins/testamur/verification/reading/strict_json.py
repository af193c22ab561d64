"""Reads JSON that has one meaning only, within bounds of size, depth and time.

Follows RFC 8259 and RFC 7493 (I-JSON): UTF-8 without a byte order mark (`without_mark`), no duplicate members, no lone
surrogates, no numbers that JavaScript would read otherwise. Text that another reader could read as
something else is refused, so that Python and the browser cannot differ.

Numbers keep what RFC 8785 needs: `1` is read as an integer, `1.0` as a float, and both are written `1`.
A member called `__proto__` is a member like others. Time and memory are bounded by the size of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from testamur.errors import VerificationError
from testamur.text import encodings

LIMIT = 4 * 1024 * 1024  # bytes
DEPTH = 64
MOST_VALUES = 100_000  # each may take many times its characters, of memory and of time
_MARK = b"\xef\xbb\xbf"
_SAFE_INTEGER = 2**53 - 1
# Strings, brackets and commas. Possessive, and never failing on a string without an end: else a string of
# backslashes takes time by its square.
_STRUCTURE = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{},]', re.DOTALL)


def parse(data: bytes, *, limit: int = LIMIT) -> Any:
    """Return the value of a JSON text of at most `limit` bytes.

    VerificationError says what is wrong with it, or what it looks like; its code is `not-json` or
    `duplicate-member`.
    """
    if len(data) > limit:
        raise VerificationError(f"it has {len(data):,} bytes; at most {limit:,} are read", code="not-json")
    if encodings.other(data):
        raise VerificationError(looks_like(data), code="not-json")
    _check_structure(data)
    try:
        text = data.decode("utf-8")
        value = json.loads(
            text, object_pairs_hook=_members, parse_int=_integer, parse_float=_decimal, parse_constant=_constant
        )
    except UnicodeDecodeError as error:
        raise VerificationError(
            f"{looks_like(data)}, nor UTF-8 text (at byte {error.start})", code="not-json"
        ) from error
    except json.JSONDecodeError as error:
        raise VerificationError(
            f"{looks_like(data)} (line {error.lineno}, column {error.colno})", code="not-json"
        ) from error
    # UTF-8 has no surrogates: a lone one can only have been written as an escape.
    if "\\u" in text:
        _check_surrogates(value)
    return value


def without_mark(data: bytes) -> bytes:
    """Return a text without the byte order mark that an editor may have put before it (RFC 8259, 8.1).

    For what people give: it means nothing, and signatures and digests are of the canonical form.
    """
    return data.removeprefix(_MARK)


def looks_like(data: bytes) -> str:
    """Say what a text that is not JSON seems to be."""
    if encoding := encodings.other(data):
        return f"this is text in {encoding}, and only UTF-8 is read: save it as UTF-8"
    start = data[:512].lstrip().lower()
    if start.startswith(_MARK):
        return "it begins with a byte order mark"
    if start.startswith((b"<!doctype html", b"<html")):
        return "this is a web page, not a credential"
    if start.startswith(b"<"):
        return "this is XML or a web page, not a credential"
    return "this is not JSON" if start else "the file is empty"


def _check_structure(data: bytes) -> None:
    """Refuse a text that is too deep or has too many values before the parser, which calls itself, sees it."""
    depth = values = 0
    for match in _STRUCTURE.finditer(data):
        token = match[0]
        if token in (b"]", b"}"):
            depth -= 1
        elif token in (b"[", b"{", b","):
            depth += token != b","
            values += 1
            if depth > DEPTH:
                raise VerificationError(f"more than {DEPTH} levels deep (at byte {match.start()})", code="not-json")
            if values > MOST_VALUES:
                raise VerificationError(f"more than {MOST_VALUES:,} values", code="not-json")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        twice = _first_twice(name for name, _ in pairs)
        raise VerificationError(f"'{twice[:80]}' stands twice in one object", code="duplicate-member")
    return members


def _first_twice(names: Iterable[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""


def _integer(text: str) -> int:
    # 17 characters hold the least safe integer with its sign; Python takes quadratic time for long ones.
    if len(text) > 17 or abs(int(text)) > _SAFE_INTEGER:
        raise VerificationError(f"the number {text[:40]} is too large to be read the same everywhere", code="not-json")
    # An integer in Python, which loses the sign, and a number with a sign in JavaScript.
    if text == "-0":
        raise VerificationError("the number -0 is not read the same everywhere", code="not-json")
    return int(text)


def _decimal(text: str) -> float:
    number = float(text)
    if number in {float("inf"), float("-inf")}:
        raise VerificationError(f"the number {text[:40]} is too large", code="not-json")
    return number


def _constant(text: str) -> NoReturn:
    raise VerificationError(f"{text} is not a number of JSON", code="not-json")


def _check_surrogates(value: Any) -> None:
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise VerificationError(
                "half of a character (a lone surrogate) stands in a text", code="not-json"
            ) from None
    elif isinstance(value, list):
        for item in value:
            _check_surrogates(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            _check_surrogates(name)
            _check_surrogates(item)
