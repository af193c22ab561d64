"""What the jobs of a workflow know of their event, and of the run that they are in."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from testamur.errors import UsageError
from testamur.github import forge
from testamur.github.shared_names import PUBLISH
from testamur.records.parsing import files

_MOST = 4 * 1024 * 1024  # bytes of an event


def read_event() -> dict[str, Any]:
    """Return the event that started the workflow: GitHub keeps it in a file."""
    name = os.environ.get("GITHUB_EVENT_PATH", "")
    if not name:
        raise UsageError("this is a job of a GitHub workflow: GITHUB_EVENT_PATH names the file with its event")
    value = json.loads(files.read(Path(name), _MOST))
    if not isinstance(value, dict):
        raise UsageError("the file that GITHUB_EVENT_PATH names is not an event of GitHub's")
    return value


def run_address() -> str:
    """Return the address of this run's log, where its files are too."""
    return forge.from_environment().run_page(os.environ.get("GITHUB_REPOSITORY", ""), os.environ)


def main_branch() -> str:
    """Return the name of the branch that this run is of: main, unless the repository calls it otherwise."""
    return os.environ.get("GITHUB_REF_NAME") or "main"


def is_again() -> bool:
    """Say whether somebody let this run be done again ("Re-run jobs"): its event is the old one then."""
    return os.environ.get("GITHUB_RUN_ATTEMPT", "1") != "1"


def publishes() -> bool:
    """Say whether the repository's variable is set that switches publishing on, without which nothing is published."""
    return os.environ.get(PUBLISH) == "true"
