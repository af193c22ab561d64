"""CBOR in its one deterministic form (RFC 8949, 4.2.1): what is written here is read here, and nothing else.

Read are integers, byte strings, texts, arrays, maps and tags. Refused are floats, simple values, indefinite lengths,
numbers in more bytes than they need, map keys that are not whole numbers, out of order or twice, texts that are no
UTF-8, anything nested deeper than `MOST_DEPTH`, and bytes behind the end. So a value has one spelling, and whoever
changes a byte changes what it says. Reading takes time in proportion to the bytes given, and no memory that a length
only promises. `theme/static/verifier/cbor.js` does the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from testamur.errors import DocumentError

MOST_DEPTH = 4  # a tag, its array, a map, and an array in that
MOST_NUMBER = 2**53 - 1  # what JavaScript counts exactly
_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG = range(7)  # major types (RFC 8949, 3.1)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with a tag: what kind of thing it is (RFC 8949, 3.4)."""

    tag: int
    value: Value


Value: TypeAlias = "int | bytes | str | tuple[Value, ...] | dict[int, Value] | Tagged"


def encode(value: Value) -> bytes:
    """Return the bytes of a value; the keys of maps are put in order."""
    if isinstance(value, bool):
        raise TypeError("a truth value has no place here")
    if isinstance(value, int):
        return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, bytes):
        return _head(_BYTES, len(value)) + value
    if isinstance(value, str):
        data = value.encode()
        return _head(_TEXT, len(data)) + data
    if isinstance(value, tuple):
        return _head(_ARRAY, len(value)) + b"".join(map(encode, value))
    if isinstance(value, Tagged):
        return _head(_TAG, value.tag) + encode(value.value)
    # 4.2.1: sorted by the bytes of their encoded keys, not by their numbers.
    members = sorted((encode(key), encode(inner)) for key, inner in value.items())
    return _head(_MAP, len(members)) + b"".join(key + inner for key, inner in members)


def _head(major: int, argument: int) -> bytes:
    if argument < 24:
        return bytes([major << 5 | argument])
    extra = next(extra for extra in range(4) if argument < 1 << (8 << extra))
    return bytes([major << 5 | 24 + extra]) + argument.to_bytes(1 << extra)


def decode(data: bytes) -> Value:
    """Return the value that all of `data` is; DocumentError if it is not one, or not in its one form."""
    reader = _Reader(data)
    value = reader.value(MOST_DEPTH)
    if reader.at != len(data):
        raise DocumentError("there is something behind its end")
    return value


class _Reader:
    """Reads one value after the other. `at` is where the next byte is."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def value(self, depth: int) -> Value:
        """Return the next value, of at most `depth` levels below it."""
        major, argument = self._head()
        if major in {_UNSIGNED, _NEGATIVE}:
            return -1 - argument if major == _NEGATIVE else argument
        if major in {_BYTES, _TEXT}:
            data = self._take(argument)
            return _text(data) if major == _TEXT else data
        if depth == 0:
            raise DocumentError("it is nested too deeply")
        if major == _TAG:
            return Tagged(argument, self.value(depth - 1))
        # Before anything is made: each member takes a byte at least.
        if argument * (2 if major == _MAP else 1) > len(self.data) - self.at:
            raise DocumentError("it ends too early")
        if major == _ARRAY:
            return tuple(self.value(depth - 1) for _ in range(argument))
        return self._map(argument, depth - 1)

    def _map(self, number: int, depth: int) -> dict[int, Value]:
        members: dict[int, Value] = {}
        before = b""
        for _ in range(number):
            start = self.at
            key = self.value(0)
            spelled = self.data[start : self.at]
            if not isinstance(key, int):
                raise DocumentError("a key in it is not a whole number")
            if spelled <= before:
                raise DocumentError("its keys are not in order, or one is there twice")
            before = spelled
            members[key] = self.value(depth)
        return members

    def _head(self) -> tuple[int, int]:
        """Return the major type of what comes next, and its argument (RFC 8949, 3)."""
        first = self._take(1)[0]
        major, argument = first >> 5, first & 31
        if major > _TAG:
            raise DocumentError("a value in it is of a kind that is not read here")
        if argument < 24:
            return major, argument
        if argument > 27:
            raise DocumentError("a length in it is not given")
        size = 1 << (argument - 24)
        number = int.from_bytes(self._take(size))
        if number > MOST_NUMBER:
            raise DocumentError("a number in it is too large")
        if number < (24 if size == 1 else 1 << (4 * size)):
            raise DocumentError("a number in it takes more bytes than it needs")
        return major, number

    def _take(self, size: int) -> bytes:
        if size > len(self.data) - self.at:
            raise DocumentError("it ends too early")
        self.at += size
        return self.data[self.at - size : self.at]


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise DocumentError("a text in it is not UTF-8") from None
