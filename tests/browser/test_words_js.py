"""How scripts speak to a reader: days, and what stands between sentences, in the language of the page."""

import json

import pytest

import node_scripts
from node_scripts import VERIFIER

SCRIPT = """
const { reader } = await import(VERIFIER + "/reader.js");
const { COMMA, SEMICOLON, joined, msg } = await import(VERIFIER + "/message.js");
const answers = {};
for (const [name, given] of Object.entries(GIVEN)) {
  const spoken = reader(given.language, given.words ?? {});
  answers[name] = {
    day: spoken.day("2026-05-01"),
    eleventh: spoken.day("2026-05-11"),
    moment: spoken.moment(Date.UTC(2026, 4, 1, 12)),
    reasons: joined([msg("It expired"), msg("It is altered")], SEMICOLON).in(spoken),
    names: joined(["Ada", "Grace"], COMMA).in(spoken),
    plain: String(joined([msg("It expired"), "It is altered"], SEMICOLON)),
  };
}
process.stdout.write(JSON.stringify(answers));
"""
GIVEN = {
    "en": {"language": "en-IE"},
    "fr": {
        "language": "fr-FR",
        "words": {"; ": "\u202f; ", "It expired": "Elle a expiré", "It is altered": "Modifiée"},
    },
    "ar-EG": {"language": "ar-EG", "words": {"; ": "؛ ", ", ": "، "}},
}


@pytest.fixture(scope="module")
def said():
    script = SCRIPT.replace("VERIFIER", json.dumps(VERIFIER.as_uri())).replace("GIVEN", json.dumps(GIVEN))
    return node_scripts.evaluate(script)


def test_the_first_day_of_a_month_is_an_ordinal_in_french(said):
    assert (said["fr"]["day"], said["fr"]["eleventh"]) == ("1er mai 2026", "11 mai 2026")


def test_digits_are_those_of_the_page_in_every_country(said):
    assert said["ar-EG"]["day"].startswith("1 ")


@pytest.mark.parametrize("language", GIVEN)
def test_a_moment_has_a_clock_of_twenty_four_hours(said, language):
    assert said[language]["moment"].endswith("12:00 UTC")


def test_reasons_stand_apart_as_the_language_writes_it(said):
    assert said["fr"]["reasons"] == "Elle a expiré\u202f; Modifiée"


def test_names_stand_apart_as_the_language_writes_it(said):
    assert (said["ar-EG"]["names"], said["en"]["names"]) == ("Ada، Grace", "Ada, Grace")


def test_in_english_reasons_are_what_the_command_line_says(said):
    assert {language["plain"] for language in said.values()} == {"It expired; It is altered"}
