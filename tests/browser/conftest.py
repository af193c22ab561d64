"""A browser, and the demo registry as it would stand on the web."""

import datetime

import pytest

import live
import tools


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    options = [option for option in tools.CHROMIUM_OPTIONS if option != "--headless"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demo registry, issued a moment ago and built in five languages."""
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    return live.make(tmp_path_factory.mktemp("live"), now=now)


@pytest.fixture
def host(site):
    return live.Host(site)
