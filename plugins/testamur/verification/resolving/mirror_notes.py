"""Notes of mirrors: what another host says of the copy of a registry's site that it serves, in `mirror.json` beside it.

A note is a claim by whoever serves it. It tells readers whose pages they have before them, and gives nothing authority:
keys, lists and the log are asked where the registry's own address says that they are, or of what is trusted here.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.credentials import did as dids
from testamur.errors import DocumentError, VerificationError
from testamur.verification.reading import strict_json
from testamur.verification.reading.instants import is_day
from testamur.verification.resolving.resolver import Resolver, Unavailable

NAME = "mirror.json"
FORMAT = "testamur-mirror/1"
_MOST_BYTES = 4096
_MOST_NAME = 200  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorNote:
    """Whose registry a mirror copies, where it is served, who keeps it, since when, and of which day the copy is."""

    of: str  # the registry's base
    at: str  # the mirror's own, no slash at its end
    keeper: str
    since: datetime.date
    as_of: datetime.date

    def as_json(self) -> dict[str, Any]:
        """Return it as `mirror.json` has it."""
        return {
            "mirror": FORMAT,
            "of": self.of,
            "at": self.at,
            "keeper": self.keeper,
            "since": self.since.isoformat(),
            "asOf": self.as_of.isoformat(),
        }


def read(data: bytes) -> MirrorNote | None:
    """Return the note in `mirror.json`; None for anything else, which may be anybody's page."""
    try:
        found = strict_json.parse(data, limit=_MOST_BYTES)
    except VerificationError:
        return None
    if not isinstance(found, dict) or found.get("mirror") != FORMAT:
        return None
    return _read(found)


def _read(found: Mapping[str, Any]) -> MirrorNote | None:
    of, at, keeper = (found.get(member) for member in ("of", "at", "keeper"))
    since, as_of = found.get("since"), found.get("asOf")
    if not (
        isinstance(of, str) and isinstance(at, str) and isinstance(keeper, str) and is_day(since) and is_day(as_of)
    ):
        return None
    if not 0 < len(keeper) <= _MOST_NAME or not _is_base(of) or not _is_base(at):
        return None
    days = (datetime.date.fromisoformat(str(day)) for day in (since, as_of))
    return MirrorNote(of=of, at=at, keeper=keeper, since=next(days), as_of=next(days))


def find(at: str, resolver: Resolver) -> MirrorNote | None:
    """Return the note of the mirror whose site is at `at` (no slash at its end); None where there is none."""
    try:
        note = read(resolver.fetch(f"{at}/{NAME}", limit=_MOST_BYTES))
    except Unavailable:
        return None
    # Copied along by a third host, a note would speak of another place.
    return note if note is not None and note.at == at and note.of != at else None


def _is_base(text: str) -> bool:
    try:
        return dids.base_of(dids.from_base(text)) == text
    except (DocumentError, ValueError):
        return False
