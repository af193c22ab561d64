"""The site in each of its languages, with the parts that this registry has: every page's menu leads to these."""

from __future__ import annotations

from dataclasses import replace

from testamur.publishing.publication import Publication
from testamur.publishing.views import site_info
from testamur.publishing.views.figures import figures_page
from testamur.publishing.views.site_info import Site


def editions(published: Publication) -> tuple[Site, ...]:
    """Return the site of a publication in each of its languages, the first at the base itself."""
    sites = site_info.sites(
        published.registry.issuer, now=published.now, preview=published.preview, practice_at=published.practice_at
    )
    has_pathways = bool(published.registry.pathways)
    has_insights = figures_page.figures_of(published) is not None
    return tuple(replace(site, has_pathways=has_pathways, has_insights=has_insights) for site in sites)
