"""Finds out whether a document is of Open Badges 2.0 or older, and in which of its three forms it was given.

Follows Open Badges 2.0, "Assertion" and "Badge Baking": the JSON of a hosted Assertion; in a picture, its address, too;
or a signed one as a JWS in compact form. Nothing is verified here, and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from testamur.errors import DocumentError, VerificationError
from testamur.proofs import multibase
from testamur.verification.reading import strict_json
from testamur.verification.reading.shapes import names_in

Document = dict[str, Any]
VERSION_2 = "https://w3id.org/openbadges/v2"
_VERSION_1 = "https://w3id.org/openbadges/v1"
_MOST_BYTES = 1024 * 1024
_ADDRESS = re.compile(rb"https?://[!-~]{1,2000}")
_COMPACT = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
_SPACE = b" \t\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderBadge:
    """A document of Open Badges 2.0 or older, as it was given: its JSON, the JWS that holds it, or its address."""

    document: Document | None
    token: str = ""
    address: str = ""


def find(data: bytes, extract: Callable[[bytes], bytes]) -> OlderBadge | None:
    """Return what of Open Badges 2.0 or older a file is or, as a picture, holds; None for everything else.

    `extract` takes the badge out of a picture, and returns any JSON as it is.
    """
    found = recognise(data)
    if found is not None or data[:1] == b"{":
        return found
    try:
        baked = extract(data)
    except VerificationError:
        return None
    return None if baked is data else recognise_baked(baked)


def recognise_baked(text: bytes) -> OlderBadge | None:
    """Return the same of what stands in a picture, where an address stands for what is there."""
    address = text.strip(_SPACE)
    if _ADDRESS.fullmatch(address):
        return OlderBadge(document=None, address=address.decode("ascii"))
    return recognise(text)


def recognise(data: bytes) -> OlderBadge | None:
    """Return what of Open Badges 2.0 or older `data` is; None for everything else. Never raises."""
    text = data.strip(_SPACE) if len(data) <= 2 * _MOST_BYTES else data
    if len(text) > _MOST_BYTES:
        return None
    token = text.decode("ascii") if _COMPACT.fullmatch(text) else ""
    try:
        payload = multibase.decode_base64url(f"u{token.split('.')[1]}", _MOST_BYTES) if token else data
        document = strict_json.parse(payload)
    except (VerificationError, DocumentError):
        return None  # Whoever reads it next says what is wrong with it.
    return OlderBadge(document=document, token=token) if _is_older(document) else None


def version_of(document: Mapping[str, Any]) -> str:
    """Return the version of Open Badges that a document says to be of: "1.0", or "0.5", where it says none."""
    contexts = names_in(document.get("@context"))
    without = "1.0" if "verify" in document else "0.5"
    return "2.0" if VERSION_2 in contexts else "1.1" if _VERSION_1 in contexts else without


def _is_older(document: Any) -> bool:
    # Of a later version, whatever else it calls itself: a registry's award is held to what registries do.
    if not isinstance(document, dict) or "VerifiableCredential" in names_in(document.get("type")):
        return False
    if {VERSION_2, _VERSION_1}.intersection(one for one in names_in(document.get("@context")) if isinstance(one, str)):
        return True
    # Open Badges 1.0 knew no contexts; those before it had the badge itself in the award.
    if "@context" in document or not {"recipient", "badge"} <= document.keys():
        return False
    return "verify" in document or isinstance(document["badge"], dict)
