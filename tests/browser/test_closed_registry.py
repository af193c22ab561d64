"""The pages of a registry that closed for good: what was said last, how long it is good, and where it goes on."""

import datetime

import pytest

import archives
import demo_site
from archives import LISTED
from built_once import built_once
from demo_site import open_page
from issuing import NOW

SUCCESSOR = "https://badges.newport.example"


@pytest.fixture(scope="session")
def ended(tmp_path_factory):
    """The host of a registry with a log, closed two days after its award was issued."""

    def build(folder):
        with archives.clock_standing():
            archives.make_published(folder)
            archives.succeed(folder, "close", "--yes", "--on", "2026-11-02", "--successor", SUCCESSOR)
        with archives.clock_standing(NOW + datetime.timedelta(days=2)):
            archives.succeed(folder, "close", "--last", "--yes", "--root-key", archives.ROOT_KEY)
            archives.succeed(folder, "issue", "--yes", "--log-key", archives.LOG_KEY)
            archives.succeed(folder, "build")

    return demo_site.Host(built_once(tmp_path_factory, "ended", build) / "output")


def test_an_award_is_green_and_says_with_which_list_its_status_ends(browser, ended):
    page = open_page(browser, ended, f"awards/{LISTED}/")
    page.wait_for_selector("#status[data-verdict]")
    band = page.locator("#status")
    assert (band.get_attribute("data-verdict"), "is-green" in band.get_attribute("class")) == ("VALID", True)
    sentence = band.locator(".sentence").inner_text()
    assert sentence.startswith("Its status ends with the issuer’s last list, of 3 November 2026")
    page.context.close()


@pytest.mark.parametrize("path", ["", f"awards/{LISTED}/", "verify/"])
def test_every_page_says_where_it_goes_on(browser, ended, path):
    page = open_page(browser, ended, path)
    notice = page.locator(".preview.closed")
    assert notice.locator("a").get_attribute("href") == SUCCESSOR
    assert "are good until 30 October 2036" in notice.inner_text()
    page.context.close()
