"""The command's clock stands still, and nobody is at the terminal unless a test says so."""

import pytest

from issuing import NOW
from testamur.cli import clock


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    monkeypatch.setattr(clock, "_read", lambda: NOW)


@pytest.fixture
def somebody_there(monkeypatch):
    """Make the command believe that somebody can answer; the answers come from `run(answers=…)`."""
    monkeypatch.setattr("testamur.cli.asking.is_terminal", lambda: True)
