"""Fixtures for tests of commands: a fixed clock, and no terminal unless a test asks for one."""

import shutil

import pytest

from fake_github import Hub
from issuing import NOW
from registries import make_registry
from repositories import commit, git
from testamur.github import client
from testamur.terminal import clock


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    monkeypatch.setattr(clock, "_read", lambda: NOW)


@pytest.fixture
def somebody_there(monkeypatch):
    """Make the command believe that it runs on a terminal; the answers come from `run(answers=…)`."""
    monkeypatch.setattr("testamur.terminal.asking.is_terminal", lambda: True)


@pytest.fixture
def hub(monkeypatch):
    """A simulated GitHub that every command talks with."""
    made = Hub()
    monkeypatch.setattr(client, "from_environment", made.client)
    return made


@pytest.fixture
def place(begun, tmp_path):
    """A checkout of main with a registry, and a bare repository that stands for GitHub."""
    return copied(begun, tmp_path) / "here"


def copied(made, folder):
    """Copy a folder with a checkout and its remote, and return it. Making them anew takes seven runs of git."""
    shutil.copytree(made, folder, symlinks=True, dirs_exist_ok=True)
    for settings in folder.glob("**/.git/config"):  # the ledger is a checkout, too
        settings.write_text(settings.read_text().replace(str(made), str(folder)))
    return folder


@pytest.fixture(scope="session")
def begun(tmp_path_factory):
    """What `place` is a copy of. Each process makes its own: another's commits may be of a later time."""
    made = tmp_path_factory.mktemp("begun")
    folder = made / "here"
    folder.mkdir()
    git(made, "init", "--quiet", "--bare", str(made / "remote.git"))
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", str(made / "remote.git"))
    (folder / ".gitignore").write_text("/ledger/\n/approvals.json\n/event.json\n")
    make_registry(folder)
    commit(folder, "Begin")
    git(folder, "push", "--quiet", "origin", "main")
    return made
