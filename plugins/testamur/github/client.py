"""GitHub's interface for programs, as far as the workflows need it: read who approved, keep one comment, set a status.

The token comes from the environment and goes to GitHub's own host only. Follows GitHub's REST API, version 2022-11-28.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import httpx

from testamur import __version__
from testamur.errors import TestamurError, UsageError

# What GitHub answers of what is not there, was moved to another repository, or was deleted.
_NOWHERE = frozenset({httpx.codes.NOT_FOUND, httpx.codes.MOVED_PERMANENTLY, httpx.codes.GONE})
_PAGES = 20  # of a hundred
_SECONDS = 30.0
_REMEDY = "look whether the workflow's permissions are as testamur init wrote them, and run this job again"
_REMEDIES = {
    "pulls": "in Settings → Actions → General, allow GitHub Actions to create pull requests, and run this job again",
}


class GitHubError(TestamurError):
    """GitHub could not be asked, or did not let us."""


class Answer(NamedTuple):
    """What GitHub answered: the status, the JSON (None where there is none), and the headers."""

    status: int
    value: Any
    headers: Mapping[str, str]  # names are found in capital letters or small ones


class GitHub:
    """One repository. Answers are JSON as GitHub documents it; whoever reads them trusts no member to be there."""

    def __init__(
        self,
        *,
        repository: str,
        token: str,
        api: str,
        graphql: str = "https://api.github.com/graphql",
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.repository, self._graphql = repository, graphql
        self._client = httpx.Client(
            base_url=api,
            transport=transport,
            timeout=_SECONDS,
            trust_env=False,
            follow_redirects=False,
            headers={
                "User-Agent": f"testamur/{__version__}",
                "Accept": "application/vnd.github+json",
                "X-GitHub-Api-Version": "2022-11-28",
                "Authorization": f"Bearer {token}",
            },
        )

    def get(self, path: str) -> Any:
        """Return what is at `path` below the repository; None where there is nothing."""
        answer = self._ask("GET", path)
        return None if answer.status_code in _NOWHERE else answer.json()

    def every(self, path: str) -> list[Any]:
        """Return a whole list, page after page."""
        mark = "&" if "?" in path else "?"
        found: list[Any] = []
        for page in range(1, _PAGES + 1):
            answer = self._ask("GET", f"{path}{mark}per_page=100&page={page}")
            some = answer.json() if answer.is_success else []
            found += some
            # A page can be short because GitHub hides some of its entries, and another one follow it.
            if len(some) < 100 and "next" not in answer.links:
                return found
        raise GitHubError(f"GitHub lists more than {_PAGES * 100:,} entries at {path}: look at it by hand")

    def every_by_cursor(self, path: str) -> Iterator[Any]:
        """Yield the entries of a list that is paged by cursors: each answer's Link header names the next one."""
        mark = "&" if "?" in path else "?"
        found = self._ask("GET", f"{path}{mark}per_page=100")
        for _ in range(_PAGES):
            yield from found.json() if found.is_success else []
            following = found.links.get("next", {}).get("url", "")
            if not following:
                return
            found = self._ask("GET", f"{path.partition('?')[0]}?{httpx.URL(following).query.decode('ascii')}")
        raise GitHubError(f"GitHub lists more than {_PAGES * 100:,} entries at {path}: look at it by hand")

    def query(self, text: str, variables: Mapping[str, Any]) -> Any:
        """Return the data that GitHub's GraphQL interface answers to a query."""
        answer = self._send("POST", self._graphql, {"query": text, "variables": variables})
        found = answer.json() if answer.is_success else None
        if not isinstance(found, dict) or found.get("errors") or "data" not in found:
            raise GitHubError(f"GitHub answered {answer.status_code} to a query of who edited a form: {_REMEDY}")
        return found["data"]

    def post(self, path: str, value: Mapping[str, Any]) -> Any:
        """Make something new, and return it."""
        return self._ask("POST", path, value).json()

    def patch(self, path: str, value: Mapping[str, Any]) -> Any:
        """Change something, and return it."""
        return self._ask("PATCH", path, value).json()

    def answer(self, method: str, address: str, value: Mapping[str, Any] | None = None) -> Answer:
        """Return what is answered at an address of any kind, a refusal too: whoever asks says what that means."""
        found = self._send(method, address, value)
        try:
            content = found.json() if found.content else None
        except ValueError:
            content = None
        return Answer(found.status_code, content, found.headers)

    def _ask(self, method: str, path: str, value: Mapping[str, Any] | None = None) -> httpx.Response:
        answer = self._send(method, f"/repos/{self.repository}/{path}", value)
        missing = answer.status_code in _NOWHERE and method == "GET"
        if not (answer.is_success or missing):
            raise GitHubError(
                f"GitHub answered {answer.status_code} to {method} {path}: {_REMEDIES.get(path, _REMEDY)}"
            )
        return answer

    def _send(self, method: str, address: str, value: Mapping[str, Any] | None) -> httpx.Response:
        try:
            return self._client.request(method, address, json=value)
        except httpx.HTTPError as error:
            raise GitHubError(f"GitHub could not be reached ({type(error).__name__}): run this job again") from error


def from_environment(transport: httpx.BaseTransport | None = None) -> GitHub:
    """Return the repository that a workflow runs for. UsageError elsewhere."""
    repository = os.environ.get("GITHUB_REPOSITORY", "")
    token = os.environ.get("TESTAMUR_GIT_TOKEN", "")
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository) or not token:
        raise UsageError(
            "this is a job of a GitHub workflow: it needs GITHUB_REPOSITORY, and the job's token in TESTAMUR_GIT_TOKEN"
        )
    api = os.environ.get("GITHUB_API_URL", "https://api.github.com")
    graphql = os.environ.get("GITHUB_GRAPHQL_URL", "https://api.github.com/graphql")
    return GitHub(repository=repository, token=token, api=api, graphql=graphql, transport=transport)
