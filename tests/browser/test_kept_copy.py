"""A bundle that was kept: it opens without a network, says what its parts say, and does not vouch for itself."""

import base64
import datetime
import json
import re

import pytest

from award_visits import checked
from demo_site import BASE, open_page
from testamur.publishing.rendering import bundle_shell
from testamur.verification.bundle import collecting, container
from testamur.verification.resolving.resolver import FolderResolver


@pytest.fixture
def page(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/", accept_downloads=True)
    checked(page)
    yield page
    page.context.close()


def keep(page, folder):
    with page.expect_download() as started:
        page.locator("#keep button").click()
    file = folder / "kept.html"
    started.value.save_as(file)
    return file


@pytest.fixture
def kept(page, tmp_path):
    """The file of a bundle that was kept."""
    return keep(page, tmp_path)


def open_kept(opener, file, alone):
    copy = opener.new_page()
    copy.goto(file.as_uri())
    copy.wait_for_selector(f"#status[data-alone={alone}]")
    return copy


def test_a_kept_bundle_opens_without_a_network_and_says_as_of_when(browser, kept):
    context = browser.new_context(offline=True)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    copy = open_kept(context, kept, "VALID")
    said = copy.locator("#status").inner_text()
    assert "Everything in this file fits together" in said
    assert "badges.harbour.example issued the award, and it was in force on" in said
    assert "How it stands since then, only its page can say." in said
    assert {url.split(":")[0] for url in asked} <= {"file", "data"}
    context.close()


def test_a_kept_bundle_is_no_wider_than_a_phone(browser, kept):
    copy = browser.new_page(viewport={"width": 360, "height": 740})
    copy.goto(kept.as_uri())
    copy.wait_for_selector("#status[data-alone=VALID]")
    assert copy.evaluate("document.documentElement.scrollWidth") == 360
    picture, card = copy.locator("#picture").bounding_box(), copy.locator(".card").bounding_box()
    assert card["x"] <= picture["x"] <= picture["x"] + picture["width"] <= card["x"] + card["width"]


def test_a_kept_bundle_never_calls_itself_genuine(browser, kept):
    copy = open_kept(browser, kept, "VALID")
    assert copy.locator("#status").get_attribute("data-verdict") == "INDETERMINATE"
    assert "Genuine" not in copy.locator("body").inner_text()


def test_the_browser_keeps_the_same_bytes_that_the_command_exports(kept, site, good):
    resolver = FolderResolver({BASE: site})
    credential = (site / "awards" / good / "credential.json").read_bytes()
    bundle, _examined = collecting.collect(BASE, good, credential, resolver, datetime.datetime.now(datetime.UTC))
    shell = (site / bundle_shell.name("en")).read_bytes()
    assert kept.read_bytes() == bundle_shell.fill(shell, bundle)


def test_a_kept_bundle_that_was_changed_says_so(browser, kept):
    html = kept.read_text("utf-8")
    text = re.search(r'id="testamur-bundle">(.*?)</script>', html)[1]
    parts = json.loads(text)["parts"]
    name = next(name for name in parts if name.endswith("credential.json"))
    forged = base64.b64decode(parts[name]).replace(b'"name":"', b'"name":"X', 1)
    kept.write_text(html.replace(parts[name], base64.b64encode(forged).decode()), "utf-8")
    copy = open_kept(browser, kept, "INVALID")
    assert "Do not rely on this" in copy.locator("#status").inner_text()
    assert copy.locator("h1").inner_text().strip() == ""


def test_a_kept_bundle_shows_the_facts_of_its_document_whatever_was_written_into_it(browser, page, kept):
    html = kept.read_text("utf-8")
    rewritten = html.replace('<bdi id="learner"></bdi>', '<bdi id="learner">Somebody Else</bdi>')
    assert rewritten != html
    kept.write_text(rewritten, "utf-8")
    copy = open_kept(browser, kept, "VALID")
    assert copy.locator("#learner").inner_text() == page.locator(".learner").inner_text()


def test_a_kept_bundle_has_no_entry_of_anybody_else(kept, good):
    bundle = container.find(kept.read_bytes())
    (shard,) = (data for name, data in bundle.parts.items() if name.startswith("index/"))
    assert len(json.loads(shard)) == 1
    assert {name.split("/")[1] for name in bundle.parts if name.startswith("awards/")} == {good}
