"""Makes certificates to print: one HTML document, a front and a reverse for each award.

What they say of an award is what was signed, as its page shows it; signatories are the institution's (decision 22).
Nothing is fetched: styles and pictures are in the document. Each certificate speaks the language of its award.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from markupsafe import Markup

from testamur.credentials.language_versions import languages_of
from testamur.credentials.statement_codes import statement_code
from testamur.errors import PublishingError
from testamur.ledger.statement_codes import kept_codes
from testamur.publishing import sealed_awards
from testamur.publishing.art import badge_pictures, certificate_color, qr
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.rendering import standalone
from testamur.publishing.rendering.certificate_layout import lay_out
from testamur.publishing.views import award_pages
from testamur.publishing.views.award_pages import AwardPage
from testamur.publishing.views.site_info import site as site_of
from testamur.publishing.words.tagged_text import tag_text, text_in
from testamur.records.model.certificates import Style
from testamur.text.languages.messages import msg

Paper = Literal["", "A4", "Letter"]
PAGES = 2  # of each certificate

_NOT_IN_FORCE = {
    "expired": msg("its validity has ended"),
    "on-hold": msg("it is on hold"),
    "replaced": msg("it was replaced by another award: print that one"),
    "withdrawn": msg("it is withdrawn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryLine:
    """Who signs, and the drawing of the signature as an address, or "" for a line to sign on."""

    name: str
    office: str
    signature: str


def document(
    published: Publication,
    chosen: Sequence[IssuedAward],
    *,
    language: str = "",
    style: Style | None = None,
    paper: Paper = "",
) -> str:
    """Return the document, with the certificates in the order given, each a front and a reverse.

    Each is in its award's language, if the site speaks it, else in the site's first; `language` is for all of them
    instead. `style` is the issuer's unless given. With a `paper` the pages have its size; without, they lie across
    whatever paper the printer has. Every award has to be shown on the site and in force: `why_not_printable` says which
    is not. PublishingError where one has no statement code yet, and the registry has them.
    """
    issuer = published.registry.issuer
    style = style or issuer.certificate.style
    spoken = languages_of(issuer)
    badges = {slug: _badge_url(published, slug) for slug in {issued.award.achievement for issued in chosen}}
    logo = _logo_url(published)
    editions = {tag: _Edition(published, style=style, language=tag, logo=logo, badges=badges) for tag in spoken}
    sheets = []
    for issued in chosen:
        award = award_pages.page(published, issued, editions[spoken[0]].site)
        tag = language or (award.language if award.language in spoken else spoken[0])
        sheets.append(editions[tag].sheet(award, issued))
    template = editions[language or spoken[0]].environment.get_template("print.html")
    return template.render(sheets=sheets, paper=paper)


def why_not_printable(published: Publication, issued: IssuedAward) -> str:
    """Say why an award has no certificate; "" when it has one."""
    if issued.is_erased:
        return msg("its details were removed")
    if not issued.is_shown and not issued.is_sealed:
        return msg("it is private, and has no page that the code could lead to: testamur export gives its files")
    page = award_pages.page(published, issued, site_of(published.registry.issuer, now=published.now))
    return "" if page.standing.state == "current" else _NOT_IN_FORCE.get(page.standing.state, msg("it is not in force"))


class _Edition:
    """Certificates in one language: what they share is made once."""

    def __init__(
        self, published: Publication, *, style: Style, language: str, logo: str, badges: Mapping[str, str]
    ) -> None:
        self.published, self.style, self.logo, self.badges = published, style, logo, badges
        self.site = site_of(published.registry.issuer, now=published.now, language=language, preview=published.preview)

    def sheet(self, award: AwardPage, issued: IssuedAward) -> Markup:
        """Return front and reverse of one award."""
        achievement = issued.award.achievement
        address = sealed_awards.link(self.published, issued)
        code = self._statement_code(issued)
        html = self.environment.get_template("parts/certificate.html").render(
            award=award,
            layout=lay_out(award, self.style, has_code=bool(code)),
            code=code,
            style=self.style,
            accent=certificate_color.accent(self.published.registry.achievements[achievement].color),
            signatories=self._signatories,
            logo=self.logo,
            badge=self.badges[achievement],
            link=address,
            qr=standalone.data_url(qr.svg(address, title=address).encode(), ".svg"),
        )
        return Markup(html)  # noqa: S704 - of a template that escapes

    def _statement_code(self, issued: IssuedAward) -> str:
        """Return the picture of an award's statement code as an address; "" where the certificate has none."""
        registry = self.published.registry
        if not registry.issuer.certificate.statement_code or not kept_codes.has_one(issued.award):
            return ""
        data = kept_codes.current(self.published.ledger.folder, issued.award, issued.known, registry.issuer)
        if data is None:
            raise PublishingError(
                msg("award {id} has no statement code yet: run testamur issue, then print again", id=issued.award.id)
            )
        start, letters = statement_code.prefix(registry.issuer.base), statement_code.letters(data)
        return standalone.data_url(qr.svg(start, letters=letters, title=start).encode(), ".svg")

    @functools.cached_property
    def environment(self) -> Environment:
        """The templates, in this language."""
        return standalone.environment_for(self.site)

    @functools.cached_property
    def _signatories(self) -> list[SignatoryLine]:
        registry = self.published.registry
        own = registry.issuer.languages[0]
        return [
            SignatoryLine(
                name=signatory.name,
                office=text_in(tag_text(signatory.office, own), self.site.language),
                signature=standalone.data_url(
                    badge_pictures.signature(registry.folder, signatory), Path(signatory.signature).suffix
                )
                if signatory.signature
                else "",
            )
            for signatory in registry.issuer.certificate.signatories
        ]


def _logo_url(published: Publication) -> str:
    registry = published.registry
    name = registry.issuer.image
    return standalone.data_url(badge_pictures.logo(registry.folder, registry.issuer), Path(name).suffix) if name else ""


def _badge_url(published: Publication, slug: str) -> str:
    registry = published.registry
    return standalone.data_url(
        badge_pictures.badge(Path(registry.folder), registry.achievements[slug], registry.issuer).svg, ".svg"
    )
