"""What employers ask for, on the page of figures and on an achievement's page."""

import re
from dataclasses import replace

import pytest

from page_samples import (
    ACHIEVEMENT,
    DEMAND,
    achievement_page,
    every_page,
    sample_figures,
    sample_registry,
    sample_site,
    templates,
)
from testamur.publishing.views.catalogue import skill_pages
from testamur.publishing.views.figures import figures_page
from testamur.publishing.views.figures.demand_views import DemandViews


def views(*demands, **site):
    made = sample_registry().with_records({"demand": {one.slug: one for one in demands}})
    return DemandViews(made, sample_site(**site))


def insights(*demands, registry=None):
    made = (registry or sample_registry()).with_records({"demand": {one.slug: one for one in demands}})
    page = figures_page.page(made, sample_figures(), sample_site(), {}, DemandViews(made, sample_site()).part({}))
    return templates().get_template("insights.html").render(insights=page, here=page.here)


def test_taught_skills_have_their_achievements_and_the_others_stand_apart():
    part = views(DEMAND).part({})
    assert [(skill.label, skill.taught) for skill in part.taught] == [
        ("analyse data", (("Data Analysis Foundations", "achievements/data-analysis-foundations/"),))
    ]
    assert [(skill.label, skill.taught) for skill in part.untaught] == [("tie knots", ())]


def test_a_bar_is_as_long_as_the_weight():
    assert 'class="passed" x="0" y="0" width="710"' in views(DEMAND).part({}).taught[0].drawing
    assert 'class="gap" x="0" y="0" width="200"' in views(DEMAND).part({}).untaught[0].drawing


def test_without_a_demand_nothing_is_shown():
    assert views().part({}) is None
    assert "Employers ask for" not in insights()


def test_the_heading_says_how_many_of_the_skills_are_taught():
    assert "Employers ask for 2 skills; taught here: 1" in insights(DEMAND)
    taught = replace(DEMAND, skills=DEMAND.skills[:1])
    assert "Employers ask for 1 skill, and it is taught here" in insights(taught)


def test_the_page_says_who_asked_and_when():
    html = re.sub(r"<[^>]+>", "", insights(DEMAND))
    assert "Work on the quay (Survey of employers, North Quay Port Authority, 15 September 2026, 41 employers)" in html


def test_a_page_without_any_figure_shows_what_is_asked_for():
    figures = replace(sample_figures(), counts={}, offerings=(), opinions=(), spreads=frozenset())
    made = sample_registry().with_records({"offering": {}})
    page = figures_page.page(made, figures, sample_site(), {}, DemandViews(made, sample_site()).part({}))
    html = templates().get_template("insights.html").render(insights=page, here=page.here)
    assert "Employers ask for 2 skills" in html
    assert "More numbers" not in html


@pytest.fixture(scope="module")
def achievement_html():
    return every_page()["achievement.html"]


def test_an_achievement_says_who_asks_for_its_skills_as_the_institution_s_statement(achievement_html):
    text = re.sub(r"<[^>]+>", "", achievement_html)
    assert "Who asks for it" in text
    assert "Work on the quay (Survey of employers, North Quay Port Authority, 15 September 2026, 41 employers)" in text
    assert "analyse data 71%" in text
    assert "tie knots" not in text
    assert "its own statement, of no award in particular" in text


def test_an_address_that_no_page_links_to_is_no_link():
    assert views(replace(DEMAND, url="javascript:alert(1)")).part({}).sources[0].url == ""


def test_names_in_a_demand_are_text():
    hostile = replace(DEMAND, name="</p><script>alert(1)</script>", by="<img src=x onerror=alert(1)>")
    html = insights(hostile)
    assert "<script" not in html
    assert "<img src=x" not in html


def test_a_retired_achievement_teaches_nothing():
    retired = replace(ACHIEVEMENT, retired=sample_site().as_of)
    made = sample_registry().with_records({"achievement": {ACHIEVEMENT.slug: retired}})
    assert "Employers ask for 2 skills; taught here: 0" in insights(DEMAND, registry=made)


def test_a_skill_that_is_asked_for_by_its_code_leads_to_the_page_of_one_that_is_taught_by_its_address():
    uuid = "2b92a5b2-6758-4ee3-9fb4-b6387a55cc8f"
    taught = replace(ACHIEVEMENT.alignments[0], target_url=f"http://data.europa.eu/esco/skill/{uuid}")
    asked = replace(DEMAND.skills[0], skill=replace(taught, target_url="", target_code=uuid))
    registry = sample_registry().with_records(
        {
            "achievement": {ACHIEVEMENT.slug: replace(ACHIEVEMENT, alignments=(taught,))},
            "demand": {"quay": replace(DEMAND, skills=(asked,))},
        }
    )
    paths = skill_pages.paths(skill_pages.pages([achievement_page(registry.achievements[ACHIEVEMENT.slug])], ""))
    (skill,) = DemandViews(registry, sample_site()).part(paths).skills
    assert skill.path == next(iter(paths.values())) != ""
