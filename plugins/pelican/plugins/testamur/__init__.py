"""Pelican plugin: the pages and files of a Testamur registry, beside the site's own prose.

Thin on purpose: `testamur.publishing` decides and verifies what is published. This plugin only hands it
to Pelican's writer, so that other plugins see our pages like any others.
"""

from __future__ import annotations

from typing import Any

from pelican import signals  # type: ignore[attr-defined]  # mypy sees our part of the namespace only
from pelican.plugins.testamur.generator import RegistryGenerator
from pelican.plugins.testamur.settings import REQUIRED, adapt, link_prose, prepare, speak

__all__ = ["REQUIRED", "register"]


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(adapt)
    signals.get_generators.connect(_generators)
    signals.generator_init.connect(prepare)
    signals.page_generator_write_page.connect(speak)
    signals.all_generators_finalized.connect(link_prose)


def _generators(pelican: Any) -> type[RegistryGenerator] | None:
    # `adapt` sets the editions only where it found a registry; Pelican skips None.
    return RegistryGenerator if "TESTAMUR_EDITIONS" in pelican.settings else None
