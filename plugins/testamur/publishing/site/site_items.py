"""Everything a site consists of: its pages, to be rendered, and its other files, as they are.

Each is a pure function of the publication, so a page can be made alone, again, or by another process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from testamur.publishing.publication import Publication
from testamur.publishing.site import file_list, page_list
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.items import File, Page
from testamur.publishing.views.site_info import Place, Site, not_found_place


def site_items(published: Publication, sites: Sequence[Site]) -> Iterator[Page | File]:
    """Yield every page and file of the site but its own prose; each award's together.

    `sites` are the site in each of its languages, the first at the base itself.
    """
    site = AwardSource.of(published, sites)
    places: list[Place] = []
    for item in common_items(site):
        if isinstance(item, Page):
            places.append(item.here)
        yield item
    for issued in published.awards:
        yield from site.items(issued)
    yield from file_list.listing_files(published, sites[0], [*places, *site.places()])


def common_items(site: AwardSource) -> Iterator[Page | File]:
    """Yield what is no award's own; without the lists (`file_list.listing_files`), which name every page."""
    published = site.published
    figures = page_list.figures_of(published)
    for edition in site.sites:
        achievements, views = site.achievements[edition.language], site.context.pathway_views[edition.language]
        yield from page_list.pages(published, edition, achievements, views, figures)
    yield _not_found_page(site.sites[0])
    yield from file_list.achievement_files(published, site.badges)
    yield from file_list.issuer_files(published)
    yield from file_list.index_files(published)
    yield from file_list.statement_files(published)
    yield from file_list.schema_files()


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
