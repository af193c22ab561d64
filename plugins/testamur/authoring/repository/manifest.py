"""The manifest of a repository: for which host it was made, and which of its files are as we wrote them.

Some of our files have no place for a mark of ours, so that the digests of all stand in one file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from testamur.authoring.repository import hosting
from testamur.authoring.repository.hosting import SiteHost
from testamur.authoring.repository.tool import archive, pinned_actions
from testamur.errors import UsageError
from testamur.records.parsing import files

NAME = ".github/testamur-scaffold.json"
_MOST = 1024 * 1024  # bytes


def text(contents: Mapping[str, str], site_host: SiteHost) -> str:
    """Return the manifest of these files of ours, by name."""
    digests = {name: digest(name, one.encode()) for name, one in sorted(contents.items()) if name != NAME}
    return json.dumps({"release": archive.NAME, "host": site_host, "files": digests}, indent=2) + "\n"


def digest(name: str, data: bytes) -> str:
    """Return the digest by which a file is recognised as we wrote it, with either line end.

    Of a workflow, the commits of actions do not count: Dependabot renews them.
    """
    data = data.replace(b"\r\n", b"\n")
    if name.startswith(pinned_actions.FOLDER):
        data = pinned_actions.without_pins(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    return hashlib.sha256(data).hexdigest()


def is_ours(digests: Mapping[str, str], name: str, data: bytes) -> bool:
    """Say whether a file is as we wrote it. Older manifests have digests of workflows with the commits of actions."""
    return digests.get(name) in {digest(name, data), digest("", data)}


def digests(folder: Path) -> dict[str, str]:
    """Return the digests in the manifest of a repository; none without one: then every file was changed by hand."""
    found = _read(folder).get("files")
    return {str(name): str(one) for name, one in found.items()} if isinstance(found, dict) else {}


def site_host(folder: Path) -> SiteHost:
    """Return the host that the repository in `folder` was made for: Pages, where nothing says otherwise."""
    found = _read(folder).get("host")
    return found if hosting.is_site_host(found) else "pages"


def _read(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads(files.read(folder / NAME, _MOST))
    except (OSError, ValueError, UsageError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
