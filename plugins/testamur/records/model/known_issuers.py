"""Issuers that the institution knows: the model and the reader of their records.

Such a record says whose an identifier is, and since when somebody has made sure of it. It says nothing about what that
issuer awards (decision 21).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.text import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIssuer:
    """`credentials/known-issuers/<slug>.yml`: an issuer whom the institution has made sure of."""

    slug: str
    id: str  # a DID, or an https address: as credentials name their issuer
    name: str
    since: datetime.date
    confirmed_by: str
    until: datetime.date | None = None  # the last day on which it counts
    url: str = ""
    note: str = ""  # how it was made sure of; never published

    def has_ended(self, day: datetime.date) -> bool:
        """Say whether the last day on which this issuer counts as known is over."""
        return self.until is not None and self.until < day


def read(slug: str, value: Mapping[str, Any]) -> KnownIssuer:
    """Return the known issuer whose file is called `slug`, from a value that its schema has accepted."""
    return KnownIssuer(
        slug=slug,
        id=value["id"],
        name=value["name"],
        since=dates.day(value["since"]),
        confirmed_by=value["confirmedBy"],
        until=dates.day(value["until"]) if "until" in value else None,
        url=value.get("url", ""),
        note=value.get("note", ""),
    )
