"""How thorough a run is: `make test` takes some of many similar cases, `make test-all` takes all.

By day every fact is tested, and where a test goes through many alike (every byte, every page, generated documents) it
takes some of them, always the same. `make test-all` sets TESTAMUR_TESTS=all: it takes every one, with fresh examples
and in a fresh order. docs/testing.md lists what runs only there.
"""

import os
import re
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import settings

T = TypeVar("T")

ALL = os.environ.get("TESTAMUR_TESTS") == "all"


def either(by_day: T, of_all: T) -> T:
    return of_all if ALL else by_day


def some(things: Sequence[T], by_day: int) -> Sequence[T]:
    """At most `by_day` of many similar cases, spread evenly from the first; all of them in `make test-all`."""
    return things if ALL else things[:: max(1, -(-len(things) // by_day))]


_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[-+.\w]+|[{}\[\]:,]')


def positions(document: bytes, *, start: int = 0) -> list[int]:
    """Where a test changes a byte of a JSON document that begins at `start` of a file.

    By day one in each token, of texts the one in the middle; every byte in `make test-all`.
    """
    if ALL:
        return list(range(start, start + len(document)))
    return [start + (found.start() + found.end()) // 2 for found in _TOKEN.finditer(document)]


def examples(by_day: int, of_all: int = 0) -> settings:
    """How many examples Hypothesis makes: `by_day`, and ten times as many in `make test-all` unless given.

    conftest.py says the rest: by day always the same ones; no deadline, for a full machine is no fault of the code.
    """
    return settings(max_examples=either(by_day, of_all or by_day * 10))
