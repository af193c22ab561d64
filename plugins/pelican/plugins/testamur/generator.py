"""The generator: writes every page and file that `testamur.publishing` yields."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from pelican.plugins.testamur import prose
from testamur import installed
from testamur.errors import PublishingError
from testamur.publishing.publication import Publication
from testamur.publishing.rendering import layouts
from testamur.publishing.site import items, site_items, tree
from testamur.publishing.words import translations


class RegistryGenerator(Generator):  # type: ignore[misc]  # Pelican has no types.
    """Writes the registry: pages through Pelican's writer, documents and pictures byte for byte."""

    def generate_output(self, writer: Any) -> None:
        """Write everything; the publication was read and verified before the first file."""
        published: Publication = self.settings["TESTAMUR_PUBLICATION"]
        self._award_templates: dict[str, layouts.AwardTemplate] = {}
        self._is_our_theme = _is_our_theme(self.settings)
        editions = self.settings["TESTAMUR_EDITIONS"]
        advance = self.settings.get("TESTAMUR_ADVANCE", lambda: None)
        output = tree.Tree(Path(self.output_path))
        # First, so that a page of ours that finds its address taken can say by which file.
        for name, source in self.settings.get("TESTAMUR_PROSE", ()):
            output.claim(name, source)
        theme = f"{self.settings['THEME_STATIC_DIR']}/"
        for name, source in self.settings.get("TESTAMUR_PROSE", ()):
            if name.lower().startswith(theme):
                raise PublishingError(f"{source} would be published at {name}, among the files of the theme")
        words = Path(self.settings["THEME"]) / "translations"
        for language in {edition.language.partition("-")[0] for edition in editions} - {"en"}:
            for part, data in translations.script_words(words, language).items():
                name = f"theme/words/{part}.json"
                output.write(name, data, name)
        for item in site_items.site_items(published, editions):
            if isinstance(item, items.File):
                output.write(item.name, item.data, item.source)
            else:
                # Pelican's writer knows only what it wrote itself. The claim also keeps a page off the path of a file.
                output.claim(item.name, item.source)
                # Progress counts an award once, not once in each language.
                if "award" in item.context and item.language == editions[0].language:
                    advance()
                template = self._template(item)
                writer.write_file(item.name, template, self._context, **item.context)
        # Last: where both have one path, people are told which two files do.
        prose.refuse_odd_places(
            self.settings.get("TESTAMUR_PROSE", ()), {edition.language.lower() for edition in editions}
        )

    def _template(self, page: items.Page) -> layouts.Template:
        """Return what renders a page: for awards what lays out many at once, where the theme is the one we know."""
        if page.template != "award" or not self._is_our_theme:
            return self.testamur[page.language].get_template(f"{page.template}.html")  # type: ignore[no-any-return]
        if page.language not in self._award_templates:
            template = self.testamur[page.language].get_template("award.html")
            self._award_templates[page.language] = layouts.AwardTemplate(template)
        return self._award_templates[page.language]

    def generate_context(self) -> None:
        """Give templates a small context: Pelican copies it for every page that it writes."""
        self._context = {"localsiteurl": ""}


def _is_our_theme(settings: Mapping[str, Any]) -> bool:
    """Say whether pages are rendered from the templates that come with Testamur, and from no others."""
    ours = installed.shipped_folder("theme").resolve()
    return Path(settings["THEME"]).resolve() == ours and not settings.get("THEME_TEMPLATES_OVERRIDES")
