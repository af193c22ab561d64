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
from testamur.publishing.views.award_context import AwardContext
from testamur.publishing.views.site_info import Place, Site, not_found_place


def site_items(published: Publication, sites: Sequence[Site]) -> Iterator[Page | File]:
    """Yield every page and file of the site but its own prose; each award's together.

    `sites` are the site in each of its languages, the first at the base itself.
    """
    badges = _badges_by_achievement(published)
    places: list[Place] = []
    for item in _items_but_lists(published, sites, badges):
        if isinstance(item, Page):
            places.append(item.here)
        yield item
    # Last: the sitemap has every page that there was.
    yield from file_list.listing_files(published, sites[0], places)


def _items_but_lists(
    published: Publication, sites: Sequence[Site], badges: Mapping[str, badge_pictures.Badge]
) -> Iterator[Page | File]:
    figures = page_list.figures_of(published)
    pathway_views = {}
    for site in sites:
        achievements = page_list.achievements(published, site)
        views = page_list.pathway_views_of(published, site, achievements)
        pathway_views[site.language] = views
        yield from page_list.pages(published, site, achievements, views, figures)
    yield _not_found_page(sites[0])
    yield from file_list.achievement_files(published, badges)
    yield from file_list.issuer_files(published)
    yield from file_list.index_files(published)
    yield from file_list.statement_files(published)
    yield from file_list.schema_files()
    context = award_context.collect_context(published, pathway_views)
    for issued in published.awards:
        yield from award_items(published, issued, badges, sites, context)


def _not_found_page(site: Site) -> Page:
    here = not_found_place(site)
    return Page(
        name="404.html",
        here=here,
        language=site.language,
        template="404",
        context={"here": here},
        source="404.html",
    )


def award_items(
    published: Publication,
    issued: IssuedAward,
    badges: Mapping[str, badge_pictures.Badge],
    sites: Sequence[Site],
    context: AwardContext,
) -> Iterator[Page | File]:
    """Yield the pages and the files of one award: none when it is private, pages without facts when erased.

    `context` is what their pages say that was not signed.
    """
    award = issued.award
    if award.visibility == "private":
        return
    if issued.is_erased:
        for site in sites:
            erased = award_pages.erased_page(award, now=published.now, prefix=site.prefix)
            yield items.page(site, "award-erased", erased.here, award.file, erased=erased)
        return
    data = published.credential(issued)
    credential = json.loads(data)
    address = addresses.award(sites[0].address, award.id)
    code = qr.svg(address, title=address)
    for site in sites:
        page = context.add_to(award_pages.page(published, issued, site, credential), award, site)
        next_steps = context.pathway_views[site.language].next_steps(award.achievement)
        markup = Markup(code)  # noqa: S704 — drawn here, from an address
        yield items.page(site, "award", page.here, award.file, award=page, qr=markup, next_steps=next_steps)
    folder = f"awards/{award.id}"
    yield File(name=f"{folder}/credential.json", data=data, source=award.file)
    if issued.known.state != "revoked":
        badge = badges[award.achievement]
        yield File(name=f"{folder}/badge.png", data=badge.baked_png.bake(data), source=award.file)
        yield File(name=f"{folder}/badge.svg", data=badge.baked_svg.bake(data), source=award.file)
        yield File(name=f"{folder}/qr.svg", data=code.encode(), source=award.file)


def _badges_by_achievement(published: Publication) -> dict[str, badge_pictures.Badge]:
    registry = published.registry
    return {
        slug: badge_pictures.badge(Path(registry.folder), achievement, registry.issuer)
        for slug, achievement in registry.achievements.items()
    }
