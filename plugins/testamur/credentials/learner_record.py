"""Composes the unsigned Comprehensive Learner Record around signed credentials.

Follows Comprehensive Learner Record 2.0 (1EdTech) with the 2.0.1 context. The credentials inside stay whole, and
each can be verified by itself; the record adds whose they all are, and how their achievements are related.
Pure: ids, instants and the status entry arrive from outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from testamur.credentials import status_list
from testamur.credentials.document_parts import Document, identified_by_name, issuer_profile
from testamur.errors import DocumentError
from testamur.records.model.models import Issuer

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
MAX_CREDENTIALS = 200  # as many as our verifier takes out of one (`verification.wrapper`)
MAX_ASSOCIATIONS = 1000
AssociationType = Literal["isPartOf", "precedes"]


@dataclass(frozen=True, slots=True)
class Association:
    """How two achievements are related: `source` is part of `target`, or comes before it. Both by their addresses."""

    kind: AssociationType
    source: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDetails:
    """What is drawn at random, or read, for one signing of a record."""

    id: str  # an https address, or urn:uuid:…
    valid_from: str  # 2026-06-01T09:30:00Z
    subject: str  # urn:uuid:…
    list_number: int
    list_index: int
    awarded_date: str = ""  # an instant, where it is another than the first `valid_from`
    valid_until: str = ""


def compose(
    learner_name: str,
    credentials: Sequence[Document],
    issuer: Issuer,
    details: RecordDetails,
    *,
    name: str,
    language: str,
    description: str = "",
    associations: Sequence[Association] = (),
    partial: bool = True,
) -> Document:
    """Return the unsigned record of `credentials`, signed documents that stay as they are.

    `partial` says that the institution may know of more than is in it (CLR 2.0, "ClrCredential").
    """
    if not 0 < len(credentials) <= MAX_CREDENTIALS or len(associations) > MAX_ASSOCIATIONS:
        raise DocumentError(
            f"a learner record holds 1 to {MAX_CREDENTIALS} credentials and at most {MAX_ASSOCIATIONS} associations"
        )
    if not all("proof" in credential for credential in credentials):
        raise DocumentError("every credential in a learner record is signed", path="verifiableCredential")
    subject: Document = {
        "id": details.subject,
        "type": ["ClrSubject"],
        "identifier": [identified_by_name(learner_name)],
        "verifiableCredential": list(credentials),
    }
    if associations:
        # Each once: repeated, they would be nodes without a name that are alike, and costly to canonicalize.
        subject["association"] = [_association(association) for association in dict.fromkeys(associations)]
    document: Document = {
        "@context": CONTEXT,
        "id": details.id,
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": name,
        "issuer": issuer_profile(issuer, language),
        "validFrom": details.valid_from,
        "partial": partial,
        "credentialSubject": subject,
        "credentialStatus": status_list.entry(
            issuer.base, list_number=details.list_number, list_index=details.list_index
        ),
    }
    optional = {
        "description": description,
        "awardedDate": details.awarded_date,
        "validUntil": details.valid_until,
    }
    return document | {member: value for member, value in optional.items() if value}


def _association(association: Association) -> Document:
    return {
        "type": "Association",
        "associationType": association.kind,
        "sourceId": association.source,
        "targetId": association.target,
    }
