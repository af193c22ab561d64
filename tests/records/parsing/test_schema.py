"""Records against their schemas: violations, their messages, and the time to find them."""

# ruff: noqa: E501 — a case is one line

import json
import time
import unicodedata

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from testamur.errors import UsageError
from testamur.proofs import multibase
from testamur.records.parsing import schema, schema_words, yaml_subset
from testamur.records.parsing.formats import FORMATS
from testamur.records.parsing.kinds import KINDS
from thoroughness import examples

AWARD = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\n"
VISIT = "name: Visit\nachievementType: Badge\ndescription: A visit.\ncriteria: Come.\n"
ISSUER = "base: https://badges.harbour.example\nname: Harbour Institute\ncountry: IE\n"
KEY = multibase.encode_base58btc(b"\xed\x01" + bytes(32))
P256 = multibase.encode_base58btc(b"\x80\x24\x02" + bytes(32))


def problems(kind, text):
    parsed = yaml_subset.parse(text.encode(), "credentials/x.yml")
    assert parsed.problems == []
    return schema.check(kind, parsed)


def told(kind, text):
    return [(problem.code, problem.line, problem.column, problem.field) for problem in problems(kind, text)]


WRONG = {
    "S-01 a typing mistake": ("award", AWARD + "visibilty: public\n", "unknown-field", "visibilty", "mean visibility?"),
    "S-01 an unknown word": ("award", AWARD + "honours: yes\n", "unknown-field", "honours", "Known here: achievement"),
    "S-02 nothing of it": ("learner", "consent: {date: 2026-05-02}\n", "missing-field", "", "name: Ada Okafor"),
    "S-02 further down": ("issuer", ISSUER + "verificationMethod: [{from: 2026-01-01}]\n", "missing-field", "verificationMethod.0", "publicKeyMultibase: z6Mk"),
    "S-03 text for a mapping": ("achievement", VISIT + "workload: 50 hours\n", "type", "workload", '{"hours": 50}'),
    "S-03 a mapping for a list": ("award", AWARD + "evidence: {name: x}\n", "type", "evidence", "[{"),
    "S-03 text for a list": ("achievement", VISIT + "tag: data\n", "type", "tag", '["data"]'),
    "S-03 a list for text": ("achievement", VISIT.replace("Visit", "[Visit]"), "type", "name", "Write it like"),
    "S-04 nothing": ("learner", "name: ''\n", "length", "name", "Write the text"),
    "S-04 only spaces": ("learner", "name: '   '\n", "length", "name", "Write the text"),
    "S-04 only odd spaces": ("learner", 'name: "\u3000\u00a0"\n', "length", "name", "Write the text"),
    "S-04 10,000 characters": ("learner", f"name: {'x' * 10_000}\n", "length", "name", "Shorten"),
    "S-04 nothing in one language": ("achievement", VISIT.replace("Visit", "{en: ''}"), "length", "name.en", "Write the text"),
    "S-04 a space at the end": ("learner", "name: 'Ada '\n", "format", "name", "Remove it"),
    "S-04 a line end at the end": ("learner", 'name: "Ada\\n"\n', "format", "name", "Remove it"),
    "S-04 two lines": ("learner", "name: |\n  Ada\n  Okafor\n", "format", "name", "one line"),
    "S-17 three levels down": ("achievement", VISIT + "resultDescription:\n  - id: a\n    name: A\n    resultType: Status\n    wieght: 3\n", "unknown-field", "resultDescription.0.wieght", "Known here"),
    "S-18 a language": ("achievement", VISIT.replace("Visit", "{english: Visit}"), "language-tag", "name.english", "mean en?"),
    "S-18 a language of a list": ("achievement", VISIT + "outcomes: {de_AT: [x]}\n", "language-tag", "outcomes.de_AT", "mean de-AT?"),
    "S-18 the award's language": ("award", AWARD + "language: french\n", "language-tag", "language", "mean fr?"),
    "S-18 the site's languages": ("issuer", ISSUER + "languages: [en, gr]\n", "language-tag", "languages.1", "mean el?"),
    "S-21 text for a number": ("achievement", VISIT + "creditsAvailable: '2'\n", "type", "creditsAvailable", "without quotes"),
    "S-21 a comma": ("achievement", VISIT + "creditsAvailable: 2,5\n", "type", "creditsAvailable", "2.5"),
    "S-21 a boolean for a number": ("achievement", VISIT + "creditsAvailable: true\n", "type", "creditsAvailable", "like 2"),
    "S-21 a boolean for a whole number": ("achievement", VISIT + "level: {eqf: true}\n", "type", "level.eqf", "whole number"),
    "S-21 a fraction": ("achievement", VISIT + "level: {eqf: 5.5}\n", "type", "level.eqf", "whole number"),
    "S-21 a number for text": ("achievement", VISIT + "version: 2026\n", "type", "version", '"2026"'),
    "S-21 a number for a result": ("award", AWARD + "results: {quiz: 87}\n", "type", "results.quiz", '"87"'),
    "S-21 a number for a boolean": ("issuer", ISSUER + "publicNames: 1\n", "type", "publicNames", "true or false"),
    "S-21 a number for a date": ("award", AWARD.replace("2026-05-14", "20260514"), "date-format", "awardedDate", "year-month-day"),
    "Y-08 yes": ("issuer", ISSUER + "publicNames: yes\n", "type", "publicNames", "true or false"),
    "Y-08 on": ("learner", "name: Ada\nconsent: {date: 2026-01-01, profile: on}\n", "type", "consent.profile", "true or false"),
    "Y-08 Y": ("achievement", VISIT + "stackability: {standAlone: Y}\n", "type", "stackability.standAlone", "true or false"),
    "Y-09 a date with a zero first": ("award", AWARD.replace("2026-05-14", "0123456"), "date-format", "awardedDate", "year-month-day"),
    "Y-11 30 February": ("award", AWARD.replace("05-14", "02-30"), "date-impossible", "awardedDate", "year-month-day"),
    "Y-14 a time": ("award", AWARD.replace("05-14", "05-14T10:00:00"), "date-format", "awardedDate", "year-month-day"),
    "Y-16 the year 1": ("award", AWARD.replace("2026", "0001"), "date-range", "awardedDate", "year-month-day"),
    "Y-25 nan": ("achievement", VISIT + "creditsAvailable: .nan\n", "number", "creditsAvailable", "plain number"),
    "Y-25 inf": ("achievement", VISIT + "creditsAvailable: -.INF\n", "number", "creditsAvailable", "plain number"),
    "Y-25 1e400": ("achievement", VISIT + "creditsAvailable: 1e400\n", "number", "creditsAvailable", "plain number"),
    "Y-25 seventeen digits": ("achievement", VISIT + f"creditsAvailable: {'9' * 17}\n", "number", "creditsAvailable", "16 digits"),
    "a number too large": ("achievement", VISIT + f"creditsAvailable: {'9' * 16}\n", "number", "creditsAvailable", "240 or less"),
    "a number too small": ("achievement", VISIT + "creditsAvailable: 0\n", "number", "creditsAvailable", "above 0"),
    "no duration": ("achievement", VISIT + "validFor: P\n", "format", "validFor", "P3Y"),
    "a duration of nothing": ("achievement", VISIT + "validFor: P0Y\n", "format", "validFor", "P3Y"),
    "a duration in words": ("achievement", VISIT + "validFor: 3 years\n", "format", "validFor", "P3Y"),
    "a choice in other letters": ("achievement", VISIT.replace("Badge", "micro-credential"), "value", "achievementType", "mean MicroCredential?"),
    "no choice": ("award", AWARD + "visibility: false\n", "value", "visibility", "such as public"),
    "the same twice": ("achievement", VISIT + "tag: [a, b, a]\n", "duplicate", "tag.2", "Leave one"),
    "an empty list": ("achievement", VISIT + "tag: []\n", "length", "tag", "at least 1"),
    "an empty mapping": ("award", AWARD + "results: {}\n", "length", "results", "remove the line"),
    "a result's name": ("award", AWARD + "results: {Quiz 1: '3'}\n", "format", "results.Quiz 1", "like final-project"),
    "F-01 a key that is none": ("issuer", ISSUER + "verificationMethod: [{publicKeyMultibase: z6Mk, from: 2026-01-01}]\n", "format", "verificationMethod.0.publicKeyMultibase", "z6Mk"),
    "K-09 a key of P-256": ("issuer", ISSUER + f"verificationMethod: [{{publicKeyMultibase: {P256}, from: 2026-01-01}}]\n", "format", "verificationMethod.0.publicKeyMultibase", "z6Mk"),
    "K-09 a letter that looks like another": ("issuer", ISSUER + f"verificationMethod: [{{publicKeyMultibase: {KEY[:-1]}l, from: 2026-01-01}}]\n", "format", "verificationMethod.0.publicKeyMultibase", "z6Mk"),
    "F-01 a country": ("issuer", ISSUER.replace("IE", "UK"), "country", "country", "mean GB?"),
    "P-01 a path for a name": ("award", AWARD.replace("visit", "../../etc/passwd"), "format", "achievement", "Write it like"),
    "P-01 a picture outside": ("achievement", VISIT + "image: {file: ../x.png, caption: x}\n", "format", "image.file", "images/"),
    "P-01 an address for a picture": ("issuer", ISSUER + "image: https://x.example/x.png\n", "format", "image", "images/"),
    "an emblem is a known one": ("achievement", VISIT + "emblem: ancor\n", "value", "emblem", "anchor"),
    "a colour needs its quotes": ("achievement", VISIT + "color: red\n", "format", "color", '"#0b6e4f"'),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "code", "field", "remedy"), WRONG.values(), ids=WRONG)
def test_a_value_that_violates_the_schema_is_reported_once_with_field_and_remedy(kind, text, code, field, remedy):
    found = problems(kind, text)
    assert [(problem.code, problem.field) for problem in found] == [(code, field)]
    assert remedy in found[0].remedy
    assert len(found[0].reason) > 12
    assert "None" not in str(found[0])


def test_of_an_empty_text_the_longest_is_said_that_may_stand_there():
    (found,) = problems("learner", "name: ''\n")
    assert found.reason == "nothing stands between the quotation marks, where 1 to 200 characters do"


def test_an_unknown_field_is_reported_at_its_own_line():
    text = AWARD + "evidence:\n  - name: Film\n    honours: x\n"
    assert told("award", text) == [("unknown-field", 6, 5, "evidence.0.honours")]


def test_a_bad_language_and_a_bad_text_are_each_reported_at_their_own_place():
    text = VISIT.replace("Visit", "{english: Visit, fr: 5}")
    assert told("achievement", text) == [("language-tag", 1, 8, "name.english"), ("type", 1, 28, "name.fr")]


def test_every_missing_field_is_reported():
    assert [problem.reason.split()[0] for problem in problems("achievement", "name: Visit\n")] == [
        "achievementType", "description", "criteria",
    ]  # fmt: skip


def test_a_problem_shows_the_value_as_yaml_spells_it():
    assert problems("award", AWARD + "visibility: false\n")[0].value == "false"
    assert problems("achievement", VISIT + "version: 2.50\n")[0].value == "2.5"


def test_a_password_in_an_address_is_not_repeated():
    (found,) = problems("award", AWARD + "evidence: [{name: x, id: 'https://ada:s3cret@work.example/'}]\n")
    assert (found.code, "s3cret" in str(found)) == ("url", False)


def test_an_overlong_address_is_reported_only_for_its_length():
    text = AWARD + f"evidence: [{{name: x, id: 'http://work.example/{'x' * 5000}'}}]\n"
    assert [problem.code for problem in problems("award", text)] == ["length"]


LONG = {
    "unknown fields": VISIT + "".join(f"k{number}: 1\n" for number in range(20_000)),
    "a list of numbers": VISIT + "tag: [" + "1," * 100_000 + "1]\n",
    "a list of lists": VISIT + "tag: [" + "[1]," * 40_000 + "1]\n",
    "languages": VISIT.replace("Visit", "{" + ", ".join(f"k{number}: 1" for number in range(15_000)) + "}"),
    "resultDescription": VISIT + "resultDescription:\n" + "- {x: 1}\n" * 20_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_reports_are_limited_to_a_hundred_problems_of_a_record(text):
    begun = time.process_time()
    found = problems("achievement", text)
    assert time.process_time() - begun < 20
    assert (len(found), found[-1].code) == (101, "more")


EXAMPLES = [
    (kind, name, example)
    for kind in KINDS
    for name, inner in schema.bundled(kind)["properties"].items()
    for example in inner.get("examples", ())
]


@pytest.mark.parametrize(("kind", "name", "example"), EXAMPLES)
def test_examples_in_a_schema_satisfy_it(kind, name, example):
    parsed = yaml_subset.Parsed("x.yml", value={name: example})
    assert {problem.code for problem in schema.check(kind, parsed)} <= {"missing-field"}


def every(found):
    if isinstance(found, dict):
        yield found
        for name, inner in found.items():
            yield from every(inner if name != "examples" else None)
    elif isinstance(found, list):
        for inner in found:
            yield from every(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_valid_and_refers_only_to_itself(kind):  # S-19
    bundled = schema.bundled(kind)
    jsonschema.Draft202012Validator.check_schema(bundled)
    references = {found["$ref"] for found in every(bundled) if isinstance(found.get("$ref"), str)}
    assert {reference.removeprefix("#/$defs/") for reference in references} <= bundled["$defs"].keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_forbids_unknown_fields_and_describes_every_field(kind):
    for found in every(schema.bundled(kind)):
        if "properties" in found and isinstance(found["properties"], dict) and "type" in found:
            assert found["unevaluatedProperties"] is False
            assert all("description" in inner for inner in found["properties"].values())


def test_a_schema_uses_only_keywords_that_have_messages():
    silent = {
        "$schema", "$id", "$ref", "$defs", "title", "description", "examples", "properties", "items",
        "additionalProperties", "propertyNames", "format",
    }  # fmt: skip
    for kind in KINDS:
        for found in every(schema.bundled(kind)):
            if "type" in found and isinstance(found["type"], str | list):
                assert found.keys() <= silent | schema_words._PROBLEMS_BY_RULE.keys()
            assert str(found.get("format", "date")) in FORMATS
            assert str(found.get("pattern", "")).count("$") <= 1


@pytest.mark.parametrize(
    "damage", ['{"$ref": "https://evil.example/x.json"}', '{"$ref": "file:///etc/passwd"}', '{"type": 5}', "{", ""]
)
def test_a_damaged_schema_is_refused_and_nothing_is_fetched(damage, monkeypatch, tmp_path):  # S-19
    schemas = tmp_path / "schemas"
    schemas.mkdir()
    (schemas / "award.schema.json").write_text(damage)
    (schemas / "common.schema.json").write_text('{"$defs": {}}')
    monkeypatch.setattr(schema.importlib.resources, "files", lambda _: tmp_path)
    with pytest.raises(UsageError, match="Install Testamur again"):
        schema.bundled.__wrapped__("award")


PATTERNS = sorted({
    found["pattern"] for kind in KINDS for found in every(schema.bundled(kind)) if isinstance(found.get("pattern"), str)
})  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_long_texts_are_matched_quickly_against_every_pattern(pattern):  # S-20
    asked = {"type": "string", "pattern": pattern}
    fast = schema.jsonschema_rs.Draft202012Validator(asked)
    begun = time.process_time()
    for part in ("a", "a-", "1", " ", "a ", "P1Y", "images/a.", "-", "aa-AA-", "\n", "é "):
        for end in ("!", "\n", " ", ""):
            text = part * 50_000 + end
            assert fast.is_valid(text) is not any(schema._pattern(None, pattern, text, asked))
    assert time.process_time() - begun < 10


VALUES = st.recursive(
    st.one_of(
        st.booleans(), st.integers(-3, 10**16), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8),
        st.sampled_from(["", "en", "english", "2026-05-14", "2026-02-30", "visit", " x", "x\n", "P3Y", "https://x.example"]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["en", "hours", "id", "name", "é"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@examples(120, 2000)
@given(st.data())
def test_every_violation_of_a_schema_has_a_message(data):
    kind = data.draw(st.sampled_from(tuple(KINDS)))
    names = [*schema.bundled(kind)["properties"], "other"]
    value = data.draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=4))
    found = schema.check(kind, yaml_subset.Parsed("x.yml", value=json.loads(json.dumps(value))))
    assert "schema" not in [problem.code for problem in found]
    for problem in found:
        assert problem.reason
        assert problem.remedy
        # A no-break space is text, though Python does not call it printable.
        assert all(letter.isprintable() or unicodedata.category(letter) == "Zs" for letter in str(problem))
