"""The demo registry as it would stand on the web."""

import datetime

import pytest

import demo_site
from built_once import built_once


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demo registry, issued a moment ago and built in five languages."""
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    return built_once(tmp_path_factory, "live", lambda folder: demo_site.make(folder, now=now)) / "site"


@pytest.fixture
def host(site):
    return demo_site.Host(site)
