"""`testamur serve`: a preview that is built again when something was saved, and pages that show it by themselves."""

import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import pytest

from issuing import an_id
from registries import FIRST, make_registry, run
from repositories import commit, git
from testamur.terminal.local_host import CHANGES, RELOAD


class Served:
    """The command in a process of its own, on a free port."""

    def __init__(self, folder, *options):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "testamur", "serve", "--port", "0", *options],
            cwd=folder,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self.said = []
        # A test that waits in vain ends with what the command said.
        self._late = threading.Timer(60, self.process.kill)
        self._late.start()
        self.address = self.wait_for(r"http://127\.0\.0\.1:[0-9]+/")

    def wait_for(self, pattern):
        """Read what it says until that is said."""
        for line in self.process.stderr:
            self.said.append(line)
            if found := re.search(pattern, line):
                return found[0]
        raise AssertionError("".join(self.said))

    def close(self):
        self._late.cancel()
        self.process.terminate()
        self.process.communicate(timeout=10)

    def get(self, path=""):
        with urllib.request.urlopen(self.address + path.lstrip("/"), timeout=10) as answer:
            return answer.read().decode()


def registry(folder):
    make_registry(folder)
    (folder / "content").mkdir()
    (folder / "pelicanconf.py").write_text("PATH = 'content'\n")
    return folder


@pytest.fixture
def place(tmp_path):
    return registry(tmp_path)


@pytest.fixture
def served(place):
    found = Served(place)
    yield found
    found.close()


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """A preview of records that nobody edits, for tests that only ask."""
    found = Served(registry(tmp_path_factory.mktemp("untouched")))
    yield found
    found.close()


def test_a_port_that_cannot_be_is_refused_before_anything_is_built(place):
    done = run("serve", "--port", "80000", folder=place)
    assert (done.code, "80000" in done.err) == (2, True)
    assert not (place / ".preview").exists()


def test_git_takes_nothing_of_a_preview(place, served):
    git(place, "init", "--quiet")
    commit(place, "Begin")
    assert "Ada Okafor" in served.get(f"awards/{FIRST}/")
    assert git(place, "ls-files").split() == git(place, "ls-files", "credentials", "content", "pelicanconf.py").split()


def test_a_change_is_built_and_served(place, served):
    assert "Ada Okafor" in served.get(f"awards/{FIRST}/")
    (place / "credentials" / "learners" / "l-1.yml").write_text("name: Ada Lovelace\n")
    served.wait_for("Built")
    assert "Ada Lovelace" in served.get(f"awards/{FIRST}/")


def test_a_mistake_is_told_and_the_last_good_preview_stays(place, served):
    (place / "credentials" / "learners" / "l-1.yml").write_text("nam: Ada Lovelace\n")
    served.wait_for("The last good preview stays")
    assert "Ada Okafor" in served.get(f"awards/{FIRST}/")
    (place / "credentials" / "learners" / "l-1.yml").write_text("name: Grace Hopper\n")
    served.wait_for("Built")
    assert "Grace Hopper" in served.get(f"awards/{FIRST}/")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example:8000"},
        {"Host": "["},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
)
def test_a_page_of_another_site_reads_nothing(untouched, headers):
    for path in ("", "index.json", f"awards/{FIRST}/"):
        asked = urllib.request.Request(untouched.address + path, headers=headers)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked, timeout=10)
        assert refused.value.code == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1"])
def test_this_machine_is_known_by_its_names_with_a_port_and_without(untouched, host):
    asked = urllib.request.Request(untouched.address, headers={"Host": host})
    assert urllib.request.urlopen(asked, timeout=10).status == 200


def test_a_link_from_another_site_opens_a_page(untouched):
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    asked = urllib.request.Request(untouched.address, headers=headers)
    assert urllib.request.urlopen(asked, timeout=10).status == 200


def test_an_address_that_is_no_path_is_refused(untouched):
    with pytest.raises(urllib.error.HTTPError) as refused:
        untouched.get("%00.html")
    assert refused.value.code == 403


def test_a_new_record_and_a_deleted_one_are_changes(place, served):
    path = place / "credentials" / "awards" / f"{an_id(7)}.yml"
    path.write_text("achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\n")
    served.wait_for("Built")
    assert "Harbour Visit" in served.get(f"awards/{an_id(7)}/")
    path.unlink()
    served.wait_for("Built")
    with pytest.raises(urllib.error.HTTPError):
        served.get(f"awards/{an_id(7)}/")


def test_a_page_shows_a_change_by_itself(place, served, browser):
    page = browser.new_context().new_page()
    page.goto(f"{served.address}awards/{FIRST}/")
    (place / "credentials" / "learners" / "l-1.yml").write_text("name: Ada Lovelace\n")
    page.get_by_text("Ada Lovelace").first.wait_for(timeout=20_000)
    assert "Ada Okafor" not in page.content()
    page.context.close()


def test_a_page_that_is_older_than_the_preview_is_told_at_once(place, served):
    assert 'data-built="0"' in served.get()
    (place / "credentials" / "learners" / "l-1.yml").write_text("name: Ada Lovelace\n")
    served.wait_for("Built")
    assert served.get(f"{CHANGES}?0") == "data: built\n\n"
    assert 'data-built="1"' in served.get()


def test_a_finished_site_is_served_as_it_is(place, served):
    preview = (place / ".preview/site/index.html").read_text("utf-8")
    finished = Served(place, "--site", ".preview/site")
    try:
        assert finished.get() == preview
        for path in (RELOAD, CHANGES):
            with pytest.raises(urllib.error.HTTPError):
                finished.get(path)
    finally:
        finished.close()
