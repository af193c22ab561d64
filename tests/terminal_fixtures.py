"""Fixtures for tests of commands: a fixed clock, and no terminal unless a test asks for one."""

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
def place(tmp_path):
    """A checkout of main with a registry, and a bare repository that stands for GitHub."""
    folder = tmp_path / "here"
    folder.mkdir()
    git(tmp_path, "init", "--quiet", "--bare", str(tmp_path / "remote.git"))
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", str(tmp_path / "remote.git"))
    (folder / ".gitignore").write_text("/ledger/\n/approvals.json\n/event.json\n")
    make_registry(folder)
    commit(folder, "Begin")
    git(folder, "push", "--quiet", "origin", "main")
    return folder
