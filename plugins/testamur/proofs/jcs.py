"""Writes a JSON value in its one canonical form (RFC 8785, "JSON Canonicalization Scheme").

orjson writes most documents the same way, seven times faster. What it writes otherwise is recognized in
its output, and left to rfc8785: numbers that are not small integers, null (its spelling of NaN), and
names that UTF-16 sorts differently from UTF-8. The guards may hand too much to rfc8785, never too little:
a difference that they miss would be signed, and no other verifier would compute the same bytes.
"""

from __future__ import annotations

import re
from typing import Any

import orjson
import rfc8785

from testamur.errors import DocumentError

# What orjson would convert in a way of its own (days, dataclasses, subclasses, integers that a double cannot hold:
# RFC 8785, 3.2.2.3) is an error for it, and goes to rfc8785, which writes or refuses it.
_OPTIONS = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)
# A number with a fraction or an exponent, or null, where a value can stand. Text that looks so only costs time. A colon
# counts only where a name ends before it: half of all digests (`sha256:9e…`) would look like numbers otherwise.
# NOTE: three expressions, since a search for a fixed beginning takes a third of the time.
_UNSURE_MEMBER, _UNSURE_ITEM, _UNSURE_FIRST_ITEM = (
    re.compile(sign + rb"[-0-9n](?:ull|[0-9]*[.eE])") for sign in (rb'":', rb",", rb"\[")
)
# RFC 8785, 3.2.3, sorts by UTF-16 units: U+10000 and above (here F0…) come before U+E000…U+FFFF (EE… and EF…).
_ASTRAL = re.compile(rb"[\xf0-\xf4]")
_HIGH = re.compile(rb"[\xee\xef]")


def canonicalize(value: Any) -> bytes:
    """Return the RFC 8785 form of a JSON value, in UTF-8, without a final newline.

    Raises DocumentError for values that JSON cannot hold, or that readers take differently: lone surrogates, NaN
    and infinity, integers beyond ±(2^53 - 1), names that are not text, and nesting beyond what can be read.
    """
    try:
        data = orjson.dumps(value, option=_OPTIONS)
    except orjson.JSONEncodeError:
        return _with_rfc8785(value)
    return _with_rfc8785(value) if _may_differ(data) else data


def _may_differ(data: bytes) -> bool:
    """Say whether orjson may have written what RFC 8785 writes otherwise; of a number or null alone, always."""
    # They look for the sign before a value, and a value that stands alone has none.
    if data[0] not in b'{["' or _UNSURE_MEMBER.search(data) or _UNSURE_ITEM.search(data):
        return True
    if _UNSURE_FIRST_ITEM.search(data):
        return True
    return not data.isascii() and bool(_HIGH.search(data) and _ASTRAL.search(data))


def _with_rfc8785(value: Any) -> bytes:
    # orjson gives up on deep nesting sooner than rfc8785, so that such values come here too.
    try:
        return rfc8785.dumps(value)
    except RecursionError as error:
        raise DocumentError("the document is nested too deeply to be written as canonical JSON") from error
    except ValueError as error:  # CanonicalizationError, and a lone surrogate in a name.
        raise DocumentError(
            "the document has no canonical JSON form: a lone surrogate, NaN, an infinity, "
            "an integer beyond ±9007199254740991, or a name that is not text"
        ) from error
