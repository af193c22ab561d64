"""Spells values as bytes, so that two that differ in anything are spelt differently: what inputs are compared by.

Only for values that are data all through: texts, numbers, days, and lists, mappings and dataclasses of them.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from testamur.publishing.words import tagged_text

_PLAIN = (bool, int, float, datetime.date, datetime.datetime, type(None))


def digest_of_value(value: Any) -> bytes:
    """Return the SHA-256 of a value as it is spelt; TypeError for a value that is more than data."""
    whole = hashlib.sha256()
    for part in _spell(value):
        whole.update(part)
    return whole.digest()


def _spell(value: Any) -> Iterator[bytes]:
    """Yield the parts of a value, each with its type and its length before it, so that no two run together."""
    if isinstance(value, str):
        yield from _part("text", tagged_text.language_of(value).encode())
        yield from _part(type(value).__name__, value.encode("utf-8", "surrogatepass"))
    elif isinstance(value, bytes):
        yield from _part("bytes", value)
    elif isinstance(value, _PLAIN):
        yield from _part(type(value).__name__, repr(value).encode())
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        yield from _part(type(value).__name__, str(len(fields)).encode())
        for field in fields:
            yield from _part("field", field.name.encode())
            yield from _spell(getattr(value, field.name))
    elif isinstance(value, Mapping):
        # In their order, which a page may show.
        yield from _part("mapping", str(len(value)).encode())
        for name, item in value.items():
            yield from _spell(name)
            yield from _spell(item)
    elif isinstance(value, tuple | list):
        yield from _part("list", str(len(value)).encode())
        for item in value:
            yield from _spell(item)
    elif isinstance(value, frozenset):
        yield from _part("set", b"".join(sorted(map(digest_of_value, value))))
    else:
        raise TypeError(f"a {type(value).__name__} is more than data")


def _part(kind: str, data: bytes) -> Iterator[bytes]:
    yield f"{kind} {len(data)}:".encode()
    yield data
