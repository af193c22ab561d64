"""A hosted Assertion: what its own address says today is what counts, and what was given is compared with it.

Follows Open Badges 2.0, "Hosted Verification" and "VerificationObject": the address has to be one at which the issuer's
Profile says that its awards lie, else anybody could host an award in the name of that issuer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from testamur.errors import DocumentError, VerificationError
from testamur.proofs import jcs
from testamur.verification.kind import leave
from testamur.verification.open_badges_2 import linked
from testamur.verification.open_badges_2.assertion import Assertion, read
from testamur.verification.open_badges_2.recognition import Document
from testamur.verification.reading.instants import read_instant
from testamur.verification.reading.shapes import names_in, text_of
from testamur.verification.resolving.resolver import Resolver, Unavailable

GONE = 410
# What an award says; pictures and contexts are written anew by whoever hands one on, and the last two are left out.
_COMPARED = ("recipient", "badge", "issuedOn", "expires")
_COMPARED_IF_GIVEN = ("evidence", "narrative")
_INSTANTS = frozenset({"issuedOn", "expires"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """What the address of an Assertion says: the one that counts, what differs from it, and if it was withdrawn."""

    assertion: Assertion
    differs: tuple[str, ...]  # members of what was given
    revoked: bool
    reason: str


def look_up(address: str, given: Assertion | None, resolver: Resolver) -> Hosted:
    """Ask an address for its Assertion. `given` is what was handed over, None if that was the address alone.

    Raises Unavailable if the address does not answer with it, and what `assertion.read` raises.
    """
    try:
        document = linked.fetch(resolver, address, ("Assertion",))
    except Unavailable as error:
        if error.status == GONE and given is not None:
            return Hosted(assertion=given, differs=(), revoked=True, reason="")
        raise
    revoked = document.get("revoked", False)
    if not isinstance(revoked, bool):
        leave("status-entry", "it does not say whether the award was withdrawn")
    reason = text_of(document, "revocationReason")
    if revoked and given is not None and "badge" not in document:
        # Of a withdrawn award the address may say no more than that (Open Badges 2.0, "revoked").
        return Hosted(assertion=given, differs=(), revoked=True, reason=reason)
    found = read(document)
    differs = () if given is None else tuple(_differing(given.document, document))
    return Hosted(assertion=found, differs=differs, revoked=revoked, reason=reason)


def _differing(given: Document, found: Document) -> list[str]:
    names = [*_COMPARED, *(name for name in _COMPARED_IF_GIVEN if name in given)]
    return [name for name in names if not _is_alike(name, given.get(name), found.get(name))]


def _is_alike(name: str, given: Any, found: Any) -> bool:
    if name in _INSTANTS and isinstance(given, str) and isinstance(found, str):
        try:
            return read_instant(given, name) == read_instant(found, name)
        except VerificationError:
            return given == found
    if name == "badge" and (isinstance(given, str) or isinstance(found, str)):
        names = [text_of(one, "id") if isinstance(one, dict) else one for one in (given, found)]
        return names[0] == names[1]
    try:
        return jcs.canonicalize({"value": given}) == jcs.canonicalize({"value": found})
    except DocumentError:
        return False


def is_in_scope(address: str, profile: Document) -> bool:
    """Say whether an issuer's Profile allows an award at an address to be its own.

    Without a word about it, those at the host of the Profile are.
    """
    policy = profile.get("verification")
    policy = policy if isinstance(policy, dict) else {}
    starts = names_in(policy["startsWith"]) if "startsWith" in policy else None
    if starts is not None and not any(isinstance(one, str) and one and address.startswith(one) for one in starts):
        return False
    own = linked.host_of(text_of(profile, "id"))
    origins = names_in(policy["allowedOrigins"]) if "allowedOrigins" in policy else [own]
    host = linked.host_of(address)
    return bool(host) and any(isinstance(one, str) and one.lower() == host for one in origins)
