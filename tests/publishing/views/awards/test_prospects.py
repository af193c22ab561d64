"""What an award's page says of pathways, degrees and employers: under the sentence that none of it was signed."""

import dataclasses

import pytest

from page_samples import DEMAND, award_page, render_award, sample_prospects, sample_site, sample_views, templates
from parsed_pages import parse
from testamur.publishing.views.awards.prospects import Prospects, ProspectViews
from testamur.publishing.views.figures.demand_views import AskedBy, DemandSource
from testamur.publishing.views.pathways.next_steps import NextSteps
from testamur.publishing.views.pathways.programmes import ProgrammeView

NOTHING = NextSteps(completing=(), counts_towards=(), in_pathways=())
ASKED = AskedBy(
    source=DemandSource(
        name="Work on the quay",
        source="occupation",
        by="North Quay Port Authority",
        date=DEMAND.date,
        count=None,
        occupation="ship pilot",
        url="",
    ),
    skills=(("analyse data", 0.71),),
)


def degree():
    pathway = sample_prospects().next_steps.counts_towards[0].pathway
    return ProgrammeView(
        pathway=pathway,
        name="Bachelor of Ports",
        institution="University of the Quay",
        credits=4,
        url="",
        until=None,
        has_ended=False,
    )


def today(state="current", **changes):
    """The part of an award's page that was not signed; None where it has none."""
    prospects = dataclasses.replace(sample_prospects(), **changes)
    page = award_page(state)
    html = templates().get_template("award.html").render(award=page, here=page.here, qr="", prospects=prospects)
    (*found,) = parse(html)[0].findall(".//div[@class='today']")
    return found[0] if found else None


def said(element):
    return " ".join("".join(element.itertext()).split())


def test_a_degree_that_it_counts_towards_is_the_institutions_statement():
    words = said(today(programmes=(degree(),)))
    assert "counts 4 ECTS credits towards Bachelor of Ports, University of the Quay." in words
    assert "Harbour Institute’s own statement" in words
    assert "This is not part of what was signed." in words


def test_who_asks_for_its_skills_is_said_with_the_occupation():
    words = said(today(asked_for=(ASKED,)))
    assert "Who asks for its skills Work on the quay (Description of an occupation: ship pilot" in words
    assert "analyse data 71%" in words


def test_what_comes_next_has_its_badge():
    (card, *_) = today(next_steps=sample_views().next_steps("safety")).findall(
        ".//ul[@class='next']//div[@class='stop']"
    )
    assert card.find("img").get("alt") == ""
    assert card.find(".//a").get("href").startswith("../../achievements/")


@pytest.mark.parametrize("state", ["withdrawn", "replaced", "on-hold"])
def test_nothing_is_promised_beside_an_award_that_is_not_in_force(state):
    assert today(state, programmes=(degree(),), asked_for=(ASKED,)) is None


def test_employers_alone_are_worth_saying():
    assert Prospects(next_steps=NOTHING, programmes=(), asked_for=(ASKED,))
    assert not Prospects(next_steps=NOTHING, programmes=(), asked_for=())


def test_the_prospects_of_an_achievement_are_worked_out_once():
    class Views:
        asked = 0

        def next_steps(self, _):
            self.asked += 1
            return NOTHING

        def programmes(self, _):
            return ()

        def of_achievement(self, _):
            return ()

    views = Views()
    prospects = ProspectViews(views, views)
    assert prospects.of_achievement("visit") is prospects.of_achievement("visit")
    assert views.asked == 1


def test_an_award_that_a_second_person_confirmed_says_whose_word_that_is():
    words = "By the institution’s records, a second person confirmed it before it was signed."
    assert words in render_award(dataclasses.replace(award_page(), is_confirmed=True))
    assert words not in render_award(award_page())


def test_where_one_person_awards_nobody_is_said_to_have_confirmed():
    alone = dataclasses.replace(sample_site(), has_one_person=True)
    assert "a second person" not in render_award(dataclasses.replace(award_page(), is_confirmed=True), templates(alone))
