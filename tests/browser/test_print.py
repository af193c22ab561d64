"""What an award's page prints, in Chromium: a certificate of one sheet, or the plain page that says how it stands."""

import io
import re

import pytest
import zxingcpp
from PIL import Image

from demo_site import BASE, open_page
from thoroughness import some


def award(site, standing):
    pages = sorted((site / "awards").glob("*/index.html"))
    return next(page.parent.name for page in pages if f'data-standing="{standing}"' in page.read_text(encoding="utf-8"))


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
def test_every_award_in_force_prints_one_sheet(browser, host, site, paper, prefix):
    pages = sorted((site / "awards").glob("*/index.html"))
    good = [page.parent.name for page in pages if 'data-standing="current"' in page.read_text(encoding="utf-8")]
    sheets = {}
    for one in some(good, 4):
        page = open_page(browser, host, f"{prefix}awards/{one}/")
        sheets[one] = printed(page, paper)
        page.context.close()
    assert set(sheets.values()) == {1}, sheets


def test_the_code_on_the_sheet_leads_to_the_page_and_is_large_enough(browser, host, site):  # B-09
    one = award(site, "current")
    page = open_page(browser, host, f"awards/{one}/", device_scale_factor=2)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    assert page.locator(".certified .qr svg").bounding_box()["width"] >= 25 / 25.4 * 96
    picture = Image.open(io.BytesIO(page.locator("body").screenshot()))
    assert {found.text for found in zxingcpp.read_barcodes(picture)} == {f"{BASE}/awards/{one}/"}


@pytest.mark.parametrize(
    ("standing", "word"), [("withdrawn", "Withdrawn"), ("on-hold", "On hold"), ("expired", "Expired")]
)
def test_an_award_that_is_not_in_force_prints_no_certificate(browser, host, site, standing, word):
    page = open_page(browser, host, f"awards/{award(site, standing)}/")
    page.wait_for_selector("#status[data-verdict]")
    page.emulate_media(media="print")
    assert page.locator(".certified").count() == 0
    assert page.locator("#status").inner_text().startswith(word)
