"""What a signed credential says, read for showing: no fact of an award page comes from anywhere else.

Reads the shape of docs/formats.md, "The credential" (Open Badges 3.0 `OpenBadgeCredential`).
What has no term of its own (assessment, participation, quality assurance …) stands in the signed
criteria narrative and is shown as that. Nothing is computed, completed or taken from a record.
Members that hold addresses come back only when they are http or https: others are never links.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import orjson

from testamur.credentials import did as dids
from testamur.errors import DocumentError, PublishingError
from testamur.publishing.views import results
from testamur.publishing.views.results import Document, Result
from testamur.records.model.models import LEVELS
from testamur.text import dates

_WEB = re.compile(r"https?://[^/\s]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image: its absolute address, and the same in words."""

    address: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """Something that shows that it was earned; `narrative` is Markdown."""

    name: str
    address: str = ""
    description: str = ""
    narrative: str = ""
    genre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentView:
    """A skill, a level, or an entry of a framework."""

    name: str
    address: str = ""
    framework: str = ""
    code: str = ""
    description: str = ""
    kind: str = ""
    language: str = ""  # of its words, where that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedEndorsement:
    """An endorsement inside the document, by whoever runs `host`; `comment` is Markdown."""

    name: str
    host: str
    address: str
    comment: str
    date: datetime.date
    is_of_issuer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one credential says. Days are `datetime.date`s, instants are in UTC, absent text is ""."""

    address: str
    learner: str
    title: str
    issuer_name: str
    issuer_did: str
    country: str  # ISO 3166-1 alpha-2
    awarded: datetime.date
    valid_from: datetime.datetime
    valid_until: datetime.datetime | None
    achievement_type: str
    description: str
    criteria: str  # Markdown
    in_language: str
    version: str
    credits_earned: float | None
    image: Picture | None
    levels: tuple[AlignmentView, ...]
    skills: tuple[AlignmentView, ...]
    tags: tuple[str, ...]
    results: tuple[Result, ...]
    evidence: tuple[EvidenceItem, ...]
    endorsements: tuple[SignedEndorsement, ...]
    key: str  # the verification method that signed
    status_list: str  # where its withdrawal would be listed


def read_facts(document: Document) -> Facts:
    """Return what `document` says; PublishingError when it lacks what every credential of ours has."""
    try:
        return _facts_of(document)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        place = document.get("id", "a credential")
        raise PublishingError(f"{place}: not in the shape of a credential of this registry ({error!r})") from error


def _facts_of(document: Document) -> Facts:
    subject = document["credentialSubject"]
    achievement = subject["achievement"]
    until = document.get("validUntil")
    return Facts(
        **_common_facts(orjson.dumps([achievement, document["issuer"]])),
        address=document["id"],
        learner=_name(subject.get("identifier", ())),
        awarded=_day(document.get("awardedDate") or document["validFrom"]),
        valid_from=_instant(document["validFrom"]),
        valid_until=_instant(until) if until else None,
        credits_earned=subject.get("creditsEarned", achievement.get("creditsAvailable")),
        results=tuple(results.read_results(subject.get("result", ()), achievement.get("resultDescription", ()))),
        evidence=tuple(_evidence(item) for item in document.get("evidence", ())),
        key=document["proof"][0]["verificationMethod"],
        status_list=document.get("credentialStatus", {}).get("statusListCredential", ""),
    )


@functools.lru_cache(maxsize=512)
def _common_facts(data: bytes) -> Mapping[str, Any]:
    """Return what follows from the achievement and the issuer, as thousands of documents have them."""
    achievement, issuer = orjson.loads(data)
    alignments = [_alignment(item) for item in achievement.get("alignment", ())]
    return MappingProxyType({
        "title": achievement["name"],
        "issuer_name": issuer["name"],
        "issuer_did": issuer["id"],
        "country": _country(issuer.get("address", {})),
        "achievement_type": achievement.get("achievementType", ""),
        "description": achievement.get("description", ""),
        "criteria": achievement.get("criteria", {}).get("narrative", ""),
        "in_language": achievement.get("inLanguage", ""),
        "version": achievement.get("version", ""),
        "image": _picture(achievement.get("image")),
        "levels": tuple(alignment for alignment in alignments if alignment.kind in LEVELS),
        "skills": tuple(alignment for alignment in alignments if alignment.kind not in LEVELS),
        "tags": tuple(achievement.get("tag", ())),
        "endorsements": tuple(
                [_endorsement(item, is_of_issuer=False) for item in achievement.get("endorsement", ())]
                + [_endorsement(item, is_of_issuer=True) for item in issuer.get("endorsement", ())]
            ),
    })  # fmt: skip


def web_address(address: str) -> str:
    """Return `address` if a page may link to it, else ""."""
    return address if _WEB.match(address) else ""


def _host(endorser: str) -> str:
    """Return the host of an endorser: whoever runs it says what is said; "" where the identifier has none."""
    try:
        return dids.authority_of(endorser)
    except DocumentError:
        return ""


def _name(identifiers: Iterable[Document]) -> str:
    """Return the name among a subject's identity objects (OB 3.0 `IdentityObject`)."""
    plain = (item for item in identifiers if item.get("identityType") == "name" and not item.get("hashed"))
    return next((str(item["identityHash"]) for item in plain), "")


def _country(address: Document) -> str:
    return str(address.get("addressCountryCode") or address.get("addressCountry") or "")


def _day(instant: str) -> datetime.date:
    # A day is signed as its noon in UTC, and shown as written: docs/records.md, "Days and instants".
    return dates.day(instant[:10])


@functools.lru_cache(maxsize=4096)
def _instant(text: str) -> datetime.datetime:
    return dates.read_instant(text).astimezone(datetime.UTC)


def _picture(image: Document | None) -> Picture | None:
    return Picture(address=image["id"], caption=image.get("caption", "")) if image else None


def _alignment(item: Document) -> AlignmentView:
    return AlignmentView(
        name=item["targetName"],
        address=web_address(item.get("targetUrl", "")),
        framework=item.get("targetFramework", ""),
        code=item.get("targetCode", ""),
        description=item.get("targetDescription", ""),
        kind=item.get("targetType", ""),
    )


def _endorsement(item: Document, *, is_of_issuer: bool) -> SignedEndorsement:
    endorser = item["issuer"]
    return SignedEndorsement(
        name=endorser.get("name", ""),
        host=_host(endorser["id"]),
        address=web_address(endorser.get("url", "")),
        comment=item["credentialSubject"].get("endorsementComment", ""),
        date=_instant(item["validFrom"]).date(),
        is_of_issuer=is_of_issuer,
    )


def _evidence(item: Document) -> EvidenceItem:
    return EvidenceItem(
        name=item.get("name", ""),
        address=web_address(item.get("id", "")),
        description=item.get("description", ""),
        narrative=item.get("narrative", ""),
        genre=item.get("genre", ""),
    )
