"""The two things a site consists of: pages to be rendered, and files that are written as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from testamur.publishing.views.site_info import Place, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page to render: its path, language, template, what the template is given, and what it is made from.

    `here` is its place, from which the sitemap and the links to other languages follow.
    """

    name: str
    here: Place
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


def page(site: Site, template: str, here: Place, source: str = "", **context: object) -> Page:
    """Return a page of `site`, rendered from `template` with `context`."""
    return Page(
        name=f"{here.path}index.html",
        here=here,
        language=site.language,
        template=template,
        context={"here": here, **context},
        source=source or f"the page {here.path or 'home'}",
    )


def file(name: str, data: bytes) -> File:
    """Return a file that is made from itself."""
    return File(name=name, data=data, source=name)
