"""Reads and writes multibase text (keys, signatures, status lists): base58btc (`z…`), base64url (`u…`, unpadded).

One spelling per value: text that another encoder would write differently is refused, or whoever changed only the
spelling of a signature would have a second document that verifies.
Follows Controlled Identifiers 1.0, "Multibase". Raises DocumentError, never echoing the text.
"""

from __future__ import annotations

import base64
import re
import sys
from array import array

from testamur.errors import DocumentError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
# Both letters of a pair as one number of two bytes: all pairs in 7 KB. As texts they would take 170, and be looked up
# in slow memory by whoever also composes and signs.
_PAIRS = array("H", [int.from_bytes((a + b).encode(), sys.byteorder) for a in _ALPHABET for b in _ALPHABET])
_PAIR, _TEN_LETTERS = 58**2, 58**10
_MAX_BASE58_LETTERS = 1000  # Decoding takes quadratic time, and our keys and signatures have under 100.


def encode_base58btc(data: bytes) -> str:
    """Encode `data` as base58btc multibase (`z…`)."""
    number, pairs = int.from_bytes(data, "big"), []
    while number:
        # Ten letters at once, since it is the division of the long number that takes time.
        number, ten = divmod(number, _TEN_LETTERS)
        for _ in range(5):
            ten, pair = divmod(ten, _PAIR)
            pairs.append(pair)
    pairs.reverse()
    letters = array("H", map(_PAIRS.__getitem__, pairs)).tobytes().decode("ascii")
    zeros = len(data) - len(data.lstrip(b"\0"))
    # The last ten letters may begin with zeros that the number does not have; zero bytes in front are a 1 each.
    return "z" + "1" * zeros + letters.lstrip("1")


def decode_base58btc(text: str, length: int | None = None) -> bytes:
    """Decode base58btc multibase; DocumentError if it holds other than `length` bytes, where that is given."""
    digits = _after("z", "base58btc", text)
    if len(digits) > _MAX_BASE58_LETTERS:
        raise DocumentError(f"base58btc text is {len(digits)} letters long; at most {_MAX_BASE58_LETTERS} are read")
    number = 0
    for position, letter in enumerate(digits, start=1):
        value = _VALUES.get(letter)
        if value is None:
            raise DocumentError(f"letter {position + 1} is not base58btc, which has no 0, O, I or l and no signs")
        number = number * 58 + value
    zeros = len(digits) - len(digits.lstrip("1"))
    data = b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
    if length is not None and len(data) != length:
        raise DocumentError(f"{len(data)} bytes where {length} belong")
    return data


def encode_base64url(data: bytes) -> str:
    """Encode `data` as base64url multibase without padding (`u…`)."""
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode_base64url(text: str, limit: int) -> bytes:
    """Decode base64url multibase without padding, of at most `limit` bytes."""
    digits = _after("u", "base64url", text)
    if len(digits) * 3 // 4 > limit:
        raise DocumentError(f"base64url text holds {len(digits) * 3 // 4} bytes; at most {limit} are read")
    # One letter too many holds six bits, which are no byte; Python's decoder would drop signs that it does not know.
    if not _BASE64URL.fullmatch(digits) or len(digits) % 4 == 1:
        raise DocumentError("the text is not base64url without padding: letters, digits, - and _ only")
    data = base64.urlsafe_b64decode(digits + "=" * (-len(digits) % 4))
    # The bits of the last letter that encode nothing must be zero, or one value would have many spellings.
    if len(digits) % 4 and encode_base64url(data) != text:
        raise DocumentError("the last letter of the base64url text has bits that mean nothing")
    return data


def _after(prefix: str, encoding: str, text: str) -> str:
    """Return what follows the letter that names the encoding."""
    if not isinstance(text, str) or not text:
        raise DocumentError(f"there is no multibase text; {encoding} starts with {prefix}")
    if text[0] != prefix:
        raise DocumentError(f"the text does not start with {prefix}, so it is not {encoding}")
    return text[1:]
