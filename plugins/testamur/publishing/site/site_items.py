"""Everything a site consists of: its pages, to be rendered, and its other files, as they are.

Each is a pure function of the publication, so a page can be made alone, again, or by another process.
A private award has no page and no file; its entry in the index is digest and state only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from testamur.credentials import addresses
from testamur.publishing.art import badge_pictures, qr
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.site import file_list, items, page_list
from testamur.publishing.site.items import File, Page
from testamur.publishing.views import award_context, award_pages
from testamur.publishing.views.award_context import Around
from testamur.publishing.views.site_info import Place, Site, nowhere


def everything(published: Publication, editions: Sequence[Site]) -> Iterator[Page | File]:
    """Yield every page and file of the site but its own prose; each award's together.

    `editions` are the site in each of its languages, the first at the base itself.
    """
    badges = _badges(published)
    places: list[Place] = []
    for item in _items(published, editions, badges):
        if isinstance(item, Page):
            places.append(item.here)
        yield item
    # Last: the sitemap has every page that there was.
    yield from file_list.lists(published, editions[0], places)


def _items(
    published: Publication, editions: Sequence[Site], badges: Mapping[str, badge_pictures.Badge]
) -> Iterator[Page | File]:
    figures = page_list.figures_of(published)
    ways = {}
    for site in editions:
        achievements = page_list.achievements(published, site)
        ways[site.language] = page_list.ways_of(published, site, achievements)
        yield from page_list.pages(published, site, achievements, ways[site.language], figures)
    not_there = nowhere(editions[0])
    yield Page(
        name="404.html",
        here=not_there,
        language=editions[0].language,
        template="404",
        context={"here": not_there},
        source="404.html",
    )
    yield from file_list.achievement_files(published, badges)
    yield from file_list.issuer_files(published)
    yield from file_list.index_files(published)
    yield from file_list.statement_files(published)
    yield from file_list.schema_files()
    beside = award_context.of(published, ways)
    for one in published.awards:
        yield from award(published, one, badges, editions, beside)


def award(
    published: Publication,
    one: IssuedAward,
    badges: Mapping[str, badge_pictures.Badge],
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
            erased = award_pages.erased_page(one.award, now=published.now, prefix=site.prefix)
            yield items.page(site, "award-erased", erased.here, one.award.file, erased=erased)
        return
    data = published.credential(one)
    credential = json.loads(data)
    address = addresses.award(editions[0].address, one.award.id)
    code = qr.svg(address, title=address)
    for site in editions:
        shown = beside.completed(award_pages.page(published, one, site, credential), one, site)
        leads = beside.ways[site.language].leads(one.award.achievement)
        drawn = Markup(code)  # noqa: S704 — drawn here, from an address
        yield items.page(site, "award", shown.here, one.award.file, award=shown, qr=drawn, leads=leads)
    folder, source = f"awards/{one.award.id}", one.award.file
    yield File(name=f"{folder}/credential.json", data=data, source=source)
    if one.known.state != "revoked":
        badge = badges[one.award.achievement]
        yield File(name=f"{folder}/badge.png", data=badge.baked_png.bake(data), source=source)
        yield File(name=f"{folder}/badge.svg", data=badge.baked_svg.bake(data), source=source)
        yield File(name=f"{folder}/qr.svg", data=code.encode(), source=source)


def _badges(published: Publication) -> dict[str, badge_pictures.Badge]:
    registry = published.registry
    return {
        slug: badge_pictures.badge(Path(registry.folder), achievement, registry.issuer)
        for slug, achievement in registry.achievements.items()
    }
