"""A registry that keeps a log, published and archived once for all tests of archives."""

import pytest

import archives
from built_once import built_once
from issuing import NOW
from testamur.terminal import clock


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    monkeypatch.setattr(clock, "_read", lambda: NOW)


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """The registry's folder, with its archive."""

    def build(folder):
        with archives.clock_standing():
            archives.make_published(folder)
            archives.succeed(folder, "archive")

    return built_once(tmp_path_factory, "archived", build)


@pytest.fixture(scope="session")
def archive(published):
    return published / f"{archives.NAME}.zip"
