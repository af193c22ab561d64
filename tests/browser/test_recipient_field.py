"""The field for an e-mail address on "Check an award": only below an award that names one, and nothing is sent."""

import pytest

import verifying
from demo_site import open_page

NAME = "older-hosted"


@pytest.fixture
def page(browser, host):
    web = verifying.Web([NAME]).documents
    page = open_page(browser, host, "verify/")
    headers = {"Access-Control-Allow-Origin": "*"}
    page.route(
        "https://older.example/**",
        lambda route: route.fulfill(body=web[route.request.url], content_type="application/json", headers=headers),
    )
    page.wait_for_selector("#desk[data-ready]")
    yield page
    page.context.close()


def upload(page, name):
    data, _ = verifying.case(name)
    page.locator("#file").set_input_files([{"name": "award.json", "mimeType": "application/json", "buffer": data}])
    page.wait_for_selector("#results .result")


def compare(page, address):
    page.locator(".recipient input").fill(address)
    page.locator(".recipient button").click()
    page.wait_for_selector(".recipient[data-fits]")
    return page.locator(".recipient [role=status]").inner_text()


def test_an_award_of_open_badges_2_is_checked_at_its_own_address(page):
    upload(page, NAME)
    result = page.locator("#results .result")
    assert result.get_attribute("data-verdict") == "UNTRUSTED ISSUER"
    assert "Nothing is signed: older.example vouches for it." in result.inner_text()


def test_an_address_is_compared_and_nothing_is_sent(page, host):
    upload(page, NAME)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    assert compare(page, "zoe@learner.example") == "It was awarded to the e-mail address that was given."
    assert not [url for url in asked if not url.endswith(".js")]


def test_another_address_is_called_another(page):
    upload(page, NAME)
    assert compare(page, "eve@learner.example").startswith("It was awarded to another e-mail address")


def test_no_field_stands_below_an_award_that_names_no_address(page):
    upload(page, "valid")
    assert page.locator(".recipient").count() == 0
