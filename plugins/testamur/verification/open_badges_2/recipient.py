"""Whether an award was made to an e-mail address that the reader knows.

Follows Open Badges 2.0, "IdentityObject" and "Identity Hash", which Open Badges 3.0 kept under other names: the hash is
of the address and the salt, one behind the other. Nothing is sent anywhere. An address can be guessed from its hash, so
that a fit proves no more than that.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from testamur.verification.reading.shapes import listed, text_of

_ALGORITHMS = ("sha256", "md5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """To whom an award was made: an e-mail address, or its hash with the salt."""

    hashed: bool
    identity: str
    salt: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether it is the address that was given, None where that cannot be told; and the sentence for people."""

    fits: bool | None
    said: str


def identity_in(recipient: Any) -> Identity | None:
    """Return the e-mail address in a `recipient`; None if it names somebody otherwise, or is malformed."""
    if not isinstance(recipient, dict) or recipient.get("type") != "email":
        return None
    hashed, identity = recipient.get("hashed"), text_of(recipient, "identity")
    if not isinstance(hashed, bool) or not identity:
        return None
    return Identity(hashed=hashed, identity=identity, salt=text_of(recipient, "salt"))


def identity_of(subject: Any) -> Identity | None:
    """Return the same out of the `identifier` of a subject of Open Badges 3.0; None where not exactly one is there."""
    given = subject.get("identifier") if isinstance(subject, dict) else None
    addresses = [
        one
        for one in (listed(given) or [])
        if isinstance(one, dict) and one.get("identityType") in ("emailAddress", "email")
    ]
    if len(addresses) != 1:
        return None
    (one,) = addresses
    return identity_in({**one, "type": "email", "identity": one.get("identityHash")})


def compare(identity: Identity | None, address: str) -> Comparison:
    """Compare a recipient with an e-mail address, as it was typed and in small letters."""
    if identity is None:
        return Comparison(None, "It does not say to which e-mail address it was awarded.")
    algorithm, mark, digest = identity.identity.partition("$")
    if identity.hashed and (not mark or algorithm not in _ALGORITHMS):
        return Comparison(None, "The e-mail address that it was awarded to is hashed in a way that is not read here.")
    typed = address.strip()
    fits = any(_is(identity, algorithm, digest, one) for one in (typed, typed.lower()))
    weak = " Its hash is MD5, which is weak: another address may have the same." if algorithm == "md5" and mark else ""
    if fits:
        return Comparison(True, f"It was awarded to the e-mail address that was given.{weak}")
    return Comparison(False, f"It was awarded to another e-mail address than the one that was given.{weak}")


def _is(identity: Identity, algorithm: str, digest: str, address: str) -> bool:
    if not identity.hashed:
        return identity.identity in (address, f"mailto:{address}")
    found = hashlib.new(algorithm, f"{address}{identity.salt}".encode(), usedforsecurity=False).hexdigest()
    return hmac.compare_digest(found.encode(), digest.lower().encode())
