"""Pelican's settings for a registry: what must be so, whatever `pelicanconf.py` says, and what may differ.

A registry's settings are few: the records say everything about the institution. `pelicanconf.py` may
choose a theme of one's own (THEME), more prose (PAGE_PATHS), other plugins.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from pelican.generators import PagesGenerator
from pelican.settings import DEFAULT_THEME

from testamur.ledger.store import Ledger
from testamur.publishing import environment, publication, theme
from testamur.publishing.site import Link, site
from testamur.records import registry

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
    "OUTPUT_SOURCES": False,
    "DELETE_OUTPUT_DIRECTORY": False,
    "LOAD_CONTENT_CACHE": False,
    "CACHE_CONTENT": False,
    "TYPOGRIFY": False,
}


def adapt(pelican: Any) -> None:
    """Make a Pelican that has just begun one that publishes a registry.

    Pelican loads every installed plugin of its namespace where no PLUGINS are named: a site without
    records is somebody else's, and is left as it is.
    """
    settings = pelican.settings
    if "TESTAMUR_PUBLICATION" not in settings and not _records(settings).is_dir():
        return
    settings.update(REQUIRED)
    published = settings.get("TESTAMUR_PUBLICATION") or _read(settings)
    settings["TESTAMUR_PUBLICATION"] = published
    if Path(settings["THEME"]) == Path(DEFAULT_THEME):
        settings["THEME"] = pelican.theme = str(theme.folder())
    issuer = published.registry.issuer
    settings["TIMEZONE"] = issuer.time_zone
    settings["DEFAULT_LANG"] = issuer.languages[0]
    settings["SITENAME"] = issuer.base
    settings["TESTAMUR_SITE"] = shown = site(issuer, now=published.now, preview=published.preview)
    catalogue = environment.translations(Path(settings["THEME"]) / "translations", shown.language)
    settings["TESTAMUR_PREPARE"] = lambda made: environment.prepare(made, shown, catalogue)


def link_prose(generators: list[Any]) -> None:
    """Let every page link the site's own prose, once Pelican has read it."""
    if not generators or "TESTAMUR_SITE" not in generators[0].settings:
        return
    pages = [page for generator in generators if isinstance(generator, PagesGenerator) for page in generator.pages]
    links = tuple(Link(path=page.url, title=page.title) for page in sorted(pages, key=lambda page: page.url))
    # Pelican gives one settings object to all its generators.
    settings = generators[0].settings
    settings["TESTAMUR_SITE"] = replace(settings["TESTAMUR_SITE"], links=links)
    for generator in generators:
        generator.env.globals["site"] = settings["TESTAMUR_SITE"]


def _read(settings: dict[str, Any]) -> publication.Publication:
    """Read what may be published, for those who run `pelican` and not `testamur build`."""
    now = datetime.datetime.combine(datetime.datetime.now(datetime.UTC).date(), datetime.time(), datetime.UTC)
    ledger = Path(settings.get("TESTAMUR_LEDGER", Path(settings["PATH"]).parent / "ledger"))
    records = registry.load(_records(settings), today=now.date())
    return publication.read(records, Ledger(ledger), now=now)


def _records(settings: dict[str, Any]) -> Path:
    return Path(settings.get("TESTAMUR_RECORDS", Path(settings["PATH"]).parent / "credentials"))
