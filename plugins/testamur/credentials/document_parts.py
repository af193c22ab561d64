"""What credentials, endorsements and learner records have in common: contexts, the issuer's profile, a person's name.

Follows Open Badges 3.0 (1EdTech) with the 3.0.3 context. Signed endorsements are embedded whole, as they were read:
their own proofs cover every character.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from testamur.credentials import addresses, did
from testamur.errors import DocumentError
from testamur.records.model.localized_text import say
from testamur.records.model.models import Issuer

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
Document = dict[str, Any]


def issuer_profile(issuer: Issuer, language: str, endorsements: Sequence[Document] = ()) -> Document:
    """Return the `Profile` of the institution in one language."""
    name = say(issuer.name, language)
    image = (
        {"id": addresses.logo(issuer.base, issuer.image), "type": "Image", "caption": name} if issuer.image else None
    )
    return without_empty(
        id=did.from_base(issuer.base),
        type=["Profile"],
        name=name,
        url=f"{issuer.base}/",
        address={"type": ["Address"], "addressCountry": issuer.country, "addressCountryCode": issuer.country},
        image=image,
        endorsement=endorsements_of(endorsements, did.from_base(issuer.base)),
    )


def identified_by_name(name: str) -> Document:
    """Return the `IdentityObject` that says a person's name."""
    return {"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": name}


def endorsements_of(endorsements: Sequence[Document], endorsed: str) -> list[Document]:
    """Return those that endorse what has the id `endorsed`; DocumentError for what is no signed endorsement."""
    found = []
    for document in endorsements:
        subject, kinds = document.get("credentialSubject"), document.get("type")
        if (
            document.get("@context") != CONTEXT
            or "proof" not in document
            or "EndorsementCredential" not in (kinds or ())
        ):
            raise DocumentError("only a signed EndorsementCredential with our contexts is embedded", code="endorsement")
        if isinstance(subject, dict) and subject.get("id") == endorsed:
            found.append(document)
    return found


def without_empty(**members: object) -> Document:
    """Return the members that say something: Open Badges knows no null and no empty text or array."""
    return {name: value for name, value in members.items() if value not in ("", None, [])}
