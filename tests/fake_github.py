"""A simulated GitHub: the part of its REST API (2022-11-28) that the workflows use."""

import json
import re

import httpx

from testamur.github import client

REPOSITORY = "port/registry"
NO_PULLS = "GitHub Actions is not permitted to create or approve pull requests."
PRIVATE_MEMBER = "CONTRIBUTOR"  # what events and reviews call a member whose membership is private


def form_body(answers):
    """What an issue form becomes: the text of the issue, as GitHub renders it."""
    return "\n\n".join(f"### {label}\n\n{answer or '_No response_'}" for label, answer in answers.items()) + "\n"


class Hub:
    """One repository: its pull requests, reviews, issues, comments and statuses, in memory."""

    def __init__(self):
        self.pulls, self.reviews, self.commits, self.issues, self.comments = {}, {}, {}, {}, {}
        self.of_commit = {}  # commit → numbers of pull requests
        self.statuses = []
        self.activity, self.edits, self.events = {}, {}, {}  # pushes by branch; edits of a form; other events
        self.permissions = {}  # by account, where it is not "write"; None for an account that there is not
        self.may_open_pulls = True  # "Allow GitHub Actions to create and approve pull requests"
        self.is_denied = ""  # a path that the job's token may not ask for
        self.is_limited = False  # more was asked than GitHub answers in an hour
        self.about = {"private": True, "pushed_at": "2026-10-30T12:00:00Z"}
        self.workflows = {"publish.yml": "active", "weekly.yml": "active"}  # and their states
        self.asked = []  # method and path of each request

    def answer(self, request):
        path = request.url.path.removeprefix(f"/repos/{REPOSITORY}").removeprefix("/")
        path = f"/{path}" if path == "graphql" else path
        assert request.headers["Authorization"] == "Bearer job-token"
        value = json.loads(request.content) if request.content else None
        self.asked.append(f"{request.method} {path}")
        refused = self._refusal(request.method, path)
        if refused:
            return refused
        if path == "activity":
            branch = request.url.params["ref"].removeprefix("refs/heads/")
            return httpx.Response(200, json=self.activity.get(branch, []))
        if path == "/graphql":
            issue = self._edits(value["variables"]["number"])
            return httpx.Response(200, json={"data": {"repository": {"issue": issue}}})
        for pattern, act in self._routes().items():
            found = re.fullmatch(pattern, f"{request.method} {path}")
            if found:
                given = act(*(int(one) if one.isdigit() and len(one) < 20 else one for one in found.groups()), value)
                if given is None:
                    return httpx.Response(404, json={"message": "Not Found"})
                page = int(request.url.params.get("page", 1))
                return httpx.Response(200, json=given if page == 1 or isinstance(given, dict) else [])
        return httpx.Response(500, json={"message": f"no such route {request.method} {path}"})

    def _refusal(self, method, path):
        if self.is_limited:
            left = {"x-ratelimit-remaining": "0"}
            return httpx.Response(403, headers=left, json={"message": "API rate limit exceeded"})
        if self.is_denied and path.startswith(self.is_denied):
            return httpx.Response(403, json={"message": "Resource not accessible by integration"})
        if not self.may_open_pulls and (method, path) == ("POST", "pulls"):
            return httpx.Response(403, json={"message": NO_PULLS})
        return None

    def _routes(self):
        return {
            r"GET commits/([0-9a-f]{40})/pulls": lambda sha, _: [self.pulls[n] for n in self.of_commit.get(sha, [])],
            r"GET pulls/(\d+)/reviews": lambda n, _: self.reviews.get(n, []),
            r"GET pulls/(\d+)/commits": lambda n, _: self.commits.get(n, []),
            r"GET pulls": lambda _: [
                one for one in self.pulls.values() if not one["merged_at"] and one.get("state") != "closed"
            ],
            r"POST pulls": self._open,
            r"PATCH pulls/(\d+)": lambda n, value: self.pulls[n].update(value) or self.pulls[n],
            r"GET issues": lambda _: [one for one in self.issues.values() if one["state"] == "open"],
            r"GET issues/(\d+)": lambda n, _: self.issues.get(n),
            r"GET issues/(\d+)/events": lambda n, _: self.events.get(n, []),
            r"GET collaborators/([\w-]+)/permission": self._permission,
            r"GET ": lambda _: self.about,
            r"GET actions/workflows": lambda _: {
                "workflows": [
                    {"path": f".github/workflows/{name}", "state": how} for name, how in self.workflows.items()
                ]
            },
            r"POST issues": self._notice,
            r"PATCH issues/(\d+)": lambda n, value: self.issues[n].update(value) or self.issues[n],
            r"GET issues/(\d+)/comments": lambda n, _: self.comments.get(n, []),
            r"POST issues/(\d+)/comments": self._comment,
            r"PATCH issues/comments/(\d+)": self._edit,
            r"POST statuses/([0-9a-f]{40})": lambda sha, value: self.statuses.append((sha, value)) or {},
        }

    def _edits(self, number):
        """Who edited a form, as GraphQL says it: the first is whoever filled it in."""
        nodes = [
            {"editor": who if who is None else {"__typename": "User", "login": who}}
            for who in self.edits.get(number, [])
        ]
        return {
            "lastEditedAt": "2026-10-01T00:00:00Z" if nodes else None,
            "userContentEdits": {"nodes": nodes, "pageInfo": {"hasNextPage": False, "endCursor": None}},
        }

    def _permission(self, name, _):
        """The base role, of which "maintain" is "write" and "triage" is "read"; and the role as people call it."""
        role = self.permissions.get(name, "write")
        base = {"maintain": "write", "triage": "read"}.get(role, role)
        return role and {"permission": base, "role_name": role, "user": {"login": name}}

    def _open(self, value):
        number = 100 + len(self.pulls)
        self.pulls[number] = {
            **value, "number": number, "merged_at": None, "user": {"login": "github-actions[bot]", "type": "Bot"},
            "head": {"ref": value["head"], "sha": "f" * 40, "repo": {"full_name": REPOSITORY}},
            "base": {"ref": value["base"]}, "html_url": f"https://github.com/{REPOSITORY}/pull/{number}",
        }  # fmt: skip
        return self.pulls[number]

    def push(self, branch, sha, *, by):
        """A push to a branch that `by` made: GitHub knows who, whatever the commits say."""
        pushes = self.activity.setdefault(branch, [])
        before = pushes[0]["after"] if pushes else "0" * 40
        kind = "push" if pushes else "branch_creation"
        actor = by if by is None else {"login": by, "type": "Bot" if by.endswith("[bot]") else "User"}
        pushes.insert(0, {"after": sha, "before": before, "activity_type": kind, "actor": actor})

    def _notice(self, value):
        number = 900 + len(self.issues)
        self.issues[number] = {**value, "number": number, "state": "open", "user": {"login": "x[bot]", "type": "Bot"}}
        return self.issues[number]

    def _comment(self, number, value):
        made = {"id": number * 10, "body": value["body"], "user": {"type": "Bot"}}
        self.comments.setdefault(number, []).append(made)
        return made

    def _edit(self, comment_id, value):
        made = next(one for some in self.comments.values() for one in some if one["id"] == comment_id)
        return made.update(value) or made

    def merged(self, sha, *, author="asker", approved_by=(), branch=None, number=7, reviewed=None):
        """A change that was merged as `sha`, and who approved its last version: `reviewed`, or `sha`."""
        branch, reviewed = branch or f"change-{number}", reviewed or sha
        self.pulls[number] = {
            "number": number, "merged_at": "2026-10-01T00:00:00Z", "user": {"login": author}, "merge_commit_sha": sha,
            "head": {"ref": branch, "sha": reviewed, "repo": {"full_name": REPOSITORY}}, "base": {"ref": "main"},
        }  # fmt: skip
        person = {"login": author}
        self.commits[number] = [{"sha": reviewed, "author": person, "committer": person, "commit": {"message": "x"}}]
        self.activity.pop(branch, None)
        self.push(branch, reviewed, by=author)
        self.reviews[number] = [
            {"user": {"login": who}, "state": "APPROVED", "commit_id": reviewed, "author_association": PRIVATE_MEMBER}
            for who in approved_by
        ]
        self.of_commit.setdefault(sha, []).append(number)

    def client(self):
        """The client that the commands would make from a workflow's environment."""
        transport = httpx.MockTransport(self.answer)
        return client.GitHub(
            repository=REPOSITORY, token="job-token", api="https://api.github.com", transport=transport
        )
