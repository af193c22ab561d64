from dataclasses import dataclass

import pytest

from testamur.text import csv_cells


@dataclass(frozen=True)
class Row:
    name: str
    day: str


@pytest.mark.parametrize(
    ("language", "separator"),
    [("en", ","), ("de", ";"), ("fr", ";"), ("es", ";"), ("es-MX", ","), ("ar", ","), ("xx", ","), ("", ",")],
)
def test_cells_are_separated_as_the_spreadsheets_of_a_language_expect(language, separator):
    text = csv_cells.table(Row, [Row("Ada", "2026-05-14")], language=language)
    assert text == f"name{separator}day\r\nAda{separator}2026-05-14\r\n"


def test_a_cell_with_the_separator_in_it_is_quoted():
    assert csv_cells.table(Row, [Row("a;b", "")], language="de").splitlines()[1] == '"a;b";'
