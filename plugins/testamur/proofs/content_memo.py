"""Remembers results by the content of the JSON value that they were worked out from, within a bound on memory.

Thousands of credentials repeat one achievement and one issuer. A value is known again by all of its content, never by
its identity, so that whoever changes it afterwards, or brings another one, gets what belongs to that.
"""

from __future__ import annotations

import marshal
from collections.abc import Hashable
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")

_PLAIN = 0  # marshal's first format: later ones refer back to equal parts, so that one value has several texts
_OVERHEAD_BYTES = 500  # of the objects around a result
_MAX_KEY_BYTES = 64 * 1024  # of one value; an achievement of ours has three thousand


def key_of(value: Any) -> bytes | None:
    """Return bytes that no other JSON value has; None for a large one, and one that JSON could not hold.

    Unlike JSON's own text, they tell a tuple from a list. Another order of members is another key.
    """
    try:
        key = marshal.dumps(value, _PLAIN)
    except ValueError:  # of another type, or nested too deeply
        return None
    return key if len(key) <= _MAX_KEY_BYTES else None


class Memo(Generic[Result]):
    """Results by key, which take about `max_bytes` at most; when there is no room left, it begins anew."""

    def __init__(self, max_bytes: int) -> None:
        self._results: dict[tuple[bytes, Hashable], Result] = {}
        self._max_bytes, self._bytes = max_bytes, 0

    def get(self, key: bytes, others: Hashable = None) -> Result | None:
        """Return what was kept under `key` and `others`, which is what else the result depends on."""
        return self._results.get((key, others))

    def keep(self, key: bytes, result: Result, size: int, others: Hashable = None) -> Result:
        """Keep a result of `size` bytes, and return it. It is handed out again and again: it must not be changed."""
        size += len(key) + _OVERHEAD_BYTES
        # Hostile documents can bring about no more than this: what is not kept is worked out again.
        if size > self._max_bytes // 4:
            return result
        if self._bytes + size > self._max_bytes:
            self._results.clear()
            self._bytes = 0
        self._bytes += size
        self._results[key, others] = result
        return result
