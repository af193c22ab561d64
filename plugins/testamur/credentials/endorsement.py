"""Composes the unsigned Open Badges 3.0 EndorsementCredential of a statement of support.

Follows Open Badges 3.0 (1EdTech) with the 3.0.3 context. An endorsement says of an achievement or an issuer, by its
id, that the signing institution stands behind it, and why. Pure: instants and status entry arrive from outside.

The issuer's profile in it holds no endorsements: an endorsement that will be embedded embeds none.
"""

from __future__ import annotations

from dataclasses import dataclass

from testamur.credentials import addresses, status_list
from testamur.credentials.document_parts import CONTEXT, Document, issuer_profile
from testamur.errors import DocumentError
from testamur.records.model.models import Issuer

MAX_COMMENT_LETTERS = 4000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementText:
    """One institution's words on another's achievement, or on an issuer."""

    slug: str  # of the endorsing registry's own: <base>/endorsements/<slug>/
    endorsed: str  # the achievement's address, or the issuer's DID
    name: str  # "Endorsement of Data Analysis Foundations"
    comment: str


def compose(
    text: EndorsementText,
    issuer: Issuer,
    *,
    language: str,
    valid_from: str,
    list_number: int,
    list_index: int,
    valid_until: str = "",
) -> Document:
    """Return the unsigned endorsement by `issuer`; instants as `2026-06-01T09:30:00Z`."""
    if not text.comment.strip() or len(text.comment) > MAX_COMMENT_LETTERS:
        raise DocumentError(f"1 to {MAX_COMMENT_LETTERS} characters belong here", path="endorsementComment")
    document: Document = {
        "@context": CONTEXT,
        "id": addresses.endorsement(issuer.base, text.slug),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": text.name,
        "issuer": issuer_profile(issuer, language),
        "validFrom": valid_from,
        "credentialSubject": {
            "id": text.endorsed,
            "type": ["EndorsementSubject"],
            "endorsementComment": text.comment.strip(),
        },
        "credentialStatus": status_list.entry(issuer.base, list_number=list_number, list_index=list_index),
    }
    if valid_until:
        document["validUntil"] = valid_until
        # One that had ended before it was signed is in force for no time at all, as with awards (decision 3). Both
        # instants are in UTC and of one form, so that text sorts as time does.
        document["validFrom"] = min(valid_from, valid_until)
    return document
