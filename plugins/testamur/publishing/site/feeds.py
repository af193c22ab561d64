"""The Atom feed of public awards: addresses use the base, and only public awards appear.

Follows RFC 4287. What is unlisted, private, withdrawn or erased is dropped here too, whatever the caller gives: one
forgotten filter must not publish a link.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

# Only writes: nothing is parsed here, so that XML's parsing attacks have no way in.
from xml.etree.ElementTree import Element, SubElement, tostring

from testamur.publishing.site.sitemap import NOT_XML
from testamur.publishing.views.award_pages import AwardPage
from testamur.publishing.views.site_info import Site
from testamur.text import dates

FEED = "feed.xml"
NEWEST = 100
"""Entries in the feed. A reader polls often; older awards have left the news."""

_ATOM = "http://www.w3.org/2005/Atom"


def atom(site: Site, awards: Iterable[AwardPage]) -> bytes:
    """Return the Atom feed of the newest public awards, as UTF-8."""
    newest = _awards_to_list(awards)[:NEWEST]
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": site.language})
    _add(feed, "id", f"{site.base}/{FEED}")
    _add(feed, "title", site.name)
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{site.base}/{FEED}"})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{site.base}/"})
    _add(feed, "updated", _updated(site, newest))
    _add(SubElement(feed, "author"), "name", site.name)
    for award in newest:
        _entry(SubElement(feed, "entry"), award)
    return _bytes(feed)


def _awards_to_list(awards: Iterable[AwardPage]) -> list[AwardPage]:
    """Return the awards that lists may name, the newest first."""
    public = [award for award in awards if award.public and award.here.indexed]
    return sorted(public, key=lambda award: (award.facts.valid_from, award.id), reverse=True)


def _entry(entry: Element, award: AwardPage) -> None:
    facts = award.facts
    _add(entry, "id", facts.address)
    _add(entry, "title", f"{facts.title} · {facts.learner}")
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": facts.address})
    _add(entry, "published", dates.noon(facts.awarded))
    _add(entry, "updated", dates.instant(facts.valid_from))
    _add(entry, "summary", facts.description or facts.title)


def _updated(site: Site, newest: list[AwardPage]) -> str:
    """Return when the feed last changed: with its newest edition, else on the day of the build."""
    midnight = datetime.datetime.combine(site.as_of, datetime.time(), datetime.UTC)
    return dates.instant(newest[0].facts.valid_from if newest else midnight)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _bytes(root: Element) -> bytes:
    declaration = b'<?xml version="1.0" encoding="utf-8"?>\n'
    return declaration + tostring(root, encoding="unicode").encode("utf-8") + b"\n"
