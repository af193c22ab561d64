"""The front page in Chromium: whatever is given there to check is checked; and the way through it by keyboard."""

import json

import pytest
from playwright.sync_api import expect

from demo_site import BASE, awards, open_page, shifts

STORED = "Object.keys(sessionStorage)"


@pytest.fixture
def page(browser, host):
    page = open_page(browser, host, "", width=1280, height=900)
    yield page
    page.context.close()


def give(page, text):
    page.locator("#award-id").fill(text)
    page.locator(".check [type=submit]").click()


def verdict(page):
    page.wait_for_selector("#results .result")
    return page.locator("#results .result").get_attribute("data-verdict")


@pytest.mark.parametrize("written", ["{id}", f"{BASE}/awards/{{id}}/", f"<{BASE}/awards/{{id}}/>", "{spaced}"])
def test_an_id_or_a_link_to_an_award_of_this_registry_leads_to_its_page(page, site, written):
    award = awards(site)[0]
    give(page, written.format(id=award, spaced=award.upper().replace("-", " ")))
    page.wait_for_url(f"{BASE}/awards/{award}/")
    page.wait_for_selector("#status[data-verdict=VALID]")


def test_a_mistyped_id_is_told_apart_where_it_was_typed(page, site):
    award = awards(site)[0]
    give(page, award[:-1] + ("0" if award[-1] != "0" else "1"))
    expect(page.locator(".check [data-case=check]")).to_be_visible()
    assert page.url == f"{BASE}/"


def test_a_link_to_another_registry_is_checked_on_the_page_for_that(page):
    give(page, "https://elsewhere.example/awards/7k3q-9c2m-4t8x-0v6e/")
    page.wait_for_url(f"{BASE}/verify/")
    assert verdict(page) != "VALID"
    assert page.locator("#subject").input_value() == "https://elsewhere.example/awards/7k3q-9c2m-4t8x-0v6e/"


def test_the_text_of_a_credential_is_checked_on_the_page_for_that(page, site):
    award = awards(site)[0]
    give(page, json.dumps(json.loads((site / "awards" / award / "credential.json").read_bytes())))
    page.wait_for_url(f"{BASE}/verify/")
    assert verdict(page) == "VALID"


@pytest.mark.parametrize("name", ["credential.json", "badge.png", "badge.svg"])
def test_a_file_is_checked_on_the_page_for_that(page, site, name):
    page.locator("#award-file").set_input_files(site / "awards" / awards(site)[0] / name)
    page.wait_for_url(f"{BASE}/verify/")
    assert verdict(page) == "VALID"


def test_what_was_given_is_in_no_address_and_nothing_keeps_it(page, site):
    page.locator("#award-file").set_input_files(site / "awards" / awards(site)[0] / "credential.json")
    page.wait_for_url(f"{BASE}/verify/")
    verdict(page)
    assert page.evaluate(STORED) == []
    page.reload()
    page.wait_for_selector("#desk[data-ready]")
    assert page.locator("#results .result").count() == 0


def test_a_file_that_is_too_large_is_not_taken_along_and_it_says_where_to_go(page):
    large = {"name": "large.json", "mimeType": "application/json", "buffer": b" " * (3 * 1024 * 1024 + 1)}
    page.locator("#award-file").set_input_files(large)
    expect(page.locator(".check [data-case=large]")).to_be_visible()
    assert page.evaluate(STORED) == []


@pytest.mark.parametrize("stored", ["{", "null", "[]", '{"data": "%"}', '{"text": 1}', '"x"'])
def test_whatever_else_stands_in_the_storage_is_not_checked(page, stored):
    page.evaluate("(text) => sessionStorage.setItem('testamur:given', text)", stored)
    page.goto(f"{BASE}/verify/")
    page.wait_for_selector("#desk[data-ready]")
    assert page.locator("#results").inner_text() == ""


def test_without_javascript_it_says_how_to_check_and_no_form_does_nothing(browser, host):
    page = open_page(browser, host, "", java_script_enabled=False)
    assert not page.locator(".check form").is_visible()
    assert "Open the link you were given" in page.locator(".check").inner_text()
    page.context.close()


FOCUSED = """() => { const { activeElement: one } = document, { left, top } = one.getBoundingClientRect();
  return one.closest(".masthead") && [Math.round(top / 20), left]; }"""


def focused_in_masthead(page):
    """Where the parts of the masthead lie that the Tab key reaches, in its order: line and left edge."""
    page.keyboard.press("Tab")  # the way past it
    places = []
    for _ in range(10):
        page.keyboard.press("Tab")
        places.append(page.evaluate(FOCUSED))
    return [place for place in places if place]


@pytest.mark.parametrize("width", [768, 1280])
def test_the_keyboard_goes_through_the_top_of_a_page_as_the_eye_does(browser, host, width):
    page = open_page(browser, host, "", width=width)
    places = focused_in_masthead(page)
    assert len(places) == 7
    assert places == sorted(places)
    page.context.close()


def test_on_a_phone_the_keyboard_reaches_all_of_the_top_and_the_languages_last(browser, host):
    page = open_page(browser, host, "", width=360)
    places = focused_in_masthead(page)
    assert len(places) == 7
    assert places[:-1] == sorted(places[:-1])
    page.context.close()


PLACES = (
    *("", "achievements/", "achievements/coastal-navigation/", "skills/", "pathways/", "pathways/quay-crew/"),
    *("insights/", "issuer/", "issuer/known/", "verify/", "mine/", "how-we-award/", "fr/", "ar/"),
)
SMALL = """(all) => all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 32)
  .map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_pressed_is_large_enough_and_nothing_moves(browser, host, width):
    page = open_page(browser, host, "", width=width, height=800)
    for place in PLACES:
        page.goto(f"{BASE}/{place}")
        assert shifts(page, 400) < 0.05, place
        pressed = "button, select, input, textarea, .button, .masthead a, summary"
        assert page.eval_on_selector_all(pressed, SMALL) == [], place
        assert page.evaluate("document.documentElement.scrollWidth") == width, place
    page.context.close()


def test_a_page_has_room_between_what_it_is_and_where_one_acts(browser, host):
    for place, opening, panel in (("", ".front", ".check"), ("verify/", ".opening", "#desk")):
        page = open_page(browser, host, place, width=1280)
        boxes = [page.locator(one).first.bounding_box() for one in (f"{opening} .lead", panel)]
        assert boxes[1]["y"] - boxes[0]["y"] - boxes[0]["height"] >= 24
        page.context.close()


def test_every_page_stands_in_the_same_frame(browser, host):
    page = open_page(browser, host, "", width=1280)
    left = set()
    for place in (place for place in PLACES if place != "ar/"):
        page.goto(f"{BASE}/{place}")
        left |= {page.locator(".home").bounding_box()["x"], page.locator("h1").bounding_box()["x"]}
    assert len(left) == 1
    page.context.close()


def test_an_award_is_looked_up_on_the_page_for_addresses_that_are_not_there(browser, host, site):
    award = awards(site)[0]
    page = open_page(browser, host, f"awards/{award.upper()}/")
    assert page.locator("[data-suggestion]").get_attribute("href").endswith(f"/awards/{award}/")
    page.locator("#award-id").fill(award)
    page.locator(".lookup [type=submit]").click()
    page.wait_for_url(f"{BASE}/awards/{award}/")
    page.context.close()


def test_the_menu_is_one_line_on_a_phone(browser, host):
    page = open_page(browser, host, "", width=360, height=640)
    assert len({link.bounding_box()["y"] for link in page.locator(".masthead nav > a").all()}) == 1
    page.context.close()


def test_what_one_is_shown_can_be_checked_without_scrolling_far(browser, host):
    page = open_page(browser, host, "", width=360, height=640)
    lead, panel = page.locator(".opening .lead").bounding_box(), page.locator(".panel.check").bounding_box()
    assert 16 <= panel["y"] - lead["y"] - lead["height"] <= 32
    page.context.close()
