"""Untranslated texts, found by the schemas in every kind of record."""

import pytest

from testamur.records.parsing import schema
from testamur.records.rules import untranslated
from testamur.records.rules.untranslated import Record, find_untranslated, texts

VISIT = {
    "name": {"en": "Harbour Visit", "fr": "Visite du port"},
    "achievementType": "MicroCredential",
    "description": "A visit.",
    "criteria": {"en": "Come."},
    "outcomes": {"en": ["See it", "Smell it"]},
    "stackability": {"standAlone": True, "description": {"fr": "Seul."}},
    "image": {"file": "images/visit.svg", "caption": "A quay"},
    "furtherInformation": "https://www.harbour.example",
}
ISSUER = {"name": {"en": "Harbour", "fr": "Port", "ar": "ميناء"}, "country": "IE"}


def record(value=VISIT, **more):
    return Record(kind="achievement", file="achievements/visit.yml", value={**value, **more})


def paths(kind, value):
    return {untranslated.name_of(text.path): text.form for text in texts(kind, value)}


def test_the_schemas_determine_which_texts_are_translatable():
    assert paths("achievement", VISIT) == {
        "name": "title",
        "description": "prose",
        "criteria": "prose",
        "outcomes": "textList",
        "stackability.description": "prose",
        "image.caption": "title",
    }
    assert paths("issuer", ISSUER) == {"name": "title"}


def test_each_text_carries_its_description_from_the_schema():
    assert {text.note for text in texts("issuer", ISSUER)} == {"The institution's name."}


@pytest.mark.parametrize("kind", ["learner", "award"])
def test_records_in_one_language_only_have_no_translatable_texts(kind):
    assert not untranslated.has_texts(kind)


def test_a_new_kind_of_record_is_covered_by_its_schema_alone(monkeypatch):
    title = {"$ref": "#/$defs/title"}
    step = {"type": "object", "properties": {"name": title, "of": {"items": {"$ref": "#/$defs/step"}}}}
    new = {
        "properties": {"steps": {"items": {"$ref": "#/$defs/step"}}, "parts": {"additionalProperties": title}},
        "anyOf": [{"properties": {"motto": {"$ref": "#/$defs/prose", "description": "Said often."}}}],
        "$defs": {**schema.bundled("issuer")["$defs"], "step": step},
    }
    monkeypatch.setattr(schema, "bundled", lambda kind: new)
    value = {"steps": [{"name": "One"}, {"of": [{"name": "Two", "id": "x"}]}], "motto": "Onwards.", "parts": {"a": "A"}}
    assert paths("pathway", value) == {
        "motto": "prose",
        "steps[0].name": "title",
        "steps[1].of[0].name": "title",
        "parts.a": "title",
    }


def test_a_text_without_a_language_is_in_the_language_of_its_record():
    assert untranslated.own_language("achievement", {"inLanguage": "fr"}, ("en", "fr")) == "fr"
    assert untranslated.own_language("achievement", {"inLanguage": "ja"}, ("en", "fr")) == "en"
    assert untranslated.own_language("pathway", {"inLanguage": "fr"}, ("en", "fr")) == "en"


def test_missing_translations_are_counted_by_language_and_record():
    issuer = Record(kind="issuer", file="issuer.yml", value=ISSUER)
    english, french, arabic = find_untranslated([issuer, record()], ("en", "fr", "ar"))
    assert english.fields == {"achievements/visit.yml": ("stackability.description",)}
    assert french.fields == {"achievements/visit.yml": ("description", "outcomes", "criteria", "image.caption")}
    assert (english.texts, french.texts, arabic.texts) == (1, 5, 7)
    assert str(french) == "fr: 5 texts of 1 record are not translated: testamur translate --export fr --missing"
    assert str(english).startswith("en: 1 text of 1 record is not translated: ")


def test_complete_languages_are_not_listed():
    assert find_untranslated([Record(kind="issuer", file="issuer.yml", value=ISSUER)], ("en", "fr", "ar")) == []
    assert find_untranslated([record({"name": "One"}, inLanguage="ja")], ("en",)) == []
