"""A registry below a path of a blog: its pages and files as `testamur build` makes them, and nothing of the blog's.

The blog's theme, writer and plugins have no say in them: an award's page has a strict policy, and says only what was
signed. So they are not written by Pelican at all.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import signals  # type: ignore[attr-defined]  # mypy sees our part of the namespace only
from pelican.plugins.testamur import asked, runs, sources, themes
from testamur.errors import PublishingError
from testamur.publishing.publication import Publication
from testamur.publishing.rendering import standalone
from testamur.publishing.rendering.layouts import PageTemplates
from testamur.publishing.site import common_items, file_list
from testamur.publishing.site.award_items import AwardSource
from testamur.publishing.site.items import File, Page
from testamur.publishing.site.tree import Tree
from testamur.publishing.views.editions import editions
from testamur.publishing.views.site_info import Place


def mount(pelican: Any, path: str) -> None:
    """Put a registry below `path` of the blog that a Pelican which has just started makes.

    Raises UsageError for settings that cannot be, and what reading the registry raises.
    """
    settings = pelican.settings
    asked.refuse_taken(settings, path)
    sources.refuse_private(settings, *asked.private(settings))
    themes.refuse_unfit(asked.theme(settings), asked.templates(settings), "TESTAMUR_THEME")
    registry = runs.Runs(pelican, path)
    warning = asked.refuse_other_base(path, registry.published.registry.issuer.base, str(settings["SITEURL"] or ""))
    if warning:
        logging.getLogger("pelican").warning("%s", warning)
    # DELETE_OUTPUT_DIRECTORY is the blog's. The registry's folder is replaced whole, once there is a new one.
    pelican.output_retention = [*pelican.output_retention, path.partition("/")[0]]
    runs.keep(settings, registry)


def refuse_clashes(generators: list[Any], path: str) -> None:
    """Raise PublishingError for what of the blog would lie in the registry's folder, or was read from its records."""
    settings, context = generators[0].settings, generators[0].context
    private, told = asked.private(settings), []
    for content in {id(one): one for kind in _KINDS for one in context.get(kind, {}).values() if one}.values():
        name = sources.name_of(Path(settings["PATH"], content.source_path), settings)
        place = str(getattr(content, "save_as", "") or "")
        if f"{place.lower()}/".startswith(f"{path.lower()}/"):
            told.append(
                f"{name} would be published at {place}, and TESTAMUR_PATH = {path!r} is the registry's. Give it "
                "another place (its name, Save_As or Slug), or change TESTAMUR_PATH"
            )
        if sources.is_from(content, settings, *private):
            told.append(
                f"{name} is the registry's, and would be published as it is. Take the link to it out, or its folder "
                "out of STATIC_PATHS"
            )
    if told:
        raise PublishingError("\n".join([*sorted(told), "Nothing was published."]))


class Aside:
    """A generator of Pelican's that writes nothing: once the blog's pages are written, it hides what stands."""

    def __init__(self, *, context: dict[str, Any], settings: Mapping[str, Any], output_path: str, **_: Any) -> None:
        # Plugins of the blog look at these of every generator.
        self.context, self.settings, self.output_path = context, settings, output_path

    def generate_output(self, _writer: object) -> None:
        """Hide it from those who are told that the site is finished, where anybody but us is."""
        registry = runs.of(self.settings)
        if registry and len(signals.finalized.receivers) > 1:
            registry.set_aside()


def write(published: Publication, settings: Mapping[str, Any], folder: Path) -> None:
    """Write the whole registry into an empty folder. PublishingError names what cannot be written."""
    sites = editions(published)
    theme, overrides = asked.theme(settings), asked.templates(settings)
    templates = PageTemplates(
        {site.language: standalone.environment_for(site, theme, overrides) for site in sites},
        lays_out=themes.is_ours(theme, overrides),
    )
    tree = Tree(folder)

    def rendered(item: Page | File) -> bytes:
        if isinstance(item, File):
            return item.data
        return templates.get(item.language, item.template).render(item.context).encode()

    with themes.explained():
        source = AwardSource.of(published, sites)
        places: list[Place] = []
        for item in common_items.common_items(source):
            tree.write(item.name, rendered(item), item.source)
            if isinstance(item, Page):
                places.append(item.here)
        for listing in (*file_list.listing_files(published, sites, places), *themes.files(theme, sites)):
            tree.write(listing.name, listing.data, listing.source)
        for issued in source.in_order():
            for item in source.items(issued):
                tree.write_own(item.name, rendered(item), item.source)


_KINDS = ("generated_content", "static_content")  # Pelican's: source path → article, page or file
