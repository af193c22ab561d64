"""Writes the tree of files that a site is: every path is claimed once, and none lies outside the folder.

Pelican's own path check can be walked around (a sibling folder with the same prefix), so we have our own.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable
from pathlib import Path

from testamur import disk
from testamur.errors import PublishingError

# Plain lower-case names, as every address of ours is; no "..", no empty part, nothing hidden.
_NAME = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")


class Tree:
    """Writes files below `folder`. `source` says what a file is made from, for the message when two collide."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._prefix = f"{folder}{os.sep}"
        self._claimed: dict[str, str] = {}
        self._places: set[str] = set()  # what was claimed, and all folders above it, once somebody asks

    def claim(self, name: str, source: str) -> None:
        """Take a path; PublishingError when it is no plain path, or another file has it already."""
        self._refuse(name, source)
        self._claimed[name.lower()] = source
        self._places.clear()

    def claim_own(self, name: str, source: str) -> None:
        """Take a path that is its source's own, as an award's is. Raises as `claim` does.

        It is compared with what was claimed, and not remembered: the paths of 100,000 awards would take 100 MB.
        """
        self._refuse(name, source)

    def has_below(self, folders: Iterable[str]) -> bool:
        """Say whether something in one of these folders was claimed, or a file in the place of one."""
        if not self._places:
            for name in self._claimed:
                parts = name.split("/")
                self._places.update("/".join(parts[:count]) for count in range(1, len(parts) + 1))
        return any(folder in self._places for folder in folders)

    def write(self, name: str, data: bytes, source: str) -> None:
        """Take a path and write a file there."""
        self.claim(name, source)
        self._create(name, data)

    def write_own(self, name: str, data: bytes, source: str) -> None:
        """Take a path as `claim_own` does, and write a file there."""
        self.claim_own(name, source)
        self._create(name, data)

    def move_own(self, name: str, path: str, source: str) -> None:
        """Take a path as `claim_own` does, and put a finished file there, which lies on the same disk at `path`."""
        self.claim_own(name, source)
        target = f"{self._prefix}{name}"
        # A rename would replace what lies there. Only this process writes here, so that nothing comes in between.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target)
        try:
            os.rename(path, target)  # noqa: PTH104 — with text, as in `disk`
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            os.rename(path, target)  # noqa: PTH104

    def _refuse(self, name: str, source: str) -> None:
        if not _NAME.fullmatch(name):
            raise PublishingError(f"{source} would be published at {name!r}, which is not a plain path")
        # Some hosts and file systems do not tell capital from small letters.
        other = self._claimed.get(name.lower())
        if other is not None:
            raise PublishingError(f"{source} and {other} would both be published at {name}")

    def _create(self, name: str, data: bytes) -> None:
        # Never over a file that lies there already: Pelican may have put a page of prose at this path.
        disk.write_new(f"{self._prefix}{name}", data)
