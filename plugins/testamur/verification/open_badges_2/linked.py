"""The documents that an Assertion leads to: its own at its address, the BadgeClass, the issuer's Profile.

Each is fetched from the address that names it, over https only. An Assertion or a key has to call itself by that
address; a BadgeClass or a Profile by any of its host, which speaks for it in either case. A Profile's name is where it
was read.
"""

from __future__ import annotations

import re
from typing import Any

from testamur.errors import VerificationError
from testamur.verification.open_badges_2.recognition import Document
from testamur.verification.reading import strict_json
from testamur.verification.reading.shapes import names_in, quoted, text_of
from testamur.verification.resolving.resolver import Resolver, Unavailable
from testamur.verification.resolving.secure_address import secured

LIMIT = 1024 * 1024  # bytes; a BadgeClass may hold its picture
BADGES, PROFILES = ("BadgeClass",), ("Issuer", "Profile")
# The same in both languages, whose parsers of addresses differ: a host, a port, and where it ends.
_HOST = re.compile(r"https?://([a-z0-9.-]{1,253}(?::[0-9]{1,5})?)(?:[/?#].*)?", re.ASCII | re.IGNORECASE | re.DOTALL)


# What clients take for another place than it reads: `https://issuer.example/awards/../users/7` is not below `awards/`.
_MISLEADING = re.compile(r"[\x00-\x20\x7f\\]|%5c|(?:/|%2f)(?:\.|%2e){1,2}(?:[/?#]|%2f|\Z)", re.ASCII | re.IGNORECASE)


def host_of(address: str) -> str:
    """Return the host, with its port, that answers for an address, in small letters; "" if it is no web address."""
    found = None if _MISLEADING.search(address) else _HOST.fullmatch(address)
    return found[1].lower() if found else ""


def is_same(one: str, other: str) -> bool:
    """Say whether two addresses are the same but for http and https."""
    return secured(one) == secured(other)


def fetch(resolver: Resolver, address: str, kinds: tuple[str, ...]) -> Document:
    """Return the document at an address, one of these types; Unavailable says why there is none."""
    if not host_of(address):
        raise Unavailable(f"{quoted(address, 200)} is not a web address")
    try:
        document: Any = strict_json.parse(resolver.fetch(secured(address), limit=LIMIT), limit=LIMIT)
    except VerificationError as error:
        raise Unavailable(f"{address[:200]}: {error.reason}") from error
    if not isinstance(document, dict):
        raise Unavailable(f"{address[:200]} has no document of Open Badges 2.0")
    check(document, address, kinds)
    return document


def check(document: Document, address: str, kinds: tuple[str, ...]) -> None:
    """Raise Unavailable unless a document is of one of these types, and calls itself by its address."""
    if not any(kind in names_in(document.get("type")) for kind in kinds):
        raise Unavailable(f"{address[:200]} has no {kinds[0]} of Open Badges 2.0")
    name = text_of(document, "id")
    alike = host_of(name) == host_of(address) if kinds in (BADGES, PROFILES) else is_same(name, address)
    if not alike:
        raise Unavailable(f"{address[:200]} has a document that calls itself {quoted(name, 200)}")


def badge_of(resolver: Resolver, badge: str | Document) -> Document:
    """Return the BadgeClass of an Assertion; one that is written out in it is as good as the Assertion."""
    if isinstance(badge, str):
        return fetch(resolver, badge, BADGES)
    if "BadgeClass" not in names_in(badge.get("type")):
        raise Unavailable("it holds no BadgeClass of Open Badges 2.0")
    return badge


def profile_of(resolver: Resolver, badge: Document) -> Document:
    """Return the Profile of a BadgeClass's issuer, always as its own address has it: no other host speaks for it.

    Its `id` is then that address.
    """
    issuer = badge.get("issuer")
    address = text_of(issuer, "id") if isinstance(issuer, dict) else issuer
    if not isinstance(address, str) or not address:
        raise Unavailable("the badge does not say whose it is")
    return {**fetch(resolver, address, PROFILES), "id": address}
