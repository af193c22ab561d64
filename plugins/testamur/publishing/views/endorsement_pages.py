"""Endorsements as pages show them: what others say of the institution and its achievements, and what it says of others.

One that its endorser signed is shown in the endorser's own words and under the endorser's own identity; of one that
the institution wrote down, the page says just that. That a signature fits was found out when the site was built;
whether the endorser has withdrawn it since was not, and no page says so.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass

from testamur.credentials import did as dids
from testamur.publishing.publication import IssuedStatement, Publication
from testamur.publishing.views.signed_facts import web_address
from testamur.publishing.views.site_info import Place, Site
from testamur.publishing.words.tagged_text import tag_record, text_in
from testamur.records.model.endorsements import Endorsement
from testamur.text import dates
from testamur.verification.received import Received


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementView:
    """One endorsement that was received. `did`, `host` and `checked` are only of one that its endorser signed."""

    name: str
    address: str  # of the endorser's own site
    role: str  # a code, as the institution recorded it
    country: str
    comment: str  # Markdown
    date: datetime.date
    source: str  # where it can be read at its author's
    did: str = ""
    host: str = ""  # that the DID names: whose it is
    checked: datetime.date | None = None  # when the key was looked up there


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenEndorsementPage:
    """`endorsement.html`: an endorsement that the institution gives, as it was signed."""

    slug: str
    here: Place
    name: str  # of the document: whom or what it endorses
    target: str  # its id
    address: str  # where it can be looked at; "" where the id is no address
    comment: str  # Markdown
    language: str
    since: datetime.date
    until: datetime.date | None
    withdrawn: datetime.date | None
    key: str


def endorsements_of_issuer(published: Publication, site: Site) -> list[EndorsementView]:
    """Return the endorsements of the institution itself, the newest first."""
    return _views(published, site, "")


def endorsements_of_achievement(published: Publication, site: Site, slug: str) -> list[EndorsementView]:
    """Return the endorsements of one achievement, the newest first."""
    return _views(published, site, slug)


def given_pages(published: Publication, site: Site) -> Iterable[GivenEndorsementPage]:
    """Yield the page of each endorsement that the institution gives and has signed."""
    for issued in published.statements:
        if issued.statement.kind == "endorsing":
            yield _given_page(published, site, issued)


def _views(published: Publication, site: Site, slug: str) -> list[EndorsementView]:
    views = []
    for endorsement in published.registry.endorsements.values():
        if endorsement.achievement == slug:
            signed = published.received.get(endorsement.slug)
            if signed is None:
                views.append(_view_of_recorded(tag_record(endorsement, published.registry.issuer.languages[0]), site))
            elif signed.holds_at(published.now):
                views.append(_view_of_signed(endorsement, signed))
    return sorted(views, key=lambda view: (view.date, view.name), reverse=True)


def _view_of_recorded(endorsement: Endorsement, site: Site) -> EndorsementView:
    return EndorsementView(
        name=text_in(endorsement.endorser.name, site.language),
        address=web_address(endorsement.endorser.url),
        role=endorsement.endorser.role,
        country=endorsement.endorser.country,
        comment=text_in(endorsement.comment, site.language),
        date=endorsement.date,
        source=web_address(endorsement.source),
    )


def _view_of_signed(endorsement: Endorsement, signed: Received) -> EndorsementView:
    """Return what was signed; of the record only what is no claim of the endorser's."""
    return EndorsementView(
        name=signed.name or dids.authority_of(signed.endorser),
        address=web_address(signed.url),
        role=endorsement.endorser.role,
        country="",
        comment=signed.comment,
        date=signed.valid_from.date(),
        source=web_address(endorsement.source),
        did=signed.endorser,
        host=dids.authority_of(signed.endorser),
        checked=endorsement.signed.checked if endorsement.signed else None,
    )


def _given_page(published: Publication, site: Site, issued: IssuedStatement) -> GivenEndorsementPage:
    """Return the page of what was signed; of the record only on which day it was withdrawn, once the lists say so."""
    record, issuer = published.registry.endorsing[issued.statement.subject_id], published.registry.issuer
    signed = json.loads(published.document(issued))
    until = signed.get("validUntil")
    return GivenEndorsementPage(
        slug=record.slug,
        here=Place(f"{site.prefix}endorsements/{record.slug}/"),
        name=signed["name"],
        target=signed["credentialSubject"]["id"],
        address=web_address(signed["credentialSubject"]["id"]),
        comment=signed["credentialSubject"]["endorsementComment"],
        language=record.language or issuer.languages[0],
        since=dates.day_at(dates.read_instant(signed["validFrom"]), issuer.time_zone),
        until=dates.day_at(dates.read_instant(until), issuer.time_zone) if until else None,
        withdrawn=record.withdrawn if issued.is_withdrawn else None,
        key=issued.known.current.key.partition("#")[2],
    )
