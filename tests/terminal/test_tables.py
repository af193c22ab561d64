import io
import sys

import pytest
from rich.cells import cell_len

from testamur.terminal import tables


@pytest.fixture
def shown(monkeypatch):
    def show(*arguments):
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        tables.print_notice_table(*arguments)
        return sys.stderr.getvalue()

    return show


def test_outside_a_terminal_every_row_is_one_line(shown):
    lines = shown(("row", "what"), [("1", "long " * 100), ("2", "short")]).splitlines()
    assert [line.split()[0] for line in lines if "long" in line or "short" in line] == ["1", "2"]


def test_markup_in_a_cell_is_printed_as_text(shown):
    assert "[bold]x[/bold] :smile:" in shown(("a",), [("[bold]x[/bold] :smile:",)])


def test_control_sequences_and_workflow_commands_in_cells_are_neutralised(shown):
    text = shown(("a",), [("\x1b[31mred\u202e",), ("##[error]x",), ("two\nlines",)])
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "##[" not in text
    assert "two⏎lines" in text


def test_columns_are_as_wide_as_their_widest_cell(capsys):
    tables.print_results(("name", "state"), [("李小龙", "in force"), ("Ada", "")])
    assert capsys.readouterr().out == "name    state\n李小龙  in force\nAda\n"
    assert cell_len("李小龙") == 6


def test_without_rows_nothing_is_printed(capsys):
    tables.print_results(("name",), [])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("text", ["\x1b[2J", "a\nb", "\u202egpj"])
def test_a_cell_cannot_send_control_sequences(capsys, text):
    tables.print_results(("note",), [(text,)])
    shown = capsys.readouterr().out
    assert shown.count("\n") == 2
    assert text not in shown
