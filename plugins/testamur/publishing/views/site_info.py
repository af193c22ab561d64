"""What every page of the site knows: whose site it is, in which language, as of when, and where the page lies.

Links between pages are relative (`Place.root`), so that the site works below any path and from any
host; canonical, feed, sitemap and `og:` addresses use the issuer's `base` (docs/architecture.md, "Pages").
"""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError

from testamur.credentials import addresses, did
from testamur.credentials.language_versions import languages_of
from testamur.publishing.words.tagged_text import tag_text, text_in
from testamur.records.model.models import Issuer


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page of the site's own prose: its path below the base, and its title."""

    path: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageVersion:
    """A page in one of the site's languages: its name in itself, and its path below the base."""

    language: str
    name: str
    direction: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The institution and its registry, in one language. Statements of the institution, not signed facts."""

    base: str  # no slash at its end
    did: str
    name: str
    description: str
    country: str  # ISO 3166-1 alpha-2
    language: str
    locale: str  # for dates and numbers: en_IE
    direction: str  # ltr or rtl
    languages: tuple[str, ...]  # of its editions; the first lies at the base itself
    as_of: datetime.date
    address: str  # where the site is served: the base, except in practice mode (decision 8)
    preview: bool = False
    practice: bool = False
    closed: datetime.date | None = None  # the last day on which something was awarded, once it is past
    successor: str = ""  # where a closed registry goes on
    lists_until: datetime.date | None = None  # until when the last status lists of a closed one are good
    url: str = ""
    contact: str = ""
    requests_url: str = ""
    answer_days: int | None = None
    linkedin: str = ""  # the number of its LinkedIn page
    confirmed_by: str = ""
    since: datetime.date | None = None  # the first day on which something was signed here; None in a preview
    records_url: str = ""
    has_one_person: bool = False  # nobody else approves what is awarded
    compact: bool = False  # awards' pictures have no files
    is_modern: bool = False  # the style of its certificates
    has_statement_codes: bool = False  # on its certificates, and so a page that a device can keep to check them
    logo: str = ""  # a path below the base
    has_pathways: bool = False  # and so a page of them
    has_insights: bool = False  # a page of figures
    links: tuple[Link, ...] = ()

    @property
    def host(self) -> str:
        """The host, and port if there is one, that an address bar shows."""
        return urlsplit(self.address).netloc

    @property
    def prefix(self) -> str:
        """Where this edition's pages lie below the base: "" for the first language, else `fr/`."""
        return "" if self.language == self.languages[0] else f"{self.language}/"

    def language_versions(self, here: Place) -> tuple[LanguageVersion, ...]:
        """Return the same page in every language of the site, this one too; none when there is only one."""
        path = here.path.removeprefix(self.prefix)
        return tuple(
            LanguageVersion(
                language=language,
                name=name_of(language),
                direction=direction(language),
                path=path if language == self.languages[0] else f"{language}/{path}",
            )
            for language in (self.languages if len(self.languages) > 1 else ())
        )

    @property
    def base_path(self) -> str:
        """The path below which the site lies on its host, with a slash at its end."""
        return urlsplit(self.address).path + "/"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page lies below the base (`awards/<id>/`, "" for home), and whether search engines may list it.

    `absolute` is set for the one page that appears below any address: the way to the base from anywhere.
    """

    path: str
    indexed: bool = True
    absolute: str = ""

    @property
    def root(self) -> str:
        """The way from the page to the base: `../../`, or `./` from home."""
        return self.absolute or "../" * self.path.count("/") or "./"


def site(
    issuer: Issuer,
    *,
    now: datetime.datetime,
    language: str = "",
    preview: bool = False,
    practice_at: str = "",
    links: tuple[Link, ...] = (),
) -> Site:
    """Return the site of `issuer` as of `now` (an instant with a zone) in `language`, else its first.

    `practice_at` is the address at which a site in practice mode is served.
    """
    language = language or languages_of(issuer)[0]
    return Site(
        base=issuer.base,
        did=did.from_base(issuer.base),
        name=text_in(tag_text(issuer.name, issuer.languages[0]), language),
        description=text_in(tag_text(issuer.description, issuer.languages[0]), language),
        country=issuer.country,
        language=language,
        locale=_locale(language, issuer.country),
        direction=direction(language),
        languages=languages_of(issuer),
        as_of=now.astimezone(datetime.UTC).date(),
        address=practice_at or issuer.base,
        preview=preview or issuer.base == addresses.PREVIEW_BASE,
        practice=bool(practice_at),
        closed=issuer.closed if issuer.closed and issuer.closed < now.astimezone(datetime.UTC).date() else None,
        successor=issuer.successor,
        lists_until=issuer.lists_valid_until,
        url=issuer.url,
        contact=issuer.contact,
        requests_url=issuer.requests_url,
        answer_days=issuer.answer_days,
        linkedin=issuer.linkedin_organization_id,
        confirmed_by=issuer.confirmed_by,
        since=None if preview else min((method.from_ for method in issuer.verification_methods), default=None),
        records_url=issuer.records_url,
        has_one_person=issuer.approval == "single",
        compact=issuer.compact,
        is_modern=issuer.certificate.style == "modern",
        has_statement_codes=issuer.certificate.statement_code,
        logo=issuer.image,
        links=links,
    )


def sites(issuer: Issuer, *, now: datetime.datetime, preview: bool = False, practice_at: str = "") -> tuple[Site, ...]:
    """Return the site of `issuer` in each of its languages, the first at the base itself. The rest is as for `site`."""
    return tuple(
        site(issuer, now=now, language=language, preview=preview, practice_at=practice_at)
        for language in languages_of(issuer)
    )


@functools.cache
def name_of(language: str) -> str:
    """Return a language's name in that language itself; an unknown tag stays a tag."""
    try:
        name = Locale.parse(language, sep="-").get_display_name() or language
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].upper() + name[1:]


def not_found_place(site: Site) -> Place:
    """Return the place of `404.html`, which a host shows instead of any missing page."""
    return Place("404.html", indexed=False, absolute=site.base_path)


@functools.cache
def direction(language: str) -> str:
    """Return `rtl` for a language written from right to left, else `ltr`."""
    try:
        return Locale.parse(language, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def _locale(language: str, country: str) -> str:
    """Return the best locale for `language` in `country`: a date is written as people there write it."""
    bare = language.partition("-")[0]
    for tag in (f"{bare}-{country}", language, bare):
        try:
            return str(Locale.parse(tag, sep="-"))
        except (UnknownLocaleError, ValueError):
            continue
    return "en"
