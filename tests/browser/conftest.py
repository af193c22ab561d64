"""The demo registry as it would stand on the web."""

import datetime

import pytest

import live


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demo registry, issued a moment ago and built in five languages."""
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    return live.make(tmp_path_factory.mktemp("live"), now=now)


@pytest.fixture
def host(site):
    return live.Host(site)
