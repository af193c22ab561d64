"""A compact registry in a real browser: what its pages make is, byte for byte, what other registries have as files."""

import datetime
import gzip
import json
import re
from pathlib import Path

import pytest

import demo_site
from built_once import built_once
from demo_site import BASE, open_page
from testamur.publishing.art import badge_pictures, qr
from testamur.records import registry
from testamur.verification.reading.baked import extract


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The demo registry, compact, in two languages."""
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)

    def make(folder):
        return demo_site.make(folder, now=now, languages=("en", "fr"), more="compact: true\n")

    return built_once(tmp_path_factory, "compact", make) / "site"


@pytest.fixture(scope="module")
def good(site):
    """The first award in force whose page may be found, and the files that it would have."""
    records = registry.load(site.parent / "credentials", today=datetime.datetime.now(datetime.UTC).date())
    one = demo_site.awards(site)[0]
    badge = badge_pictures.badge(
        Path(records.folder), records.achievements[records.awards[one].achievement], records.issuer
    )
    credential = (site / "awards" / one / "credential.json").read_bytes()
    address = f"{BASE}/awards/{one}/"
    files = {
        "badge.png": badge.baked_png.bake(credential),
        "badge.svg": badge.baked_svg.bake(credential),
        "qr.svg": qr.svg(address, title=address).encode(),
    }
    return one, files


def saved(page, button):
    with page.expect_download() as started:
        button.click()
    return started.value.suggested_filename, started.value.path().read_bytes()


def open_award(browser, host, path, **options):
    page = open_page(browser, host, path, accept_downloads=True, **options)
    page.wait_for_selector("#status[data-verdict]", timeout=10_000)
    return page


def come_near(page):
    """Come near the downloads, and wait for those that the page can make."""
    page.locator(".downloads").scroll_into_view_if_needed()
    page.wait_for_selector(".downloads [data-kind]")


@pytest.mark.parametrize("prefix", ["", "fr/"])
def test_what_a_page_makes_is_what_a_file_would_be(browser, host, good, prefix):
    one, files = good
    page = open_award(browser, host, f"{prefix}awards/{one}/")
    come_near(page)
    made = dict(saved(page, button) for button in page.locator(".downloads [data-kind] button").all())
    assert made == files
    page.context.close()


@pytest.mark.parametrize("prefix", ["", "fr/"])
def test_what_a_verdict_needs_is_light_on_its_way(browser, host, site, good, prefix):
    one, _ = good
    page = open_award(browser, host, f"{prefix}awards/{one}/")
    page.context.close()
    later = (".svg", ".png", "print.css")  # pictures, and the printer's style sheet
    paths = {url.removeprefix(f"{BASE}/") for url in host.asked if not url.endswith(later)}
    files = [site / path / "index.html" if path.endswith("/") else site / path for path in paths]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 60_000


def test_an_award_has_its_page_and_its_credential_alone(site, good):
    one, _ = good
    names = {path.name for path in (site / "awards" / one).iterdir()}
    assert {"index.html", "credential.json"} <= names <= {"index.html", "credential.json", "record.json"}


def test_no_page_leads_to_a_picture_that_is_not_there(site):
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert not re.search(r"awards/[0-9a-z-]{19}/(badge|qr)\.", text), page
        assert "awards" not in page.parts or not re.search(r"""["'=](badge\.png|badge\.svg|qr\.svg)""", text), page


def test_a_picture_that_cannot_be_fetched_is_said_beside_its_button(browser, host, good):
    one, _ = good
    page = open_award(browser, host, f"awards/{one}/")
    come_near(page)
    host.instead = {"achievements/coastal-navigation/badge-small.png": 503, f"awards/{one}/credential.json": 503}
    page.locator(".downloads [data-kind] button").first.click()
    page.get_by_text("This could not be made").wait_for()
    assert page.get_by_text("This could not be made").count() == 1
    page.context.close()


def test_the_learners_steps_make_the_badge_and_show_the_shared_picture(browser, host, site, good):
    one, files = good
    page = open_award(browser, host, f"awards/{one}/#mine")
    page.locator("#mine summary").click()
    made = saved(page, page.locator("#mine #steps").get_by_role("button", name="Badge picture with the signed award"))
    assert made == ("badge.png", files["badge.png"])
    credential = json.loads((site / "awards" / one / "credential.json").read_bytes())
    achievement = credential["credentialSubject"]["achievement"]["id"]
    assert f'<img src="{achievement}badge.svg"' in page.locator("#snippet").inner_text()
    assert f"testamur export {one}" in page.locator("#mine #pictures").inner_text()
    page.context.close()


def test_without_scripts_the_page_says_where_the_badge_is(browser, host, good):
    one, _ = good
    page = open_page(browser, host, f"awards/{one}/", java_script_enabled=False)
    assert page.locator(".downloads a").count() == 1
    page.get_by_role("link", name="The badge, without scripts").click()
    assert "testamur export" in page.locator("#pictures").inner_text()
    page.context.close()


def test_a_made_badge_holds_the_credential(site, good):
    one, files = good
    credential = (site / "awards" / one / "credential.json").read_bytes()
    assert [extract(files[name]) for name in ("badge.png", "badge.svg")] == [credential] * 2


def test_a_compact_award_prints_with_its_code(browser, host, good):
    one, _ = good
    page = open_award(browser, host, f"awards/{one}/")
    page.emulate_media(media="print")
    assert page.locator(".certified .qr svg").bounding_box()["width"] >= 25 / 25.4 * 96
    page.context.close()
