import dataclasses

import pytest

from page_samples import ACHIEVEMENT, ID, ISSUER, NOW, OTHER, award, award_page, document, erased_page
from testamur.errors import PublishingError
from testamur.publishing.views import achievement_pages, award_pages
from testamur.records.model.models import AchievementImage


def test_facts_are_read_from_the_document_and_not_from_the_record():
    record = award(results={"final-project": "12"}, evidence=(), awarded_date=NOW.date())
    page = award_pages.signed_page(document(), record, ISSUER, now=NOW, digest="00")
    assert [result.value for result in page.facts.results] == ["87"]
    assert page.facts.awarded.isoformat() == "2026-05-14"
    assert page.facts.evidence[0].name == "Rain report"


def test_the_signed_narrative_is_split_into_its_parts():
    narrative = award_page().narrative
    assert narrative.outcomes == ("Clean and join data", "Say what the data cannot show")
    assert narrative.lines["assessment"] == "project, presentation"
    assert narrative.criteria == "Complete a *project*."


def test_a_page_is_at_the_path_of_its_link():
    assert award_page().here.path == f"awards/{ID}/"
    assert award_page().here.root == "../../"


@pytest.mark.parametrize(
    ("history", "visibility", "indexed"),
    [("current", "public", True), ("current", "unlisted", False), ("withdrawn", "public", False)],
)
def test_search_engines_may_index_public_awards_in_force(history, visibility, indexed):
    assert award_page(history, visibility=visibility).here.indexed is indexed


def test_a_signed_picture_is_shown_only_if_it_is_below_the_base():
    assert award_page().picture.address == "achievements/data-analysis-foundations/badge.png"
    signed = document()
    signed["credentialSubject"]["achievement"]["image"]["id"] = "https://badges.harbour.example.evil.example/p.png"
    assert award_page(signed=signed).picture is None


@pytest.mark.parametrize(("file", "kind"), [("", "svg"), ("images/a.svg", "svg"), ("images/a.png", "png")])
def test_the_badge_of_an_award_is_as_sharp_as_that_of_its_achievement(file, kind):
    image = AchievementImage(file=file, caption="An oar") if file else None
    path = achievement_pages.badge_path(dataclasses.replace(ACHIEVEMENT, image=image))
    folder = f"achievements/{ACHIEVEMENT.slug}/"
    page = award_pages.signed_page(
        document(), award(), ISSUER, now=NOW, digest="00", achievement_path=folder, badge=path
    )
    assert page.picture.address == f"{folder}badge.{kind}"
    assert page.picture.caption == award_page().picture.caption


def test_a_signed_picture_of_something_else_stays():
    signed = document()
    signed["credentialSubject"]["achievement"]["image"]["id"] = f"{ISSUER.base}/achievements/other/badge.png"
    folder = f"achievements/{ACHIEVEMENT.slug}/"
    page = award_pages.signed_page(
        signed, award(), ISSUER, now=NOW, digest="00", achievement_path=folder, badge=f"{folder}badge.svg"
    )
    assert page.picture.address == "achievements/other/badge.png"


@pytest.mark.parametrize("prefix", ["", "fr/"])
def test_a_link_is_shown_with_the_card_in_the_language_of_its_page(prefix):
    folder = f"achievements/{ACHIEVEMENT.slug}/"
    page = award_pages.signed_page(
        document(), award(), ISSUER, now=NOW, digest="00", achievement_path=folder, prefix=prefix
    )
    achievement = achievement_pages.page(ACHIEVEMENT, language="en", picture=None, prefix=prefix)
    assert page.card == achievement.card == f"{prefix}{folder}card.png"
    assert page.emblem == achievement.emblem == f"{folder}emblem.svg"


def test_a_private_award_has_no_page():
    with pytest.raises(PublishingError, match="private"):
        award_page(visibility="private")


def test_a_withdrawn_award_has_no_picture():
    assert award_page("withdrawn").picture is None


def test_the_text_of_an_arabic_credential_is_marked_right_to_left():
    page = award_page(language="ar")
    assert (page.language, page.direction) == ("ar", "rtl")


def test_the_page_of_an_erased_award_has_no_facts():
    held = {field.name for field in dataclasses.fields(erased_page())}
    assert held == {"id", "here", "standing"}
    assert not erased_page().here.indexed


def test_a_public_page_names_its_public_replacement():
    page = award_page("replaced", replacement=award(id=OTHER))
    assert page.standing.replacement == OTHER
