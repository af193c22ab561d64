"""What an award's page prints, in Chromium: a certificate's front and reverse, or the page that says how it stands."""

import io
import re

import pytest
import zxingcpp
from PIL import Image

from demo_site import BASE, awards, open_page
from thoroughness import some


def printed(page, paper):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper)))


@pytest.mark.parametrize(
    ("paper", "prefix"),
    [
        ("A4", ""),
        ("Letter", "ar/"),
        pytest.param("Letter", "", marks=pytest.mark.long),
        pytest.param("A4", "ar/", marks=pytest.mark.long),
    ],
)
def test_every_award_in_force_prints_a_front_and_a_reverse(browser, host, site, paper, prefix):
    sheets = {}
    for one in some(awards(site), 4):
        page = open_page(browser, host, f"{prefix}awards/{one}/")
        sheets[one] = printed(page, paper)
        page.context.close()
    assert set(sheets.values()) == {2}, sheets


def lying_across(browser, host, path, **options):
    """Open a page as it lies on A4, at 150 dots an inch: 273 mm between its margins."""
    page = open_page(browser, host, path, width=1032, height=703, device_scale_factor=150 / 96, **options)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    return page


def as_modern(host, site, path):
    """Let the host answer with the page of a registry whose certificates are modern."""
    page = (site / path / "index.html").read_bytes()
    host.instead[path] = page.replace(b" certified", b" certified modern", 1)


@pytest.mark.parametrize("style", ["classic", "modern"])
def test_the_code_on_the_sheet_leads_to_the_page_and_is_large_enough(browser, host, site, style):  # B-09
    one = awards(site, "current")[0]
    if style == "modern":
        as_modern(host, site, f"awards/{one}/")
    page = lying_across(browser, host, f"awards/{one}/")
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    for seen in (picture, picture.convert("L")):
        (found,) = zxingcpp.read_barcodes(seen)
        assert found.text == f"{BASE}/awards/{one}/"
        assert (found.position.top_right.x - found.position.top_left.x) / 150 * 25.4 >= 24.9
    page.context.close()


@pytest.mark.parametrize("style", ["classic", "modern"])
@pytest.mark.parametrize("name", ["Maria Theresia Wilhelmine " * 5 + "Countess", "W" * 140, "歐陽司馬" * 35, "Li"])
def test_a_name_of_any_length_stays_on_the_front(browser, host, site, style, name):
    path = f"awards/{awards(site, 'current')[0]}/"
    if style == "modern":
        as_modern(host, site, path)
    html = host.instead.get(path) or (site / path / "index.html").read_bytes()
    long = b'class="name long"' if len(name) > 70 else b'class="name"'
    html = re.sub(rb'class="name(?: long)?"', long, html)
    host.instead[path] = re.sub(rb'(class="learner">)[^<]*', rb"\1" + name.encode(), html)
    page = lying_across(browser, host, path)
    boxes = {
        part: page.locator(part).first.bounding_box()
        for part in (".sheet", ".home", ".hero", ".hero h1", ".qr", ".address")
    }
    below = {part: box["y"] + box["height"] for part, box in boxes.items()}
    assert boxes[".home"]["y"] + boxes[".home"]["height"] <= boxes[".hero"]["y"]
    assert below[".hero"] <= boxes[".qr"]["y"]
    assert max(below.values()) <= below[".sheet"]
    assert boxes[".hero h1"]["x"] + boxes[".hero h1"]["width"] <= boxes[".sheet"]["x"] + boxes[".sheet"]["width"]
    assert page.evaluate("document.querySelector('h1').scrollWidth <= document.querySelector('h1').clientWidth")
    page.context.close()


def test_a_check_that_finds_something_takes_the_certificate_away(browser, host, site):
    """The page was built while the award was in force; the credential beside it is another's."""
    one, other = awards(site)[:2]
    host.instead[f"awards/{one}/credential.json"] = (site / "awards" / other / "credential.json").read_bytes()
    page = open_page(browser, host, f"awards/{one}/")
    page.wait_for_selector("#status[data-verdict=INVALID]")
    page.emulate_media(media="print")
    assert page.locator("#status").is_visible()
    assert page.locator(".sheet").evaluate("(sheet) => getComputedStyle(sheet).breakAfter") == "auto"
    page.context.close()


@pytest.mark.parametrize(
    ("standing", "word"), [("withdrawn", "Withdrawn"), ("on-hold", "On hold"), ("expired", "Ended on")]
)
def test_an_award_that_is_not_in_force_prints_no_certificate(browser, host, site, standing, word):
    page = open_page(browser, host, f"awards/{awards(site, standing)[0]}/")
    page.wait_for_selector("#status[data-verdict]")
    page.emulate_media(media="print")
    assert page.locator(".certified").count() == 0
    assert page.locator("#status").inner_text().startswith(word)


def test_the_last_lines_of_a_page_follow_what_they_close(browser, host):
    page = open_page(browser, host, "insights/")
    page.emulate_media(media="print")
    main, last = page.locator("main").bounding_box(), page.locator(".colophon").bounding_box()
    assert last["y"] - main["y"] - main["height"] < 32


def test_the_heading_of_a_chart_stays_with_its_chart(browser, host):
    page = open_page(browser, host, "insights/")
    page.emulate_media(media="print")
    notes = page.locator(".figures > h2 + .note")
    assert {note.evaluate("note => getComputedStyle(note).breakAfter") for note in notes.all()} == {"avoid"}


def test_no_button_is_printed(browser, host, site):
    page = open_page(browser, host, f"awards/{awards(site, 'withdrawn')[0]}/")
    page.wait_for_selector("#save:not([hidden])", state="attached")
    page.emulate_media(media="print")
    assert not page.locator("main button:visible").count()
