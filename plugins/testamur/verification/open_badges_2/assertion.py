"""An Assertion of Open Badges 2.0 whose shape was checked, with the values that the checks need, each read once.

Follows Open Badges 2.0, "Assertion". Whatever has another shape could not be checked; it accuses nobody (decision 6).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from testamur.verification.kind import leave, leave_blockcerts
from testamur.verification.open_badges_2.recipient import Identity, identity_in
from testamur.verification.open_badges_2.recognition import Document, version_of
from testamur.verification.reading.instants import read_instant
from testamur.verification.reading.shapes import names_in, quoted, text_of

_OTHERS = {
    "BadgeClass": "a description of a badge: nobody was awarded it",
    "Issuer": "a description of an issuer: nobody was awarded it",
    "Profile": "a description of an issuer: nobody was awarded it",
    "RevocationList": "a list of withdrawn awards",
    "CryptographicKey": "a key",
    "Endorsement": "an endorsement, not an award",
}
_HOSTED, _SIGNED = ("HostedBadge", "hosted"), ("SignedBadge", "signed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """An award of Open Badges 2.0. `badge` is the address of its BadgeClass, or the BadgeClass itself."""

    document: Document
    id: str
    way: Literal["hosted", "signed"]
    creator: str  # the name of the key, of a signed one that names it
    badge: str | Document
    issued: datetime.datetime
    expires: datetime.datetime | None
    recipient: Identity | None


def read(document: Mapping[str, Any]) -> Assertion:
    """Return the Assertion; Stopped (and for a date VerificationError) if it is none that is read here."""
    leave_blockcerts(document.get("@context"))
    version = version_of(document)
    if version != "2.0":
        leave("not-supported", f"this is an Open Badges {version} assertion; only 2.0 and 3.0 are checked here")
    kinds = names_in(document.get("type"))
    if "Assertion" not in kinds:
        other = next((_OTHERS[one] for one in kinds if isinstance(one, str) and one in _OTHERS), None)
        if other is None:
            leave("not-supported", "this is of Open Badges 2.0, but no award")
        remedy = "ask for the award itself, as a file or a link"
        leave("no-credential", f"this is of Open Badges 2.0, but {other}; {remedy}")
    # The names in it are read as Open Badges has them; a context written out could give them another meaning.
    if not all(isinstance(one, str) for one in names_in(document["@context"])):
        leave("unknown-context", "it has a context of its own, so its words may mean something else")
    verification = document.get("verification", document.get("verify"))
    ways = names_in(verification.get("type")) if isinstance(verification, dict) else []
    signed = any(one in ways for one in _SIGNED)
    if signed == any(one in ways for one in _HOSTED):
        leave("verification", "it does not say whether it is to be looked up or is signed")
    badge = document.get("badge")
    if not isinstance(badge, str | dict):
        leave("badge", f"it does not name the badge that was awarded, but {quoted(badge, 60)}")
    return Assertion(
        document=dict(document),
        id=text_of(document, "id"),
        way="signed" if signed else "hosted",
        creator=text_of(verification, "creator"),
        badge=badge,
        issued=read_instant(document.get("issuedOn"), "issuedOn"),
        expires=read_instant(document["expires"], "expires") if "expires" in document else None,
        recipient=identity_in(document.get("recipient")),
    )
