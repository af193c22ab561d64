"""Runs of workflows: act reads the files that a repository has on its branch, and does what GitHub would do.

What act does not know is done here: which workflow an event starts, what the queue of a concurrency group leaves out,
and who is told which token. What neither does, docs/testing.md says.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import yaml

import tools
from fake_github import REPOSITORY
from local_servers import serving
from loopback_github import action_folders, job_python, server
from loopback_github.hub import TOKEN, LoopbackHub
from repositories import git

HOST = "badges.harbour-institute.ie"
_SECONDS = 900  # of one run, on a machine that has much else to do
_MACHINES = ("ubuntu-24.04", "ubuntu-latest")


@dataclass(frozen=True)
class Run:
    """What became of a run: each job's result ("skipped" where its condition did not hold), and what was printed."""

    jobs: dict
    log: str
    id: str

    @property
    def end(self):
        """The end of what was printed, for whoever reads why a test failed."""
        return "\n".join(self.log.splitlines()[-60:])


@dataclass
class LoopbackGitHub:
    """A GitHub of one repository on this machine, with everything that its workflows ask for."""

    folder: Path
    hub: LoopbackHub
    address: str  # of git, the API and the pages of the repository
    pages: str  # where the host of the registry's pages answers
    variables: dict = field(default_factory=lambda: {"TESTAMUR_PUBLISH": "true"})
    secrets: dict = field(default_factory=dict)
    runs: list = field(default_factory=list)

    def run(self, workflow, event_name, event, *, commit="", again=None, only=()):
        """Run one workflow file for an event, at a commit (main's newest). `again`: that run is run once more.

        `only` are the jobs that come to pass before somebody cancels the run; all unless given.
        """
        commit = commit or self.hub.head("main")
        checkout = self._files_at(commit)
        file = checkout / ".github" / "workflows" / workflow
        read = yaml.safe_load(file.read_text())
        # act's schema does not know this line yet, and act has no queue: `queued` does what it asks for.
        file.write_text(re.sub(r"^  queue: max\n", "", file.read_text(), flags=re.MULTILINE))
        run_id = again.id if again else str(1000 + len(self.runs))
        attempt = 1 + sum(one.id == run_id for one in self.runs)
        (self.folder / "event.json").write_text(json.dumps(event))
        (self.folder / "secrets").write_text(
            "".join(f"{name}={value}\n" for name, value in {"GITHUB_TOKEN": TOKEN, **self.secrets}.items())
        )
        actions = action_folders.make(
            self.folder / "actions", read, home=self.folder, token=TOKEN, page_url=f"https://{HOST}/"
        )
        options = [
            event_name, "-C", checkout, "-W", file, "-e", self.folder / "event.json", "--json", "--insecure-secrets",
            "--no-skip-checkout", "--no-cache-server", "--secret-file", self.folder / "secrets", *actions,
            *(part for name in _MACHINES for part in ("-P", f"{name}=-self-hosted")),
            *(part for name, value in self.variables.items() for part in ("--var", f"{name}={value}")),
            *(part for pair in self._settings(run_id, attempt, event) for part in ("--env", pair)),
            *(part for job in only for part in ("-j", job)),
        ]  # fmt: skip
        done = subprocess.run(
            [Path(sys.executable).with_name("act"), *options], env=self._machine(), cwd=self.folder,
            capture_output=True, text=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
        assert "workflow is not valid" not in done.stderr, done.stderr
        run = Run(jobs=_results(done.stdout, read), log=_told(done.stdout) + done.stderr, id=run_id)
        self.runs.append(run)
        return run

    def publish(self, push, **more):
        """Run the publish that a push of (before, after) to main starts."""
        event = {"ref": "refs/heads/main", "before": push[0], "after": push[1], "sender": {"login": "second"}}
        return self.run("publish.yml", "push", event, commit=push[1], **more)

    def scheduled(self):
        """Run the publish that the clock starts."""
        return self.run("publish.yml", "schedule", {"schedule": "17 3 * * *"})

    def form(self, number, *, action="opened", by=""):
        """Run what the event of a form starts."""
        issue = self.hub.issues[number]
        event = {"action": action, "issue": issue, "sender": {"login": by or issue["user"]["login"]}}
        return self.run("award.yml", "issues", event)

    def check(self, number):
        """Run what GitHub runs for a change that a person proposes: at the commit that merging it would make."""
        pull = self.hub.pulls[number]
        commit = self.hub.make_merge(number)
        event = {"action": "opened", "number": number, "pull_request": pull, "sender": pull["user"]}
        return self.run("check.yml", "pull_request", event, commit=commit)

    def queued(self, *pushes):
        """Which of several pushes run, while a publish is under way: one waits, and the newest takes its place.

        GitHub, "Control the concurrency of workflows and jobs": `queue: max` lets all of them wait.
        """
        workflow = yaml.safe_load(git(self.hub.bare, "show", "main:.github/workflows/publish.yml"))
        return list(pushes) if workflow["concurrency"].get("queue") == "max" else list(pushes[-1:])

    def online(self, path):
        """Bytes of the site that is online; None where there is nothing."""
        file = self.folder / "pages" / path
        return file.read_bytes() if file.is_file() else None

    def _settings(self, run_id, attempt, event):
        found = {
            "GITHUB_SERVER_URL": self.address, "GITHUB_API_URL": self.address + server.API,
            "GITHUB_GRAPHQL_URL": self.address + server.GRAPHQL, "GITHUB_RUN_ID": run_id,
            "GITHUB_RUN_NUMBER": str(len(self.runs) + 1), "GITHUB_RUN_ATTEMPT": str(attempt),
            "GITHUB_ACTOR": (event.get("sender") or {}).get("login", "nobody"),
        }  # fmt: skip
        return [f"{name}={value}" for name, value in found.items()]

    def _machine(self):
        """The environment of a new machine: nothing of this one's but where programs are."""
        home = self.folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        # Real actions run on Node; stand-ins need none.
        node = [str(Path(tools.node()).parent)] if os.environ.get("TESTAMUR_ACTIONS") else []
        return {
            "PATH": os.pathsep.join([*node, "/usr/local/bin", "/usr/bin", "/bin"]), "HOME": str(home),
            "LANG": "C.UTF-8", "NO_COLOR": "1", "XDG_CONFIG_HOME": str(home / "config"), "GIT_CONFIG_NOSYSTEM": "1",
        }  # fmt: skip

    def _files_at(self, commit):
        """The repository at a commit, which act takes files, branch and name from."""
        checkout = self.folder / "checkout"
        shutil.rmtree(checkout, ignore_errors=True)
        git(self.folder, "clone", "--quiet", "--no-checkout", str(self.hub.bare), str(checkout))
        git(checkout, "checkout", "--quiet", "-B", "main", commit)
        git(checkout, "remote", "set-url", "origin", f"https://github.com/{REPOSITORY}")
        return checkout


@contextmanager
def loopback_github(folder, *, like=None):
    """A GitHub on this machine, with an empty repository, and the registry's host; or one in the state of another."""
    if like is None:
        (folder / "git" / REPOSITORY).parent.mkdir(parents=True)
    else:
        for name in ("git", "pages", "artifacts"):
            if (like.folder / name).is_dir():
                shutil.copytree(like.folder / name, folder / name)
    handler = server.github()
    with ExitStack() as stack:
        address = stack.enter_context(serving(handler))
        pages = stack.enter_context(serving(server.pages(folder / "pages")))
        handler.hub = LoopbackHub(folder / "git" / f"{REPOSITORY}.git", server=address)
        job_python.make(folder, pages=pages, addresses=(HOST,))
        made = LoopbackGitHub(folder=folder, hub=handler.hub, address=address, pages=pages)
        if like is not None:
            handler.hub.remember(like.hub)
            made.variables, made.secrets, made.runs = dict(like.variables), dict(like.secrets), list(like.runs)
        yield made


def _lines(text):
    for line in text.splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            yield {"msg": line}


def _told(text):
    """What a run printed, each line with the job that said it."""
    return "\n".join(f"{one.get('jobID', '')}: {str(one.get('msg', '')).rstrip()}" for one in _lines(text)) + "\n"


def _results(text, workflow):
    results = {one["jobID"]: one["jobResult"] for one in _lines(text) if "jobResult" in one}
    return {job: results.get(job, "skipped") for job in workflow["jobs"]}
