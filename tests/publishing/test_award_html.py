"""What an award's page says in each of its states, and what it leaves out."""

import dataclasses
import re

import pytest

from page_samples import ID, OTHER, award, award_page, document, render_award, sample_site, templates
from parsed_pages import PAGES, parse, text, tree


def spaced(element):
    """All that an element says, its pieces apart."""
    return re.sub(r" (?=[,.])", "", " ".join(" ".join(element.itertext()).split()))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("current", "In force"),
        ("corrected", "In force Details were corrected on 2 June 2026."),
        ("on-hold", "On hold: do not rely on it today Since 2 October 2026. The institution is reviewing it."),
        ("withdrawn", "Withdrawn on 1 September 2026 It was recorded in error by the institution."),
        ("replaced", "Replaced by another award on 1 September 2026 See the current award."),
        ("expired", "Ended on 30 September 2026"),
        ("not-yet", "Not in force before 1 January 2027"),
    ],
)
def test_the_first_thing_an_award_page_says_is_how_it_stands(state, words):
    main = tree(f"award {state}").find(".//main")
    said = spaced(main[0])
    assert main[0].get("id") == "status"
    assert said.startswith(words)
    assert said.endswith("As of 23 November 2026, when this page was made. Not checked in your browser.")


def test_who_what_by_whom_and_when_follow_at_once():
    card = tree("award current").find(".//main")[1]
    said = spaced(card)
    assert card.get("class") == "sheet"
    assert said == (
        "Zoë Ó Briain Data Analysis Foundations Awarded by Harbour Institute, Ireland, on 14 May 2026 "
        "Valid until 14 May 2029"
    )


@pytest.mark.parametrize("state", ["withdrawn", "replaced"])
def test_an_award_that_is_over_says_no_more_how_long_it_was_to_last(state):
    assert "Valid until" not in text(PAGES[f"award {state}"])


def test_a_replaced_award_leads_to_the_one_that_took_its_place():
    html = render_award(award_page("replaced", replacement=award(id=OTHER)))
    (link,) = parse(html)[0].findall(".//section[@id='status']//a")
    assert link.get("href") == f"../../awards/{OTHER}/"


def withdrawn_for(reason):
    page = award_page("withdrawn")
    return dataclasses.replace(page, standing=dataclasses.replace(page.standing, reason=reason))


def test_an_award_withdrawn_at_its_learners_wish_does_not_name_them():
    html = render_award(withdrawn_for("learner-request"))
    assert "Zoë" not in html
    assert parse(html)[0].find(".//h1").text is None
    assert "Data Analysis Foundations" in "".join(parse(html)[0].find(".//h1").itertext())


def test_an_award_withdrawn_for_another_reason_keeps_its_facts():
    assert "Zoë" in render_award(withdrawn_for("awarded-in-error"))


def test_a_state_other_than_current_is_in_the_title():
    assert tree("award withdrawn").find(".//title").text.startswith("Withdrawn · ")
    assert tree("award current").find(".//title").text.startswith("Data Analysis Foundations · Zoë")


def test_the_page_says_where_it_ought_to_be_and_how_to_check_it():
    said = text(PAGES["award current"])
    address = f"badges.harbour.example/awards/{ID}/"
    assert f"Check that your address bar shows {address}" in said
    assert f"testamur verify --trust did:web:badges.harbour.example:issuer https://{address}" in said


def test_every_signed_fact_is_on_the_page():
    said = text(PAGES["award current"])
    for fact in (
        *("Zoë Ó Briain", "Data Analysis Foundations", "Harbour Institute", "Ireland", "14 May 2026", "14 May 2029"),
        *("Clean, join and question data.", "Say what the data cannot show", "project, presentation", "EQF level 5"),
        *("supervised, identity checked", "confirmed by Quality and Qualifications Ireland", "2 ECTS", "50 hours"),
        *("online", "Annual review (external)", "Micro-credential", "English", "2026", "Complete a project."),
        *("Arithmetic.", "stands alone", "analyse data", "ESCO", "statistics", "87%", "60% needed to pass"),
        *("Rain report", "By hand.", "Report", "ab" * 32, "z6MkrRYWT3DM1QsxLgHdDAeJTB7EcTcfVL8e2pKRqMXfwr5d"),
    ):
        assert fact in said


def test_a_withdrawn_award_has_no_result_evidence_picture_or_sharing():
    html = PAGES["award withdrawn"]
    for absent in ("87", "Rain report", "evidence.example", "badge.png", "badge.svg", "qr.svg", "sample-qr", "og:"):
        assert absent not in html
    assert "What this person can do" not in html
    assert 'href="credential.json"' in html


def test_an_erased_award_keeps_a_truthful_page_without_a_single_fact():
    html = PAGES["award-erased.html"]
    for absent in ("Zoë", "Data Analysis", "2026-05-14", "87", "badge.", "qr.svg", "credential.json", "og:", OTHER):
        assert absent not in html
    assert "Its details were removed on 10 October 2026. It was withdrawn on 1 September 2026." in text(html)


@pytest.mark.parametrize(("visibility", "robots"), [("public", None), ("unlisted", "noindex")])
def test_an_unlisted_award_is_not_to_be_listed(visibility, robots):
    meta = parse(render_award(award_page(visibility=visibility)))[0].find(".//meta[@name='robots']")
    assert (meta.get("content") if meta is not None else None) == robots


def test_an_unlisted_replacement_is_not_linked_from_a_public_page():
    html = render_award(award_page("replaced", replacement=award(id=OTHER, visibility="unlisted")))
    assert OTHER not in html
    assert "Ask the person it was awarded to" in html


def test_signed_text_in_another_language_says_so():
    html = render_award(award_page(language="ar", signed=document(award(language="ar"))))
    assert '<p class="lead" lang="ar" dir="rtl">' in html
    assert '<html lang="en" dir="ltr" ' in html


def test_the_page_shows_the_code_that_lies_beside_it():
    (code,) = tree("award current").findall(".//figure[@class='qr']/img")
    address = document()["id"]
    assert (code.get("src"), code.get("alt")) == ("qr.svg", address)


def test_in_another_language_the_code_lies_beside_the_page_in_the_first():
    french = dataclasses.replace(sample_site(), language="fr", languages=("en", "fr"))
    (code,) = parse(render_award(award_page(), templates(french)))[0].findall(".//figure[@class='qr']/img")
    assert code.get("src").endswith(f"../awards/{ID}/qr.svg")


def test_a_page_that_has_no_files_of_pictures_has_the_code_itself():
    compact = dataclasses.replace(sample_site(), compact=True)
    (figure,) = parse(render_award(award_page(), templates(compact)))[0].findall(".//figure[@class='qr']")
    assert figure.find("img") is None
    assert figure[0].get("class") == "sample-qr"
