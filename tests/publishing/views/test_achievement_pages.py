import dataclasses

from page_samples import ACHIEVEMENT, achievement_page
from testamur.publishing.views import achievement_pages
from testamur.records.model.models import Achievement, Level


def test_an_achievement_states_who_confirmed_its_level_only_if_known():
    assert achievement_page().level.confirmed_by == "Quality and Qualifications Ireland"
    own = dataclasses.replace(ACHIEVEMENT, level=Level(eqf=4))
    assert achievement_page(own).level.confirmed_by == ""


def test_an_achievement_is_shown_in_the_requested_language():
    french = dataclasses.replace(ACHIEVEMENT, name={"en": "Data", "fr": "Données"}, outcomes={"fr": ("Trier",)})
    page = achievement_pages.page(french, language="fr", picture=None)
    assert (page.title, page.outcomes) == ("Données", ("Trier",))


def test_a_minimal_achievement_has_no_invented_facts():
    minimal = Achievement(slug="x", name="X", achievement_type="Badge", description="d", criteria="c")
    page = achievement_pages.page(minimal, language="en", picture=None)
    assert (page.level, page.credits, page.hours, page.stand_alone, page.leads_to) == (None, None, None, None, "")
