"""Finds the theme, the documentation and the plugin: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def shipped_folder(name: Literal["theme", "docs"]) -> Path:
    """Return the folder `theme` (templates, static, translations) or `docs` that belongs to this version."""
    shipped = _PACKAGE / name
    return shipped if shipped.is_dir() else _PACKAGE.parent.parent / name


def command_catalogues() -> Path:
    """Return the folder with the sentences of the command in other languages."""
    return _PACKAGE / "translations"


def plugin_in_checkout() -> Path | None:
    """Return the folder of the `pelican` namespace package in a checkout; None when Testamur is installed."""
    beside = _PACKAGE.parent / "pelican"
    return beside if beside.is_dir() else None


def checkout() -> Path | None:
    """Return the top folder of the checkout that is running; None when Testamur is installed."""
    return None if (_PACKAGE / "theme").is_dir() else _PACKAGE.parent.parent


def requirements_lock() -> Path:
    """Return the lock of this version: every package that the tool needs, each with its hashes."""
    return (checkout() or _PACKAGE) / "requirements.lock"
