"""Endorsements, received and given, as their records say it.

One that was received says what somebody else says of the institution or of an achievement. Where the endorser signed
it, the document is in `endorsements/signed/<slug>.json`, and what it says is what counts. One that is given is signed
by `testamur issue`, as awards are.
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
LIMIT = 64 * 1024  # bytes of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorser:
    """Who endorses, as the institution recorded it."""

    name: Text
    role: str = ""
    url: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """That the endorser signed it: the key, and the day on which it was looked up at the endorser's."""

    public_key_multibase: str
    checked: datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """`credentials/endorsements/<slug>.yml`: received."""

    slug: str
    achievement: str = ""  # "" where the institution itself is endorsed
    endorser: Endorser
    date: datetime.date
    comment: Text = ""  # Markdown
    source: str = ""
    signed: Signed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsing:
    """`credentials/endorsing/<slug>.yml`: given."""

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
    """Return the endorsement that is given in the file called `slug`."""
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
