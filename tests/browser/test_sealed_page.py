"""The page of a sealed award in Chromium: it opens with its link, and says so honestly where it does not."""

import datetime
import io
import json

import pytest
from PIL import Image

import sealed_site
from axe import complaints
from built_once import built_once
from demo_site import Host, open_page
from registries import run
from sealed_site import ACTIVE, BASE, ERASED, NAMES, REVOKED
from testamur.ledger.store import Ledger
from testamur.verification.reading import baked


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The sealed awards, issued a moment ago."""
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    return built_once(tmp_path_factory, "sealed-live", lambda folder: sealed_site.make(folder, now=now))


@pytest.fixture
def host(folder):
    return Host(folder / "site")


@pytest.fixture
def visit(browser, host):
    """Open a path of the site, and wait until the page is done."""
    opened = []

    def open_at(path, **options):
        page = open_page(browser, host, path, **options)
        opened.append(page)
        page.wait_for_selector("#sealed[data-ready]", state="attached", timeout=10_000)
        return page

    yield open_at
    for page in opened:
        page.context.close()


def path(folder, award):
    return sealed_site.link(folder, award).removeprefix(f"{BASE}/")


def told(page):
    """The case whose sentence is shown."""
    return page.locator("#sealed > :visible").get_attribute("data-case")


def test_with_its_link_it_opens_and_gets_the_verdict_of_any_award(folder, visit):
    page = visit(path(folder, ACTIVE))
    assert page.locator("#result .is-green").count() == 1
    assert NAMES[0] in page.locator("h1").inner_text()
    assert page.locator("#result .checks li").count() == 7
    assert page.locator("main").get_by_text("73.125").count() == 1


def test_the_key_is_sent_to_nobody(folder, visit, host):
    key = path(folder, ACTIVE).rpartition("=")[2]
    page = visit(path(folder, ACTIVE))
    assert host.asked
    assert not [url for url in host.asked if key in url]
    # Nor does anything that is asked for tell what the award is for.
    assert not [url for url in host.asked if "achievements/" in url]
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, history.state])")
    assert key not in kept
    assert NAMES[0].split()[0] not in kept


def test_no_link_of_the_page_carries_the_key_away(folder, visit):
    key = path(folder, ACTIVE).rpartition("=")[2]
    page = visit(path(folder, ACTIVE))
    assert key not in page.content()


@pytest.mark.parametrize(
    ("change", "case"),
    [
        (lambda path: path.partition("#")[0], "none"),
        (lambda path: path.partition("#")[0] + "#how", "none"),
        (lambda path: path[:-1], "key-form"),
        (lambda path: path + "%20", "key-form"),
        (lambda path: path[:-43] + "A" * 43, "sealed-key"),
        (lambda path: path.replace(ACTIVE, REVOKED), "sealed-key"),
        (lambda path: path.replace(ACTIVE, ERASED), "gone"),
    ],
)
def test_without_the_whole_link_it_says_what_is_missing_and_shows_nothing(folder, visit, change, case):
    page = visit(change(path(folder, ACTIVE)))
    assert told(page) == case
    assert page.locator("#result > *").count() == 0
    assert not page.locator("#downloads").is_visible()


@pytest.mark.parametrize(
    ("answer", "case"),
    [(500, "unreachable"), (None, "unreachable"), (b"<!doctype html>", "damaged")],
)
def test_what_cannot_be_had_or_was_changed_is_no_word_about_the_award(folder, visit, host, answer, case):
    host.instead[f"awards/{ACTIVE}/award.sealed"] = answer
    assert told(visit(path(folder, ACTIVE))) == case


def test_the_file_of_another_award_does_not_open(folder, visit, host):
    host.instead[f"awards/{ACTIVE}/award.sealed"] = (folder / "site/awards" / REVOKED / "award.sealed").read_bytes()
    assert told(visit(path(folder, ACTIVE))) == "sealed-key"


def test_a_withdrawn_one_says_so_and_loses_its_badge(folder, visit):
    page = visit(path(folder, REVOKED))
    assert page.locator("#sealed").get_attribute("data-verdict") == "REVOKED"
    assert not page.locator("#picture").is_visible()
    assert not page.locator("#downloads [data-do=png]").is_visible()


def test_what_is_downloaded_is_what_was_signed(folder, visit, tmp_path):
    page = visit(path(folder, ACTIVE), accept_downloads=True)
    signed = Ledger(folder / "ledger").credential(ACTIVE)
    found = {}
    for name in ("json", "png"):
        with page.expect_download() as started:
            page.locator(f"#downloads [data-do={name}] button").click()
        started.value.save_as(tmp_path / name)
        found[name] = (tmp_path / name).read_bytes()
    assert found["json"] == signed
    assert baked.extract(found["png"]) == signed
    assert Image.open(io.BytesIO(found["png"])).format == "PNG"


def test_a_copy_that_is_kept_opens_without_the_site(folder, visit, host, tmp_path):
    page = visit(path(folder, ACTIVE), accept_downloads=True)
    with page.expect_download() as started:
        page.locator("#downloads [data-do=copy] button").click()
    started.value.save_as(tmp_path / "kept.html")
    # The achievement's picture would tell the host what the award is for.
    assert not [url for url in host.asked if "achievements/" in url]
    html = (tmp_path / "kept.html").read_text("utf-8")
    assert path(folder, ACTIVE).rpartition("=")[2] not in html
    done = run("verify", "--json", "--trust", folder / "site/issuer/did.json", tmp_path / "kept.html")
    [found] = json.loads(done.out)["results"]
    assert {check["outcome"] for check in found["checks"]} == {"passed"}, found


def test_the_whole_link_is_copied(folder, visit):
    page = visit(path(folder, ACTIVE), permissions=["clipboard-read", "clipboard-write"])
    page.locator("#downloads [data-do=link] button").click()
    page.wait_for_function("() => document.querySelector('[data-do=link] .note').textContent !== ''")
    assert page.evaluate("navigator.clipboard.readText()") == sealed_site.link(folder, ACTIVE)


def test_another_key_in_the_address_takes_away_what_was_open(folder, visit):
    page = visit(path(folder, ACTIVE))
    page.evaluate("location.hash = '#key=' + 'A'.repeat(43)")
    page.wait_for_selector("[data-case=sealed-key]:not([hidden])")
    assert NAMES[0] not in page.locator("main").inner_text()
    assert not page.locator("#picture").is_visible()


def test_in_another_language_it_is_the_same_page(folder, visit):
    page = visit("ar/" + path(folder, ACTIVE))
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("#result .is-green").count() == 1
    page.locator(".languages summary").click()
    page.locator(".languages a[lang=fr]").click()
    page.wait_for_selector("html[lang=fr] #sealed[data-ready]", state="attached")
    assert page.locator("#result .is-green").count() == 1


def test_nothing_in_the_award_is_live(folder, visit, host):
    # What an institution wrote is a stranger's text to the page, as everywhere.
    page = visit(path(folder, ACTIVE))
    assert page.locator("main script, main iframe, main [onerror]").count() == 0
    assert {
        one.get_attribute("rel") for one in page.locator("#downloads ~ a, .prose a[href^='https://work']").all()
    } == {"noopener noreferrer nofollow"}


def test_the_page_that_checks_anything_opens_it_too(folder, browser, host):
    page = open_page(browser, host, "verify/")
    page.wait_for_selector("#desk[data-ready]")
    for text, verdict in (
        (sealed_site.link(folder, ACTIVE), "VALID"),
        (sealed_site.link(folder, ACTIVE).partition("#")[0], "INDETERMINATE"),
        (sealed_site.link(folder, ACTIVE)[:-43] + "A" * 43, "INDETERMINATE"),
    ):
        page.locator("#subject").fill(text)
        page.locator("#desk button[type=submit]").click()
        page.wait_for_selector(f"#results [data-verdict='{verdict}']")
        page.evaluate("document.querySelector('#results').replaceChildren()")
    assert not [url for url in host.asked if "key=" in url]
    page.context.close()


def test_no_list_of_results_has_the_key_in_it(folder, browser, host):
    page = open_page(browser, host, "verify/", accept_downloads=True)
    page.wait_for_selector("#desk[data-ready]")
    link = sealed_site.link(folder, ACTIVE)
    page.locator("#file").set_input_files(
        [{"name": "links.csv", "mimeType": "text/csv", "buffer": f"link\n{link}\n{link[:-1]}\n".encode()}]
    )
    page.wait_for_selector("#results tr[data-verdict=VALID]")
    with page.expect_download() as started:
        page.get_by_role("link", name="Save the results").click()
    said = page.locator("#results").inner_text() + started.value.path().read_text("utf-8-sig")
    assert link.partition("#")[0] in said
    assert link.rpartition("=")[2][:-1] not in said
    page.context.close()


def test_the_front_page_takes_a_whole_link(folder, browser, host):
    page = open_page(browser, host, "")
    form = page.locator("[data-lookup]").first
    form.locator("[name=id]").fill(sealed_site.link(folder, ACTIVE))
    form.locator("button").first.click()
    page.wait_for_selector("#result .is-green", timeout=10_000)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_axe_finds_nothing_wrong_with_it(folder, visit, scheme, prefix):
    opened = visit(prefix + path(folder, ACTIVE), scheme=scheme)
    assert complaints(opened) == []
    closed = visit(f"{prefix}awards/{ACTIVE}/", scheme=scheme)
    assert complaints(closed) == []


def test_without_scripts_the_page_says_that_it_needs_them(browser, host):
    page = open_page(browser, host, f"awards/{ACTIVE}/", java_script_enabled=False)
    assert "JavaScript" in page.locator("noscript").inner_text()
    assert told(page) == "none"
    page.context.close()
