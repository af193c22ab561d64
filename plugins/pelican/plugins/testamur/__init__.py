"""Pelican plugin: a Testamur registry that is the whole site, or one below a path of a site of its own.

Thin on purpose: `testamur.publishing` decides and verifies what is published. Being installed changes nothing: what
`pelicanconf.py` asks for is in `asked`.
"""

from __future__ import annotations

from typing import Any

from pelican import signals  # type: ignore[attr-defined]  # mypy sees our part of the namespace only
from pelican.plugins.testamur import blog, mounted, prose, runs, settings, watching
from pelican.plugins.testamur.generator import RegistryGenerator
from pelican.plugins.testamur.own_settings import REQUIRED

__all__ = ["REQUIRED", "register"]


def register() -> None:
    """Connect to Pelican."""
    watching.connect()
    signals.initialized.connect(settings.adapt)
    signals.get_generators.connect(_begin)
    signals.generator_init.connect(_prepare)
    signals.page_generator_write_page.connect(settings.speak)
    signals.all_generators_finalized.connect(_write)
    signals.all_generators_finalized.connect(prose.look_at)
    signals.all_generators_finalized.connect(settings.link_prose)


def _begin(pelican: Any) -> type[RegistryGenerator | mounted.Aside] | None:
    """Begin a run; return the generator of a registry, if there is one (Pelican skips None)."""
    registry = runs.of(pelican.settings)
    if registry:
        registry.begin()
        # Last of all plugins: what they do to the blog's files is done, and nothing is done to the registry's.
        signals.finalized.disconnect(_finish)
        signals.finalized.connect(_finish)
        if not registry.path:
            settings.publish(pelican.settings, registry.published)
            pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(registry.folder)
    if registry and registry.path:
        return mounted.Aside
    return RegistryGenerator if "TESTAMUR_EDITIONS" in pelican.settings else None


def _prepare(generator: Any) -> None:
    registry = runs.of_copy(generator.settings)
    if registry and registry.path:
        blog.give(generator, registry)
    else:
        settings.prepare(generator)


def _write(generators: list[Any]) -> None:
    """Write a registry that lies below a path, before the blog writes anything."""
    registry = runs.of(generators[0].settings) if generators else None
    if registry and registry.path:
        mounted.refuse_clashes(generators, registry.path)
        mounted.write(registry.published, generators[0].settings, registry.folder)


def _finish(pelican: Any) -> None:
    """End a run."""
    registry = runs.of(pelican.settings)
    if registry:
        registry.finish()
        pelican.output_path = pelican.settings["OUTPUT_PATH"] = str(registry.site)
