import gettext
import json
import pickle
from decimal import Decimal

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from testamur.errors import UsageError
from testamur.text.languages import catalogues
from testamur.text.languages.messages import Amount, Message, Row, Tongue, counted, listed, msg, say


@pytest.fixture
def french(tmp_path):
    catalogue = Catalog(locale="fr")
    catalogue.add("{name} is missing", "{name} manque")
    catalogue.add("the file", "le fichier")
    catalogue.add("; ", "\u202f; ")
    catalogue.add(("{number} award", "{number} awards"), ("{number} attestation", "{number} attestations"))
    catalogue.add("{first} before {second}", "{second} après {first}")
    path = catalogues.path_of(tmp_path, "fr", "command")
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, catalogue)
    return Tongue("fr", catalogues.catalogue(tmp_path, "fr", "command"))


def test_a_message_is_english_text_to_programs():
    message = msg("{name} is missing", name="learner")
    assert (message, f"{message}.", json.dumps(message)) == (
        "learner is missing",
        "learner is missing.",
        '"learner is missing"',
    )


def test_a_message_is_said_in_a_language_with_its_values(french):
    assert say(msg("{first} before {second}", first="a", second="b"), french) == "b après a"


def test_a_message_among_the_values_is_said_too(french):
    assert say(msg("{name} is missing", name=msg("the file")), french) == "le fichier manque"


def test_text_that_is_no_message_stays_as_it_is(french):
    assert say("the file", french) == "the file"


def test_a_sentence_without_a_translation_is_said_in_english(french):
    assert say(msg("{name} is new", name=msg("the file")), french) == "le fichier is new"


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 attestation"), (2, "2 attestations"), (1500, "1\u202f500 attestations")]
)
def test_a_count_follows_the_rule_of_the_language(french, number, said):
    assert say(counted("{number} award", "{number} awards", number), french) == said


@pytest.mark.parametrize(("number", "said"), [(0, "0 awards"), (1, "1 award"), (1500, "1,500 awards")])
def test_a_count_in_english(number, said):
    assert counted("{number} award", "{number} awards", number) == said


def test_an_amount_has_the_separators_of_the_language(french):
    assert say(msg("{name} is missing", name=Amount(12_000)), french) == "12\u202f000 manque"


def test_a_decimal_has_the_sign_of_the_language(french):
    message = msg("{name} is missing", name=Decimal("84.7"))
    assert (message, say(message, french)) == ("84.7 is missing", "84,7 manque")


def test_what_stands_between_is_said_too(french):
    assert say(Row([msg("the file"), "b"], "; "), french) == "le fichier\u202f; b"


def test_names_are_listed_with_commas():
    assert listed(["a", "b"]) == "a, b"


def test_a_value_is_never_taken_for_a_place(french):
    """What somebody typed may have braces in it."""
    assert say(msg("{first} before {second}", first="{second}", second="x"), french) == "x après {second}"


def test_braces_that_are_no_place_stay():
    assert msg("Write name: {en: …, fr: …} or {other}") == "Write name: {en: …, fr: …} or {other}"


def test_an_exception_keeps_its_message(french):
    error = UsageError(msg("{name} is missing", name="x"))
    assert say(str(error), french) == "x manque"


@pytest.mark.parametrize("message", [msg("{name} is missing", name=msg("the file")), listed(["a", "b"])])
def test_a_message_goes_to_another_process_and_back(french, message):
    copy = pickle.loads(pickle.dumps(message))
    assert (copy, say(copy, french)) == (message, say(message, french))


def test_without_a_catalogue_everything_is_english():
    assert say(msg("{name} is missing", name="x"), Tongue("fr", gettext.NullTranslations())) == "x is missing"


def test_a_message_is_equal_to_its_text():
    assert {msg("the file")} == {"the file"}
    assert isinstance(msg("the file"), Message)
