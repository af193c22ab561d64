"""Which files prose may be made from: plain files of the folder of prose, and nothing that leads out of it.

Prose needs nobody's approval, and names, addresses and a key may lie beside it. A link, an attachment
(`{attach}../../credentials/…`) or an included file would publish them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from testamur.errors import PublishingError
from testamur.text.characters import harmless

# reStructuredText could include a file, or fetch one, at any place that this process can read.
DOCUTILS = {"_disable_config": True, "file_insertion_enabled": False}


def look_at_folder(settings: Mapping[str, Any], *private: Path) -> None:
    """Refuse a folder of prose that is not there, has records in it, or links: before anything in it is read.

    PublishingError names each. `private` are the folders of records and of the ledger.
    """
    refuse_private(settings, *private)
    if told := list(_odd(Path(settings["PATH"]))):
        raise PublishingError("\n".join([*told, "Nothing was published."]))


def refuse_private(settings: Mapping[str, Any], *private: Path) -> None:
    """Raise PublishingError where the folder of prose has one of these in it, or lies in one."""
    folder = Path(settings["PATH"])
    for other in private:
        if _holds(folder, other) or _holds(other, folder):
            raise PublishingError(
                f"PATH = {str(folder)!r} in Pelican's settings has {other.name}/ in it, or lies in it: that could all "
                "be published. Name a folder of its own for prose"
            )


def is_inside(content: Any, settings: Mapping[str, Any]) -> bool:
    """Say whether a page or a file was read from the folder of prose."""
    return _holds(Path(settings["PATH"]), Path(settings["PATH"], content.source_path))


def is_from(content: Any, settings: Mapping[str, Any], *folders: Path) -> bool:
    """Say whether a page or a file was read from one of these folders, also by way of a link."""
    path = Path(settings["PATH"], content.source_path)
    return any(_holds(folder, path) for folder in folders)


def name_of(path: Path, settings: Mapping[str, Any]) -> str:
    """Return a file of prose as people know it: content/pages/about.md."""
    folder = Path(settings["PATH"])
    inside = path.is_relative_to(folder.parent)
    return harmless(path.relative_to(folder.parent).as_posix() if inside else str(path), 300)


def _odd(folder: Path) -> Iterator[str]:
    """Yield what is neither a folder nor a plain file; a pipe would be waited for without end."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for one in sorted(found, key=lambda one: one.name):
                name = name_of(Path(one.path), {"PATH": folder})
                if one.is_symlink():
                    yield f"{name}: this is a symbolic link. Put the file itself here"
                elif one.is_dir():
                    waiting.append(Path(one.path))
                elif not one.is_file():
                    yield f"{name}: this is no plain file. Take it away"


def _holds(folder: Path, path: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
