"""Builds documents that stand alone: one HTML file for a printer, from the theme's templates, nothing fetched."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader

from testamur import installed
from testamur.publishing.rendering import environment
from testamur.publishing.views.site_info import Site
from testamur.publishing.words import translations

_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}


def environment_for(site: Site, theme: Path | None = None, overrides: Sequence[Path] = ()) -> Environment:
    """Return a theme's templates under our rules, in the language of `site`: those of the default one, unless named.

    Those in `overrides` go first, and reach the theme's own as `!theme/base.html`, as they do in Pelican.
    """
    theme = theme or installed.shipped_folder("theme")
    own = FileSystemLoader(theme / "templates")
    loader = ChoiceLoader([FileSystemLoader(overrides), own, PrefixLoader({"!theme": own})]) if overrides else own
    return environment.prepare(
        Environment(loader=loader),  # noqa: S701 — prepare turns it on
        site,
        translations.catalogue(theme / "translations", site.language),
    )


def data_url(data: bytes, suffix: str) -> str:
    """Return a picture as a `data:` URL; `suffix` is .svg or .png."""
    return f"data:{_TYPES[suffix]};base64,{base64.b64encode(data).decode('ascii')}"
