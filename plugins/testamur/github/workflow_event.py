"""What the jobs of a workflow know of their event, and the one comment or issue that they keep up to date."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from testamur.errors import UsageError
from testamur.github import publish_comment
from testamur.github.client import GitHub
from testamur.records.parsing import files

_MOST = 4 * 1024 * 1024  # bytes of an event


def event() -> dict[str, Any]:
    """Return the event that started the workflow: GitHub keeps it in a file."""
    name = os.environ.get("GITHUB_EVENT_PATH", "")
    if not name:
        raise UsageError("this is a job of a GitHub workflow: GITHUB_EVENT_PATH names the file with its event")
    found = json.loads(files.read(Path(name), _MOST))
    if not isinstance(found, dict):
        raise UsageError("the file that GITHUB_EVENT_PATH names is not an event of GitHub's")
    return found


def keep(hub: GitHub, number: int, text: str) -> None:
    """Make `text` our one comment on an issue or a change: edited if it is there, else new."""
    for comment in hub.every(f"issues/{number}/comments"):
        is_ours = (comment.get("user") or {}).get("type") == "Bot"
        if is_ours and str(comment.get("body", "")).startswith(publish_comment.MARK):
            if comment["body"].strip() != text.strip():
                hub.patch(f"issues/comments/{int(comment['id'])}", {"body": text})
            return
    hub.post(f"issues/{number}/comments", {"body": text})


def keep_issue(hub: GitHub, mark: str, *, title: str, body: str) -> None:
    """Make this our one open issue whose text begins with `mark`: edited if it is there, else new."""
    value = {"title": title, "body": body}
    known = _issues(hub, mark)
    if known:
        hub.patch(f"issues/{known[0]}", value)
    else:
        hub.post("issues", value)


def close_issues(hub: GitHub, mark: str, **last: str) -> None:
    """Close our issues whose text begins with `mark`; `last` is what else of them changes."""
    for number in _issues(hub, mark):
        hub.patch(f"issues/{number}", {**last, "state": "closed", "state_reason": "completed"})


def _issues(hub: GitHub, mark: str) -> list[int]:
    """Return the numbers of our open issues whose text begins with `mark`."""
    return [
        int(one["number"])
        for one in hub.every("issues?state=open")
        if str(one.get("body") or "").startswith(mark) and (one.get("user") or {}).get("type") == "Bot"
    ]


def run_address() -> str:
    """Return the address of this run's log, where its files are too."""
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    repository, run = os.environ.get("GITHUB_REPOSITORY", ""), os.environ.get("GITHUB_RUN_ID", "")
    return f"{server}/{repository}/actions/runs/{run}"
