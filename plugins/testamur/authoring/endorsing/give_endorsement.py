"""Prepares an endorsement of another institution or of one of its achievements, looked up where it is published.

`testamur issue` signs the record, as it signs everything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.credentials import did as dids
from testamur.errors import DocumentError, UsageError, VerificationError
from testamur.text.characters import harmless
from testamur.text.slugs import join_slugs, slug_of
from testamur.verification.reading import strict_json
from testamur.verification.resolving.resolver import Resolver, Unavailable

_LIMIT = 512 * 1024  # bytes of an achievement.json or a DID document
_PAGE = re.compile(r"https://[^\s?#]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementTarget:
    """The achievement or institution endorsed: its id, and its own name for it ("" if it gives none)."""

    id: str
    name: str = ""


def look_up(text: str, resolver: Resolver) -> EndorsementTarget:
    """Return what `text` names, as its own site publishes it: an achievement's address, or an institution's DID.

    UsageError if nothing of the kind is found there.
    """
    if text.startswith("did:"):
        return EndorsementTarget(id=_institution(text, resolver))
    if not _PAGE.fullmatch(text):
        raise UsageError(f"{harmless(text)} is neither the https address of an achievement nor a did:web")
    address = text if text.endswith("/") else f"{text}/"
    achievement = _document(f"{address}achievement.json", resolver, "an achievement is published beside its page")
    kinds = achievement.get("type")
    # The id is what will be signed: a copy of an achievement at another address must not be endorsed in its place.
    if achievement.get("id") != address or "Achievement" not in (kinds if isinstance(kinds, list) else [kinds]):
        raise UsageError(f"{harmless(address)} does not describe an achievement under this address")
    name = achievement.get("name")
    return EndorsementTarget(id=address, name=name if isinstance(name, str) else "")


def record(target: EndorsementTarget, *, name: str, comment: str, day: str, **more: str) -> Mapping[str, Any]:
    """Return the record of an endorsement given on `day`. `more` may have `language` and `validUntil`."""
    return {"endorses": {"id": target.id, "name": name}, "comment": comment, "date": day, **more}


def stem(target: EndorsementTarget, name: str) -> str:
    """Return a name for the record's file, from the name and the host of what is endorsed."""
    host = (dids.document_address(target.id) if target.id.startswith("did:") else target.id).removeprefix("https://")
    return join_slugs(slug_of(name), slug_of(host.partition("/")[0]), otherwise="endorsement")


def _institution(text: str, resolver: Resolver) -> str:
    try:
        address = dids.document_address(text)
    except DocumentError as error:
        raise UsageError(f"{harmless(text)} is not a did:web that can be looked up") from error
    if _document(address, resolver, "an institution's keys are there").get("id") != text:
        raise UsageError(f"{harmless(address)} is the document of somebody else")
    return text


def _document(address: str, resolver: Resolver, why: str) -> Mapping[str, Any]:
    try:
        document = strict_json.parse(resolver.fetch(address, limit=_LIMIT), limit=_LIMIT)
    except Unavailable as error:
        raise UsageError(f"{harmless(address)} could not be read ({error}): {why}") from error
    except VerificationError as error:
        raise UsageError(f"{harmless(address)} is not what is expected there ({harmless(str(error))})") from error
    if not isinstance(document, dict):
        raise UsageError(f"{harmless(address)} is not what is expected there: {json.dumps(document)[:40]}")
    return document
