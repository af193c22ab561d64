"""Who may write is what GitHub says of the account and the repository, and nothing else."""

import pytest

from fake_github import Hub
from testamur.github import client, permission


@pytest.mark.parametrize(
    ("role", "may"),
    [("admin", True), ("maintain", True), ("write", True), ("triage", False), ("read", False), ("none", False)],
)
def test_roles_that_may_push_may_write(role, may):
    hub = Hub()
    hub.permissions["ada"] = role
    assert permission.may_write(hub.client(), "ada") is may


def test_an_account_that_there_is_not_may_not_write():
    hub = Hub()
    hub.permissions["ada"] = None
    assert permission.may_write(hub.client(), "ada") is False


def test_an_account_of_an_enterprise_is_asked_for_by_its_name():
    hub = Hub()
    assert permission.may_write(hub.client(), "ada_harbour")
    assert hub.asked == ["GET collaborators/ada_harbour/permission"]


@pytest.mark.parametrize("name", ["", "ghost/../../x", "a b", "github-actions[bot]", "x?y", "-x", "é"])
def test_what_is_no_account_of_a_person_is_not_even_asked_for(name):
    hub = Hub()
    assert permission.may_write(hub.client(), name) is False
    assert hub.asked == []


def test_where_github_does_not_say_nobody_is_taken_to_be_allowed():
    hub = Hub()
    hub.is_limited = True
    with pytest.raises(client.GitHubError, match="run this job again in an hour"):
        permission.may_write(hub.client(), "ada")
