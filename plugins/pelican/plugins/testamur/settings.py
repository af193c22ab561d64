"""Prepares Pelican for a registry that is the whole site: its settings, its templates' rules, its languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment
from pelican.generators import PagesGenerator
from pelican.settings import DEFAULT_THEME

from pelican.plugins.testamur import asked, mounted, own_settings, runs, sources, themes
from testamur import installed
from testamur.publishing import publication
from testamur.publishing.rendering import environment
from testamur.publishing.views.editions import editions
from testamur.publishing.views.site_info import Link
from testamur.publishing.words import translations


def adapt(pelican: Any) -> None:
    """Turn a Pelican that has just started into one that publishes a registry, where its settings ask for one.

    Raises UsageError for settings that cannot be, and what reading the registry raises.
    """
    settings = pelican.settings
    if published := settings.get("TESTAMUR_PUBLICATION"):
        private = settings.get("TESTAMUR_PRIVATE", asked.private(settings))
        _use_own(pelican, published, private)
        return
    if runs.of_copy(settings):
        return  # i18n_subsites runs a Pelican for each language, with copies of these settings.
    path = asked.path(settings)
    if path:
        mounted.mount(pelican, path)
    elif path is not None:
        own_settings.refuse_replaced(settings)
        registry = runs.Runs(pelican, "")
        _use_own(pelican, registry.published, asked.private(settings))
        pelican.delete_outputdir = False
        runs.keep(settings, registry)


def _use_own(pelican: Any, published: publication.Publication, private: Iterable[Path]) -> None:
    """Change the settings of a Pelican so that the registry is the whole site."""
    settings = pelican.settings
    settings.update(own_settings.REQUIRED)
    settings["DOCUTILS_SETTINGS"] = {**settings.get("DOCUTILS_SETTINGS", {}), **sources.DOCUTILS}
    sources.look_at_folder(settings, *private)
    if Path(settings["THEME"]) == Path(DEFAULT_THEME):
        # Pelican copied its theme from the settings before any plugin could change them.
        settings["THEME"] = pelican.theme = str(installed.shipped_folder("theme"))
    themes.refuse_unfit(Path(settings["THEME"]), [Path(one) for one in settings["THEME_TEMPLATES_OVERRIDES"]], "THEME")
    publish(settings, published)


def publish(settings: dict[str, Any], published: publication.Publication) -> None:
    """Say in Pelican's settings what is published, in which languages."""
    settings["TESTAMUR_PUBLICATION"] = published
    issuer = published.registry.issuer
    settings["TIMEZONE"] = issuer.time_zone
    settings["DEFAULT_LANG"] = issuer.languages[0]
    settings["SITENAME"] = issuer.base
    settings["TESTAMUR_EDITIONS"] = editions(published)


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
