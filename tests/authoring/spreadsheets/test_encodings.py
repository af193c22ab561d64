"""Names as older programs save them: the right reading comes first, or the person is shown it among three."""

import pytest

from testamur.authoring.spreadsheets import encodings

NAMES = {
    "German": "Jürgen Groß,2026-05-14\nBärbel Müller,2026-05-14\nAnna Schmidt,2026-05-14\n",
    "French": "Éloïse Lefèvre,2026-05-14\nFrançois Noël,2026-05-14\n",
    "Spanish": "María Muñoz,2026-05-14\nJosé Núñez,2026-05-14\n",
    "Polish": "Łukasz Żółw,2026-05-14\nGrażyna Wiśniewska,2026-05-14\n",
    "Turkish": "Gökçe Şahin,2026-05-14\nİbrahim Yıldız,2026-05-14\n",
    "Russian": "Иван Петров,2026-05-14\nАнна Смирнова,2026-05-14\n",
    "Irish": "Siobhán O’Brien,2026-05-14\n",
    "one name": "Jürgen Groß,2026-05-14\n",
}
SAVED = [
    *(("German", encoding) for encoding in ("windows-1252", "mac-roman", "cp850", "cp437", "iso-8859-15")),
    *(("French", encoding) for encoding in ("windows-1252", "mac-roman", "cp850", "cp437")),
    *(("Spanish", encoding) for encoding in ("windows-1252", "mac-roman", "cp850")),
    *(("Polish", encoding) for encoding in ("windows-1250", "mac-latin2", "cp852", "iso-8859-2")),
    *(("Russian", encoding) for encoding in ("windows-1251", "mac-cyrillic", "cp866", "koi8-r")),
    *(("Irish", encoding) for encoding in ("windows-1252", "mac-roman")),
    *(("one name", encoding) for encoding in ("windows-1252", "mac-roman", "cp850")),
    ("Turkish", "windows-1254"),
]


@pytest.mark.parametrize(("language", "encoding"), SAVED)
def test_the_first_reading_is_the_right_one(language, encoding):
    data = NAMES[language].encode(encoding)
    assert data.decode(encodings.readings(data)[0].encoding) == NAMES[language]


def test_a_reading_shows_words_that_another_would_read_differently():
    assert encodings.readings(NAMES["German"].encode("mac-roman"))[0].words == ("Jürgen", "Groß", "Bärbel")


def test_at_most_three_readings_are_shown():
    assert len(encodings.readings(NAMES["German"].encode("cp1252"))) == 3


def test_readings_with_the_same_words_are_one():
    shown = [one.words for one in encodings.readings(NAMES["German"].encode("cp1252"))]
    assert len(set(shown)) == len(shown)


def test_readings_that_are_shown_differ_where_they_are_shown():
    names = "Zoé,Lefèvre,Noël,Ménard,Maël,D’Œuvre"
    shown = [one.words for one in encodings.readings(names.encode("cp1252"))]
    assert len(set(shown)) == 3
    assert "D’Œuvre" in shown[0]
