import pytest
from rich.cells import cell_len

from testamur.cli import table


def test_columns_are_as_wide_as_what_stands_in_them(capsys):
    table.show(("name", "state"), [("李小龙", "in force"), ("Ada", "")])
    assert capsys.readouterr().out == "name    state\n李小龙  in force\nAda\n"
    assert cell_len("李小龙") == 6


def test_no_row_is_no_table(capsys):
    table.show(("name",), [])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("text", ["\x1b[2J", "a\nb", "\u202egpj"])
def test_a_cell_cannot_move_the_terminal(capsys, text):
    table.show(("note",), [(text,)])
    shown = capsys.readouterr().out
    assert shown.count("\n") == 2
    assert text not in shown
