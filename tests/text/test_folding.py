import pytest

from testamur.text.folding import caseless, letters_only, plain_words, unaccented, without_marks


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ada Okafor", "  ADA\tokafor "), ("Stra\u00dfe", "STRASSE"), ("\ufb01ne", "fine"), ("Jose\u0301", "Jos\u00e9")],
)
def test_names_are_one_whatever_their_case_spaces_and_forms(one, other):
    assert caseless(one) == caseless(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("José", "Jose"), ("Łukasz", "Lukasz"), ("Ada-Maria", "Ada Maria"), ("O'Hara", "OHara"), ("Søren", "Soren")],
)
def test_names_that_differ_in_a_letter_or_its_marks_are_two(one, other):
    assert caseless(one) != caseless(other)


@pytest.mark.parametrize(("one", "other"), [("validUntil", "valid-until"), ("ISCO 08", "isco_08"), ("e.mail", "Email")])
def test_fixed_names_are_one_by_their_letters_and_digits(one, other):
    assert letters_only(one) == letters_only(other)


def test_fixed_names_keep_their_accents():
    assert letters_only("Niveau é") == "niveaué"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("E-Mail", "e mail"),
        ("Prénom*", "prenom"),
        ("Größe", "grosse"),
        ("Date d’obtention", "date d obtention"),
        ("Løn", "løn"),
        ("—", ""),
    ],
)
def test_headers_are_compared_word_by_word(header, words):
    assert plain_words(header) == words


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Łukasz  Żółw", "lukasz zolw"), ("Ærø", "aero"), ("ŒUVRE", "oeuvre"), ("Ｔ™", "ttm"), ("O'Hara", "o'hara")],
)
def test_a_search_finds_what_is_typed_without_accents(typed, found):
    assert unaccented(typed) == found


def test_marks_are_taken_away_and_nothing_else():
    assert without_marks("Été ﬁnal Ł") == "Ete final Ł"
