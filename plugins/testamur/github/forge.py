"""Which forge the workflows run on, where it is asked, and what of it cannot be asked.

GitHub (github.com, Enterprise Cloud under ghe.com, Enterprise Server) answers all that we ask. Forgejo and Gitea run
the same workflows and answer the same questions about issues, comments, pull requests, reviews and statuses, but keep
no list of who pushed what to a branch, tell only one change of a commit, and have no GraphQL. They limit no secret to
a branch either (Gitea, "Compared to GitHub Actions": `environment` and `permissions` are ignored).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from testamur.errors import UsageError
from testamur.text.secret_address import host_and_port, is_loopback, normal_address

SERVER_VARIABLE = "GITHUB_SERVER_URL"
SERVER = "https://github.com"
_API = "https://api.github.com"
_GRAPHQL = "https://api.github.com/graphql"
_FORGEJO_PATH = "/api/v1"
# Their machine's account is nobody's: its number is below zero, which no account that somebody makes has.
_FORGEJO_MACHINES = frozenset({"forgejo-actions", "gitea-actions"})
NO_PUSHES = (
    "this forge does not tell who pushed what to a branch, so nobody can say from here whether a second person "
    "approved it; and every workflow in the repository could read the key. Forms, checks and previews work here. Sign "
    "and build where the key is: testamur docs operating, “Without a forge”"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """The addresses of one forge, all on one host."""

    server: str  # of its pages and of git: https://github.com
    api: str
    graphql: str = ""  # "": it has none

    @property
    def is_github(self) -> bool:
        """Whether it is GitHub, of one kind or another."""
        return not self.api.endswith(_FORGEJO_PATH)

    def run_page(self, repository: str, environment: Mapping[str, str]) -> str:
        """Return the page of the run that `environment` is of. Forgejo's pages are counted in each repository."""
        number = environment.get("GITHUB_RUN_ID" if self.is_github else "GITHUB_RUN_NUMBER", "")
        return f"{self.server}/{repository}/actions/runs/{number}"

    def is_machine(self, account: Any) -> bool:
        """Say whether an account, as the forge describes it, is one of those by which workflows act."""
        if not isinstance(account, Mapping):
            return False
        if self.is_github:
            return account.get("type") == "Bot"
        number = account.get("id")
        return isinstance(number, int) and number < 0 and account.get("login") in _FORGEJO_MACHINES


def from_environment() -> Forge:
    """Return the forge that a workflow runs on, as its runner names it: GitHub where none is named.

    UsageError unless all addresses are on one host, since the job's token is sent to each of them.
    """
    server, api = _address(SERVER_VARIABLE, SERVER), _address("GITHUB_API_URL", _API)
    graphql = "" if "GITHUB_API_URL" in os.environ and not os.environ.get("GITHUB_GRAPHQL_URL") else _GRAPHQL
    graphql = _address("GITHUB_GRAPHQL_URL", graphql) if graphql else graphql
    for name, address in (("GITHUB_API_URL", api), ("GITHUB_GRAPHQL_URL", graphql)):
        if address and not _belongs(address, server):
            raise UsageError(
                f"{name} names another host than {SERVER_VARIABLE}: the job's token goes to one only. Let the "
                "runner set both"
            )
    return Forge(server=server, api=api, graphql=graphql)


def _address(name: str, default: str) -> str:
    try:
        return normal_address(os.environ.get(name) or default)
    except ValueError as error:
        raise UsageError(f"{name} is no address to ask a forge at ({error}): nothing was sent there") from None


def _belongs(address: str, server: str) -> bool:
    """Say whether an address is the server's own, or the one of its interface: api.github.com."""
    (host, port), (main, its_port) = host_and_port(address), host_and_port(server)
    if is_loopback(address):
        return is_loopback(server)
    return (host in {main, f"api.{main}"}) and port == its_port
