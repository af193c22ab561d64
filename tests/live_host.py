"""A registry at an address that somebody can own, its host, and the two commands that issue."""

import httpx
import pytest

from issuing import NOW
from registries import make_registry, run, secret
from repositories import commit, git
from testamur.cli.commands.site import issue as issue_command
from testamur.github.jobs import issue as issue_job
from testamur.terminal import clock
from testamur.verification.resolving.web import WebResolver

OWN = "https://badges.harbour-institute.ie"


class Live:
    """A host that answers from a folder, or fails as it is told to."""

    def __init__(self, site):
        self.site, self.asked, self.status, self.error, self.date = site, [], 0, None, NOW

    def answer(self, request):
        self.asked.append(request.url.path)
        if self.error is not None:
            raise self.error
        headers = {"Date": self.date.strftime("%a, %d %b %Y %H:%M:%S GMT")}
        path = self.site / request.url.path.lstrip("/")
        if self.status or not path.is_file():
            return httpx.Response(self.status or 404, headers=headers)
        return httpx.Response(200, content=path.read_bytes(), headers=headers)

    def resolver(self, **more):
        return WebResolver(
            transport=httpx.MockTransport(self.answer), addresses=lambda host, port: ["93.184.215.14"], **more
        )


@pytest.fixture
def folder(tmp_path):
    make_registry(tmp_path)
    return tmp_path


@pytest.fixture
def live(folder, monkeypatch):
    """The registry at an address that somebody can own, and its host, which has nothing yet."""
    make_registry(folder, base=OWN)
    host = Live(folder / "live")
    monkeypatch.setattr(issue_command, "WebResolver", host.resolver)
    monkeypatch.setattr(issue_job, "WebResolver", host.resolver)
    return host


@pytest.fixture
def job(folder, live):
    """The same registry in a repository, with a bare one that stands for GitHub."""
    git(folder, "init", "--quiet", "--bare", str(folder / "remote.git"))
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", str(folder / "remote.git"))
    (folder / ".gitignore").write_text("/*\n!/credentials/\n")
    commit(folder, "Records")
    return live


def issue(folder, *arguments, answers=""):
    return run("issue", *arguments, folder=folder, answers=answers, TESTAMUR_SIGNING_KEY=secret())


def ci_issue(folder):
    return run("ci", "issue", folder=folder, TESTAMUR_SIGNING_KEY=secret())


def at(monkeypatch, moment):
    """Set the clock."""
    monkeypatch.setattr(clock, "_read", lambda: moment)
