"""Pelican's settings for a registry: some are fixed whatever `pelicanconf.py` says, a few are free.

A registry needs few settings, since the records say everything about the institution. `pelicanconf.py` may
choose its own theme (THEME), more prose (PAGE_PATHS) and other plugins.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment
from pelican.generators import PagesGenerator
from pelican.settings import DEFAULT_THEME

from pelican.plugins.testamur import sources
from testamur import installed
from testamur.ledger.store import Ledger
from testamur.pictures.apart import HEADROOM
from testamur.publishing import publication
from testamur.publishing.rendering import environment
from testamur.publishing.site import self_check
from testamur.publishing.views.site_info import Link, sites
from testamur.publishing.words import translations
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
    "TEMPLATE_PAGES": {},
    "OUTPUT_SOURCES": False,
    "DELETE_OUTPUT_DIRECTORY": False,
    "LOAD_CONTENT_CACHE": False,
    "CACHE_CONTENT": False,
    "TYPOGRIFY": False,
}


def adapt(pelican: Any) -> None:
    """Turn a Pelican that has just started into one that publishes a registry.

    Where no PLUGINS are named, Pelican loads every installed plugin of its namespace. A site without
    records is not a registry, and is left alone.
    """
    settings = pelican.settings
    if "TESTAMUR_PUBLICATION" not in settings and not _records(settings).is_dir():
        return
    settings.update(REQUIRED)
    settings["DOCUTILS_SETTINGS"] = {**settings.get("DOCUTILS_SETTINGS", {}), **sources.DOCUTILS}
    sources.look_at_folder(settings, *settings.get("TESTAMUR_PRIVATE", (_records(settings), _ledger(settings))))
    published = settings.get("TESTAMUR_PUBLICATION") or _read(settings)
    settings["TESTAMUR_PUBLICATION"] = published
    if Path(settings["THEME"]) == Path(DEFAULT_THEME):
        # Pelican copied its theme from the settings before any plugin could change them.
        settings["THEME"] = pelican.theme = str(installed.shipped_folder("theme"))
    issuer = published.registry.issuer
    settings["TIMEZONE"] = issuer.time_zone
    settings["DEFAULT_LANG"] = issuer.languages[0]
    settings["SITENAME"] = issuer.base
    settings["TESTAMUR_EDITIONS"] = sites(
        issuer, now=published.now, preview=published.preview, practice_at=published.practice_at
    )


def prepare(generator: Any) -> None:
    """Give a generator an environment for each of the site's languages, its own for the first.

    Our rules hold in all of them, above all autoescaping, which Pelican leaves off.
    """
    editions = generator.settings.get("TESTAMUR_EDITIONS", ())
    folder = Path(generator.settings["THEME"]) / "translations"
    generator.testamur = {}
    for edition in editions:
        made = generator.env
        if edition is not editions[0]:
            # Not an overlay: it would share filters and globals, and with them the language.
            options = generator.settings["JINJA_ENVIRONMENT"]
            made = Environment(loader=generator.env.loader, **{**options, "autoescape": True})  # noqa: S701 — it is on
            made.filters.update(generator.env.filters)
            made.globals.update(generator.env.globals)
        words = translations.catalogue(folder, edition.language)
        generator.testamur[edition.language] = environment.prepare(made, edition, words)


def link_prose(generators: list[Any]) -> None:
    """Let every page link the site's own prose in its language, once Pelican has read it."""
    if not generators or "TESTAMUR_EDITIONS" not in generators[0].settings:
        return
    prose = [page for generator in generators if isinstance(generator, PagesGenerator) for page in _all(generator)]
    # Pelican gives one settings object to all its generators.
    settings = generators[0].settings
    settings["TESTAMUR_EDITIONS"] = tuple(
        replace(edition, links=_links(prose, edition.language)) for edition in settings["TESTAMUR_EDITIONS"]
    )
    for generator in generators:
        for edition in settings["TESTAMUR_EDITIONS"]:
            generator.testamur[edition.language].globals["site"] = edition


def speak(generator: Any, content: Any) -> None:
    """Render a prose page in its own language: Pelican asks for its template right after this signal."""
    spoken = getattr(generator, "testamur", {})
    if spoken:
        made = spoken.get(content.lang, next(iter(spoken.values())))
        generator.get_template = lambda name: made.get_template(f"{name}.html")


def _all(generator: PagesGenerator) -> list[Any]:
    return [*generator.pages, *generator.translations]


def _links(prose: list[Any], language: str) -> tuple[Link, ...]:
    """Return links to the prose pages in `language`; one that has not been translated keeps its own language."""
    chosen: dict[str, Any] = {}
    # The wanted language sorts first, then the original, and the first page of a slug stays.
    for page in sorted(prose, key=lambda page: (page.lang != language, not page.in_default_lang)):
        chosen.setdefault(page.slug, page)
    return tuple(Link(path=page.url, title=page.title) for _, page in sorted(chosen.items()))


def _read(settings: dict[str, Any]) -> publication.Publication:
    """Read what may be published, when `pelican` is run instead of `testamur build`."""
    # What `--now` is where it is not given (docs/architecture.md, "Building").
    now = datetime.datetime.combine(datetime.datetime.now(datetime.UTC).date(), datetime.time(), datetime.UTC)
    records = registry.load(_records(settings), today=now.date(), pictures=HEADROOM)
    published = publication.read(records, Ledger(_ledger(settings)), now=now)
    self_check.check(published)
    return published


def _records(settings: dict[str, Any]) -> Path:
    return Path(settings.get("TESTAMUR_RECORDS", Path(settings["PATH"]).parent / "credentials"))


def _ledger(settings: dict[str, Any]) -> Path:
    return Path(settings.get("TESTAMUR_LEDGER", Path(settings["PATH"]).parent / "ledger"))
