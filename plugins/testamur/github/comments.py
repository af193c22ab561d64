"""The one comment, and the one issue of a kind, that the jobs of workflows keep up to date."""

from __future__ import annotations

from testamur.github import publish_comment
from testamur.github.client import GitHub


def put_comment(hub: GitHub, number: int, text: str) -> None:
    """Make `text` our one comment on an issue or a change: edited if it is there, else new."""
    for comment in hub.every(f"issues/{number}/comments"):
        if hub.forge.is_machine(comment.get("user")) and str(comment.get("body", "")).startswith(publish_comment.MARK):
            if comment["body"].strip() != text.strip():
                hub.patch(f"issues/comments/{int(comment['id'])}", {"body": text})
            return
    hub.post(f"issues/{number}/comments", {"body": text})


def put_issue(hub: GitHub, mark: str, *, title: str, body: str) -> None:
    """Make this our one open issue whose text begins with `mark`: edited if it is there, else new."""
    value = {"title": title, "body": body}
    numbers = _open_issues(hub, mark)
    if numbers:
        hub.patch(f"issues/{numbers[0]}", value)
    else:
        hub.post("issues", value)


def close_issues(hub: GitHub, mark: str, **changes: str) -> None:
    """Close our issues whose text begins with `mark`; `changes` is what else of them changes."""
    for number in _open_issues(hub, mark):
        hub.patch(f"issues/{number}", {**changes, "state": "closed", "state_reason": "completed"})


def _open_issues(hub: GitHub, mark: str) -> list[int]:
    """Return the numbers of our open issues whose text begins with `mark`."""
    return [
        int(issue["number"])
        for issue in hub.every("issues?state=open")
        if str(issue.get("body") or "").startswith(mark) and hub.forge.is_machine(issue.get("user"))
    ]
