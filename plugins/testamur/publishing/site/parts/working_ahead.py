"""Compiles the theme, and draws badges and cards, in other processes, while this one begins with the badges.

What they make reaches this process through the cache folder alone: it asks for each picture and each template as ever,
and makes what is not there yet. They begin at the last achievement, since this process begins at the first.
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
from testamur.publishing.rendering import standalone
from testamur.publishing.site import file_list, page_list
from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.site_info import Site

_FEW = 3  # achievements: they are drawn before another process would have begun
_TEMPLATES = ""  # as an item of work; everything else is an achievement's slug
_Pages = Sequence[tuple[Site, Mapping[str, AchievementPage]]]


@contextlib.contextmanager
def working_ahead(
    published: Publication, sites: Sequence[Site], jobs: int, *, compiles: bool = False
) -> Iterator[None]:
    """Let `jobs` processes work, this one among them, as long as the context lasts; no more is begun after it.

    Only where something has to be drawn, and can be kept. The theme that comes with Testamur is compiled too where
    `compiles` says so. PublishingError names a picture that cannot be used.
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
    work = [*([_TEMPLATES] if compiles else []), *slugs[::-1]]
    with processes.beside(jobs - 1, functools.partial(_do, published, pages), work):
        yield


def _do(published: Publication, pages: _Pages, work: str) -> None:
    if work != _TEMPLATES:
        _draw(published, pages, work)
        return
    # One language will do: the others have the same (`rendering.bytecode`).
    environment = standalone.environment_for(pages[0][0])
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


def _draw(published: Publication, pages: _Pages, slug: str) -> None:
    registry = published.registry
    badges = {slug: badge_pictures.badge(Path(registry.folder), registry.achievements[slug], registry.issuer)}
    for site, shown in pages:
        if slug in shown:
            for _ in file_list.card_files(published, site, [shown[slug]], badges):
                pass
