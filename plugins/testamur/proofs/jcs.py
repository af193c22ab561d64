"""JSON Canonicalization Scheme: the one way to write a JSON value (RFC 8785).

orjson writes most documents the same way, seven times faster. What it writes otherwise is recognized in
its output, and left to rfc8785: numbers that are not small integers, null (its spelling of NaN), and
names that UTF-16 sorts differently from UTF-8. A guard may see too much, never too little.
"""

from __future__ import annotations

import re
from typing import Any

import orjson
import rfc8785

from testamur.errors import DocumentError

_OPTIONS = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)
# A number with a fraction or an exponent, or null, where a value can stand. Text may look like one: no harm.
_UNSURE = re.compile(rb"[:\[,](?:null|-?[0-9]+[.eE])")
# RFC 8785, 3.2.3, sorts by UTF-16 units: U+10000 and above (here F0…) come before U+E000…U+FFFF (EE… and EF…).
_ASTRAL = re.compile(rb"[\xf0-\xf4]")
_HIGH = re.compile(rb"[\xee\xef]")


def canonicalize(value: Any) -> bytes:
    """Return the RFC 8785 form of a JSON value, in UTF-8, without a final newline.

    Raises DocumentError for what JSON cannot say, or says differently elsewhere: lone surrogates, NaN and
    infinity, integers beyond ±(2^53 - 1), names that are not text, and nesting beyond what can be read.
    """
    try:
        data = orjson.dumps(value, option=_OPTIONS)
    except orjson.JSONEncodeError:
        return _slowly(value)
    return _slowly(value) if _may_differ(data) else data


def _may_differ(data: bytes) -> bool:
    """Say whether orjson may have written what RFC 8785 writes otherwise; outside an array or object, always."""
    if data[0] not in b'{["' or any(_is_value(data, match.start()) for match in _UNSURE.finditer(data)):
        return True
    return not data.isascii() and bool(_HIGH.search(data) and _ASTRAL.search(data))


def _is_value(data: bytes, at: int) -> bool:
    """Say whether a value can follow the sign at `at`: after a colon only where a name ends before it.

    Half of all digests (`sha256:9e…`) would look like numbers otherwise.
    """
    return data[at : at + 1] != b":" or data[at - 1 : at] == b'"'


def _slowly(value: Any) -> bytes:
    try:
        return rfc8785.dumps(value)
    except RecursionError as error:
        raise DocumentError("the document is nested too deeply to be written as canonical JSON") from error
    except ValueError as error:  # CanonicalizationError, and a lone surrogate in a name.
        raise DocumentError(
            "the document has no canonical JSON form: a lone surrogate, NaN, an infinity, "
            "an integer beyond ±9007199254740991, or a name that is not text"
        ) from error
