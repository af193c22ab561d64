"""Says whether a repository installs exactly the tool and the packages that were reviewed, and nothing else.

Reads requirements.txt in the format of pip ("Requirements File Format"), and takes for good only what
`tool/requirements.py` writes or what is as strict: each package in one version, with a hash, from the usual index.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from testamur.authoring.repository.tool import requirements
from testamur.errors import UsageError
from testamur.records.parsing import files
from testamur.text.reporting import one_line

_MOST = 1024 * 1024  # bytes of requirements.txt
_MOST_OF_AN_ARCHIVE = 16 * 1024 * 1024  # bytes
_HASH = re.compile(r"\s--hash=sha256:([0-9a-f]{64})(?=\s|$)")
_HASHES_AND_SPACE = re.compile(r"(?:\s+--hash=sha256:[0-9a-f]{64})+\s*")
_ONE_VERSION = re.compile(r"[A-Za-z0-9][\w.-]*(?:\[[\w., -]*\])?\s*===?\s*[\w.!+-]+(?:\s*;(?!.*--)[^\\#]*)?")
_ARCHIVE = re.compile(rf"\./({requirements.FOLDER}/[\w.+-]+\.(?:tar\.gz|whl))")
_STRICT_OPTIONS = frozenset({"--require-hashes", "--no-index"})


def loose(top: Path) -> Iterator[str]:
    """Yield what is not pinned in requirements.txt of the repository in `top`, a clause each, with its line."""
    path = top / requirements.NAME
    try:
        text = files.read(path, _MOST).decode("utf-8", "replace")
    except (OSError, UsageError):
        yield f"there is no {requirements.NAME} that can be read"
        return
    for number, line in _logical_lines(text):
        if reason := _reason(top, line):
            yield f"{requirements.NAME}, line {number}: {reason}"


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines without comments, those that a backslash continues put together, each with its first number."""
    begun, parts = 0, ""
    for number, line in enumerate([*text.splitlines(), ""], 1):
        begun = begun or number
        # pip, too, joins first: a comment ends what is continued.
        is_comment = line.lstrip().startswith("#")
        if line.endswith("\\") and not is_comment:
            parts += line[:-1]
            continue
        # With single spaces, or the patterns below would take long over many.
        whole = " ".join(re.sub(r"(^|\s)#.*$", "", parts if is_comment else parts + line).split())
        if whole:
            yield begun, whole
        begun, parts = 0, ""


def _reason(top: Path, line: str) -> str:
    """Return why a line does not say exactly what is installed; "" if it does."""
    if line.startswith("-"):
        return "" if line in _STRICT_OPTIONS else f"{one_line(line, 80)} lets packages come from elsewhere"
    hashes = _HASH.findall(line)
    what = _HASHES_AND_SPACE.sub(" ", f"{line} ").strip()
    if not hashes:
        return f"{one_line(what, 80)} has no hash"
    if archive := _ARCHIVE.fullmatch(what):
        return _reason_of_archive(top, archive[1], hashes)
    return "" if _ONE_VERSION.fullmatch(what) else f"{one_line(what, 80)} is not one version"


def _reason_of_archive(top: Path, name: str, hashes: list[str]) -> str:
    try:
        digest = hashlib.sha256(files.read(top / name, _MOST_OF_AN_ARCHIVE)).hexdigest()
    except (OSError, UsageError):
        return f"there is no {name} that can be read"
    return "" if digest in hashes else f"{name} is another file than the one with that hash"
