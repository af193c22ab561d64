"""Pelican's settings for a registry that is the whole site: some are fixed, a few are free.

A registry needs few settings, since the records say everything about the institution. `pelicanconf.py` may
choose its own theme (THEME), more prose (PAGE_PATHS) and other plugins.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from pelican.plugins.testamur import sources
from testamur.errors import UsageError
from testamur.text.reporting import one_line

# No articles, no archives, no feeds of Pelican's own: every page is ours or the site's prose. Addresses
# are relative; those that must be absolute come from the issuer's base, never from SITEURL.
REQUIRED: dict[str, Any] = {
    "SITEURL": "",
    "RELATIVE_URLS": False,
    "ARTICLE_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "PAGE_URL": "{slug}/",
    "PAGE_SAVE_AS": "{slug}/index.html",
    "PAGE_LANG_URL": "{lang}/{slug}/",
    "PAGE_LANG_SAVE_AS": "{lang}/{slug}/index.html",
    "DRAFT_PAGE_SAVE_AS": "",
    "AUTHOR_SAVE_AS": "",
    "CATEGORY_SAVE_AS": "",
    "TAG_SAVE_AS": "",
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "THEME_STATIC_DIR": "theme",
    "STATIC_PATHS": [],
    "TEMPLATE_PAGES": {},
    "OUTPUT_SOURCES": False,
    "DELETE_OUTPUT_DIRECTORY": False,
    "LOAD_CONTENT_CACHE": False,
    "CACHE_CONTENT": False,
    "TYPOGRIFY": False,
}
# What these say makes no difference to a registry: its links are relative, and each run writes all of it anew.
_NOTHING_LOST = {"SITEURL", "RELATIVE_URLS", "DELETE_OUTPUT_DIRECTORY", "LOAD_CONTENT_CACHE", "CACHE_CONTENT"}
# Not .html, which may be a file that a page links.
_ARTICLES = (".md", ".markdown", ".mkd", ".mdown", ".rst")
_BESIDE = 'To keep a blog beside the registry, give the registry a path: TESTAMUR_PATH = "badges"'


def refuse_replaced(settings: Mapping[str, Any]) -> None:
    """Raise UsageError for what a blog has and a registry that is the whole site has not: settings, and articles."""
    if told := [*_settings(settings), *_articles(settings)]:
        raise UsageError("\n".join([*told, _BESIDE]))


def _settings(settings: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(REQUIRED.keys() - _NOTHING_LOST):
        given = settings.get(name)
        if given != DEFAULT_CONFIG.get(name) and (given or None) != (REQUIRED[name] or None):
            shown = one_line(repr(given), 80)
            yield f"{name} = {shown}: a registry that is the whole site decides this itself. Take the line out"
    if any(str(name).rpartition(".")[2] == "seo" for name in settings["PLUGINS"] or ()):
        yield "PLUGINS: seo needs SITEURL, and a registry that is the whole site has none. Take seo out"


def _articles(settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield the first text outside the folders of pages: Pelican takes it for an article, and a registry has none."""
    top = Path(settings["PATH"])
    pages = [os.path.join(top, name) for name in settings["PAGE_PATHS"]]  # noqa: PTH118 — a name may be ""
    excluded = {str(name) for name in settings["ARTICLE_EXCLUDES"]}
    if any(Path(page) == top for page in pages):
        return
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(
            name
            for name in folders
            if os.path.join(folder, name) not in pages and name not in excluded  # noqa: PTH118
        )
        for name in sorted(names):
            if name.lower().endswith(_ARTICLES):
                article = sources.name_of(Path(folder, name), settings)
                yield f"{article} is an article, and a registry that is the whole site has none: make it a page"
                return
