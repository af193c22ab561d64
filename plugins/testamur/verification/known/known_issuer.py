"""An issuer that is on a list of known ones, and who keeps the list."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from testamur.records.model import known_issuers as records


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIssuer:
    """An issuer as a list has it. Other software's lists say neither since when nor who confirmed it."""

    id: str  # exactly as credentials name it
    name: str
    known_to: str  # whose list it is: "Harbour Institute", "the list registry.json"
    since: datetime.date | None = None
    until: datetime.date | None = None  # the last day on which it counts
    confirmed_by: str = ""


def of_record(record: records.KnownIssuer, known_to: str) -> KnownIssuer:
    """Return the issuer that a record of the institution's describes."""
    return KnownIssuer(
        id=record.id,
        name=record.name,
        known_to=known_to,
        since=record.since,
        until=record.until,
        confirmed_by=record.confirmed_by,
    )
