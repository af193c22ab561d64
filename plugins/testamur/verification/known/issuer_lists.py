"""Reads lists of known issuers that are JSON: what a registry publishes, and the Digital Credentials Consortium's.

The Consortium's registries (issuer-registry-client, "dcc-legacy") map DIDs to a name, a place and an address, below
`registry`; older ones below `entries`. Its statements of OpenID Federation are signed answers about one DID, and no
lists: they are not read.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from testamur.errors import VerificationError
from testamur.text import dates
from testamur.text.characters import harmless
from testamur.verification.known.known_issuer import KnownIssuer
from testamur.verification.reading import strict_json

LIMIT = 4 * 1024 * 1024  # bytes; the largest list that a registry publishes has a quarter of it
MOST = 10_000  # issuers in one list
_MOST_LETTERS = 1000  # of an id
_MOST_NAME_LETTERS = 200
# What would break a sentence, or turn its direction (`text.characters` judges what people write into records).
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def read(data: bytes, known_to: str = "") -> dict[str, KnownIssuer]:
    """Return the issuers of a list by their ids. VerificationError says what is wrong with it, and in which line.

    `known_to` says whose list it is, for sentences; "" takes the institution's word for that, as its own pages do.
    """
    document = strict_json.parse(data, limit=LIMIT)
    if not isinstance(document, dict):
        raise _refusal("it is no object" if not isinstance(document, list) else _NAMES_REGISTRIES)
    read_entry: Callable[[Mapping[str, Any], str], KnownIssuer]
    if isinstance(document.get("issuers"), list):
        entries = [(_id_in(entry), entry) for entry in document["issuers"]]
        known_to, read_entry = known_to or _institution(document), _published
    else:
        by_did = document.get("registry", document.get("entries"))
        if not isinstance(by_did, dict):
            raise _refusal("it has neither issuers: nor registry:")
        entries, read_entry = list(by_did.items()), _consortium
    if len(entries) > MOST:
        raise _refusal(f"it has {len(entries):,} issuers, and at most {MOST:,} are read")
    found: dict[str, KnownIssuer] = {}
    for name, entry in entries:
        if not _is_id(name):
            raise _refusal("an id in it is no DID and no https address", _line(data, name))
        if name in found:
            raise _refusal(f"{harmless(name)} is in it twice", _line(data, name))
        try:
            found[name] = read_entry({**(entry if isinstance(entry, dict) else {}), "id": name}, known_to)
        except ValueError as error:
            raise _refusal(f"of {harmless(name)}, {error}", _line(data, name)) from error
    return found


_NAMES_REGISTRIES = "it is a list, and at most names registries: fetch each of them, and give that file"


def _refusal(reason: str, line: int = 0) -> VerificationError:
    place = f" (line {line})" if line else ""
    return VerificationError(
        f"this is no list of known issuers that is read here: {reason}{place}", code="known-issuers"
    )


def _institution(document: Mapping[str, Any]) -> str:
    institution = document.get("institution")
    name = institution.get("name") if isinstance(institution, dict) else None
    if not _is_text(name, _MOST_NAME_LETTERS):
        raise _refusal("it does not say whose it is")
    return str(name)


def _published(entry: Mapping[str, Any], known_to: str) -> KnownIssuer:
    return KnownIssuer(
        id=entry["id"],
        name=_text(entry, "name"),
        known_to=known_to,
        since=_day(entry, "since"),
        until=_day(entry, "until") if "until" in entry else None,
        confirmed_by=_text(entry, "confirmedBy"),
    )


def _consortium(entry: Mapping[str, Any], known_to: str) -> KnownIssuer:
    return KnownIssuer(id=entry["id"], name=_text(entry, "name"), known_to=known_to)


def _text(entry: Mapping[str, Any], member: str) -> str:
    value = entry.get(member)
    if not _is_text(value, _MOST_NAME_LETTERS):
        raise ValueError(f"{member} is missing, or no text of one line")
    return str(value)


def _day(entry: Mapping[str, Any], member: str) -> datetime.date:
    try:
        return dates.day(_text(entry, member))
    except dates.DayError:
        raise ValueError(f"{member} is no day, year-month-day") from None


def _id_in(entry: Any) -> Any:
    return entry.get("id") if isinstance(entry, dict) else None


def _is_id(name: Any) -> bool:
    return _is_text(name, _MOST_LETTERS) and name.startswith(("did:", "https://"))


def _is_text(value: Any, most: int) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= most and not _UNPRINTABLE.search(value)


def _line(data: bytes, name: Any) -> int:
    """Return the line in which an issuer's id stands, from 1, for a message; 0 if it is not written as it is read."""
    written = json.dumps(name, ensure_ascii=False).encode("utf-8", "surrogatepass") if isinstance(name, str) else b""
    at = data.find(written) if written else -1
    return data.count(b"\n", 0, at) + 1 if at >= 0 else 0
