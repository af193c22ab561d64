import pytest

from testamur.authoring.spreadsheets import cells
from testamur.records.parsing.formats import FormatError


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Ada  Okafor ", "Ada Okafor"),
        ("Zoë\u00a0Ó Briain", "Zoë Ó Briain"),
        ("Jose\u0301", "José"),
        ("میرزا\u200cخانی", "میرزا\u200cخانی"),
        ("O’Connor", "O’Connor"),
        ("-5", "-5"),
        ("+1", "+1"),
        ("", ""),
    ],
)
def test_a_cell_is_trimmed_and_normalised(cell, text):
    assert cells.clean(cell) == text


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Ada\nOkafor", "lines"),
        ("Ada\x1b[2J", "control-character"),
        ("Ada\x1fOkafor", "control-character"),
        ("Ada\tOkafor\x07", "control-character"),
        ("Ada\u202egpj", "bidi-control"),
        ("Ada\u200bOkafor", "invisible-character"),
        ("\ufeffAda", "invisible-character"),
        ("Ada\u2028Okafor", "line-separator"),
        ("Ada\x85Okafor", "line-separator"),
        ("=HYPERLINK(1)", "formula"),
        ("@SUM(A1)", "formula"),
        ("#N/A", "formula"),
        ("#NOM?", "formula"),
        ("########", "formula"),
        ("Jos\ufffd", "encoding"),
    ],
)
def test_characters_that_records_forbid_are_refused(cell, code):
    with pytest.raises(FormatError) as raised:
        cells.clean(cell)
    assert raised.value.code == code


def test_wrongly_decoded_letters_are_refused_with_the_right_ones_suggested():
    with pytest.raises(FormatError) as raised:
        cells.clean("ZoÃ« Ã“ Briain")
    assert "Zoë Ó Briain" in raised.value.remedy


@pytest.mark.parametrize(
    ("text", "hint"), [("87,5", "Write 87.5, if that is meant"), ("87 %", "Write 87, if that is meant"), ("A", "")]
)
def test_a_number_in_a_national_format_is_suggested_in_ours(text, hint):
    assert cells.number_hint(text) == hint


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("87.5", "", "87.5"),
        ("0", "", "0"),
        ("1", "", "1"),
        ("0.875", "fraction", "87.5"),
        ("1", "fraction", "100"),
        ("0.07", "fraction", "7"),
        ("0.875", "as-written", "0.875"),
        ("eleven", "", "eleven"),
    ],
)
def test_percentages_are_read(text, kind, value):
    assert cells.percent(text, kind) == value


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [("0.875", "", "the spreadsheet may show 87.5 %. Write 87.5"), ("87.5", "fraction", "no fraction of 1")],
)
def test_a_fraction_among_percentages_is_asked_about(text, kind, told):
    with pytest.raises(FormatError) as raised:
        cells.percent(text, kind)
    assert told in f"{raised.value.reason}. {raised.value.remedy}"
