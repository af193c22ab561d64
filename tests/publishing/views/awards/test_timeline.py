"""The days of an award's page: in order, each named, and marked where they are not signed."""

import datetime

import pytest

from page_samples import OTHER, award_page
from parsed_pages import PAGES, parse
from testamur.publishing.views.awards.timeline import timeline
from testamur.publishing.views.renewal_links import Renewal


def days_of(page, renewed=None):
    return [(f"{day.date}", day.kind) for day in timeline(page.facts, page.standing, renewed)]


@pytest.mark.parametrize(
    ("state", "between"),
    [
        ("current", [("2026-06-01", "signed")]),
        ("corrected", [("2026-06-01", "signed"), ("2026-06-02", "corrected")]),
        ("on-hold", [("2026-06-01", "signed"), ("2026-10-02", "on-hold")]),
    ],
)
def test_the_days_stand_in_their_order(state, between):
    assert days_of(award_page(state)) == [("2026-05-14", "awarded"), *between, ("2029-05-14", "ends")]


@pytest.mark.parametrize(("state", "last"), [("withdrawn", "withdrawn"), ("replaced", "replaced")])
def test_an_award_that_is_over_has_no_last_day_to_come(state, last):
    assert days_of(award_page(state))[-1] == ("2026-09-01", last)


def test_a_renewal_is_one_of_the_days():
    renewed = Renewal(id=OTHER, on=datetime.date(2026, 8, 1))
    assert ("2026-08-01", "renewed") in days_of(award_page(), renewed)


def test_only_what_stands_in_the_document_counts_as_signed():
    page = award_page("on-hold")
    signed = {day.kind: day.is_signed for day in timeline(page.facts, page.standing)}
    assert signed == {"awarded": True, "signed": True, "on-hold": False, "ends": True}


def test_a_day_that_was_not_signed_is_called_the_institutions():
    lines = parse(PAGES["award on-hold"])[0].findall(".//ol[@class='line']/li")
    said = [" ".join("".join(line.itertext()).split()) for line in lines]
    assert said[2] == "2 October 2026 Put on hold by the institution’s records"
    assert not any("records" in line for line in (*said[:2], *said[3:]))
