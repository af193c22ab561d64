"""Narrowing the list of achievements, in Chromium: compared with the records themselves."""

import itertools

import pytest
import yaml

from demo_site import BASE, open_page
from paths import ROOT

RECORDS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (ROOT / "credentials" / "achievements").glob("*.yml")
}
SHOWN = "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.querySelector('a').href)"
# What each choice means, asked of a record.
CHOICES = {
    ("framework", "O*NET-SOC"): lambda record: any(
        one.get("targetFramework") == "O*NET-SOC" for one in record.get("alignment", ())
    ),
    ("level", "eqf-5"): lambda record: record.get("level", {}).get("eqf") == 5,
    ("language", "en"): lambda record: record.get("inLanguage") == "en",
    ("type", "MicroCredential"): lambda record: record["achievementType"] == "MicroCredential",
}


def shown(page):
    links = page.eval_on_selector_all(".card", SHOWN)
    return {link.rstrip("/").rpartition("/")[2] for link in links}


def wanted(*choices):
    return {slug for slug, record in RECORDS.items() if all(CHOICES[choice](record) for choice in choices)}


@pytest.fixture
def page(browser, host):
    page = open_page(browser, host, "achievements/")
    yield page
    page.context.close()


@pytest.mark.parametrize("choice", CHOICES)
def test_a_choice_leaves_what_the_records_say(page, choice):
    assert shown(page) == set(RECORDS)
    name, value = choice
    page.select_option(f"select[name={name}]", value)
    assert shown(page) == wanted(choice) != set()
    page.select_option(f"select[name={name}]", "")
    assert shown(page) == set(RECORDS)


def test_choices_narrow_together_and_say_how_many_are_left(page):
    for one, other in itertools.combinations(CHOICES, 2):
        for name, value in (one, other):
            page.select_option(f"select[name={name}]", value)
        assert shown(page) == wanted(one, other)
        left = len(wanted(one, other))
        said = page.locator("#filters [role=status]").text_content()
        assert said == (f"{left} / {len(RECORDS)}" if left else "Nothing fits. Choose less.")
        for name, _ in (one, other):
            page.select_option(f"select[name={name}]", "")


def test_every_skill_that_can_be_chosen_leaves_something(page):
    marks = page.eval_on_selector_all("select[name=skills] option", "(all) => all.map((one) => one.value)")
    for mark in filter(None, marks):
        page.select_option("select[name=skills]", mark)
        assert 0 < len(shown(page)) < len(RECORDS), mark


def test_what_was_chosen_stands_in_the_address_and_is_there_again(browser, host, page):
    page.select_option("select[name=framework]", "O*NET-SOC")
    page.select_option("select[name=level]", "eqf-5")
    address = page.url
    again = open_page(browser, host, address.removeprefix(f"{BASE}/"))
    assert shown(again) == shown(page)
    assert again.locator("select[name=framework]").input_value() == "O*NET-SOC"
    again.context.close()


def test_an_address_that_was_tampered_with_chooses_nothing(browser, host):
    page = open_page(browser, host, "achievements/#skills=%3Cb%3E&constructor=1&__proto__=2&level=9")
    assert shown(page) == set(RECORDS)
    page.context.close()


def test_without_javascript_the_whole_list_is_there_and_no_form_that_does_nothing(browser, host):
    page = open_page(browser, host, "achievements/", java_script_enabled=False)
    assert page.locator(".card").count() == len(RECORDS)
    assert not page.locator("#filters").is_visible()
    page.context.close()


@pytest.mark.parametrize("prefix", ["fr/", "ar/"])
def test_it_works_in_other_languages_too(browser, host, prefix):
    page = open_page(browser, host, f"{prefix}achievements/")
    page.select_option("select[name=level]", "eqf-5")
    assert shown(page) == wanted(("level", "eqf-5"))
    page.context.close()
