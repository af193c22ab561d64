"""Pages of a registry that keeps a log: what is kept of an award, and what a reader can do who sees two histories."""

import base64
import gzip

import pytest

from award_visits import checked
from demo_site import BASE, Host, awards, open_page
from logged import LOG_SIGNER
from testamur.log import checkpoint, note
from testamur.log.checkpoint import Checkpoint

MEMORY = "testamur:log:badges.harbour.example/log"
REMEMBER = "([name, text]) => localStorage.setItem(name, text)"


@pytest.fixture(scope="module")
def an_award(logged_site):
    return awards(logged_site)[0]


@pytest.fixture
def page(browser, logged_site, an_award):
    """An award's page, checked."""
    page = open_page(browser, Host(logged_site), f"awards/{an_award}/", accept_downloads=True, width=1100)
    checked(page)
    yield page
    page.context.close()


def test_what_a_verdict_with_a_log_needs_is_light_on_its_way(browser, logged_site, an_award):
    """As hosts send it: compressed. A third of it is the log's: twelve modules, and four small files."""
    host = Host(logged_site)
    page = open_page(browser, host, f"awards/{an_award}/")
    checked(page)
    page.context.close()
    paths = [url.removeprefix(f"{BASE}/") for url in host.asked if not url.endswith((".svg", ".png", "print.css"))]
    files = {logged_site / path / ("index.html" if path.endswith("/") else "") for path in paths}
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 84_000


def newest(site):
    return (site / "log" / "checkpoint").read_bytes()


def rewritten(site):
    """A checkpoint of the same size and another root, signed by the log's own key."""
    key = note.read_key((site / "log" / "vkey").read_text().strip())
    point = checkpoint.read(note.read(newest(site)).text)
    return checkpoint.sign(Checkpoint(point.origin, point.size, bytes(32)), key, LOG_SIGNER.sign)


def keep(page, file):
    with page.expect_download() as started:
        page.locator("#keep button").click()
    started.value.save_as(file)


def drop(page, file):
    page.goto(f"{BASE}/verify/")
    page.wait_for_selector("#desk[data-ready]")
    page.locator("#file").set_input_files(file)
    page.wait_for_selector("#results .result")
    return page.locator("#results .result")


def test_a_kept_bundle_says_that_it_was_registered(browser, page, tmp_path):
    keep(page, tmp_path / "kept.html")
    context = browser.new_context(offline=True)
    copy = context.new_page()
    copy.goto((tmp_path / "kept.html").as_uri())
    copy.wait_for_selector("#status[data-alone=VALID]")
    assert "Registered by then: entry" in copy.locator("#sentence").inner_text()
    assert copy.locator("#checks li").count() == 7
    context.close()


def test_a_bundle_that_is_given_is_checked_by_what_the_site_says_today(page, tmp_path):
    keep(page, tmp_path / "kept.html")
    result = drop(page, tmp_path / "kept.html")
    assert result.locator("h2").inner_text() == "Genuine and current"
    assert "is-green" in result.get_attribute("class")


def test_where_the_site_is_silent_a_bundle_is_checked_by_the_log_that_was_seen(browser, page, logged_site, tmp_path):
    keep(page, tmp_path / "kept.html")
    page.goto(f"{BASE}/verify/")
    page.wait_for_selector("#desk[data-ready]")
    page.evaluate(REMEMBER, [MEMORY, newest(logged_site).decode()])
    # The page and its scripts are there, and nothing of the registry answers any more.
    page.context.route(f"{BASE}/issuer/*", lambda route: route.abort())
    page.context.route(f"{BASE}/index/*", lambda route: route.abort())
    result = drop(page, tmp_path / "kept.html")
    said = result.inner_text()
    assert "Genuine; it was in force on" in said
    assert "by its log, which was seen here before" in said
    assert "is-green" not in result.get_attribute("class")


def test_where_nothing_was_seen_a_bundle_proves_nothing_of_whose_it_is(browser, logged_site, page, tmp_path):
    keep(page, tmp_path / "kept.html")
    host = Host(logged_site)
    host.instead = {"issuer/did.json": None, "issuer/keys.json": None}
    fresh = open_page(browser, host, "verify/", width=1100)
    result = drop(fresh, tmp_path / "kept.html")
    assert result.get_attribute("data-verdict") == "INDETERMINATE"
    assert "nothing here shows that" in result.inner_text()
    fresh.context.close()


def test_a_bundle_that_cannot_be_read_says_why(page, tmp_path):
    keep(page, tmp_path / "kept.html")
    text = (tmp_path / "kept.html").read_text("utf-8")
    (tmp_path / "broken.html").write_text(text.replace("testamur-bundle/1", "testamur-bundle/9"), "utf-8")
    result = drop(page, tmp_path / "broken.html")
    assert "this bundle is of a newer version than is read here" in result.inner_text()


def test_two_histories_are_saved_as_evidence(page, logged_site, an_award):
    page.evaluate(REMEMBER, [MEMORY, rewritten(logged_site).decode()])
    page.reload()
    checked(page)
    assert page.locator("#status").get_attribute("data-verdict") == "INVALID"
    saved = []
    page.on("download", lambda download: saved.append(download))  # noqa: PLW0108 — Playwright looks at it
    page.locator("#how").scroll_into_view_if_needed()
    page.get_by_role("button", name="Save both notes as evidence").click()
    page.wait_for_timeout(1000)
    notes = {one.suggested_filename[-5:]: one.path().read_bytes() for one in saved}
    assert set(notes) == {"a.txt", "b.txt"}
    assert set(notes.values()) == {newest(logged_site), rewritten(logged_site)}


def test_two_histories_are_saved_from_the_page_that_checks_awards(page, logged_site, an_award):
    page.evaluate(REMEMBER, [MEMORY, rewritten(logged_site).decode()])
    page.goto(f"{BASE}/verify/")
    page.wait_for_selector("#desk[data-ready]")
    page.locator("#subject").fill(an_award)
    page.locator("#desk [type=submit]").click()
    page.wait_for_selector("#results .result")
    assert page.locator("#results .result").get_attribute("data-verdict") == "INVALID"
    page.get_by_role("button", name="Save both notes as evidence").wait_for()


def test_where_there_is_one_history_there_is_no_evidence_to_save(page):
    page.locator("#how").scroll_into_view_if_needed()
    assert page.get_by_role("button", name="Save both notes as evidence").count() == 0


def test_a_bundle_of_an_award_has_the_same_entry_as_the_site(page, logged_site, an_award, tmp_path):
    keep(page, tmp_path / "kept.html")
    proof = (logged_site / "awards" / an_award / "award.tlog-proof").read_bytes()
    assert base64.b64encode(proof).decode() in (tmp_path / "kept.html").read_text("utf-8")
