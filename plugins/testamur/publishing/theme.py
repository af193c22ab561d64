"""Where the default theme lies: inside the installed package, or beside the engine in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """Return the folder of the default theme: `templates/`, `static/` and `translations/`."""
    shipped = _PACKAGE / "theme"
    return shipped if shipped.is_dir() else _PACKAGE.parent.parent / "theme"
