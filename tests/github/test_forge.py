"""Which forge a workflow runs on: its addresses are on one host, and its machine's account is known."""

import pytest

from testamur.errors import UsageError
from testamur.github import forge, workflow_event
from testamur.github.forge import Forge

GITHUB = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_API_URL": "https://api.github.com"}
FORGEJO = Forge(server="https://git.harbour.example", api="https://git.harbour.example/api/v1")
NAMES = ("GITHUB_SERVER_URL", "GITHUB_API_URL", "GITHUB_GRAPHQL_URL")


def of(monkeypatch, **given):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return forge.from_environment()


def test_without_a_runner_it_is_github(monkeypatch):
    assert of(monkeypatch) == Forge(
        server="https://github.com", api="https://api.github.com", graphql="https://api.github.com/graphql"
    )


@pytest.mark.parametrize(
    ("server", "api", "graphql", "is_github"),
    [
        ("https://github.com", "https://api.github.com", "https://api.github.com/graphql", True),
        ("https://port.ghe.com", "https://api.port.ghe.com", "https://api.port.ghe.com/graphql", True),
        ("https://git.port.example", "https://git.port.example/api/v3", "https://git.port.example/api/graphql", True),
        ("https://codeberg.org", "https://codeberg.org/api/v1", "", False),
        ("https://port.example/git", "https://port.example/git/api/v1", "", False),
        ("http://127.0.0.1:3001", "http://127.0.0.1:3002", "http://127.0.0.1:3002/graphql", True),
    ],
)
def test_the_addresses_are_those_of_the_runner(monkeypatch, server, api, graphql, is_github):
    found = of(monkeypatch, GITHUB_SERVER_URL=server, GITHUB_API_URL=api, GITHUB_GRAPHQL_URL=graphql)
    assert (found, found.is_github) == (Forge(server=server, api=api, graphql=graphql), is_github)


@pytest.mark.parametrize(
    "changes",
    [
        {"GITHUB_API_URL": "https://api.evil.example"},
        {"GITHUB_API_URL": "https://api.github.com.evil.example"},
        {"GITHUB_API_URL": "https://github.com:8443"},
        {"GITHUB_API_URL": "http://127.0.0.1:3000"},
        {"GITHUB_GRAPHQL_URL": "https://evil.example/graphql"},
        {"GITHUB_SERVER_URL": "https://git.port.example"},
    ],
    ids=str,
)
def test_addresses_on_two_hosts_are_refused(monkeypatch, changes):
    with pytest.raises(UsageError, match="names another host than GITHUB_SERVER_URL"):
        of(monkeypatch, **{**GITHUB, **changes})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["http://github.com", "https://ada:secret@github.com"])
def test_an_address_to_which_no_token_may_go_is_refused_by_name(monkeypatch, name, value):
    with pytest.raises(UsageError, match=f"{name} is no address to ask a forge at"):
        of(monkeypatch, **{**GITHUB, name: value})


def test_a_forge_that_names_its_interface_and_no_graphql_has_none(monkeypatch):
    server, api = "https://git.port.example", "https://git.port.example/api/v3"
    assert of(monkeypatch, GITHUB_SERVER_URL=server, GITHUB_API_URL=api).graphql == ""


@pytest.mark.parametrize(
    ("server", "api", "address"),
    [
        (
            "https://git.port.example",
            "https://git.port.example/api/v3",
            "https://git.port.example/port/r/actions/runs/71",
        ),
        ("https://codeberg.org", "https://codeberg.org/api/v1", "https://codeberg.org/port/r/actions/runs/5"),
    ],
)
def test_the_link_to_a_run_leads_to_the_server(monkeypatch, server, api, address):
    monkeypatch.setenv("GITHUB_REPOSITORY", "port/r")
    monkeypatch.setenv("GITHUB_RUN_ID", "71")
    monkeypatch.setenv("GITHUB_RUN_NUMBER", "5")
    of(monkeypatch, GITHUB_SERVER_URL=server, GITHUB_API_URL=api)
    assert workflow_event.run_address() == address


@pytest.mark.parametrize(
    ("account", "is_machine"),
    [
        ({"login": "forgejo-actions", "id": -2}, True),
        ({"login": "gitea-actions", "id": -2}, True),
        ({"login": "forgejo-actions", "id": 7}, False),  # an account that somebody made
        ({"login": "Ghost", "id": -1}, False),
        ({"login": "ada", "id": 7, "type": "Bot"}, False),
        (None, False),
    ],
    ids=str,
)
def test_on_forgejo_and_gitea_the_machine_is_known_by_a_number_that_no_account_has(account, is_machine):
    assert FORGEJO.is_machine(account) is is_machine
