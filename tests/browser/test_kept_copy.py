"""A copy of an award that was kept: it opens without a network, and says what its documents say."""

import base64
import json
import re

import pytest

from award_visits import checked
from demo_site import open_page


@pytest.fixture
def page(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/", accept_downloads=True)
    checked(page)
    yield page
    page.context.close()


@pytest.fixture
def kept(page, tmp_path):
    """The file of a copy that was kept."""
    with page.expect_download() as started:
        page.locator("#keep button").click()
    file = tmp_path / "kept.html"
    started.value.save_as(file)
    return file


def open_kept(opener, file, verdict):
    copy = opener.new_page()
    copy.goto(file.as_uri())
    copy.wait_for_selector(f"#status[data-verdict={verdict}]")
    return copy


def test_a_kept_copy_opens_without_a_network_and_is_honest_about_its_date(browser, kept):
    context = browser.new_context(offline=True)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    copy = open_kept(context, kept, "VALID")
    said = copy.locator("body").inner_text()
    assert "Genuine; it was in force on" in said
    assert "The issuer’s key and the status are as of" in said
    assert {url.split(":")[0] for url in asked} <= {"file", "data"}
    context.close()


def test_a_kept_copy_that_was_changed_says_so(browser, kept):
    html = kept.read_text("utf-8")
    data = json.loads(re.search(r'<script type="application/json" id="kept">(.*?)</script>', html)[1])
    document = data["documents"][data["address"]]
    forged = base64.b64decode(document).replace(b'"name":"', b'"name":"X', 1)
    kept.write_text(html.replace(document, base64.b64encode(forged).decode()), "utf-8")
    copy = open_kept(browser, kept, "INVALID")
    assert not copy.locator("#status.is-good").count()
    assert copy.locator("h1").inner_text().strip() == ""


def test_a_kept_copy_shows_the_facts_of_its_document_whatever_was_written_into_it(browser, page, kept):
    html = kept.read_text("utf-8")
    rewritten = re.sub(r'(<bdi id="learner">)[^<]*', r"\1Somebody Else", html)
    assert rewritten != html
    kept.write_text(rewritten, "utf-8")
    copy = open_kept(browser, kept, "VALID")
    assert copy.locator("#learner").inner_text() == page.locator(".learner").inner_text()
