"""The environment `signing`: limited to main, and in a live registry with the key as its secret.

Only a job of main gets the key then. GitHub's REST API, "Deployment environments", "Deployment branch policies" and
"Actions secrets"; a secret is sent in a sealed box of libsodium, and can never be read back.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox

from testamur.github.setting_up import refusals
from testamur.github.setting_up.settings_client import SettingsClient
from testamur.github.setting_up.wanted import MAIN, Step, Wanted
from testamur.proofs.keys import VARIABLE as SECRET_VARIABLE

NAME = "signing"
_HOME = f"environments/{NAME}"
_POLICIES = f"{_HOME}/deployment-branch-policies"
_WHAT = f"the environment {NAME}"
_CUSTOM = {"protected_branches": False, "custom_branch_policies": True}


def limits(client: SettingsClient, wanted: Wanted) -> Iterator[Step]:
    """Yield the step by which only main gets what is in the environment."""
    del wanted
    if not is_limited(client):
        yield Step(
            code="environment",
            differs=f"{_WHAT} is missing, or more than main may use it",
            does=f"make {_WHAT}, which main alone may use",
            act=lambda: _limit(client),
        )


def is_limited(client: SettingsClient) -> bool:
    """Say whether main alone may use the environment, as GitHub has it now."""
    found = client.read(_HOME, _WHAT)
    rows = client.read_list(_POLICIES, _WHAT, "branch_policies") if found else []
    return found.get("deployment_branch_policy") == _CUSTOM and [_branch(row) for row in rows] == [MAIN]


def secret(client: SettingsClient, wanted: Wanted, key: Callable[[], str], *, renew: bool) -> Iterator[Step]:
    """Yield the step that puts the key there: where a live registry has none, or `renew` asks for another.

    `key` returns the secret, and is called when the step is done and not before.
    """
    if not wanted.live:
        return
    path = f"{_HOME}/secrets/{SECRET_VARIABLE}"
    is_set = bool(client.read(path, f"the secret {SECRET_VARIABLE}"))
    if is_set and not renew:
        return
    yield Step(
        code="secret",
        differs=f"the secret {SECRET_VARIABLE} is not there: nothing can be signed" if not is_set else "another key",
        does=f"put the key into the secret {SECRET_VARIABLE} of {_WHAT}",
        act=lambda: _put_secret(client, path, key),
    )


def seal(secret_text: str, public_key: str) -> str:
    """Return a secret encrypted to a repository's public key, both in base64. ValueError for a key that is none."""
    try:
        key = PublicKey(base64.b64decode(public_key, validate=True))
    except (binascii.Error, TypeError, ValueError, CryptoError) as error:
        raise ValueError("this is no public key of a repository") from error
    return base64.b64encode(SealedBox(key).encrypt(secret_text.encode("ascii"))).decode("ascii")


def _limit(client: SettingsClient) -> None:
    # Whoever asks for reviewers or a time to wait keeps them: what is left out of this request is taken away.
    client.write("PUT", _HOME, _WHAT, {**_kept(client.read(_HOME, _WHAT)), "deployment_branch_policy": _CUSTOM})
    rows = client.read_list(_POLICIES, _WHAT, "branch_policies")
    for row in rows:
        if _branch(row) != MAIN and isinstance(row.get("id"), int):
            client.write("DELETE", f"{_POLICIES}/{row['id']}", _WHAT)
    if MAIN not in [_branch(row) for row in rows]:
        client.write("POST", _POLICIES, _WHAT, {"name": MAIN, "type": "branch"})


def _branch(row: dict[str, Any]) -> str:
    """Return the name of a branch policy; a tag's is told apart, since a tag may be called main too."""
    return str(row.get("name", "")) if row.get("type", "branch") == "branch" else f"tag {row.get('name', '')}"


def _kept(found: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    rules = found.get("protection_rules")
    for rule in rules if isinstance(rules, list) else []:
        if rule.get("type") == "wait_timer":
            kept["wait_timer"] = rule.get("wait_timer", 0)
        if rule.get("type") == "required_reviewers":
            kept["prevent_self_review"] = rule.get("prevent_self_review", False)
            kept["reviewers"] = [
                {"type": one["type"], "id": one["reviewer"]["id"]} for one in rule.get("reviewers", [])
            ]
    return kept


def _put_secret(client: SettingsClient, path: str, key: Callable[[], str]) -> None:
    what = f"the secret {SECRET_VARIABLE}"
    # Asked again just before: without the limit, a job of any branch would get the key.
    if not is_limited(client):
        raise refusals.RefusedError(
            f"{what}: {_WHAT} is not limited to main, and any branch would get the key, so it was not put there. Put "
            "the limit in place first, and run this again"
        )
    found = client.read(f"{_HOME}/secrets/public-key", what)
    try:
        sealed = seal(key(), str(found.get("key", "")))
    except ValueError as error:
        raise refusals.RefusedError(f"{what}: GitHub gave no public key to encrypt it to. Run this again") from error
    client.write("PUT", path, what, {"encrypted_value": sealed, "key_id": str(found.get("key_id", ""))})
