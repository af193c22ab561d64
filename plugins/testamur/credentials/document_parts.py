"""Parts that credentials, endorsements and learner records share: contexts, the issuer's profile, a person's name.

Follows Open Badges 3.0 (1EdTech) with the 3.0.3 context. Signed endorsements are embedded whole, exactly as they were
read: their own proofs cover every character.
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
    """Return the endorsements of the id `endorsed`; DocumentError if any document is no signed endorsement."""
    embedded = []
    for document in endorsements:
        # Its contexts go inside ours, and others would change what signed words mean (decision 12).
        subject, kinds = document.get("credentialSubject"), document.get("type")
        if (
            document.get("@context") != CONTEXT
            or "proof" not in document
            or "EndorsementCredential" not in (kinds or ())
        ):
            raise DocumentError("only a signed EndorsementCredential with our contexts is embedded", path="endorsement")
        if isinstance(subject, dict) and subject.get("id") == endorsed:
            embedded.append(document)
    return embedded


def without_empty(**members: object) -> Document:
    """Return the members without null, empty text and empty arrays, which Open Badges does not have."""
    # Not `if value`: 0 and False are values.
    return {name: value for name, value in members.items() if value not in ("", None, [])}
