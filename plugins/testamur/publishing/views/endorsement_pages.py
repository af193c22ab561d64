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
from testamur.publishing.views.facts import web_address
from testamur.publishing.views.site_info import Place, Site
from testamur.publishing.words.tagged_text import named, say
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
class GivenPage:
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


def of_issuer(published: Publication, site: Site) -> list[EndorsementView]:
    """Return the endorsements of the institution itself, the newest first."""
    return _views(published, site, "")


def of_achievement(published: Publication, site: Site, slug: str) -> list[EndorsementView]:
    """Return the endorsements of one achievement, the newest first."""
    return _views(published, site, slug)


def given(published: Publication, site: Site) -> Iterable[GivenPage]:
    """Yield the page of each endorsement that the institution gives and has signed."""
    for one in published.statements:
        if one.statement.kind == "endorsing":
            yield _given(published, site, one)


def _views(published: Publication, site: Site, slug: str) -> list[EndorsementView]:
    found = []
    for one in published.registry.endorsements.values():
        if one.achievement == slug:
            signed = published.received.get(one.slug)
            if signed is None:
                found.append(_recorded(named(one, published.registry.issuer.languages[0]), site))
            elif signed.holds_at(published.now):
                found.append(_signed(one, signed))
    return sorted(found, key=lambda view: (view.date, view.name), reverse=True)


def _recorded(one: Endorsement, site: Site) -> EndorsementView:
    return EndorsementView(
        name=say(one.endorser.name, site.language),
        address=web_address(one.endorser.url),
        role=one.endorser.role,
        country=one.endorser.country,
        comment=say(one.comment, site.language),
        date=one.date,
        source=web_address(one.source),
    )


def _signed(one: Endorsement, signed: Received) -> EndorsementView:
    """Return what was signed; of the record only what is no claim of the endorser's."""
    return EndorsementView(
        name=signed.name or dids.host_of(signed.endorser),
        address=web_address(signed.url),
        role=one.endorser.role,
        country="",
        comment=signed.comment,
        date=signed.valid_from.date(),
        source=web_address(one.source),
        did=signed.endorser,
        host=dids.host_of(signed.endorser),
        checked=one.signed.checked if one.signed else None,
    )


def _given(published: Publication, site: Site, one: IssuedStatement) -> GivenPage:
    """Return the page of what was signed; of the record only on which day it was withdrawn, once the lists say so."""
    record, issuer = published.registry.endorsing[one.statement.subject_id], published.registry.issuer
    signed = json.loads(one.data)
    until = signed.get("validUntil")
    return GivenPage(
        slug=record.slug,
        here=Place(f"{site.prefix}endorsements/{record.slug}/"),
        name=signed["name"],
        target=signed["credentialSubject"]["id"],
        address=web_address(signed["credentialSubject"]["id"]),
        comment=signed["credentialSubject"]["endorsementComment"],
        language=record.language or issuer.languages[0],
        since=dates.day_at(dates.read_instant(signed["validFrom"]), issuer.time_zone),
        until=dates.day_at(dates.read_instant(until), issuer.time_zone) if until else None,
        withdrawn=record.withdrawn if one.is_withdrawn else None,
        key=one.known.current.key.partition("#")[2],
    )
