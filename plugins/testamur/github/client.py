"""GitHub's interface for programs, as far as the workflows need it: read who approved, keep one comment, set a status.

The token comes from the environment and goes to the forge's own host only (`forge.py` says which), and no redirect is
followed. Follows GitHub's REST API, version 2022-11-28, which Forgejo and Gitea answer in part.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import httpx

from testamur import __version__
from testamur.errors import TestamurError, UsageError
from testamur.github import forge as forges
from testamur.github.forge import Forge
from testamur.ledger import branch

# What GitHub answers of what is not there, was moved to another repository, or was deleted.
_NOWHERE = frozenset({httpx.codes.NOT_FOUND, httpx.codes.MOVED_PERMANENTLY, httpx.codes.GONE})
_OF_A_PAGE, _PAGES = 100, 20  # entries, and pages
MOST_ENTRIES = _OF_A_PAGE * _PAGES  # of a list
_SECONDS = 30.0
_REMEDY = "look whether the workflow's permissions are as testamur init wrote them, and run this job again"
_LATER = "GitHub answers no more questions of this repository for now: run this job again in an hour"
PULLS_DENIED = (
    "in Settings → Actions → General, under *Workflow permissions*, tick *Allow GitHub Actions to create and approve "
    "pull requests*, and press *Save* (where it cannot be ticked, an owner of the organization allows it first, in the "
    "organization's Settings → Actions → General)"
)
_REMEDIES = {"pulls": f"{PULLS_DENIED}, and run this job again"}


class GitHubError(TestamurError):
    """GitHub could not be asked, or did not let us."""


class PullsDeniedError(GitHubError):
    """GitHub does not let its workflows open pull requests in this repository."""


class Answer(NamedTuple):
    """What GitHub answered: the status, the JSON (None where there is none), and the headers."""

    status: int
    value: Any
    headers: Mapping[str, str]  # names are found in capital letters or small ones


def member(value: Any, *names: str) -> Any:
    """Return a member of a member of an answer; None where there is none, as for an account that was deleted."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


class GitHub:
    """One repository. Answers are JSON as GitHub documents it; whoever reads them trusts no member to be there."""

    def __init__(
        self,
        *,
        repository: str,
        token: str,
        api: str,
        graphql: str = "https://api.github.com/graphql",
        server: str = "https://github.com",
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.repository, self.forge = repository, Forge(server=server, api=api, graphql=graphql)
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

    def about(self) -> Mapping[str, Any]:
        """Return what GitHub says of the repository as a whole; empty where it does not show it."""
        found = self.get("")
        return found if isinstance(found, dict) else {}

    def get(self, path: str) -> Any:
        """Return what is at `path` below the repository; None where there is nothing."""
        answer = self._ask("GET", path)
        return None if answer.status_code in _NOWHERE else answer.json()

    def every(self, path: str) -> list[Any]:
        """Return a whole list, page after page."""
        found: list[Any] = []
        for address in pages_of(path):
            answer = self._ask("GET", address)
            some = answer.json() if answer.is_success else []
            found += some
            if not is_followed(answer.headers, len(some)):
                return found
        raise GitHubError(f"GitHub lists more than {MOST_ENTRIES:,} entries at {path}: look at it by hand")

    def merged_pulls(self, commit: str, branch: str) -> Iterator[Mapping[str, Any]]:
        """Yield the changes that brought a commit and were merged into a branch."""
        for pull in self.every(f"commits/{commit}/pulls"):
            if pull.get("merged_at") and member(pull, "base", "ref") == branch:
                yield pull

    def every_by_cursor(self, path: str) -> Iterator[Any]:
        """Yield the entries of a list that is paged by cursors: each answer's Link header names the next one.

        Only the list of pushes is. GitHubError where the forge keeps none: that is no forge where nobody pushed.
        """
        self.refuse_without_pushes()
        mark = "&" if "?" in path else "?"
        found = self._ask("GET", f"{path}{mark}per_page={_OF_A_PAGE}")
        if found.status_code in _NOWHERE and self.get(f"{path.partition('?')[0]}?per_page=1") is None:
            raise GitHubError(forges.NO_PUSHES)
        for _ in range(_PAGES):
            yield from found.json() if found.is_success else []
            following = found.links.get("next", {}).get("url", "")
            if not following:
                return
            found = self._ask("GET", f"{path.partition('?')[0]}?{httpx.URL(following).query.decode('ascii')}")
        raise GitHubError(f"GitHub lists more than {MOST_ENTRIES:,} entries at {path}: look at it by hand")

    def refuse_without_pushes(self) -> None:
        """Raise GitHubError on a forge that is known to keep no list of pushes."""
        if not self.forge.is_github:
            raise GitHubError(forges.NO_PUSHES)

    def query(self, text: str, variables: Mapping[str, Any]) -> Any:
        """Return the data that GitHub's GraphQL interface answers to a query."""
        if not self.forge.graphql:
            raise GitHubError(forges.NO_PUSHES)
        answer = self._send("POST", self.forge.graphql, {"query": text, "variables": variables})
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
        answer = self._send(method, f"/repos/{self.repository}/{path}".removesuffix("/"), value)
        missing = answer.status_code in _NOWHERE and method == "GET"
        if not (answer.is_success or missing):
            is_denied = (method, path, answer.status_code) == ("POST", "pulls", httpx.codes.FORBIDDEN)
            is_limited_now = is_limited(answer.status_code, answer.headers)
            kind = PullsDeniedError if is_denied and not is_limited_now else GitHubError
            remedy = _LATER if is_limited_now else _REMEDIES.get(path, _REMEDY)
            raise kind(f"GitHub answered {answer.status_code} to {method} {path}: {remedy}")
        return answer

    def _send(self, method: str, address: str, value: Mapping[str, Any] | None) -> httpx.Response:
        try:
            return self._client.request(method, address, json=value)
        except httpx.HTTPError as error:
            raise GitHubError(f"GitHub could not be reached ({type(error).__name__}): run this job again") from error


def is_limited(status: int, headers: Mapping[str, str]) -> bool:
    """Say whether GitHub was asked too much, which it answers with the same number as a lack of rights.

    "Rate limits for the REST API", "Exceeding the rate limit".
    """
    is_used_up = headers.get("x-ratelimit-remaining") == "0" or "retry-after" in headers
    return status == httpx.codes.TOO_MANY_REQUESTS or (status == httpx.codes.FORBIDDEN and is_used_up)


def pages_of(path: str) -> Iterator[str]:
    """Yield where the pages of a list are, one after another, as many as are asked for at most."""
    mark = "&" if "?" in path else "?"
    for page in range(1, _PAGES + 1):
        yield f"{path}{mark}per_page={_OF_A_PAGE}&page={page}"


def is_followed(headers: Mapping[str, str], entries: int) -> bool:
    """Say whether a page of a list, with so many entries in it, is followed by another."""
    # A page can be short because GitHub hides some of its entries, and another one follow it.
    return entries >= _OF_A_PAGE or 'rel="next"' in headers.get("link", "")


def from_environment(transport: httpx.BaseTransport | None = None) -> GitHub:
    """Return the repository that a workflow runs for. UsageError elsewhere."""
    repository = os.environ.get("GITHUB_REPOSITORY", "")
    token = os.environ.get(branch.TOKEN_VARIABLE, "")
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository) or not token:
        raise UsageError(
            "this is a job of a GitHub workflow: it needs GITHUB_REPOSITORY, and the job's token in "
            f"{branch.TOKEN_VARIABLE}"
        )
    forge = forges.from_environment()
    return GitHub(
        repository=repository,
        token=token,
        api=forge.api,
        graphql=forge.graphql,
        server=forge.server,
        transport=transport,
    )
