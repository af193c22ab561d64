"""Reads an institution's settings for Pelican, and says what in them, or in its own templates, stopped Pelican.

Both are the institution's own Python and Jinja: whatever they raise is told with file and line, as a mistake in a
record is. What our own modules raise is a fault of ours, and stays one.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from testamur import installed
from testamur.errors import PublishingError, UsageError
from testamur.text.languages.messages import msg
from testamur.text.reporting import one_line

_THEME = installed.shipped_folder("theme")
_OURS = (Path(__file__).resolve().parent.parent, installed.plugin_in_checkout(), _THEME)


def read(settings: Path, override: Mapping[str, Any], no_prose: Path) -> dict[str, Any]:
    """Return Pelican's settings; `no_prose` is an empty folder, for a site without any.

    UsageError, with file and line, when they cannot be used.
    """
    # Imported here: Pelican replaces the logger class of the whole process.
    from pelican.settings import get_settings_from_file, read_settings

    if not settings.is_file() and (settings.exists() or settings.name != "pelicanconf.py"):
        raise UsageError(
            msg(
                "there is no file {settings}: give the name of Pelican's settings, or leave --settings out",
                settings=settings,
            )
        )
    # A file of settings is a program, whose compiled copy Python would leave beside it.
    is_quiet, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        found = get_settings_from_file(str(settings)) if settings.is_file() else {}
        if found.get("TESTAMUR_PATH"):
            return _below_a_blog(settings, found, override, no_prose)
        path = _prose(settings, found.get("PATH", "content"), no_prose)
        return dict(read_settings(str(settings) if settings.is_file() else None, override={**override, "PATH": path}))
    except UsageError:
        raise
    except (Exception, SystemExit) as error:
        raise UsageError(msg("{told}. Correct {settings}", told=_told(error, settings), settings=settings)) from error
    finally:
        sys.dont_write_bytecode = is_quiet


def _below_a_blog(
    settings: Path, found: Mapping[str, Any], override: Mapping[str, Any], no_prose: Path
) -> dict[str, Any]:
    """Return the settings of a registry that lies below a path of a blog: none of the blog's are for its pages."""
    from pelican.settings import read_settings

    beside = (settings.absolute().parent / str(found.get("PATH", "content"))).parent
    overrides = found.get("TESTAMUR_TEMPLATES_OVERRIDES", ())
    if isinstance(overrides, str):
        raise UsageError(
            msg(
                "{settings}: TESTAMUR_TEMPLATES_OVERRIDES = {overrides} is no list of folders. Write it in brackets",
                settings=settings,
                overrides=repr(overrides),
            )
        )
    own = {
        "THEME": str(beside / found["TESTAMUR_THEME"] if found.get("TESTAMUR_THEME") else _THEME),
        "THEME_TEMPLATES_OVERRIDES": [str(beside / name) for name in overrides],
    }
    return dict(read_settings(None, override={**own, **override, "PATH": str(no_prose)}))


def _prose(settings: Path, named: str, no_prose: Path) -> str:
    """Return the folder of prose; `no_prose` where it is not there, since git keeps no empty folder."""
    prose = settings.absolute().parent / named
    if prose.exists() and not prose.is_dir():
        raise UsageError(msg("{settings}: PATH is {named}, which is no folder", settings=settings, named=repr(named)))
    return str(prose if prose.exists() else no_prose)


def stopped(error: Exception, settings: Path, said: str) -> PublishingError | None:
    """Return what to say of an error that ended Pelican (`said` is what it logged last); None for a fault of ours."""
    frames = traceback.extract_tb(error.__traceback__)
    innermost = Path(frames[-1].filename) if frames else Path()
    if not isinstance(error, OSError | RuntimeError) and _is_ours(innermost):
        return None
    told = said or _told(error, settings)
    remedy = "" if said else msg(". Look there, in {settings} and in templates of your own", settings=settings)
    return PublishingError(
        msg(
            "Pelican could not write the site: {told}{remedy}. The site that stood is as it was",
            told=told,
            remedy=remedy,
        )
    )


def _told(error: BaseException, settings: Path) -> str:
    """Return what was raised, and by which line of the institution's own files."""
    what = one_line(f"{type(error).__name__}: {error}", 300)
    if isinstance(error, SyntaxError) and error.lineno:
        return f"{settings}, line {error.lineno}: {one_line(error.msg, 300)}"
    top = settings.absolute().parent
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(top) and "site-packages" not in path.parts and not _is_ours(path):
            return f"{path.relative_to(top)}, line {frame.lineno}: {what}"
    return what


def _is_ours(path: Path) -> bool:
    return any(folder is not None and path.is_relative_to(folder) for folder in _OURS)
