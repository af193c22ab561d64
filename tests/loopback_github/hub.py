"""A simulated GitHub with a memory and a git repository: what jobs push and people do changes what it answers next.

`fake_github.Hub` answers from what a test put there; this one also keeps branches, who pushed them, and what merging
does, so that one workflow's work is what the next one finds. People act through its methods, jobs through its API.
"""

import copy
import subprocess

import httpx

from fake_github import REPOSITORY, Hub
from repositories import git

MACHINE = "github-actions[bot]"
TOKEN = "ghs_loopbackJobToken0000000000000000000"


class LoopbackHub(Hub):
    """One repository at `bare`. `people` has, by account, what event payloads call them; `private` are hidden in it."""

    def __init__(self, bare, *, server):
        super().__init__()
        self.bare, self.server = bare, server
        self.people, self.private = {}, set()  # account → OWNER, MEMBER …; whose membership is private
        self._number, self._comment_id = 0, 0
        if not bare.exists():
            git(bare.parent, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
        for name in ("uploadpack.allowAnySHA1InWant", "http.receivepack"):
            git(bare, "config", name, "true")

    def answer(self, request):
        """Answer one request of the API, as GitHub does: 401 without the token."""
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return httpx.Response(401, json={"message": "Bad credentials"})
        request.headers["Authorization"] = "Bearer job-token"
        return super().answer(request)

    # What people do -----------------------------------------------------------------------------------------------

    def association(self, who):
        """What an event's payload calls somebody: a private member looks like any contributor."""
        return "CONTRIBUTOR" if who in self.private else self.people.get(who, "NONE")

    def send_form(self, label, body, *, by):
        """Somebody fills in a form. Return its number."""
        number = self._next()
        self.issues[number] = {
            "number": number, "state": "open", "body": body, "title": "", "labels": [{"name": label}],
            "user": {"login": by, "type": "User"}, "author_association": self.association(by),
        }  # fmt: skip
        return number

    def approve(self, number, *, by):
        """Somebody approves a change as it is now."""
        review = {"user": {"login": by, "type": "User"}, "state": "APPROVED", "commit_id": self._head(number)}
        self.reviews.setdefault(number, []).append({**review, "author_association": self.association(by)})

    def merge(self, number, *, by):
        """Somebody merges a change. Return the commits of main before and after."""
        pull, before, head = self.pulls[number], self.head("main"), self._head(number)
        after = self.make_merge(number)
        pull |= {"merged_at": "2026-10-01T00:00:00Z", "state": "closed", "merge_commit_sha": after}
        for commit in [after, *git(self.bare, "rev-list", f"{before}..{head}").split()]:
            self.of_commit.setdefault(commit, []).append(number)
        self._move("main", after, by=by)
        return before, after

    def make_merge(self, number):
        """Return a commit that merges a change into main; main stays as it is."""
        main, head = self.head("main"), self._head(number)
        tree = git(self.bare, "merge-tree", "--write-tree", main, head)
        message = f"Merge pull request #{number}\n\n{self.pulls[number]['title']}"
        return git(self.bare, "commit-tree", tree, "-p", main, "-p", head, "-m", message)

    def propose(self, branch, title, *, by):
        """Somebody opens a pull request from a branch that they pushed. Return its number."""
        return self._make_pull({"title": title, "body": "", "head": branch, "base": "main"}, user=self._account(by))

    def pushed(self, heads_before, *, by):
        """Note what a push changed: GitHub knows who pushed, whatever the commits say."""
        heads = self.heads()
        for branch in heads.keys() | heads_before.keys():
            if heads.get(branch) != heads_before.get(branch):
                self._note_push(branch, heads_before.get(branch), heads.get(branch), by=by)

    def remember(self, other):
        """Take over what another hub knows; its repository was copied."""
        kept = {"bare", "server"}
        vars(self).update({name: copy.deepcopy(value) for name, value in vars(other).items() if name not in kept})

    # What it knows ------------------------------------------------------------------------------------------------

    def heads(self):
        lines = git(self.bare, "for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads").split("\n")
        return dict(line.split() for line in lines if line)

    def head(self, branch):
        return self.heads().get(branch, "")

    def comment_on(self, number):
        """The text of the one comment that jobs keep on a form or a change; "" where there is none."""
        texts = [one["body"] for one in self.comments.get(number, [])]
        assert len(texts) <= 1
        return texts[0] if texts else ""

    def pull_of(self, form):
        """The number of the change that a form became."""
        (found,) = [number for number, pull in self.pulls.items() if pull["head"]["ref"] == f"award-form-{form}"]
        return found

    # How it answers -----------------------------------------------------------------------------------------------

    def _routes(self):
        return super()._routes() | {
            r"GET pulls/(\d+)/commits": lambda number, _: self._commits(number),
            r"GET pulls/(\d+)": lambda number, _: self.pulls.get(number),
        }

    def _open(self, value):
        return self.pulls[self._make_pull(value, user={"login": MACHINE, "type": "Bot"})]

    def _make_pull(self, value, *, user):
        number, branch = self._next(), value["head"]
        self.pulls[number] = {
            **value, "number": number, "state": "open", "merged_at": None, "user": user, "labels": [],
            "created_at": "2026-09-30T00:00:00Z", "html_url": f"{self.server}/{REPOSITORY}/pull/{number}",
            "head": {"ref": branch, "sha": self.head(branch), "repo": {"full_name": REPOSITORY}},
            "base": {"ref": value["base"], "sha": self.head(value["base"])},
        }  # fmt: skip
        git(self.bare, "update-ref", f"refs/pull/{number}/head", self.head(branch))
        return number

    def _commits(self, number):
        base, head = self.pulls[number]["base"]["sha"], self._head(number)
        lines = git(self.bare, "log", "-z", "--format=%H%x1f%ae%x1f%ce%x1f%B", f"{base}..{head}").split("\0")
        return [
            {"sha": sha, "author": self._by_address(author), "committer": self._by_address(committer),
             "commit": {"message": message}}
            for sha, author, committer, message in (line.split("\x1f") for line in lines if line)
        ]  # fmt: skip

    def _by_address(self, address):
        """Whose account an address of a commit is: GitHub knows its own no-reply addresses."""
        name, _, host = address.partition("@")
        return self._account(name.rpartition("+")[2]) if host == "users.noreply.github.com" else None

    def _account(self, name):
        return {"login": name, "type": "Bot" if name.endswith("[bot]") else "User"}

    def _head(self, number):
        return self.pulls[number]["head"]["sha"]

    def _comment(self, number, value):
        self._comment_id += 1
        made = {"id": self._comment_id, "body": value["body"], "user": {"login": MACHINE, "type": "Bot"}}
        self.comments.setdefault(number, []).append(made)
        return made

    def _notice(self, value):
        number = self._next()
        self.issues[number] = {"labels": [], **value, "number": number, "state": "open", "user": self._account(MACHINE)}
        return self.issues[number]

    def _permission(self, name, _):
        known = {"OWNER": "admin", "MEMBER": "write", "COLLABORATOR": "write"}
        role = self.permissions.get(name, known.get(self.people.get(name, ""), "read"))
        return {"permission": role, "role_name": role, "user": {"login": name}}

    def _next(self):
        self._number += 1
        return self._number

    def _move(self, branch, commit, *, by):
        before = self.heads()
        git(self.bare, "update-ref", f"refs/heads/{branch}", commit)
        self.pushed(before, by=by)

    def _note_push(self, branch, before, after, *, by):
        none = "0" * 40
        kind = "branch_creation" if not before else "branch_deletion" if not after else "push"
        if before and after and self._is_forced(before, after):
            kind = "force_push"
        push = {"before": before or none, "after": after or none, "activity_type": kind, "actor": self._account(by)}
        self.activity.setdefault(branch, []).insert(0, {**push, "timestamp": "2026-09-01T00:00:00Z"})
        for number, pull in self.pulls.items():
            if pull["head"]["ref"] == branch and pull["state"] == "open" and after:
                pull["head"]["sha"], pull["base"]["sha"] = after, self.head(pull["base"]["ref"])
                git(self.bare, "update-ref", f"refs/pull/{number}/head", after)

    def _is_forced(self, before, after):
        command = ["git", "merge-base", "--is-ancestor", before, after]
        return subprocess.run(command, cwd=self.bare, check=False).returncode != 0
