import errno
import os
import re
import shlex
import subprocess
import sys

import click
import pytest

from paths import ROOT
from registries import make_registry, run, secret
from testamur import __version__
from testamur.cli import main as door
from testamur.errors import IndeterminateError, LedgerError, Problem, RecordsError, UsageError

SECRET = secret()


@pytest.fixture
def failing(monkeypatch):
    """Make `testamur check` raise the given error."""

    def fail(error):
        def command():
            raise error

        monkeypatch.setattr("testamur.cli.commands.records.check.command", click.Command("check", callback=command))

    return fail


def test_every_command_has_help():
    for name in door.COMMANDS:
        done = run(name, "--help")
        assert (done.code, done.err) == (0, "")
        assert "Usage: testamur" in done.out


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_is_printed(option):
    assert run(option).out == f"testamur {__version__}\n"


def test_the_command_runs_as_python_m_testamur(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "testamur", "--version"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"testamur {__version__}\n"


def test_help_ends_with_a_pointer_to_the_documentation():
    last = run("--help").out.rpartition("\n\n")[2]
    assert "testamur docs lists the pages" in last


@pytest.mark.parametrize(
    ("shell", "mark"),
    [
        ("bash", "complete -o nosort -F"),
        ("zsh", "#compdef testamur"),
        ("fish", "complete --no-files --command testamur"),
    ],
)
def test_each_shell_gets_its_completion_script(shell, mark):
    done = run(_TESTAMUR_COMPLETE=f"{shell}_source")
    assert (done.code, done.err) == (0, "")
    assert mark in done.out
    assert f"_TESTAMUR_COMPLETE={shell}_complete" in done.out


@pytest.mark.parametrize(
    ("shell", "words", "word", "offered"),
    [
        ("bash", "testamur ex", "1", {"expiring", "export"}),
        ("zsh", "testamur ex", "1", {"expiring", "export"}),
        ("fish", "testamur ex", "ex", {"expiring", "export"}),
        ("bash", "testamur --v", "1", {"--version"}),
        ("bash", "testamur new a", "2", {"achievement", "award"}),
        ("bash", "testamur issue --k", "2", {"--key"}),
        ("bash", "testamur chekc ex", "2", {"expiring", "export"}),
    ],
)
def test_completion_offers_matching_words_and_prints_no_errors(shell, words, word, offered):
    done = run(_TESTAMUR_COMPLETE=f"{shell}_complete", COMP_WORDS=words, COMP_CWORD=word)
    assert done.err == ""
    names = re.findall(r"^(?:plain,)?([\w-]+)(?:\t.*)?$", done.out, re.MULTILINE)
    assert set(names) - {"plain"} == offered


def imported(modules, *words):
    """Return which of the modules a command imports."""
    script = (
        "import sys; from testamur.cli.main import main; "
        f"main({list(words)!r}); print(*sorted(set(sys.modules) & {modules!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PYTHONPATH": "plugins"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()[-1].split()


def test_help_imports_no_command():
    heavy = {"rich", "jsonschema", "yaml", "cryptography", "testamur.cli.commands.records.new"}
    assert imported(heavy, "--help") == []


def test_right_records_are_checked_without_what_explains_wrong_ones(tmp_path):
    make_registry(tmp_path)
    assert imported({"jsonschema", "jsonschema_rs"}, "check", "--records", str(tmp_path / "credentials")) == [
        "jsonschema_rs"
    ]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("chekc", "Did you mean testamur check?"), ("frobnicate", "testamur --help lists the commands.")],
)
def test_a_mistyped_command_gets_the_nearest_suggestion(typed, hint):
    done = run(typed)
    assert (done.code, done.out) == (2, "")
    assert hint in done.err


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (LedgerError("the ledger is damaged"), 1, "testamur: the ledger is damaged\n"),
        (UsageError("choose another"), 2, "testamur: choose another\n"),
        (IndeterminateError("no answer"), 3, "testamur: no answer\n"),
        (click.UsageError("wrong"), 2, "Error: wrong\n"),
        (KeyboardInterrupt(), 130, "testamur: stopped.\n"),
        (EOFError(), 130, "testamur: stopped.\n"),
    ],
)
def test_an_error_is_one_clear_message_with_an_exit_code(failing, error, code, told):
    failing(error)
    done = run("check")
    assert (done.code, done.out) == (code, "")
    assert done.err.lstrip("\n").endswith(told)
    assert "Traceback" not in done.err


def test_every_command_reports_problems_of_records(failing):
    failing(
        RecordsError(
            [
                Problem(
                    code="c", file="credentials/a.yml", line=2, column=1, reason="it is wrong", remedy="Write it right"
                )
            ]
        )
    )
    done = run("check")
    assert done.code == 1
    assert (
        done.err
        == "credentials/a.yml\n  line 2, column 1: it is wrong.\n      Write it right. [c]\n\n1 problem in 1 file.\n"
    )


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "ledger/x: No space left on device. The disk is full: free some space, and run this again."),
        (errno.EROFS, "This disk can only be read: choose another place."),
        (errno.EACCES, "Ask for the permission, or choose another place."),
        (errno.ENOENT, "Look at the name and at the folder you are in."),
        (errno.EIO, "Look at the place, and run this again."),
    ],
)
def test_an_error_of_the_system_is_reported_with_the_path_and_a_remedy(failing, number, told):
    failing(OSError(number, os.strerror(number), "ledger/x"))
    done = run("check")
    assert done.code == 1
    assert told in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "loop"],
        ["keygen", "--key", "loop"],
        ["translate", "--import", "loop"],
        ["announce", "--all", "--contacts", "loop"],
        ["announce", "--all", "--records", "loop"],
        ["verify", "loop"],
    ],
)
def test_a_link_that_leads_to_itself_is_no_fault(tmp_path, arguments):
    make_registry(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    done = run(*arguments, folder=tmp_path)
    assert done.code in {1, 2}


def test_a_hostile_path_in_an_error_is_printed_without_control_characters(failing):
    failing(OSError(errno.EACCES, "Permission denied", "\x1b[2J\n::error::x"))
    assert "\x1b" not in run("check").err


def test_an_internal_error_is_one_line(failing):
    failing(ZeroDivisionError("division by zero"))
    done = run("check")
    assert done.code == door.FAULT
    assert done.err.startswith("testamur: this is a fault in Testamur (ZeroDivisionError), not in your records")
    assert "Traceback" not in done.err


@pytest.mark.parametrize("how", ["option", "variable"])
def test_the_traceback_of_an_internal_error_is_shown_if_asked(failing, how):
    failing(ZeroDivisionError("division by zero"))
    done = run("--debug", "check") if how == "option" else run("check", TESTAMUR_DEBUG="1")
    assert "Traceback" in done.err
    assert "division by zero" in done.err


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        f"bad key {SECRET}!",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAAA\n-----END PRIVATE KEY-----",
        "passphrase-of-mine",
    ],
)
def test_the_traceback_of_an_internal_error_contains_no_secret(failing, text):  # K-07
    failing(ValueError(text))
    done = run("--debug", "check", TESTAMUR_SIGNING_KEY=SECRET, TESTAMUR_PASSPHRASE="passphrase-of-mine")
    assert "Traceback" in done.err
    for part in (SECRET.removeprefix("testamur-ed25519-"), "MC4CAQ", "passphrase-of-mine"):
        assert part not in done.err


def test_a_closed_pipe_causes_no_error_message(tmp_path):
    make_registry(tmp_path)
    command = f"{shlex.quote(sys.executable)} -m testamur.cli.main verify --help | head -c 1"
    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_a_name_that_the_terminal_cannot_encode_does_not_stop_the_run(tmp_path):
    make_registry(tmp_path)
    command = [sys.executable, "-m", "testamur.cli.main", "export", "李小龙"]
    settings = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(command, env=settings, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "\\u674e\\u5c0f\\u9f99" in done.stderr
