"""Which awards a part of a site has: decided by their ids alone, so that every machine comes to the same answer.

The parts of a site together have every award once. What is no award's own is the first part's.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from testamur.errors import UsageError

_MOST = 1000
_TEXT = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` of so many: 1 of 1 is the whole site."""

    number: int = 1
    of: int = 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @property
    def is_whole(self) -> bool:
        """Say whether this is all there is."""
        return self.of == 1

    @property
    def has_common(self) -> bool:
        """Say whether it has what is no award's own: other pages, the index, lists, prose, the theme."""
        return self.number == 1

    def has(self, award_id: str) -> bool:
        """Say whether an award is in this part."""
        # Ids that were chosen by hand may be alike; their digests are not, and so spread evenly.
        return int.from_bytes(hashlib.sha256(award_id.encode()).digest()[:8]) % self.of == self.number - 1


WHOLE = Shard()


def parse(text: str) -> Shard:
    """Return the part that a text like 2/7 names; UsageError when it names none."""
    match = _TEXT.fullmatch(text)
    shard = Shard(int(match[1]), int(match[2])) if match else None
    if shard is None or not shard.number <= shard.of <= _MOST:
        raise UsageError(f"{text!r} names no part: write 2/7 for the second of seven; {_MOST:,} are the most")
    return shard
