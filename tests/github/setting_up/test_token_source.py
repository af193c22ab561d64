"""The token is that of `gh`, or is asked for; it is in no argument and no message."""

import pytest

from testamur.errors import UsageError
from testamur.github.setting_up import token_source

TOKEN = "gho_" + "a" * 36


@pytest.fixture
def gh(monkeypatch, tmp_path):
    """Put a `gh` on the path that runs these lines of a shell."""

    def make(lines):
        (tmp_path / "gh").write_text(f"#!/bin/sh\n{lines}\n")
        (tmp_path / "gh").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))

    return make


def test_gh_that_is_logged_in_gives_its_token(gh):
    gh(f'[ "$*" = "auth token --hostname github.com" ] && echo {TOKEN}')
    assert token_source.required() == TOKEN


@pytest.mark.parametrize("lines", ["exit 1", "echo; exit 0", "echo 'no token: log in'", f"echo {TOKEN}; exit 1"])
def test_gh_without_a_login_gives_none(gh, lines):
    gh(lines)
    assert token_source.from_gh() == ""


def test_there_need_be_no_gh(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert token_source.from_gh() == ""


def test_where_nobody_can_be_asked_the_way_to_log_in_is_named(gh):
    gh("exit 1")
    with pytest.raises(UsageError, match="gh auth login --scopes repo,workflow"):
        token_source.required()


def test_a_person_is_told_which_token_and_where(gh, monkeypatch, capsys):
    gh("exit 1")
    monkeypatch.setattr("testamur.terminal.asking.is_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **given: TOKEN if given["hide_input"] else "")
    assert token_source.required() == TOKEN
    told = capsys.readouterr().err
    assert "https://github.com/settings/tokens/new?scopes=repo,workflow" in told
    assert TOKEN not in told


@pytest.mark.parametrize("typed", ["", "short", "ghp_" + "a" * 30 + "\r\nX-Evil: 1", "ä" * 40])
def test_what_is_no_token_is_refused(gh, monkeypatch, typed):
    gh("exit 1")
    monkeypatch.setattr("testamur.terminal.asking.is_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: typed)
    with pytest.raises(UsageError, match="no token of GitHub's"):
        token_source.required()
