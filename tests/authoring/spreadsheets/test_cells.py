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
    ("text", "order", "day"),
    [
        ("2026-05-14", "", "2026-05-14"),
        ("2026-05-14", "dmy", "2026-05-14"),
        ("03/04/2026", "dmy", "2026-04-03"),
        ("03/04/2026", "mdy", "2026-03-04"),
        ("3.4.2026", "dmy", "2026-04-03"),
        ("29-2-2024", "dmy", "2024-02-29"),
    ],
)
def test_days_are_read(text, order, day):
    assert cells.day(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "told"),
    [
        ("03/04/2026", "", "2026-04-03 (day first) or 2026-03-04 (month first)"),
        ("03/03/2026", "", "Write 2026-03-03 if that is meant"),
        ("14.05.2026", "", "Write 2026-05-14 if that is meant, or add --date-format dmy"),
        ("5/14/2026", "", "Write 2026-05-14 if that is meant, or add --date-format mdy"),
        ("5/14/2026", "dmy", "there is no such day, read as --date-format dmy says"),
        ("31/02/2026", "", "there is no such day"),
        ("14.05.26", "dmy", "the year has two digits"),
        ("14.05/2026", "dmy", "year-month-day"),
        ("2026/05/14", "", "Write 2026-05-14"),
        ("2026-05-14 00:00:00", "", "Write 2026-05-14"),
        ("2026-5-4", "", "Write 2026-05-04"),
        ("46156", "", "2026-05-14"),
        ("14 May 2026", "", "year-month-day"),
        ("２０２６-05-14", "", "year-month-day"),
        ("2026-02-30", "", "February 2026 has 28 days"),
        ("0001-01-01", "", "the year is not between 1900 and 2199"),
        ("2026-W20-4", "", "year-month-day"),
        ("", "", "year-month-day"),
    ],
)
def test_a_date_in_another_format_is_refused_with_its_possible_meanings(text, order, told):
    with pytest.raises(FormatError) as raised:
        cells.day(text, order)
    assert told in f"{raised.value.reason}. {raised.value.remedy}"


@pytest.mark.parametrize(
    ("text", "hint"), [("87,5", "Write 87.5, if that is meant"), ("87 %", "Write 87, if that is meant"), ("A", "")]
)
def test_a_number_in_a_national_format_is_suggested_in_ours(text, hint):
    assert cells.number_hint(text) == hint
