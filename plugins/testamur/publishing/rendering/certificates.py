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
from testamur.records.parsing.files import read as read_file

_STANDS = {
    "expired": "its validity has ended",
    "on-hold": "it is on hold",
    "replaced": "it was replaced by another award: print that one",
    "withdrawn": "it is withdrawn",
}
_MOST = 4 * 1024 * 1024  # bytes of a logo


def document(published: Publication, chosen: Sequence[IssuedAward], language: str = "") -> str:
    """Return the document in `language`, else the institution's first; one sheet per award, in the order given.

    Every award has to be shown on the site and in force: `refusal` says which is not.
    """
    issuer = published.registry.issuer
    site = site_of(issuer, now=published.now, language=language, preview=published.preview)
    badges = {slug: _badge(published, slug) for slug in {one.award.achievement for one in chosen}}
    sheets = []
    for one in chosen:
        address = addresses.award(issuer.base, one.award.id)
        sheets.append((
            award_pages.page(published, one, site),
            badges[one.award.achievement],
            standalone.inline(qr.svg(address, title=address).encode(), ".svg"),
        ))  # fmt: skip
    template = standalone.speaking(site).get_template("print.html")
    style = standalone.styles("style.css", "print.css")
    return template.render(awards=sheets, logo=_logo(published), style=style)


def refusal(published: Publication, one: IssuedAward) -> str:
    """Say why an award has no certificate; "" when it has one."""
    if one.is_erased:
        return "its details were removed"
    if not one.is_shown:
        return "it is private, and has no page that the code could lead to: testamur export gives its files"
    shown = award_pages.page(published, one, site_of(published.registry.issuer, now=published.now))
    return "" if shown.standing.state == "current" else _STANDS.get(shown.standing.state, "it is not in force")


def _logo(published: Publication) -> str:
    name = published.registry.issuer.image
    return standalone.inline(read_file(published.registry.folder / name, _MOST), Path(name).suffix) if name else ""


def _badge(published: Publication, slug: str) -> str:
    registry = published.registry
    return standalone.inline(
        badge_pictures.badge(Path(registry.folder), registry.achievements[slug], registry.issuer).svg, ".svg"
    )
