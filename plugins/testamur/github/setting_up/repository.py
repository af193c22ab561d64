"""Finds the repository, or creates it, and says whether the token may set it up.

GitHub's REST API, "Repositories": `permissions` says what the account may do, and the header `X-OAuth-Scopes` what a
classic token may; other kinds of token have no such header.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from testamur.github.client import Answer
from testamur.github.setting_up import refusals
from testamur.github.setting_up.refusals import TOKEN_PAGE, RefusedError
from testamur.github.setting_up.settings_client import SettingsClient
from testamur.github.setting_up.wanted import Step, Wanted

_SCOPES = ("repo", "workflow")


def find(client: SettingsClient) -> dict[str, Any]:
    """Return the repository, or {} where this account sees none; the client is told which. RefusedError otherwise."""
    answer = client.hub.answer("GET", f"/repos/{client.repository}")
    client.is_there = answer.status == HTTPStatus.OK
    if client.is_there and isinstance(answer.value, dict):
        client.about = answer.value
        return answer.value
    if answer.status == HTTPStatus.NOT_FOUND:
        return {}
    if answer.status == HTTPStatus.MOVED_PERMANENTLY:
        raise RefusedError(f"{client.repository} has another name now. Look at its page, and run this with that name")
    raise refusals.refusal(answer, f"the repository {client.repository}")


def account(client: SettingsClient) -> tuple[str, list[str]]:
    """Return the account's name, and the scopes that its token lacks, as far as GitHub tells. RefusedError for none."""
    answer = client.hub.answer("GET", "/user")
    if answer.status != HTTPStatus.OK or not isinstance(answer.value, dict):
        raise refusals.refusal(answer, "the account")
    return str(answer.value.get("login", "")), _missing_scopes(answer)


def refuse_rights(found: dict[str, Any], login: str, missing: list[str]) -> None:
    """Raise RefusedError where the token cannot set the repository up: before anything is changed."""
    if missing:
        raise RefusedError(
            f"the token lacks {' and '.join(missing)}. With gh: gh auth refresh --hostname github.com --scopes "
            f"repo,workflow; else make another: {TOKEN_PAGE}"
        )
    if found and not is_administrator(found):
        raise RefusedError(
            f"{login} is no administrator of the repository. Let one run this, or be made one: Settings → "
            "Collaborators and teams"
        )
    if found.get("archived") is True:
        raise RefusedError("the repository is archived: nothing in it changes. Unarchive it: Settings → General")


def is_administrator(found: dict[str, Any]) -> bool:
    """Say whether the account whose token asked may change the settings."""
    permissions = found.get("permissions")
    return isinstance(permissions, dict) and permissions.get("admin") is True


def creation(client: SettingsClient, wanted: Wanted, login: str) -> Step:
    """Return the step that creates the repository, empty, for the account itself or its organization."""
    kind = "private" if wanted.private else "public"
    return Step(
        code="repository",
        differs=f"{client.repository} is not there, or this account does not see it",
        does=f"create the repository {client.repository}, {kind}",
        act=lambda: _create(client, wanted, login),
    )


def _create(client: SettingsClient, wanted: Wanted, login: str) -> None:
    owner, _, name = client.repository.partition("/")
    address = "/user/repos" if owner.casefold() == login.casefold() else f"/orgs/{owner}/repos"
    answer = client.hub.answer(
        "POST", address,
        {"name": name, "private": wanted.private, "has_issues": True, "has_wiki": False, "has_projects": False},
    )  # fmt: skip
    if answer.status != HTTPStatus.CREATED:
        raise refusals.refusal(answer, f"the repository {client.repository}")
    client.is_there = True


def _missing_scopes(answer: Answer) -> list[str]:
    header = answer.headers.get("x-oauth-scopes")
    if not header:
        return []  # A fine-grained token has permissions instead, and GitHub names them in its refusals.
    scopes = {scope.strip() for scope in header.split(",")}
    return [scope for scope in _SCOPES if scope not in scopes]
