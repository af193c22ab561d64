"""What installs the tool in an institution's repository: its wheel there, and every package it needs, all by hash.

`python -m pip install --require-hashes --requirement requirements.txt`, run in the repository's root, takes these
bytes or nothing, whoever has a package's name on the index.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from testamur import installed
from testamur.authoring.repository.tool import wheel

NAME = "requirements.txt"
FOLDER = "tool"
UNPINNED = "testamur>=0.1\n"
"""The whole file, as `testamur init` wrote it before it pinned the tool."""
_HEAD = """\
# The tool of this repository, and every package it needs, each known by its hash.
# testamur init . --upgrade renews this file and the wheel; nobody edits them by hand.
"""


@functools.cache
def text() -> str:
    """Return requirements.txt; UsageError if the tool's own wheel cannot be made."""
    digest = hashlib.sha256(wheel.own()).hexdigest()
    lock = installed.requirements_lock().read_text(encoding="utf-8")
    locked = "".join(line for line in lock.splitlines(keepends=True) if not line.startswith("#"))
    return f"{_HEAD}./{FOLDER}/{wheel.NAME} \\\n    --hash=sha256:{digest}\n{locked}"


def wheel_changes(top: Path) -> dict[str, bytes | None]:
    """Return the wheels to write in a repository, and those to remove (None), by name with forward slashes."""
    name = f"{FOLDER}/{wheel.NAME}"
    path = top / name
    is_there = path.is_file() and path.read_bytes() == wheel.own()
    changes: dict[str, bytes | None] = {} if is_there else {name: wheel.own()}
    old = sorted(one.name for one in (top / FOLDER).glob("testamur-*.whl") if one.name != wheel.NAME)
    return changes | dict.fromkeys([f"{FOLDER}/{one}" for one in old])
