"""A site that is served from elsewhere than its address: by this device before it is online, or as a copy."""

import json

import pytest

import demo_site
import node_scripts
from demo_site import BASE, open_page
from paths import ROOT

MODULE = ROOT / "theme" / "static" / "verifier" / "elsewhere.js"
HERE = "http://127.0.0.1:8000"


@pytest.fixture
def local(site):
    return demo_site.Host(site, base=HERE)


def checked(browser, host, path):
    page = open_page(browser, host, path)
    page.wait_for_selector("#status[data-verdict]")
    return page


def test_a_page_of_this_device_says_that_it_is_not_online_and_what_was_checked(browser, local, good):
    page = checked(browser, local, f"awards/{good}/")
    band = page.locator("#status")
    assert band.get_attribute("data-verdict") == "VALID"
    assert band.locator(".word").inner_text() == "Not online yet"
    assert f"The files that are served here were checked, not those at {BASE}" in band.locator(".sentence").inner_text()
    page.locator("#how").scroll_into_view_if_needed()
    page.wait_for_selector("#checks li")
    assert page.locator("#checks .is-passed").count() == 6


def test_a_page_of_this_device_is_neither_green_nor_a_warning(browser, local, good):
    classes = checked(browser, local, f"awards/{good}/").locator("#status").get_attribute("class")
    assert "is-green" not in classes
    assert "is-plain" in classes


def test_a_page_of_this_device_asks_nobody_else(browser, local, good):
    checked(browser, local, f"awards/{good}/")
    assert all(url.startswith(f"{HERE}/") for url in local.asked)


def test_what_this_device_serves_is_checked_and_not_believed(browser, local, good):
    local.instead[f"awards/{good}/credential.json"] = (
        (local.site / "awards" / good / "credential.json").read_bytes().replace(b"Harbour Institute", b"Harvard")
    )
    band = checked(browser, local, f"awards/{good}/").locator("#status")
    assert band.get_attribute("data-verdict") == "INVALID"
    assert "altered" in band.locator(".sentence").inner_text()


@pytest.mark.parametrize("start", [HERE, BASE])
def test_an_award_on_this_device_is_found_by_its_link_here_and_by_the_one_it_will_have(browser, local, good, start):
    page = open_page(browser, local, "verify/")
    page.wait_for_selector("#desk[data-ready]")
    page.locator("#subject").fill(f"{start}/awards/{good}/")
    page.locator("#desk [type=submit]").click()
    page.wait_for_selector("#results .result[data-verdict=VALID]")
    assert page.locator("#results h2").inner_text() == "Not online yet"
    assert page.locator("#results .is-green").count() == 0


def test_a_copy_at_another_host_still_asks_the_address_itself(browser, site, good):
    host = demo_site.Host(site, base="https://copy.example")
    checked(browser, host, f"awards/{good}/")
    assert any(url.startswith(f"{BASE}/") for url in host.asked)


def test_what_a_plain_server_prints_leads_to_the_address_at_which_browsers_check_signatures(browser, site, good):
    host = demo_site.Host(site, base="http://0.0.0.0:8000")
    context = browser.new_context()
    context.route("http://0.0.0.0:8000/**", host.answer)
    context.route("http://127.0.0.1:8000/**", demo_site.Host(site, base=HERE).answer)
    page = context.new_page()
    page.goto(f"http://0.0.0.0:8000/awards/{good}/")
    page.wait_for_selector("#status[data-verdict=VALID]")
    assert page.url == f"{HERE}/awards/{good}/"
    context.close()


PLACES = {
    "http://127.0.0.1:8000/": True,
    "http://127.0.0.1/": True,
    "http://127.9.9.9:80/": True,
    "http://localhost:8000/": True,
    "https://localhost/registry/": True,
    "http://badges.localhost:8000/": True,
    "http://[::1]:8000/": True,
    "http://0.0.0.0:8000/": True,
    "http://localhost.evil.example/": False,
    "http://127.0.0.1.evil.example/": False,
    "http://evil.example/127.0.0.1/": False,
    "http://localhost@evil.example/": False,
    "http://192.168.1.2:8000/": False,
    "http://10.0.0.1/": False,
    "https://copy.example/localhost/": False,
}


def test_only_this_device_counts_as_this_device():
    script = f"""
      import {{ settle }} from "{MODULE.as_uri()}";
      const told = {json.dumps(list(PLACES))}.map(async (root) => {{
        const site = {{ root, base: "{BASE}" }};
        await settle(site);
        return [root, site.isLocal];
      }});
      console.log(JSON.stringify(Object.fromEntries(await Promise.all(told))));"""
    assert node_scripts.evaluate(script) == PLACES
