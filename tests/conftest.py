"""What every test may rely on."""

import sys
from pathlib import Path

# Tests share small helpers (paths.py, judges.py …) without being a package themselves.
sys.path.insert(0, str(Path(__file__).resolve().parent))

import pytest

import tools


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium: one for all tests of a process, as Playwright wants it."""
    from playwright.sync_api import sync_playwright

    options = [option for option in tools.CHROMIUM_OPTIONS if option != "--headless"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=options)
        yield browser
        browser.close()
