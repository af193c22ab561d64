"""What of a site is no award's own: its pages, to be rendered, and its other files, as they are.

Each is a pure function of the publication, so a page can be made alone, again, or by another process.
"""

from __future__ import annotations

from collections.abc import Iterator

from testamur.publishing.site import file_list, page_list
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.items import File, Page
from testamur.publishing.views.site_info import Site, not_found_place


def common_items(site: AwardSource) -> Iterator[Page | File]:
    """Yield all of it but the lists (`file_list.listing_files`), which name pages."""
    published = site.published
    counted = page_list.Counted.of(published)
    for edition in site.sites:
        achievements, prospects = site.achievements[edition.language], site.context.prospects[edition.language]
        yield from page_list.pages(published, edition, achievements, prospects, counted)
        yield from file_list.card_files(published, edition, achievements, site.badges)
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
