"""The language editions of an achievement, and how their documents refer to each other."""

from dataclasses import replace

import pytest

import json_ld
import judges
import reference
from edition_samples import THREE, VISIT
from samples import ACHIEVEMENT, AWARD, BASE, EDITION, ISSUER, LEARNER
from testamur.credentials import achievement_document, language_versions, open_badge
from testamur.proofs import rdf


def related(achievement=VISIT, issuer=THREE, language="en", own_id=""):
    return {one["inLanguage"]: one["id"] for one in language_versions.related(achievement, issuer, language, own_id)}


def test_editions_exist_only_in_languages_of_the_site():
    assert language_versions.languages_of(THREE) == ("en", "fr", "ar")
    assert language_versions.languages_with_texts(VISIT, THREE) == ("en", "fr", "ar")
    assert language_versions.languages_of(replace(ISSUER, languages=("ja", "cy"))) == ("ja",)


@pytest.mark.parametrize("field", ["name", "description", "criteria"])
def test_an_edition_needs_name_description_and_criteria(field):
    assert language_versions.languages_with_texts(replace(VISIT, **{field: {"en": "One", "fr": "Un"}}), THREE) == (
        "en",
        "fr",
    )


@pytest.mark.parametrize(("taught", "found"), [("", ("en",)), ("fr", ("fr",)), ("ja", ())])
def test_a_text_without_a_language_counts_for_one_edition(taught, found):
    plain = replace(VISIT, name="A", description="B", criteria="C", in_language=taught)
    assert language_versions.languages_with_texts(plain, THREE) == found


def test_a_language_tag_that_open_badges_cannot_express_has_no_edition():
    texts = {"en": "A", "fr-1694acad": "B"}
    early = replace(VISIT, name=texts, description=texts, criteria=texts)
    assert language_versions.languages_with_texts(early, replace(ISSUER, languages=("en", "fr-1694acad"))) == ("en",)


def test_the_id_of_each_edition_is_the_page_in_its_language():
    assert [language_versions.address(THREE, "visit", language) for language in ("en", "fr")] == [
        f"{BASE}/achievements/visit/",
        f"{BASE}/fr/achievements/visit/",
    ]


def test_an_edition_relates_to_the_others_and_never_to_itself():
    assert related(language="en") == {
        "fr": f"{BASE}/fr/achievements/visit/",
        "ar": f"{BASE}/ar/achievements/visit/",
    }
    # The document of an award in French has the achievement's own id, and that is the English page.
    assert related(language="fr") == {"ar": f"{BASE}/ar/achievements/visit/"}
    french = language_versions.address(THREE, "visit", "fr")
    assert set(related(language="fr", own_id=french)) == {"en", "ar"}


def test_an_achievement_in_one_language_has_no_related_editions():
    assert language_versions.related(ACHIEVEMENT, ISSUER, "en") == []
    document = achievement_document.compose(ACHIEVEMENT, ISSUER, "en")
    assert "related" not in document


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_an_award_embeds_its_language_under_the_achievements_own_id(language):
    award = replace(AWARD, language=language, results={}, achievement="visit")
    document = open_badge.compose(award, VISIT, LEARNER, THREE, EDITION)
    embedded = document["credentialSubject"]["achievement"]
    assert (embedded["id"], embedded["name"]) == (f"{BASE}/achievements/visit/", VISIT.name[language])
    assert [(one["type"], one["version"]) for one in embedded["related"]] == [(["Related"], "2")] * (
        2 if language == "en" else 1
    )
    assert rdf.canonical(document).decode() == json_ld.canonical(document)


@pytest.mark.reference(reference.SCHEMAS)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_an_award_of_an_edition_is_valid_against_the_official_schema(language):
    award = replace(AWARD, language=language, results={}, achievement="visit")
    document = open_badge.compose(award, VISIT, LEARNER, THREE, EDITION)
    assert judges.official_schema({**document, "proof": [{"type": "DataIntegrityProof"}]}) == []
