"""Everything a site consists of: its pages, to be rendered, and its other files, as they are.

Each is a pure function of the publication, so a page can be made alone, again, or by another process.
A private award has no page and no file; its entry in the index is digest and state only.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from testamur.credentials import addresses, did, open_badge
from testamur.credentials.editions import own_language
from testamur.proofs import jcs
from testamur.publishing import (
    around,
    art,
    catalogue,
    edition_files,
    endorsements,
    feeds,
    index,
    insights,
    learners,
    pathways,
    qr,
    said,
    share_card,
    skills,
    texts,
)
from testamur.publishing import pages as views
from testamur.publishing.around import Around
from testamur.publishing.facts import Picture
from testamur.publishing.pages import AwardPage
from testamur.publishing.pathways import Ways
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.site import Place, Site, nowhere
from testamur.records import figures as counting
from testamur.records import schema
from testamur.records.figures import Figures
from testamur.records.files import read as read_file
from testamur.records.models import Achievement, say

SAMPLES = tuple({"verdict": verdict, "file": f"{verdict.lower().replace(' ', '-')}.json"} for verdict in texts.SAMPLE)
"""The samples of the page "Check an award", in the theme's folder `static/samples/`."""
_HOLDERS = 12
_MOST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page to render: its path, language, template, what the template is given, and what it is made from."""

    name: str
    language: str
    template: str
    context: dict[str, Any]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file to write as it is."""

    name: str
    data: bytes
    source: str


def everything(published: Publication, editions: Sequence[Site]) -> Iterator[Page | File]:
    """Yield every page and file of the site but its own prose; each award's together.

    `editions` are the site in each of its languages, the first at the base itself.
    """
    badges = _badges(published)
    ways = {site.language: ways_of(published, site) for site in editions}
    figures = figures_of(published)
    for site in editions:
        yield from _general_pages(published, site, ways[site.language], figures)
    yield Page(
        name="404.html",
        language=editions[0].language,
        template="404",
        context={"here": nowhere(editions[0])},
        source="404.html",
    )
    yield from _achievement_files(published, badges)
    yield from _issuer_files(published)
    yield from _index_files(published)
    yield from _statement_files(published)
    yield from _lists(published, editions, has_insights=figures is not None)
    beside = around.of(published, ways)
    for one in published.awards:
        yield from award(published, one, badges, editions, beside)


def award(
    published: Publication,
    one: IssuedAward,
    badges: Mapping[str, art.Badge],
    editions: Sequence[Site],
    beside: Around,
) -> Iterator[Page | File]:
    """Yield the pages and the files of one award: none when it is private, pages without facts when erased.

    `beside` is what their pages say that was not signed.
    """
    if one.award.visibility == "private":
        return
    if one.is_erased:
        for site in editions:
            erased = views.erased_page(one.award, now=published.now, prefix=site.prefix)
            yield _page(site, "award-erased", erased.here, one.award.file, erased=erased)
        return
    data = published.credential(one)
    credential = json.loads(data)
    address = addresses.award(editions[0].address, one.award.id)
    code = qr.svg(address, title=address)
    for site in editions:
        shown = beside.completed(award_page(published, one, site, credential), one, site)
        leads = beside.ways[site.language].leads(one.award.achievement)
        drawn = Markup(code)  # noqa: S704 — drawn here, from an address
        yield _page(site, "award", shown.here, one.award.file, award=shown, qr=drawn, leads=leads)
    folder, source = f"awards/{one.award.id}", one.award.file
    yield File(name=f"{folder}/credential.json", data=data, source=source)
    if one.known.state != "revoked":
        badge = badges[one.award.achievement]
        yield File(name=f"{folder}/badge.png", data=badge.baked_png.bake(data), source=source)
        yield File(name=f"{folder}/badge.svg", data=badge.baked_svg.bake(data), source=source)
        yield File(name=f"{folder}/qr.svg", data=code.encode(), source=source)


def figures_of(published: Publication) -> Figures | None:
    """Return the figures that the site may show: of what was issued; None where it is to have none."""
    registry = published.registry
    if not registry.issuer.has_insights:
        return None
    issued = [one.award for one in published.awards]
    found = counting.figures(registry, issued, today=published.now.astimezone(datetime.UTC).date())
    return None if found.is_empty else found


def _general_pages(published: Publication, site: Site, ways: Ways, figures: Figures | None) -> Iterator[Page]:
    shown = achievements(published, site)
    holders = _holders(published, site)
    current = [page for page in shown if not page.retired]
    retired = [page for page in shown if page.retired]
    led = ways.pages()
    begun = [page for page in led if not page.is_retired]
    yield _page(site, "home", Place(site.prefix), achievements=current, pathways=begun)
    yield _page(
        site,
        "achievements",
        Place(f"{site.prefix}achievements/"),
        achievements=current,
        retired=retired,
        filters=catalogue.filters(current, site.language),
        pathways=led,
    )
    for page in shown:
        named = holders.get(page.slug, [])
        yield _page(
            site,
            "achievement",
            page.here,
            f"achievement {page.slug}",
            achievement=page,
            holders=named,
            leads=ways.leads(page.slug),
            course=insights.course(published.registry, figures, site, page.slug),
            endorsements=endorsements.of_achievement(published, site, page.slug),
        )
    if led:
        ended = [page for page in led if page.is_retired]
        yield _page(site, "pathways", Place(f"{site.prefix}pathways/"), pathways=begun, retired=ended)
    for one in led:
        yield _page(site, "pathway", one.here, f"pathway {one.slug}", pathway=one)
    known = skills.pages(shown, site.prefix, site.language)
    if known:
        yield _page(site, "skills", Place(f"{site.prefix}skills/"), skills=known)
    for skill in known:
        yield _page(site, "skill", skill.here, f"the skill {skill.slug}", skill=skill)
    if figures:
        made = insights.page(published.registry, figures, site, skills.paths(known))
        yield _page(site, "insights", made.here, insights=made)
    keys = published.registry.issuer.verification_methods[::-1]
    yield _page(
        site,
        "issuer",
        Place(f"{site.prefix}issuer/"),
        keys=keys,
        endorsements=endorsements.of_issuer(published, site),
        has_insights=figures is not None,
    )
    for given in endorsements.given(published, site):
        yield _page(site, "endorsement", given.here, f"endorsing {given.slug}", given=given)
    yield from _learners(published, site, ways)
    yield _page(site, "verify", Place(f"{site.prefix}verify/"), samples=SAMPLES)
    yield _page(site, "mine", Place(f"{site.prefix}mine/", indexed=False))


def _learners(published: Publication, site: Site, ways: Ways) -> Iterator[Page]:
    issued = {one.award.id: one for one in published.awards}
    for one in learners.statements(published):
        shown = {part: award_page(published, issued[part], site) for part in one.statement.parts}
        page = learners.page(one, shown, site)
        # Only what is in force counts: its page says so as well.
        current = [part for part, award in shown.items() if award.standing.state == "current"]
        progress = ways.progress({issued[part].award.achievement for part in current})
        yield _page(site, "learner", page.here, f"the record {one.name}", learner=page, progress=progress)


def ways_of(published: Publication, site: Site) -> Ways:
    """Return every pathway in the language of `site`."""
    return pathways.ways(
        published.registry.pathways,
        achievements(published, site),
        language=site.language,
        own=published.registry.issuer.languages[0],
        prefix=site.prefix,
        as_of=site.as_of,
    )


def _holders(published: Publication, site: Site) -> dict[str, list[AwardPage]]:
    """Return the newest public awards of each achievement, as many as its page names."""
    found: dict[str, list[IssuedAward]] = {}
    active = (one for one in _public(published) if one.known.state == "active")
    for one in sorted(active, key=lambda one: (one.award.awarded_date, one.award.id), reverse=True):
        newest = found.setdefault(one.award.achievement, [])
        if len(newest) < _HOLDERS:
            newest.append(one)
    return {slug: [award_page(published, one, site) for one in newest] for slug, newest in found.items()}


def _public(published: Publication) -> list[IssuedAward]:
    """Return the awards that lists may name: public ones that were not withdrawn."""
    return [
        one
        for one in published.awards
        if one.is_shown and one.award.visibility == "public" and one.known.state != "revoked"
    ]


def achievements(published: Publication, site: Site) -> list[views.AchievementPage]:
    """Return the page of every achievement, in the order of their titles."""
    issuer = published.registry.issuer
    found = (
        views.achievement_page(
            achievement,
            language=site.language,
            picture=_picture(achievement, site, own),
            prefix=site.prefix,
            document=edition_files.path_of(achievement, issuer, site.language),
            own=own,
        )
        for achievement in published.registry.achievements.values()
        for own in (own_language(achievement, issuer),)
    )
    return sorted(found, key=lambda page: (page.title.casefold(), page.slug))


def award_page(
    published: Publication,
    one: IssuedAward,
    site: Site,
    credential: dict[str, Any] | None = None,
) -> AwardPage:
    """Return the page of an award that has one, in the language of `site`; `credential` where it was read already."""
    superseded = one.award.last("superseded")
    return views.award_page(
        credential or json.loads(published.credential(one)),
        one.award,
        published.registry.issuer,
        now=published.now,
        digest=one.known.current.digest.removeprefix("sha256:"),
        achievement_path=f"achievements/{one.award.achievement}/",
        replacement=published.registry.awards.get(superseded.by) if superseded else None,
        prefix=site.prefix,
    )


def _lists(published: Publication, editions: Sequence[Site], *, has_insights: bool) -> Iterator[File]:
    """Yield what names awards for others to find: public ones only."""
    site = editions[0]
    public = _public(published)
    newest = sorted(public, key=lambda one: (one.known.current.issued, one.award.id), reverse=True)[: feeds.NEWEST]
    shown = [award_page(published, one, site) for one in newest]
    yield _file(feeds.FEED, feeds.atom(site, shown))
    places = [Place(path) for path in ("", "achievements/", "issuer/", "verify/")]
    places += [Place(f"achievements/{slug}/") for slug in sorted(published.registry.achievements)]
    known = skills.pages(achievements(published, site), "")
    places += [Place("skills/"), *(page.here for page in known)] if known else []
    places += [Place("insights/")] if has_insights else []
    places += [page.here for page in endorsements.given(published, site)]
    places += [Place(f"learners/{one.name}/") for one in learners.statements(published)]
    led = sorted(published.registry.pathways)
    places += [Place("pathways/"), *(Place(f"pathways/{slug}/") for slug in led)] if led else []
    places += [Place(f"awards/{one.award.id}/") for one in public]
    places = [Place(f"{edition.prefix}{place.path}") for edition in editions for place in places]
    yield _file(feeds.SITEMAP, feeds.sitemap(site, places))
    # A preview is not to be found by search engines; the real site says where its map is.
    robots = "Disallow: /" if published.preview else f"Allow: /\nSitemap: {site.base}/{feeds.SITEMAP}"
    yield _file("robots.txt", f"User-agent: *\n{robots}\n".encode())
    for kind in schema.KINDS:
        text = json.dumps(schema.bundled(kind), ensure_ascii=False, indent=2)
        yield _file(f"schemas/{kind}.schema.json", text.encode() + b"\n")


def _achievement_files(published: Publication, badges: dict[str, art.Badge]) -> Iterator[File]:
    issuer = published.registry.issuer
    for slug, achievement in published.registry.achievements.items():
        folder, source = f"achievements/{slug}", f"achievement {slug}"
        language = open_badge.language_of(achievement, issuer)
        for path, document in edition_files.documents(achievement, issuer):
            yield File(name=path, data=jcs.canonicalize(document), source=source)
        yield File(name=f"{folder}/badge.svg", data=badges[slug].svg, source=source)
        yield File(name=f"{folder}/badge.png", data=badges[slug].png, source=source)
        card = share_card.png(
            title=say(achievement.name, language),
            institution=say(issuer.name, language),
            color=achievement.color,
            badge_svg=badges[slug].svg,
        )
        yield File(name=f"{folder}/{views.CARD}", data=card, source=source)


def _issuer_files(published: Publication) -> Iterator[File]:
    issuer = published.registry.issuer
    yield _file("issuer/did.json", jcs.canonicalize(did.document(issuer.base, issuer.verification_methods)))
    yield _file("issuer/keys.json", jcs.canonicalize(did.keys_document(issuer)))
    for name, data in published.status_lists.items():
        yield _file(f"status/{addresses.status_list_name(*name)}.json", data)
    if issuer.image:
        yield _file(issuer.image, read_file(published.registry.folder / issuer.image, _MOST))


def _statement_files(published: Publication) -> Iterator[File]:
    """Yield the signed documents that are no awards, each where its own id says that it is."""
    for one in published.statements:
        name = {
            "endorsing": f"endorsements/{one.statement.of}/credential.json",
            "pathways": f"awards/{one.statement.of}/record.json",
            "learners": f"learners/{one.name}/record.json",
        }[one.statement.kind]
        yield File(name=name, data=one.data, source=one.statement.key)


def _index_files(published: Publication) -> Iterator[File]:
    entries = {
        one.award.id: index.entry(one.known, valid_until=one.valid_until, since=_since(one))
        if one.is_shown
        else index.entry(one.known)
        for one in published.awards
    }
    as_of = published.now.date().isoformat()
    yield _file("index.json", index.head(published.registry.issuer, as_of=as_of, preview=published.preview))
    for name, data in index.shards(entries):
        yield _file(name, data)


def _since(one: IssuedAward) -> str:
    """Return the day on which an award came to stand as it does; "" when it is in force."""
    line = one.award.last(one.known.state)  # no act is called "active"
    return line.date.isoformat() if line else ""


def _badges(published: Publication) -> dict[str, art.Badge]:
    registry = published.registry
    return {
        slug: art.badge(Path(registry.folder), achievement, registry.issuer)
        for slug, achievement in registry.achievements.items()
    }


def _picture(achievement: Achievement, site: Site, own: str) -> Picture:
    caption = said.named_text(achievement.image.caption if achievement.image else achievement.name, own)
    return Picture(address=f"achievements/{achievement.slug}/badge.svg", caption=said.say(caption, site.language))


def _page(site: Site, template: str, here: Place, source: str = "", **context: Any) -> Page:
    return Page(
        name=f"{here.path}index.html",
        language=site.language,
        template=template,
        context={"here": here, **context},
        source=source or f"the page {here.path or 'home'}",
    )


def _file(name: str, data: bytes) -> File:
    return File(name=name, data=data, source=name)
