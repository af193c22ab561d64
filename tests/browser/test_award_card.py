"""The status card of an award's page: what its strip shows in every state, whose facts it has, and its room."""

import itertools
import re

import pytest

import demo_site
from award_visits import altered, checked, credential
from demo_site import BASE, STANDINGS, awards, open_page, shifts
from thoroughness import some

SOLID = {"current", "on-hold", "replaced", "withdrawn"}
TICKS = {"current": 3, "expired": 3, "on-hold": 2, "replaced": 2, "withdrawn": 2}


@pytest.mark.parametrize("standing", STANDINGS)
def test_only_a_finding_is_solid_and_what_merely_ended_stays_pale(browser, host, site, standing):
    page = open_page(browser, host, f"awards/{awards(site, standing)[0]}/")
    checked(page)
    assert page.locator("#status.is-solid").count() == (standing in SOLID)
    page.context.close()


@pytest.mark.parametrize("standing", STANDINGS)
def test_a_tick_is_there_for_each_thing_that_was_found_good(browser, host, site, standing):
    page = open_page(browser, host, f"awards/{awards(site, standing)[0]}/")
    checked(page)
    said = ["Signed by badges.harbour.example", "Unaltered", "Not withdrawn, not on hold"]
    assert page.locator("#ticks li").all_inner_texts() == said[: TICKS[standing]]
    page.context.close()


@pytest.mark.parametrize("standing", STANDINGS)
def test_the_badge_has_its_colours_only_while_the_award_is_good(browser, host, site, standing):
    page = open_page(browser, host, f"awards/{awards(site, standing)[0]}/")
    checked(page)
    badge = page.locator(".badge img")
    filters = [one.evaluate("(one) => getComputedStyle(one).filter") for one in badge.all()]
    assert filters == {"current": ["none"], "withdrawn": []}.get(standing, ["grayscale(1)"])
    page.context.close()


def test_nothing_is_ticked_beside_a_signature_that_does_not_fit(browser, host, site, good):
    host.instead[f"awards/{good}/credential.json"] = altered(site, good)
    page = open_page(browser, host, f"awards/{good}/")
    assert checked(page)[0] == "INVALID"
    assert page.locator("#ticks li").count() == 0
    page.context.close()


def test_nothing_is_solid_or_ticked_before_the_check(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/", java_script_enabled=False)
    assert page.locator("#status.is-solid, #ticks li").count() == 0
    assert page.locator("#status-word").inner_text() == "In force"
    page.context.close()


def test_a_check_that_stops_says_so_in_the_colours_of_what_could_not_be_checked(browser, host, good):
    context = browser.new_context()
    context.add_init_script("SubtleCrypto.prototype.digest = () => { throw new TypeError('no digest'); };")
    context.route("**/*", host.answer)
    page = context.new_page()
    page.goto(f"{BASE}/awards/{good}/")
    page.locator("#verdict", has_text="This page’s check stopped: no digest").wait_for()
    assert page.locator("#status").get_attribute("class") == "status is-indeterminate"
    context.close()


def test_a_tick_is_shown_for_green_only(browser, host, site, good):
    """A copy at another address verifies, and is neither green nor ticked."""
    tick = "3 3 5.5-6.25"
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    assert tick in page.locator("#status .icon path").get_attribute("d")
    page.context.close()
    page = open_page(browser, demo_site.Host(site, base="https://copy.example"), f"awards/{good}/")
    checked(page)
    assert tick not in page.locator("#status .icon path").get_attribute("d")


def test_below_the_facts_stands_what_no_check_can_show(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/")
    checked(page)
    foot = page.locator(".foot").inner_text()
    assert "No check shows who runs that address, or that the person before you is the person named." in foot
    page.context.close()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{learner}", "Somebody Else"),
        ("{title}", "Doctor of Everything"),
        ("Harbour Institute</bdi></strong>", "Harvard</bdi></strong>"),
        ("{awarded}</time>", "1 January 2020</time>"),
        ("{until}</time>", "1 January 2099</time>"),
    ],
)
def test_the_facts_of_the_card_are_those_of_the_checked_document(browser, host, site, good, old, new):
    """Whoever may change the page cannot have it say other facts beside a green verdict."""
    path = f"awards/{good}/"
    html = (site / path / "index.html").read_text("utf-8")
    page = open_page(browser, host, path)
    checked(page)
    facts = page.locator(".hero").inner_text()
    values = {
        "learner": page.locator(".learner").inner_text(),
        "title": page.locator(".title").inner_text(),
        "awarded": page.locator(".body time").inner_text(),
        "until": page.locator(".until time").inner_text(),
    }
    page.context.close()
    start, end = html.index('<div class="hero">'), html.index('<div class="foot">')
    day = {"{awarded}</time>": "2020-01-01", "{until}</time>": "2099-01-01"}.get(old)
    forged = html[start:end].replace(old.format(**values), new)
    if day:
        forged = re.sub(rf'datetime="[0-9-]+">{re.escape(new)}', f'datetime="{day}">{new}', forged)
    assert forged != html[start:end]
    host.instead[path] = (html[:start] + forged + html[end:]).encode()
    page = open_page(browser, host, path)
    checked(page)
    assert page.locator(".hero").inner_text() == facts
    page.context.close()


def test_an_end_that_is_not_in_the_document_is_taken_from_the_card(browser, host, site):
    endless = next(award for award in awards(site, "current") if b"validUntil" not in credential(site, award))
    html = (site / "awards" / endless / "index.html").read_text("utf-8")
    until = '<p class="until">Valid until <strong><time datetime="2099-01-01">1 January 2099</time></strong></p>'
    forged = re.sub(r'<p class="until">.*?</p>', until, html)
    assert forged != html
    host.instead[f"awards/{endless}/"] = forged.encode()
    page = open_page(browser, host, f"awards/{endless}/")
    checked(page)
    assert "2099" not in page.locator(".hero").inner_text()
    page.context.close()


@pytest.mark.parametrize("standing", STANDINGS)
def test_a_phone_has_no_empty_line_among_what_was_found_good(browser, host, site, standing):
    page = open_page(browser, host, f"awards/{awards(site, standing)[0]}/", width=360, height=640)
    checked(page)
    list_, last = page.locator("#ticks").bounding_box(), page.locator("#ticks li").last.bounding_box()
    assert list_["y"] + list_["height"] - last["y"] - last["height"] < 4


def test_no_room_is_kept_for_ticks_when_nothing_could_be_read(browser, host, good):
    host.instead[f"awards/{good}/credential.json"] = None
    page = open_page(browser, host, f"awards/{good}/", width=360, height=640)
    checked(page)
    assert page.locator("#ticks").is_hidden()


def test_a_date_of_the_card_stays_on_one_line_of_a_phone(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/", width=360, height=640)
    for day in page.locator(".sheet time").all():
        assert day.evaluate("day => getComputedStyle(day).lineHeight") == f"{day.bounding_box()['height']:g}px"


def test_the_ring_of_focus_can_be_seen_on_a_solid_strip(browser, host, site):
    page = open_page(browser, host, f"awards/{awards(site, 'replaced')[0]}/")
    checked(page)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#status a')"):
            break
    assert page.locator("#status a").evaluate("link => getComputedStyle(link).outlineColor") == "rgb(255, 255, 255)"


def test_a_long_name_has_the_whole_width_of_a_phone(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/", width=360, height=640)
    page.locator("h1.name").evaluate("name => name.classList.add('long')")
    hero, badge = page.locator(".hero").bounding_box(), page.locator(".sheet .badge").bounding_box()
    assert hero["width"] > 280
    assert badge["y"] < hero["y"]


def test_the_first_seven_items_are_seen_without_scrolling(browser, host, good):
    page = open_page(browser, host, f"awards/{good}/", width=390, height=844)
    checked(page)
    for part in ("#status", ".address", ".hero .learner", ".hero .title", ".hero .body", ".until", ".badge img"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= 844, part


# By day every state, width and language, though not each with each.
SEEN = list(itertools.product([*STANDINGS, "its learner's"], [360, 640, 1280], ["", "ar/", "de/"]))


@pytest.mark.parametrize(("standing", "width", "prefix"), some(SEEN, 14))
def test_nothing_moves_when_the_check_is_done(browser, host, site, good, standing, width, prefix):
    path = f"awards/{good}/#mine" if standing == "its learner's" else f"awards/{awards(site, standing)[0]}/"
    page = open_page(browser, host, f"{prefix}{path}", width=width, height=720)
    checked(page)
    if path.endswith("#mine"):
        page.wait_for_selector("#mine #actions")
    assert shifts(page, 200) < 0.05
    page.context.close()
