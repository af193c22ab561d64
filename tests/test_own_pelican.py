"""A registry that is the whole site runs no plugin that was not asked for."""

import types

import pytest
from pelican.settings import read_settings

import pelican
from testamur import installed

_PLUGIN = str(installed.plugin_in_checkout())
if _PLUGIN not in pelican.__path__:
    pelican.__path__.append(_PLUGIN)
from pelican.plugins.testamur.own_pelican import OwnPelican  # noqa: E402 — where the line above lets it be found


def a_plugin(name, register):
    plugin = types.ModuleType(name)
    plugin.register = register
    return plugin


def settings(tmp_path, *plugins):
    return read_settings(override={"PATH": str(tmp_path), "OUTPUT_PATH": str(tmp_path / "out"), "PLUGINS": plugins})


def test_a_plugin_that_it_is_given_connects_itself(tmp_path):
    connected = []
    own = OwnPelican(settings(tmp_path, a_plugin("one", lambda: connected.append("one"))))
    assert (connected, own.settings["PLUGINS"]) == (["one"], ["one"])


def test_what_else_is_installed_is_not_imported(tmp_path, monkeypatch):
    def load_plugins(_settings):
        pytest.fail("it looked for what is installed")

    monkeypatch.setattr(pelican, "load_plugins", load_plugins)
    OwnPelican(settings(tmp_path))


def test_a_plugin_that_fails_ends_the_run(tmp_path):
    def fails():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        OwnPelican(settings(tmp_path, a_plugin("one", fails)))
