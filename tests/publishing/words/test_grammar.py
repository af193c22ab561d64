"""Sentences whose grammar a value may break: what is looked for stands in BREAKING, language by language.

A value is a name, an address or a code unless its placeholder is in DAYS or NUMBERS: it may begin with any letter, and
be of any gender.
"""

import re

import pytest
from babel.messages.pofile import read_po

from testamur import installed

FOLDER = installed.shipped_folder("theme") / "translations"
DAYS = {"date", "day", "moment", "at", "start", "end", "first", "last", "signed", "now", "newest", "until"}
NUMBERS = {
    *{"number", "count", "all", "done", "place", "score", "best", "worst", "lowest", "highest", "points", "passed"},
    *{"completed", "most", "least", "fewest", "bits", "bytes", "levels", "values", "seconds", "position", "offset"},
    *{"length", "limit", "size", "required", "level", "year", "millions"},
}
# Of numbers, what agrees with them: "1 steps".
COUNTED = {"number", "count", "days", "points", "all"}
PLACEHOLDER = r"(?:%\((?P<named>\w+)\)s|\{(?P<braced>\w+)\})"
BREAKING = {
    # An article that depends on the sound that follows.
    "en": r"\b(?:a|an) ",
    # Elision (d’Amélie) and contraction; articles, which have a gender.
    "fr": r"\b(?:de|le|la|les|que|je|ne|se|me|te|ce|jusque|lorsque|puisque|quoique|du|des|au|aux|un|une) ",
    # Articles and what is contracted with them, which have a gender and a case.
    "de": r"\b(?:der|die|das|des|dem|den|eine?[nmrs]?|im|zum|zur|vom|beim|am) ",
    # "y" and "o" change before the same sound; articles have a gender.
    "es": r"\b(?:y|o|el|la|los|las|un|una|del|al) ",
    # A letter that is written together with what follows would be joined to a name in Latin letters.
    "ar": r"(?<!\w)[وفبكل]\u2068?",
}
BEHIND = {"de": r"s\b", "fr": r"(?!)", "en": r"(?!)", "es": r"(?!)", "ar": r"[\u0621-\u064a]"}
# What is put there is known to fit.
FITTING = {
    ("en", "kind"): "kinds of pictures: GIF, JPEG, WebP, TIFF, BMP",
    ("fr", "encoding"): "an encoding, as a substance: du base58btc",
    ("fr", "place"): "an adverb: on en a vu un dans un commentaire",
    ("es", "place"): "an adverb",
    ("de", "kind"): "the first part of a compound: ein GIF-Bild",
    ("es", "ask"): "a sentence that begins with «pida»",
    ("es", "looks"): "a sentence that begins with «parece»",
}
# Here the word before the name belongs to the one after it: die [X] begannen.
APART = {("de", ", die %(name)s begannen")}


def catalogue(language):
    path = FOLDER / "messages.pot" if language == "en" else FOLDER / language / "LC_MESSAGES" / "testamur.po"
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=None if language == "en" else language) if message.id]


def forms(message, language):
    text = message.id if language == "en" else message.string
    return [text] if isinstance(text, str) else list(text)


def broken(text, language):
    """The names of placeholders before which, or behind which, stands what their value may break."""
    for own, part in APART:
        text = text.replace(part, "") if own == language else text
    around = rf"(?i:{BREAKING[language]})?{PLACEHOLDER}(?P<behind>{BEHIND[language]})?"
    for match in re.finditer(around, text):
        name = match["named"] or match["braced"]
        is_touched = match[0][0] not in "%{" or match["behind"]
        if is_touched and name not in DAYS | NUMBERS and (language, name) not in FITTING:
            yield name


@pytest.mark.parametrize("language", BREAKING)
def test_no_value_breaks_the_grammar_around_it(language):
    found = {
        text: names
        for message in catalogue(language)
        for text in forms(message, language)
        if (names := list(broken(text, language)))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a %(kind_of)s award"),
        ("fr", "le registre de %(name)s"),
        ("fr", "la liste que {host} tient"),
        ("de", "das Register des %(name)s"),
        ("de", "%(name)ss Register"),
        ("es", "firmado y {member}"),
        ("ar", "و{member}"),
        ("ar", "ل\u2068%(name)s\u2069"),
    ],
)
def test_what_breaks_is_found(language, text):
    assert list(broken(text, language)) != []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "délivrée le %(date)s"),
        ("fr", "plus de {most} blocs"),
        ("fr", "signée par %(name)s"),
        ("de", "Register: %(name)s"),
        ("ar", "سجل %(name)s"),
    ],
)
def test_what_does_not_break_is_not_found(language, text):
    assert list(broken(text, language)) == []


def test_a_noun_after_a_number_has_plural_forms():
    """Except where there is always more than one: such a sentence is said of many alone."""
    alone = re.compile(rf"%\((?:{'|'.join(sorted(COUNTED))})\)s (?!is\b|of\b|as\b)\w+s\b")
    found = {message.id for message in catalogue("en") if isinstance(message.id, str) and alone.search(message.id)}
    assert found == SAID_OF_MANY


SAID_OF_MANY = {
    "It has %(number)s steps, in any order.",
    "It has %(number)s steps, meant to be taken in this order.",
}


@pytest.mark.parametrize("language", [name for name in BREAKING if name != "en"])
def test_each_catalogue_states_its_plural_rule(language):
    header = (FOLDER / language / "LC_MESSAGES" / "testamur.po").read_text("utf-8").split("\n\n")[0]
    assert re.search(r'"Plural-Forms: nplurals=\d+; plural=[^"]+;\\n"', header)


@pytest.mark.parametrize("language", [name for name in BREAKING if name != "en"])
def test_every_plural_has_all_its_forms(language):
    path = FOLDER / language / "LC_MESSAGES" / "testamur.po"
    number = int(re.search(r"nplurals=(\d+)", path.read_text("utf-8"))[1])
    counted = [message for message in catalogue(language) if not isinstance(message.id, str)]
    assert counted
    assert [message.id for message in counted if len(message.string) != number or not all(message.string)] == []


def test_no_separator_is_joined_in_a_template():
    """ ": ", ", " and "; " between two values are sentences of the catalogue: French and Arabic write others."""
    joined = re.compile(r"(?:\}\}|%\})(?:: |, |; )(?:\{\{|\{%|<)")
    templates = installed.shipped_folder("theme") / "templates"
    found = [
        f"{path.relative_to(templates)}:{number}"
        for path in sorted(templates.rglob("*.html"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if joined.search(_without_attributes(line))
    ]
    assert (templates.is_dir(), found) == (True, [])


def _without_attributes(line):
    """A line without what is no text between values: sentences of the catalogue, policies and styles."""
    line = re.sub(r"\{% trans.*?endtrans %\}", "{{ }}", line)
    return re.sub(r'(?:content|style)="[^"]*"|@page.*|\{% block policy %\}.*', "", line)


def test_no_french_line_begins_with_a_sign():
    """French has a space before these signs, at which no line may break: U+00A0 before a colon, else U+202F."""
    broken = re.compile(r"\S [:;?!](?:[\s(]|$)")
    command = installed.shipped_folder("theme").parent / "plugins/testamur/translations"
    for file in (FOLDER / "fr/LC_MESSAGES/testamur.po", command / "fr/LC_MESSAGES/command.po"):
        with file.open("rb") as opened:
            texts = [entry.string for entry in read_po(opened, locale="fr") if entry.id]
        flat = [one for text in texts for one in (text if isinstance(text, tuple) else (text,))]
        assert [text for text in flat if broken.search(text)] == []
