"""The award's page as its learner opens it, with #mine: the award first, and below it what can be done with it."""

import pytest

from award_visits import checked
from demo_site import BASE, awards, open_page


@pytest.mark.parametrize("width", [390, 1280])
def test_an_employer_meets_neither_the_learners_steps_nor_the_certificate(browser, host, good, width):
    page = open_page(browser, host, f"awards/{good}/", width=width)
    checked(page)
    assert not page.locator("#mine").is_visible()
    assert page.locator(".certificate").count() == 0


def of_its_learner(browser, host, award, **options):
    """The page as its learner opens it, with what is fetched for them."""
    page = open_page(browser, host, f"awards/{award}/#mine", **options)
    page.wait_for_selector("#mine #actions")
    checked(page)
    return page


def test_the_learners_steps_are_there_with_mine(browser, host, good):
    page = of_its_learner(browser, host, good)
    assert "Congratulations" in page.locator("#mine").inner_text()
    page.locator("#mine summary").click()
    assert page.locator("#mine #steps > li").count() == 5
    assert good in page.locator("#linkedin-id").inner_text()
    assert "<script" not in page.locator("#snippet").inner_text()


def test_the_learners_acts_come_first_and_explanations_are_folded(browser, host, good):
    page = of_its_learner(browser, host, good)
    acts = page.locator("#actions > *").all_inner_texts()
    assert acts == ["Copy link", "Add to LinkedIn", "Print certificate", "Keep a copy"]
    assert not page.locator("#steps").is_visible()


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 720)])
def test_the_award_stays_in_view_with_the_learners_acts_below_it(browser, host, good, width, height):
    page = of_its_learner(browser, host, good, width=width, height=height)
    for part in ("#status", ".hero h1", ".badge img", "#mine h2"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= height, part
    page.context.close()


def test_the_link_to_copy_is_the_pages_own(browser, host, good):
    page = of_its_learner(browser, host, good)
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.locator("[data-copy-link]").click()
    page.wait_for_selector("[data-copy-link][data-done]")
    assert page.evaluate("window.copied") == f"{BASE}/awards/{good}/"


def test_the_form_of_linkedin_is_filled_from_the_signed_document(browser, host, good):
    page = of_its_learner(browser, host, good)
    address = page.locator("#actions [data-linkedin]").get_attribute("href")
    assert address.startswith("https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=")
    assert f"certUrl={BASE.replace(':', '%3A').replace('/', '%2F')}%2Fawards%2F{good}%2F" in address


def test_keeping_a_copy_is_one_of_the_acts(browser, host, good):
    page = of_its_learner(browser, host, good, accept_downloads=True)
    with page.expect_download() as started:
        page.locator("#actions [data-keep]").click()
    assert started.value.suggested_filename == f"{good}.html"


def test_a_withdrawn_award_offers_its_learner_nothing_to_share(browser, host, site):
    page = open_page(browser, host, f"awards/{awards(site, 'withdrawn')[0]}/#mine")
    checked(page)
    assert page.locator("#mine").count() == 0
    assert page.locator("meta[property^='og:']").count() == 0
