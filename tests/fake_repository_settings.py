"""A simulated GitHub for the settings of one repository, in memory.

Statuses, members and values follow GitHub's REST description (the npm package @octokit/openapi 23.0.2, api.github.com,
version 2022-11-28).
"""

import base64
import json
import re

import httpx
from nacl.public import PrivateKey, SealedBox

from testamur.github import client
from testamur.github.setting_up.settings_client import SettingsClient

REPOSITORY, TOKEN = "harbour/badges", "ghp_" + "t" * 36
EVERYTHING = {"admin": True, "push": True, "pull": True}


class Settings:
    """One repository that may be set up. `refused` answers for a request (`PUT pages`) instead of carrying it out."""

    def __init__(self, *, there=True, private=True):
        self.repository = {"full_name": REPOSITORY, "private": private, "has_issues": True, "permissions": EVERYTHING}
        self.there, self.scopes, self.login = there, "repo, workflow", "ada"
        self.pages, self.environment, self.actions = None, None, {"enabled": True, "allowed_actions": "all"}
        self.permissions = {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": False}
        self.variables, self.policies, self.secrets, self.rulesets = {}, {}, {}, {}
        self.labels, self.workflows, self.collaborators = [], [], [{"login": "ada"}, {"login": "jan"}]
        self.shared_secret = False
        self.pulls, self.pushed = [], lambda branch: "f" * 40  # the commit of a branch
        self.key = PrivateKey(bytes(31) + b"\1")
        self.refused, self.requests = {}, []
        self._next = 1

    def answer(self, request):
        assert request.headers["Authorization"] == f"Bearer {TOKEN}"
        path = request.url.path.removeprefix(f"/repos/{REPOSITORY}").lstrip("/")
        value = json.loads(request.content) if request.content else None
        self.requests.append((request.method, request.url.path, value))
        name = f"{request.method} {path}".strip()
        if name in self.refused:
            return self.refused[name]
        if path == "user":
            return httpx.Response(200, json={"login": self.login}, headers={"X-OAuth-Scopes": self.scopes})
        if not self.there and path not in {"user/repos", "orgs/harbour/repos"}:
            return self._nothing()
        for pattern, act in self._routes().items():
            found = re.fullmatch(pattern, name)
            if found:
                return act(*found.groups(), value)
        return httpx.Response(500, json={"message": f"no such route {name}"})

    def _routes(self):
        home = "environments/signing"
        return {
            "GET": lambda _: self._json(self.repository),
            "PATCH": self._change,
            "POST (?:user|orgs/harbour)/repos": self._create,
            "GET actions/permissions": lambda _: self._json(self.actions),
            "PUT actions/permissions": lambda value: self._done(self.actions.update(value)),
            "GET actions/permissions/workflow": lambda _: self._json(self.permissions),
            "PUT actions/permissions/workflow": lambda value: self._done(self.permissions.update(value)),
            r"GET actions/variables/(\w+)": lambda name, _: self._json(self.variables.get(name)),
            "POST actions/variables": self._set_variable,
            r"PATCH actions/variables/(\w+)": lambda _, value: self._set_variable(value, status=204),
            "GET pages": lambda _: self._json(self.pages),
            "POST pages": self._turn_on,
            "PUT pages": lambda value: self._done(self.pages.update(value)) if self.pages else self._nothing(),
            "GET labels": lambda _: self._json([{"name": name} for name in self.labels]),
            "POST labels": self._make_label,
            f"GET {home}": lambda _: self._json(self.environment),
            f"PUT {home}": self._set_environment,
            f"GET {home}/deployment-branch-policies": lambda _: self._json(
                {"total_count": len(self.policies), "branch_policies": list(self.policies.values())}
            ),
            f"POST {home}/deployment-branch-policies": self._add_policy,
            rf"DELETE {home}/deployment-branch-policies/(\d+)": lambda n, _: self._done(self.policies.pop(int(n))),
            f"GET {home}/secrets/public-key": lambda _: self._json({"key_id": "7", "key": self.public_key}),
            rf"GET {home}/secrets/(\w+)": lambda name, _: self._json({"name": name} if name in self.secrets else None),
            rf"PUT {home}/secrets/(\w+)": self._set_secret,
            r"GET actions/secrets/(\w+)": lambda name, _: self._json({"name": name} if self.shared_secret else None),
            "GET rulesets": lambda _: self._json([{"id": n, "name": one["name"]} for n, one in self.rulesets.items()]),
            r"GET rulesets/(\d+)": lambda n, _: self._json(self.rulesets.get(int(n))),
            "POST rulesets": lambda value: self._set_ruleset(self._number(), value, status=201),
            r"PUT rulesets/(\d+)": lambda n, value: self._set_ruleset(int(n), value),
            "GET actions/workflows": lambda _: self._json({"total_count": 0, "workflows": self.workflows}),
            "GET collaborators": lambda _: self._json(self.collaborators),
            "GET git/ref/heads/main": lambda _: self._json({"object": {"type": "commit", "sha": self.pushed("main")}}),
            "GET pulls": lambda _: self._json(self.pulls),
            "POST pulls": self._open,
        }

    @property
    def public_key(self):
        return base64.b64encode(bytes(self.key.public_key)).decode()

    @property
    def writes(self):
        """What was changed: the method and address of each request that is no question."""
        return [f"{method} {path}" for method, path, _ in self.requests if method != "GET"]

    def opened(self, name):
        """A secret as GitHub's own side reads it."""
        return SealedBox(self.key).decrypt(base64.b64decode(self.secrets[name]["encrypted_value"])).decode()

    def client(self, repository=REPOSITORY, token=TOKEN):
        """The client that the commands would make with a token."""
        transport = httpx.MockTransport(self.answer)
        return client.GitHub(repository=repository, token=token, api="https://api.github.com", transport=transport)

    def settings_client(self):
        return SettingsClient(hub=self.client(), is_there=self.there, about=self.repository if self.there else {})

    def _open(self, value):
        # GitHub's REST description: `head` and `base` are required, and one of `title` and `issue`.
        assert set(value) == {"title", "head", "base"}
        pull = {
            "number": 1 + len(self.pulls), "state": "open", "title": value["title"], "base": {"ref": value["base"]},
            "head": {"ref": value["head"], "sha": self.pushed(value["head"]), "repo": {"full_name": REPOSITORY}},
        }  # fmt: skip
        self.pulls.append(pull)
        return self._json(pull, 201)

    def _number(self):
        self._next += 1
        return self._next

    def _json(self, value, status=200):
        return self._nothing() if value is None else httpx.Response(status, json=value)

    def _nothing(self):
        return httpx.Response(404, json={"message": "Not Found", "status": "404"})

    def _done(self, _):
        return httpx.Response(204)

    def _create(self, value):
        self.there = True
        self.repository.update(private=value["private"])
        return self._json(self.repository, 201)

    def _change(self, value):
        self.repository.update(value)
        return self._json(self.repository)

    def _set_variable(self, value, status=201):
        self.variables[value["name"]] = value
        return httpx.Response(status, json={} if status == 201 else None)

    def _turn_on(self, value):
        self.pages = {"url": "https://api.github.com/x", "status": None, "cname": None, "public": True} | value
        return self._json(self.pages, 201)

    def _make_label(self, value):
        self.labels.append(value["name"])
        return self._json({"name": value["name"]}, 201)

    def _set_environment(self, value):
        # What a request leaves out is taken away.
        rules = [{"type": "wait_timer", "wait_timer": value["wait_timer"]}] if value.get("wait_timer") else []
        if value.get("reviewers"):
            reviewers = [{"type": one["type"], "reviewer": {"id": one["id"]}} for one in value["reviewers"]]
            prevent = value.get("prevent_self_review", False)
            rules.append({"type": "required_reviewers", "prevent_self_review": prevent, "reviewers": reviewers})
        policy = value.get("deployment_branch_policy")
        self.environment = {"name": "signing", "protection_rules": rules, "deployment_branch_policy": policy}
        return self._json(self.environment)

    def _add_policy(self, value):
        number = self._number()
        self.policies[number] = {"id": number, **value}
        return self._json(self.policies[number])

    def _set_secret(self, name, value):
        self.secrets[name] = value
        return httpx.Response(201, json={})

    def _set_ruleset(self, number, value, status=200):
        self.rulesets[number] = {**value, "id": number}
        return self._json(self.rulesets[number], status)
