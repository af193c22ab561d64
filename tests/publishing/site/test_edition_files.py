"""The machine-readable documents of an achievement, one for each of its languages."""

from dataclasses import replace

import pytest

from edition_samples import THREE, VISIT
from issuing import NOW, make_award, make_registry, run
from published_files import site_items
from samples import ACHIEVEMENT, BASE, ISSUER
from testamur.credentials import achievement_document, document_parts
from testamur.ledger.store import Ledger
from testamur.publishing import publication
from testamur.publishing.site import edition_files
from testamur.publishing.site.items import File, Page
from testamur.publishing.views.site_info import site

BASE_FILE = "achievements/visit/achievement.json"


def documents(achievement=VISIT, issuer=THREE):
    return dict(edition_files.documents(achievement, issuer))


def test_each_language_has_its_achievement_document_beside_its_page():
    found = documents()
    assert {path: (one["id"], one["inLanguage"], one["name"]) for path, one in found.items()} == {
        BASE_FILE: (f"{BASE}/achievements/visit/", "en", "Harbour Visit"),
        f"fr/{BASE_FILE}": (f"{BASE}/fr/achievements/visit/", "fr", "Visite"),
        f"ar/{BASE_FILE}": (f"{BASE}/ar/achievements/visit/", "ar", "زيارة"),
    }


def test_each_edition_links_to_all_others():
    found = {one["id"]: one for one in documents().values()}
    for address, one in found.items():
        assert {other["id"] for other in one["related"]} == set(found) - {address}
        for other in one["related"]:
            assert found[other["id"]]["inLanguage"] == other["inLanguage"]
        assert one["criteria"]["id"] == address


def test_the_first_language_is_at_the_base_even_if_taught_in_another():
    assert documents(replace(VISIT, in_language="fr"))[BASE_FILE]["inLanguage"] == "en"


def test_without_the_first_language_the_language_of_instruction_is_at_the_base():
    lacking = {"fr": "A", "ar": "B"}
    found = documents(replace(VISIT, name=lacking, in_language="fr"))
    assert {path: one["inLanguage"] for path, one in found.items()} == {
        BASE_FILE: "fr",
        f"fr/{BASE_FILE}": "fr",
        f"ar/{BASE_FILE}": "ar",
    }


def test_an_achievement_in_one_language_has_one_document_equal_to_the_embedded_one():
    ((path, document),) = edition_files.documents(ACHIEVEMENT, ISSUER)
    assert path == f"achievements/{ACHIEVEMENT.slug}/achievement.json"
    embedded = achievement_document.compose(ACHIEVEMENT, ISSUER, "en")
    assert document == {"@context": document_parts.CONTEXT, **embedded}


@pytest.mark.parametrize(
    ("achievement", "language", "path"),
    [
        (VISIT, "en", BASE_FILE),
        (VISIT, "fr", f"fr/{BASE_FILE}"),
        (replace(VISIT, criteria="Come."), "fr", BASE_FILE),
    ],
)
def test_a_page_links_to_the_document_in_its_language_if_it_exists(achievement, language, path):
    assert edition_files.path_of(achievement, THREE, language) == path
    assert path in documents(achievement)


def test_every_page_of_a_site_links_to_an_existing_document(tmp_path):
    record = {
        "name": {"en": "Harbour Visit", "fr": "Visite"},
        "achievementType": "Badge",
        "description": {"en": "A visit.", "fr": "Une visite."},
        "criteria": {"en": "Come.", "fr": "Venez."},
    }
    registry = make_registry(make_award(1), record=record, languages=("en", "fr", "ar"))
    run(registry, tmp_path)
    published = publication.read(registry, Ledger(tmp_path), now=NOW)
    editions = [site(registry.issuer, now=NOW, language=language) for language in ("en", "fr", "ar")]
    made = list(site_items(published, editions))
    names = {item.name for item in made if isinstance(item, File)}
    pages = [item for item in made if isinstance(item, Page) and item.template == "achievement"]
    assert {page.language: page.context["achievement"].document for page in pages} == {
        "en": BASE_FILE,
        "fr": f"fr/{BASE_FILE}",
        "ar": BASE_FILE,
    }
    assert {BASE_FILE, f"fr/{BASE_FILE}"} == {name for name in names if name.endswith("achievement.json")}
