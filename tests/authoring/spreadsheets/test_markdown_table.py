"""A table that is pasted as Markdown is a table, and a spreadsheet with strokes in it is not taken for one."""

import pytest

from testamur.authoring.spreadsheets import markdown_table, spreadsheet
from testamur.errors import UsageError

TABLE = """\
| Name        | Date       | Note     |
|:------------|-----------:|----------|
| Ada Okafor  | 2026-05-20 | a \\| b   |
|             |            |          |
| Zoë         | 2026-05-21 |          |
"""


def rows(text):
    return [(row.number, row.cells) for row in spreadsheet.read(text, "form").rows]


def test_the_rows_of_a_table_are_read_with_the_numbers_of_their_lines():
    found = spreadsheet.read(TABLE, "form")
    assert found.headers == ("Name", "Date", "Note")
    assert rows(TABLE) == [(3, ("Ada Okafor", "2026-05-20", "a | b")), (5, ("Zoë", "2026-05-21", ""))]


@pytest.mark.parametrize(
    "text",
    [
        "Name | Date\n--- | ---\nAda | 2026-05-20",
        "\n\n| Name | Date |\n| :-: | - |\n| Ada | 2026-05-20 |",
        "| Name | Date |\n|---|---|\n| Ada | 2026-05-20",
    ],
    ids=["no strokes at the ends", "empty lines before", "an open end"],
)
def test_a_table_is_read_however_its_strokes_are_set(text):
    assert [cells for _, cells in rows(text)] == [("Ada", "2026-05-20")]


@pytest.mark.parametrize("text", ["Name,Note\nAda,a|b\n", "Name|x;Date\nAda;2026-05-20\n", "Name\n---\nAda\n", ""])
def test_what_is_no_table_is_read_as_before(text):
    assert not markdown_table.is_table(text)


def test_a_row_with_too_many_cells_is_a_problem_of_its_line():
    found = spreadsheet.read("| Name | Date |\n|---|---|\n| Ada | 1 | 2 |\n", "form")
    assert [(one.code, one.line) for one in found.problems] == [("cells", 3)]


def test_a_delimiter_that_is_named_counts():
    with pytest.raises(UsageError):
        spreadsheet.read("", "form", delimiter="comma")
    assert spreadsheet.read(TABLE, "form", delimiter="comma").headers[0].startswith("| Name")
