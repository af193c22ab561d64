"""Learners' pages: with consent only, and of public awards only, under an address that tells nothing about anybody.

What a page says is in the learner's record, which is signed: the name, and the awards in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from testamur.credentials import addresses
from testamur.publishing.publication import IssuedStatement, Publication
from testamur.publishing.views.award_pages import AwardPage
from testamur.publishing.views.site_info import Place, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerPage:
    """`learner.html`: a learner, their public awards (the newest first), and the record of them to download."""

    code: str
    here: Place
    name: str  # as it is signed
    awards: tuple[AwardPage, ...]
    learner: str  # the id in the records: never shown


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRecord:
    """What one learner's record says: the name, and the signed credentials in it, by award id."""

    name: str
    credentials: Mapping[str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedRecords:
    """The signed records that are on the site, as award pages ask for them."""

    pathways: frozenset[str] = frozenset()  # the milestones' award ids
    learners: Mapping[str, str] = field(default_factory=dict)  # the codes of the learners' pages, by award id


def signed_records(published: Publication) -> SignedRecords:
    """Return where an award's page leads."""
    return SignedRecords(
        pathways=frozenset(
            issued.statement.subject_id for issued in published.statements if issued.statement.kind == "pathways"
        ),
        learners={
            award_id: record.name for record in learner_records(published) for award_id in record.statement.parts
        },
    )


def path(code: str, site: Site) -> str:
    """Return the path of a learner's page below the base; "" where there is none."""
    return f"{site.prefix}learners/{code}/" if code else ""


def learner_records(published: Publication) -> list[IssuedStatement]:
    """Return the learners' records that are on the site."""
    return [issued for issued in published.statements if issued.statement.kind == "learners"]


def read_record(published: Publication, issued: IssuedStatement) -> SignedRecord:
    """Return what a learner's record says; LedgerError when it changed meanwhile."""
    subject = orjson.loads(published.document(issued))["credentialSubject"]
    base = published.registry.issuer.base
    return SignedRecord(
        name=next((item["identityHash"] for item in subject["identifier"] if item.get("identityType") == "name"), ""),
        credentials={
            addresses.award_id_of(base, credential["id"]): credential for credential in subject["verifiableCredential"]
        },
    )


def page(issued: IssuedStatement, record: SignedRecord, awards: Mapping[str, AwardPage], site: Site) -> LearnerPage:
    """Return the page of a learner whose record was signed; `awards` are the pages of those in it, by id."""
    return LearnerPage(
        code=issued.name,
        here=Place(path(issued.name, site)),
        name=record.name,
        awards=tuple(awards[award_id] for award_id in reversed(issued.statement.parts) if award_id in awards),
        learner=issued.statement.learner,
    )
