"""Writes the tree of files that a site is: every path is claimed once, and none lies outside the folder.

Pelican's own path check can be walked around (a sibling folder with the same prefix), so we have our own.
"""

from __future__ import annotations

import re
from pathlib import Path

from testamur.errors import PublishingError

# Plain lower-case names, as every address of ours is; no "..", no empty part, nothing hidden.
_NAME = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")


class Tree:
    """Writes files below `folder`. `source` says what a file is made from, for the message when two collide."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._claimed: dict[str, str] = {}
        self._made: set[str] = set()

    def claim(self, name: str, source: str) -> None:
        """Take a path; PublishingError when it is no plain path, or another file has it already."""
        if not _NAME.fullmatch(name):
            raise PublishingError(f"{source} would be published at {name!r}, which is not a plain path")
        # Some hosts and file systems do not tell capital from small letters.
        # `setdefault` gives this very object back only if the path was free. Two sources may have equal names.
        other = self._claimed.setdefault(name.lower(), source)
        if other is not source:
            raise PublishingError(f"{source} and {other} would both be published at {name}")

    def write(self, name: str, data: bytes, source: str) -> None:
        """Take a path and write a file there."""
        self.claim(name, source)
        path = self.folder / name
        folder = name.rpartition("/")[0]
        if folder not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        # Never over a file that lies there already: Pelican may have put a page of prose at this path.
        with path.open("xb") as file:
            file.write(data)
