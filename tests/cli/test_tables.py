import io
import sys

import pytest

from testamur.cli import tables


@pytest.fixture
def shown(monkeypatch):
    def show(*arguments):
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        tables.show(*arguments)
        return sys.stderr.getvalue()

    return show


def test_in_a_log_every_row_is_one_line(shown):
    lines = shown(("row", "what"), [("1", "long " * 100), ("2", "short")]).splitlines()
    assert [line.split()[0] for line in lines if "long" in line or "short" in line] == ["1", "2"]


def test_what_stands_in_it_is_text_and_no_markup(shown):
    assert "[bold]x[/bold] :smile:" in shown(("a",), [("[bold]x[/bold] :smile:",)])


def test_what_could_steer_a_terminal_or_a_log_is_harmless(shown):
    text = shown(("a",), [("\x1b[31mred\u202e",), ("##[error]x",), ("two\nlines",)])
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "##[" not in text
    assert "two⏎lines" in text
