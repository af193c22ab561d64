"""Pelican for a registry that is the whole site: it runs the plugins that it is given, and looks for no others.

Pelican itself imports every plugin that is installed, whichever it then runs. With the ones that people have in a blog
that takes a fifth of a second and 20 MB, and runs code of which nothing was asked.
"""

from __future__ import annotations

from typing import Any

from pelican import Pelican  # type: ignore[attr-defined]  # mypy sees our part of the namespace only


class OwnPelican(Pelican):  # type: ignore[misc]  # Pelican has no types.
    """A Pelican of which PLUGINS are modules, and not names to look for."""

    settings: dict[str, Any]

    def init_plugins(self) -> None:
        """Let each plugin connect itself."""
        self.plugins = list(self.settings["PLUGINS"])
        for plugin in self.plugins:
            plugin.register()
        # As Pelican leaves it: the cache of what it read could not keep a module.
        self.settings["PLUGINS"] = [plugin.__name__ for plugin in self.plugins]
