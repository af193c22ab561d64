"""axe-core finds nothing wrong on any kind of page, in light and dark, from left to right and from right to left."""

import pytest

from axe import complaints
from demo_site import LANGUAGES, STANDINGS, awards, open_page

VISIBLE = "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent.trim())"
MOVING = """(all) => all.map((one) => getComputedStyle(one)).filter(
  (style) => style.animationName !== "none" || parseFloat(style.transitionDuration) > 0).length"""
PAGES = ("", "achievements/", "skills/", "pathways/", "insights/", "issuer/", "issuer/known/", "verify/", "mine/")


@pytest.fixture(scope="module")
def places(site):
    """One page of every kind, by a name for people."""
    found = {path or "home": path for path in PAGES}
    found["a skill"] = f"skills/{min(path.name for path in (site / 'skills').glob('*/'))}/"
    for path in (site / "pathways").glob("*/"):
        found[f"the pathway {path.name}"] = f"pathways/{path.name}/"
    found["an achievement"] = f"achievements/{sorted(path.name for path in (site / 'achievements').glob('*/'))[3]}/"
    found["an achievement with figures"] = "achievements/data-analysis-foundations/"
    for standing in STANDINGS:
        found[f"an award that is {standing}"] = f"awards/{awards(site, standing)[0]}/"
    found["an award of its learner"] = f"{found['an award that is current']}#mine"
    return found


def settled(page, place):
    if "awards/" in place:
        page.wait_for_selector("#status[data-verdict]")
    if place.endswith("#mine"):
        page.locator("#mine summary").click()  # what is folded is looked at, too


def violations(browser, host, places, **options):
    """What axe-core says of each place that it says something of."""
    page = open_page(browser, host, "", **options)
    found = {}
    for name, place in places.items():
        page.goto("about:blank")  # So that a link into the page that is open opens it anew.
        page.goto(f"{host.base}/{place}")
        settled(page, place)
        found[name] = complaints(page)
    page.context.close()
    return {name: wrong for name, wrong in found.items() if wrong}


def test_no_page_has_a_violation(browser, host, places):
    assert violations(browser, host, places) == {}


ONE_OF_EACH_TEMPLATE = (
    "home",
    "achievements/",
    "a skill",
    "the pathway quay-crew",
    "insights/",
    "verify/",
    "an achievement with figures",
    "an award that is current",
    "an award that is withdrawn",
)


def test_no_template_has_a_violation_in_the_dark(browser, host, places):
    chosen = {name: places[name] for name in ONE_OF_EACH_TEMPLATE}
    assert violations(browser, host, chosen, scheme="dark") == {}


def test_no_template_has_a_violation_from_right_to_left(browser, host, places):
    chosen = {name: f"ar/{places[name]}" for name in ONE_OF_EACH_TEMPLATE}
    assert violations(browser, host, chosen) == {}


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_violation_in_any_language_and_scheme(browser, host, places, language, scheme):
    prefix = "" if language == "en" else f"{language}/"
    there = {name: prefix + place for name, place in places.items()}
    assert violations(browser, host, there, scheme=scheme) == {}


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
def test_a_result_of_the_check_page_has_none_either(browser, host, scheme):
    page = open_page(browser, host, "verify/", scheme=scheme, width=1280, height=900)
    wrong = {}
    for sample in page.locator("[data-sample]").all():
        sample.click()
        page.wait_for_selector(".result")
        wrong[sample.get_attribute("data-sample")] = complaints(page)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_page_that_is_not_there_has_none_either(browser, host):
    assert complaints(open_page(browser, host, "nowhere/")) == []


def test_an_award_page_can_be_used_by_keyboard_alone(browser, host, places):
    page = open_page(browser, host, places["an award that is current"])
    settled(page, "awards/")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        focused = page.evaluate("document.activeElement.textContent.trim()")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", focused
        reached.add(focused)
    everything = page.eval_on_selector_all("a[href], button, summary", VISIBLE)
    assert {one for one in everything if one} <= reached


def test_nothing_moves_for_those_who_asked_for_less_motion(browser, host, places):
    page = open_page(browser, host, places["an award that is current"], reduced_motion="reduce")
    assert page.eval_on_selector_all("*", MOVING) == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
