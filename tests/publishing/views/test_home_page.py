"""The badges and the facts of the front page: those that there are, and no number that is withheld elsewhere."""

import datetime
from dataclasses import replace

import pytest

import every_state
from figure_samples import day, figures, some
from page_samples import ACHIEVEMENT, achievement_page, sample_registry, sample_site, templates
from parsed_pages import PAGES, parse, text
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.views import home_page
from testamur.publishing.views.site_info import Place
from testamur.records import registry
from testamur.records.model.endorsements import Endorsement, Endorser
from testamur.records.model.models import AchievementImage

TEN = figures(some(10, awarded_date=day("2024-05-01")))
AGENCY = Endorsement(
    slug="agency",
    endorser=Endorser(name="Atlantic Skills Board", role="quality-agency"),
    date=datetime.date(2026, 5, 1),
    comment="Reviewed.",
)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    place = every_state.make(tmp_path_factory.mktemp("registry"))
    records = registry.load(place / "credentials", today=every_state.NOW.date())
    return publication.read(records, Ledger(place / "ledger"), now=every_state.NOW)


def with_records(published, *endorsements, **issuer):
    records = published.registry.with_records({"endorsement": {one.slug: one for one in endorsements}})
    return replace(published, registry=replace(records, issuer=replace(records.issuer, **issuer)))


def facts(published, counted=TEN, achievements=13, pathways=3):
    return home_page.facts(published, sample_site(), counted, achievements=achievements, pathways=pathways)


def kinds(*given, **named):
    return [fact.kind for fact in facts(*given, **named)]


def test_the_facts_stand_in_one_order_and_are_four_at_most(published):
    everything = with_records(published, AGENCY, founded=datetime.date(1987, 9, 14))
    assert kinds(everything) == ["achievements", "pathways", "awards", "endorsement"]


def test_awards_are_counted_since_the_first_year_and_by_the_page_of_figures(published):
    fact = facts(with_records(published))[2]
    assert (fact.number, fact.year, fact.path) == (10, "2024", "insights/")


def test_a_number_of_awards_that_is_withheld_is_no_fact(published):
    assert "awards" not in kinds(with_records(published), counted=figures(some(3)))


def test_without_a_page_of_figures_there_is_no_number_of_awards(published):
    assert "awards" not in kinds(with_records(published), counted=None)


def test_the_year_of_foundation_takes_a_place_that_is_left(published):
    founded = with_records(published, founded=datetime.date(1987, 9, 14))
    assert facts(founded, counted=None)[-1].year == "1987"


@pytest.mark.parametrize("role", ["employer", "other"])
def test_only_the_word_of_a_quality_agency_is_a_fact(published, role):
    praise = replace(AGENCY, endorser=replace(AGENCY.endorser, role=role))
    assert "endorsement" not in kinds(with_records(published, praise))


def test_what_there_is_none_of_is_no_fact(published):
    assert kinds(with_records(published), counted=None, achievements=0, pathways=0) == []


def pages(*images):
    """Return a page for each image of the record, and the registry that has them."""
    records = {
        f"a{number}": replace(ACHIEVEMENT, slug=f"a{number}", image=image and AchievementImage(file=image, caption="x"))
        for number, image in enumerate(images)
    }
    registry = sample_registry().with_records({"achievement": records})
    return [achievement_page(record) for record in records.values()], registry


def fan(*images):
    return [picture.address.split("/")[1] for picture in home_page.fan(*pages(*images))]


def test_the_badges_are_those_that_somebody_drew_before_those_that_we_draw():
    assert fan(None, "images/x.svg", None, "images/y.SVG") == ["a1", "a3", "a0"]


def test_a_picture_of_pixels_is_taken_last():
    assert fan("images/photo.png", None, None, None) == ["a1", "a2", "a3"]


def test_fewer_than_three_badges_are_no_fan():
    assert fan(None, "images/x.svg") == []


def test_the_front_page_says_what_it_is_and_has_its_facts():
    words = text(PAGES["home.html"])
    assert "What people learned at Harbour Institute, open for anyone to check" in words
    for number, of_what in (("1", "achievement to earn"), ("3", "pathways"), ("79", "awards since 2024")):
        assert f"{of_what}{number}" in words
    assert "endorsed us on 1 May 2026" in words


def test_a_fact_is_a_link_that_says_what_it_leads_to():
    links = parse(PAGES["home.html"])[0].findall(".//dl/div/dt/a")
    assert [link.get("href") for link in links] == ["./achievements/", "./pathways/", "./insights/", "./issuer/"]
    assert all("".join(link.itertext()).strip() for link in links)


def test_a_registry_that_has_nothing_yet_says_nothing_of_what_can_be_earned():
    empty = {"achievements": [], "more": 0, "pathways": [], "more_pathways": False, "fan": (), "facts": ()}
    html = templates().get_template("home.html").render(**empty, here=Place(""))
    assert "What can be earned" not in html
    assert 'class="tiles"' not in html
    assert parse(html)[1] == []


def test_a_single_fact_is_no_strip():
    one = (home_page.HomeFact(kind="achievements", path="achievements/", number=1),)
    shown = {"achievements": [], "more": 0, "pathways": [], "more_pathways": False, "fan": (), "facts": one}
    assert 'class="tiles"' not in templates().get_template("home.html").render(**shown, here=Place(""))
