"""Fixtures for tests of commands: the clock stands still, and nobody is at the terminal unless a test says so."""

import pytest

from hub import Hub
from issuing import NOW
from testamur.github import client
from testamur.terminal import clock


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    monkeypatch.setattr(clock, "_read", lambda: NOW)


@pytest.fixture
def somebody_there(monkeypatch):
    """Make the command believe that somebody can answer; the answers come from `run(answers=…)`."""
    monkeypatch.setattr("testamur.terminal.asking.is_terminal", lambda: True)


@pytest.fixture
def hub(monkeypatch):
    """A GitHub of our own, which every command is told to talk with."""
    made = Hub()
    monkeypatch.setattr(client, "from_environment", made.client)
    return made
