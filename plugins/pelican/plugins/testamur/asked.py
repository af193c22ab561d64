"""What `pelicanconf.py` asks for: no registry, one that is the whole site, or one below a path of a site of its own.

Pelican loads every plugin that is installed where no PLUGINS are named, so that being installed asks for nothing; nor
does a folder of records. `TESTAMUR_PATH` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from testamur import installed
from testamur.errors import UsageError
from testamur.text.reporting import one_line

_FOLDERS = ("RECORDS", "LEDGER", "THEME")
_NAMES = ("PATH", *_FOLDERS, "TEMPLATES_OVERRIDES")
# The paths of ours, as `publishing.site.tree` takes them, and no others.
_PATH = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")
# Settings with the place of a file in the output, whose names do not end as the others' do.
_PLACES = ("THEME_STATIC_DIR",)
_PLACE_ENDINGS = ("_SAVE_AS", "_ATOM", "_RSS")


def path(settings: Mapping[str, Any]) -> str | None:
    """Return the path below which the registry goes, "" where it is the whole site, and None where none is asked for.

    UsageError for settings of ours that cannot be.
    """
    given = sorted(name for name in settings if name.startswith("TESTAMUR"))
    for name in given:
        if name not in {f"TESTAMUR_{one}" for one in _NAMES}:
            known = ", ".join(f"TESTAMUR_{one}" for one in _NAMES)
            raise UsageError(f"{name} is no setting of Testamur's. Correct its name, or take the line out: {known}")
    if not given:
        return None
    asked = settings.get("TESTAMUR_PATH")
    if asked is None:
        raise UsageError(
            f"{given[0]} is set, and TESTAMUR_PATH is not. Write where the registry goes: "
            'TESTAMUR_PATH = "" makes it the whole site, TESTAMUR_PATH = "badges" puts it below /badges/'
        )
    if not isinstance(asked, str) or (asked and not _PATH.fullmatch(asked)):
        raise UsageError(
            f"TESTAMUR_PATH = {_shown(asked)} is no plain path below the site. Write it without a slash at either end, "
            'e.g. TESTAMUR_PATH = "badges"'
        )
    _refuse_no_folders(settings)
    return asked


def records(settings: Mapping[str, Any]) -> Path:
    """Return the folder of records: beside the folder of prose, unless it is named."""
    return _beside_prose(settings, settings.get("TESTAMUR_RECORDS", "credentials"))


def ledger(settings: Mapping[str, Any]) -> Path:
    """Return the folder of the ledger."""
    return _beside_prose(settings, settings.get("TESTAMUR_LEDGER", "ledger"))


def private(settings: Mapping[str, Any]) -> tuple[Path, Path]:
    """Return the folders of which nothing may be published as it is: the records, and the ledger."""
    return records(settings), ledger(settings)


def theme(settings: Mapping[str, Any]) -> Path:
    """Return the theme of a registry below a path: the one that comes with Testamur, unless another is named."""
    asked = settings.get("TESTAMUR_THEME")
    return _beside_prose(settings, asked) if asked else installed.shipped_folder("theme")


def templates(settings: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return the folders whose templates go before those of the theme, in a registry below a path."""
    return tuple(_beside_prose(settings, name) for name in settings.get("TESTAMUR_TEMPLATES_OVERRIDES", ()))


def refuse_other_base(path: str, base: str, siteurl: str) -> str:
    """Raise UsageError unless a registry at `base` can lie below `path`; return a warning, or "".

    The base is signed into every credential, and so it is the path that has to give way.
    """
    if not base.endswith(f"/{path}"):
        raise UsageError(
            f"TESTAMUR_PATH = {path!r} puts the registry below /{path}/, and its base is {base} (issuer.yml). Name the "
            f"path of the base; or, before anything is issued, let base: end in /{path}"
        )
    if siteurl.startswith("https://") and base != f"{siteurl.rstrip('/')}/{path}":
        return (
            f"SITEURL = {siteurl!r} puts the registry at {siteurl.rstrip('/')}/{path}, and its base is {base} "
            "(issuer.yml): anywhere else its awards say that they are a copy"
        )
    return ""


def refuse_taken(settings: Mapping[str, Any], path: str) -> None:
    """Raise UsageError for each setting that gives a file of the blog a place below the registry's path."""
    if taken := list(_taken(settings, f"{path}/".lower())):
        raise UsageError(
            "\n".join(f"{name} = {_shown(value)} lies below TESTAMUR_PATH = {path!r}" for name, value in taken)
            + "\nOnly the registry's own files may lie there: change either"
        )


def _taken(settings: Mapping[str, Any], below: str) -> Iterator[tuple[str, Any]]:
    for name, value in sorted(settings.items()):
        if not isinstance(value, str) or not (name in _PLACES or name.endswith(_PLACE_ENDINGS)):
            continue
        if f"{value.lower().strip('/')}/".startswith(below):
            yield name, value
    for name in ("TEMPLATE_PAGES", "EXTRA_PATH_METADATA"):
        for value in dict(settings.get(name) or {}).values():
            place = value.get("path", "") if isinstance(value, Mapping) else value
            if str(place).lower().startswith(below):
                yield name, place


def _refuse_no_folders(settings: Mapping[str, Any]) -> None:
    """Raise UsageError for settings of ours that name no folder; one of records or a ledger may yet be missing."""
    for name in (f"TESTAMUR_{one}" for one in _FOLDERS):
        if name in settings and not (isinstance(settings[name], str | Path) and str(settings[name])):
            raise UsageError(f"{name} = {_shown(settings[name])} names no folder. Name one, or take the line out")
    overrides = settings.get("TESTAMUR_TEMPLATES_OVERRIDES", [])
    if not isinstance(overrides, list | tuple) or not all(isinstance(one, str | Path) for one in overrides):
        raise UsageError(
            f"TESTAMUR_TEMPLATES_OVERRIDES = {_shown(overrides)} is no list of folders. Write it in brackets, e.g. "
            'TESTAMUR_TEMPLATES_OVERRIDES = ["templates"]'
        )
    for folder in templates(settings):
        if not folder.is_dir():
            raise UsageError(
                f"TESTAMUR_TEMPLATES_OVERRIDES names {folder}, which is no folder. Make it, or take its name out"
            )


def _beside_prose(settings: Mapping[str, Any], name: object) -> Path:
    return Path(settings["PATH"]).parent / str(name)


def _shown(value: object) -> str:
    return one_line(repr(value), 100)
