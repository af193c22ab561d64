"""What is loaded before the clock starts, on every side, so that none pays for what another one is installed with."""

import compileall

from paths import ROOT


def load_pelican() -> None:
    """Load Pelican, and the plugins that it loads whether a site wants them or not.

    It loads all that are installed. Here these are ours, and what the tests of blogs have, which takes a third of a
    second: as much as 250 articles, or some fifth of our 1,000 awards.
    """
    from pelican.plugins._utils import get_namespace_plugins

    import pelican  # noqa: F401

    get_namespace_plugins()


def load_our_pelican() -> None:
    """Load Pelican and our plugin: a build of ours runs no other, and loads none (`own_pelican`)."""
    import pelican
    from testamur import installed

    beside = installed.plugin_in_checkout()
    if beside and str(beside) not in pelican.__path__:
        pelican.__path__.append(str(beside))
    from pelican.plugins import testamur  # noqa: F401


def compile_own_code() -> None:
    """Compile what lies in this folder and is not installed, even where Python was told to write no bytecode."""
    compileall.compile_dir(ROOT / "plugins", quiet=2)
