"""Makes certificates for a ceremony: one HTML document to print, with a sheet for each award.

The sheet is the one that the award's own page prints. Nothing is fetched: styles and pictures are in the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from testamur.credentials import addresses
from testamur.publishing.art import badge_pictures, qr
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.rendering import standalone
from testamur.publishing.views import award_pages
from testamur.publishing.views.site_info import site as site_of

_NOT_IN_FORCE = {
    "expired": "its validity has ended",
    "on-hold": "it is on hold",
    "replaced": "it was replaced by another award: print that one",
    "withdrawn": "it is withdrawn",
}


def document(published: Publication, chosen: Sequence[IssuedAward], language: str = "") -> str:
    """Return the document in `language`, else the institution's first; one sheet per award, in the order given.

    Every award has to be shown on the site and in force: `why_not_printable` says which is not.
    """
    issuer = published.registry.issuer
    site = site_of(issuer, now=published.now, language=language, preview=published.preview)
    badges = {slug: _badge_url(published, slug) for slug in {issued.award.achievement for issued in chosen}}
    sheets = []
    for issued in chosen:
        address = addresses.award(issuer.base, issued.award.id)
        sheets.append((
            award_pages.page(published, issued, site),
            badges[issued.award.achievement],
            standalone.data_url(qr.svg(address, title=address).encode(), ".svg"),
        ))  # fmt: skip
    template = standalone.environment_for(site).get_template("print.html")
    style = standalone.styles("style.css", "print.css")
    return template.render(awards=sheets, logo=_logo_url(published), style=style)


def why_not_printable(published: Publication, issued: IssuedAward) -> str:
    """Say why an award has no certificate; "" when it has one."""
    if issued.is_erased:
        return "its details were removed"
    if not issued.is_shown:
        return "it is private, and has no page that the code could lead to: testamur export gives its files"
    page = award_pages.page(published, issued, site_of(published.registry.issuer, now=published.now))
    return "" if page.standing.state == "current" else _NOT_IN_FORCE.get(page.standing.state, "it is not in force")


def _logo_url(published: Publication) -> str:
    registry = published.registry
    name = registry.issuer.image
    return standalone.data_url(badge_pictures.logo(registry.folder, registry.issuer), Path(name).suffix) if name else ""


def _badge_url(published: Publication, slug: str) -> str:
    registry = published.registry
    return standalone.data_url(
        badge_pictures.badge(Path(registry.folder), registry.achievements[slug], registry.issuer).svg, ".svg"
    )
