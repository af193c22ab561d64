"""What installs the tool in an institution's repository: its archive there, and every package it needs, all by hash.

`python -m pip install --require-hashes --requirement requirements.txt`, run in the repository's root, takes these
bytes or nothing, whoever has a package's name on the index.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from testamur import installed
from testamur.authoring.repository.tool import archive

NAME = "requirements.txt"
FOLDER = "tool"
_ARCHIVES = ("testamur-*.tar.gz", "testamur-*.whl")  # once it was a wheel
UNPINNED = "testamur>=0.1\n"
"""The whole file, as `testamur init` wrote it before it pinned the tool."""
_HEAD = """\
# The tool of this repository, and every package it needs, each known by its hash.
# testamur init . --upgrade renews this file and the archive; nobody edits them by hand.
"""


@functools.cache
def text() -> str:
    """Return requirements.txt; UsageError if the tool's own archive cannot be made."""
    digest = hashlib.sha256(archive.own()).hexdigest()
    lock = installed.requirements_lock().read_text(encoding="utf-8")
    locked = "".join(line for line in lock.splitlines(keepends=True) if not line.startswith("#"))
    return f"{_HEAD}./{FOLDER}/{archive.NAME} \\\n    --hash=sha256:{digest}\n{locked}"


def archive_changes(top: Path) -> dict[str, bytes | None]:
    """Return the archive to write in a repository, and those to remove (None), by name with forward slashes."""
    name = f"{FOLDER}/{archive.NAME}"
    path = top / name
    is_there = path.is_file() and path.read_bytes() == archive.own()
    changes: dict[str, bytes | None] = {} if is_there else {name: archive.own()}
    there = {path.name for pattern in _ARCHIVES for path in (top / FOLDER).glob(pattern)}
    return changes | dict.fromkeys([f"{FOLDER}/{one}" for one in sorted(there - {archive.NAME})])
