"""Set-up for all tests, and a closing line that says which comparisons were skipped."""

# ruff: noqa: E402 — what is done first has to come before the imports

import os
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

# A run starts hundreds of Python processes, and each would compile all of the tool where nothing is kept. Here, before
# anything else is imported, since pytest compiles what it imports in a way of its own.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Tests share small helpers (paths.py, judges.py …) without being a package themselves.
sys.path.insert(0, str(Path(__file__).resolve().parent))

import hypothesis
import pytest

import reference
import tools
from thoroughness import ALL

KEPT = "TESTAMUR_KEPT_BY_TESTS"


def pytest_configure(config):
    # No test finds what an earlier run kept, or keeps something in the user's own folder; some name a folder of their
    # own. The processes of one run share one, so that a picture is drawn once for all of them.
    if KEPT not in os.environ:
        os.environ[KEPT] = config.kept = tempfile.mkdtemp(prefix="testamur-tests-")
    os.environ["TESTAMUR_CACHE"] = os.environ[KEPT]
    os.environ["TESTAMUR_LANGUAGE"] = "en"  # whatever the machine, or a sample's registry, speaks
    config.addinivalue_line("markers", "reference(what): compares with data that no package carries (reference.py)")
    config.addinivalue_line("markers", "long: runs in `make test-all` only (thoroughness.py)")
    # `make test` takes the same examples every time, unless --hypothesis-seed asks for others.
    is_fresh = ALL or config.getoption("hypothesis_seed", None) is not None
    hypothesis.settings.register_profile(
        "testamur",
        derandomize=not is_fresh,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("testamur")


def pytest_unconfigure(config):
    if hasattr(config, "kept"):
        shutil.rmtree(config.kept, ignore_errors=True)


# The files that take longest, so that no process is left alone with one of them at the end.
FIRST = (
    "test_mutants.py",
    "test_verify_page.py",
    "test_award_page.py",
    "test_award_card.py",
    "test_demo.py",
    "test_accessibility.py",
    "test_workflows_by_act.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if not ALL:
        long = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("long")]
    items.sort(key=lambda item: FIRST.index(item.path.name) if item.path.name in FIRST else len(FIRST))


def pytest_runtest_setup(item):
    needed = [mark.args[0] for mark in item.iter_markers("reference")]
    if needed and not reference.is_here():
        item.user_properties.append(("reference", needed[0]))
        pytest.skip(reference.REASON)


def pytest_terminal_summary(terminalreporter):
    """Say in one sentence which comparisons were skipped."""
    skipped = terminalreporter.stats.get("skipped", ())
    missed = Counter(what for report in skipped for name, what in report.user_properties if name == "reference")
    if missed:
        parts = ", ".join(f"{what} ({number})" for what, number in sorted(missed.items()))
        terminalreporter.write_line(
            f"{missed.total()} tests were not run, since no package carries what they compare with: {parts}. "
            "TESTAMUR_REFERENCE can name a folder that has it."
        )


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium: one for all tests of a process, as Playwright requires."""
    from playwright.sync_api import sync_playwright

    options = [option for option in tools.CHROMIUM_OPTIONS if option != "--headless"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.chromium(), args=options)
        yield browser
        browser.close()
