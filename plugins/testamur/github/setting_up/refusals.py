"""What a refusal of GitHub means, as a sentence with the remedy.

Statuses and headers are those of GitHub's REST documentation, "Troubleshooting the REST API".
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from testamur.github import client
from testamur.github.client import Answer, GitHubError
from testamur.text.reporting import one_line

# GitHub fills in the scopes that the address names; the page of fine-grained tokens no longer does.
TOKEN_PAGE = "https://github.com/settings/tokens/new?scopes=repo,workflow&description=testamur+setup-github"  # noqa: S105
_AGAIN = "run this again: it goes on where it ended"
_MOST = 200


class RefusedError(GitHubError):
    """GitHub did not do, or show, what it was asked for. The message ends in the remedy."""


def refusal(answer: Answer, what: str) -> RefusedError:
    """Return the error for an answer that is no success; `what` was wanted, as in "the ruleset of main"."""
    cause, remedy = _cause(answer)
    return RefusedError(f"{what}: {cause} (GitHub answered {answer.status}). {remedy}")


def _cause(answer: Answer) -> tuple[str, str]:
    words = message_of(answer.value)
    if client.is_limited(answer.status, answer.headers):
        return "GitHub asks us to wait", f"{_wait(answer)}, {_AGAIN}"
    if answer.status == HTTPStatus.FORBIDDEN:
        return _forbidden(answer, words)
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "GitHub has a fault of its own", f"Wait some minutes, and {_AGAIN}"
    by_status: dict[int, tuple[str, str]] = {
        HTTPStatus.UNAUTHORIZED: ("the token is wrong, has ended, or was deleted", f"Make a new one: {TOKEN_PAGE}"),
        HTTPStatus.NOT_FOUND: (
            "this account may not change it, or the plan does not have it",
            "Let an administrator of the repository run this; where the repository is private, look whether its plan "
            f"is a paid one (Settings → Billing). Then {_AGAIN}",
        ),
        HTTPStatus.CONFLICT: (
            f"a rule of the organization stands against it{words}",
            f"Let an owner allow it (the organization's Settings → Actions → General), then {_AGAIN}",
        ),
        HTTPStatus.UNPROCESSABLE_ENTITY: (
            f"GitHub does not take it{words}",
            f"Mend what it names, in the repository's Settings, and {_AGAIN}",
        ),
    }
    other = (f"this answer was not expected{words}", f"Set it by hand (testamur docs operating), or {_AGAIN}")
    return by_status.get(answer.status, other)


def _forbidden(answer: Answer, words: str) -> tuple[str, str]:
    if "upgrade" in words.lower():
        return f"the plan does not have it{words}", f"Choose a paid plan, or open the repository; then {_AGAIN}"
    if "rate limit" in words.lower():
        return "GitHub asks us to wait", f"{_wait(answer)}, {_AGAIN}"
    if "x-github-sso" in answer.headers:
        return (
            "the organization asks for single sign-on",
            f"Open https://github.com/settings/tokens, press Configure SSO beside the token, then {_AGAIN}",
        )
    needs = answer.headers.get("x-accepted-github-permissions", "")
    if "personal access token" in words and needs:
        return (
            f"the token lacks a permission: {one_line(needs, _MOST)}",
            f"Add it to the token, or make one with the scopes repo and workflow: {TOKEN_PAGE}",
        )
    return (
        f"this account or its token may not do that{words}",
        f"Let an administrator of the repository run this, with a token of the scopes repo and workflow: {TOKEN_PAGE}",
    )


def _wait(answer: Answer) -> str:
    """Return when to try again. "Best practices for using the REST API", "Handle rate limit errors appropriately"."""
    seconds = answer.headers.get("retry-after", "")
    if not re.fullmatch(r"[0-9]{1,5}", seconds, re.ASCII):
        return "In an hour"
    minutes = -(-int(seconds) // 60)
    return "In a minute" if minutes <= 1 else f"In {minutes:,} minutes"


def message_of(value: Any) -> str:
    """Return what GitHub itself says of a refusal, to be put behind a cause; "" where it says nothing."""
    if not isinstance(value, dict):
        return ""
    errors = value.get("errors")
    rows = errors if isinstance(errors, list) else []
    details = [row.get("message") if isinstance(row, dict) else row for row in rows]
    words = [text for text in (value.get("message"), *details) if isinstance(text, str) and text]
    return f": “{one_line('; '.join(words), _MOST)}”" if words else ""
