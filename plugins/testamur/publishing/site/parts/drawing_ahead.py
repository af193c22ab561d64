"""Draws the badges and cards of a site in other processes, while this one is busy with the first of them.

What they draw reaches this process through the cache of pictures alone: it asks for each picture as ever, and draws
what is not there yet. They begin at the last achievement, since this process begins at the first.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from testamur import processes
from testamur.pictures.drawing import picture_cache
from testamur.publishing.art import badge_pictures
from testamur.publishing.publication import Publication
from testamur.publishing.site import file_list, page_list
from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.site_info import Site

_FEW = 3  # achievements: they are drawn before another process would have begun
_Pages = Sequence[tuple[Site, Mapping[str, AchievementPage]]]


@contextlib.contextmanager
def drawing_ahead(published: Publication, sites: Sequence[Site], jobs: int) -> Iterator[None]:
    """Let `jobs` processes draw, this one among them, as long as the context lasts; no more are begun after it.

    Only where something has to be drawn, and can be kept. PublishingError names a picture that cannot be used.
    """
    slugs = list(published.registry.achievements)
    if jobs < 2 or len(slugs) <= _FEW or not processes.can_split() or not picture_cache.can_keep():
        yield
        return
    pages = [(site, {page.slug: page for page in page_list.achievements(published, site)}) for site in sites]
    before = picture_cache.drawn()
    _draw(published, pages[:1], slugs[0])
    if picture_cache.drawn() == before:
        yield  # drawn by an earlier run, and so are the others as a rule
        return
    with processes.beside(jobs - 1, functools.partial(_draw, published, pages), slugs[::-1]):
        yield


def _draw(published: Publication, pages: _Pages, slug: str) -> None:
    registry = published.registry
    badges = {slug: badge_pictures.badge(Path(registry.folder), registry.achievements[slug], registry.issuer)}
    for site, shown in pages:
        if slug in shown:
            for _ in file_list.card_files(published, site, [shown[slug]], badges):
                pass
