"""The one comment, and the one issue of a kind, that the jobs of workflows keep up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from testamur.github import publish_comment
from testamur.github.client import GitHub


def our_comment(hub: GitHub, number: int) -> str:
    """Return the text of our one comment on an issue or a change; "" where there is none."""
    return str((_our_comment(hub, number) or {}).get("body", ""))


def put_comment(hub: GitHub, number: int, text: str) -> None:
    """Make `text` our one comment on an issue or a change: edited if it is there, else new."""
    comment = _our_comment(hub, number)
    if comment is None:
        hub.post(f"issues/{number}/comments", {"body": text})
    elif comment["body"].strip() != text.strip():
        hub.patch(f"issues/comments/{int(comment['id'])}", {"body": text})


def has_issue(hub: GitHub, mark: str) -> bool:
    """Say whether an issue of ours is open whose text begins with `mark`."""
    return bool(_open_issues(hub, mark))


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


def _our_comment(hub: GitHub, number: int) -> Mapping[str, Any] | None:
    for comment in hub.every(f"issues/{number}/comments"):
        is_ours = hub.forge.is_machine(comment.get("user"))
        if is_ours and str(comment.get("body", "")).startswith(publish_comment.MARK):
            return dict(comment)
    return None


def _open_issues(hub: GitHub, mark: str) -> list[int]:
    """Return the numbers of our open issues whose text begins with `mark`."""
    return [
        int(issue["number"])
        for issue in hub.every("issues?state=open")
        if str(issue.get("body") or "").startswith(mark) and hub.forge.is_machine(issue.get("user"))
    ]
