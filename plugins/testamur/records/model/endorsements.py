"""Endorsements received and given: the models and readers of their records.

A received endorsement is another party's statement about the institution or one of its achievements. Where the endorser
signed it, the document is in `endorsements/signed/<slug>.json`, and the document counts, not the record (decision 11).
A given one is signed by `testamur issue`, as awards are (decision 10).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.records.model.localized_text import Text
from testamur.text import dates

SIGNED = "endorsements/signed"
"""Where signed endorsements lie below the records."""
MAX_ENDORSEMENT_BYTES = 64 * 1024  # bytes of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorser:
    """Who endorses, as the institution recorded it."""

    name: Text
    role: str = ""
    url: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The endorser's key, and the day on which it was looked up at the endorser's address.

    Pinned, because a build asks nobody and so cannot look up today's keys (decision 11).
    """

    public_key_multibase: str
    checked: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """`credentials/endorsements/<slug>.yml`: an endorsement received."""

    slug: str
    achievement: str = ""  # "" where the institution itself is endorsed
    endorser: Endorser
    date: datetime.date
    comment: Text = ""  # Markdown
    source: str = ""
    signed: Signed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsing:
    """`credentials/endorsing/<slug>.yml`: an endorsement given."""

    slug: str
    endorses: str  # an achievement's address, or an institution's DID
    name: str  # of what is endorsed
    comment: str  # Markdown
    language: str = ""
    date: datetime.date
    valid_until: datetime.date | None = None
    withdrawn: datetime.date | None = None


def read(slug: str, value: Mapping[str, Any]) -> Endorsement:
    """Return the endorsement whose file is called `slug`, from a value that its schema has accepted."""
    endorser, signed = value["endorser"], value.get("signed")
    return Endorsement(
        slug=slug,
        achievement=value.get("achievement", ""),
        endorser=Endorser(**endorser),
        date=dates.day(value["date"]),
        comment=value.get("comment", ""),
        source=value.get("source", ""),
        signed=signed
        and Signed(public_key_multibase=signed["publicKeyMultibase"], checked=dates.day(signed["checked"])),
    )


def read_given(slug: str, value: Mapping[str, Any]) -> Endorsing:
    """Return the endorsement given by the file called `slug`, from a value that its schema has accepted."""
    return Endorsing(
        slug=slug,
        endorses=value["endorses"]["id"],
        name=value["endorses"]["name"],
        comment=value["comment"],
        language=value.get("language", ""),
        date=dates.day(value["date"]),
        valid_until=dates.day(value["validUntil"]) if "validUntil" in value else None,
        withdrawn=dates.day(value["withdrawn"]) if "withdrawn" in value else None,
    )
