"""Acts that nothing takes back need --yes where nobody can be asked; acts that only add do not."""

import click
import pytest

from issuing import an_id, tree
from registries import FIRST, ISSUER, PASSPHRASE, PUBLIC_KEY, SECOND, make_registry, run
from testamur.cli.main import cli
from testamur.terminal import options

THIRD = an_id(3)
LIVE, PRACTICE, OLDER, LOGGED = "live", "practice", "older", "logged"
# Each command that asks before something final, and how it is given nothing but --yes to wish for.
FINAL = {
    "revoke": (LIVE, [FIRST, "--reason", "other"]),
    "supersede": (LIVE, [SECOND, "--by", THIRD]),
    "erase": (LIVE, ["l-1"]),
    "merge-learners": (LIVE, ["l-1", "l-2"]),
    "close": (LIVE, ["--on", "2026-10-31"]),
    "rotate-key": (LIVE, ["--out", "new.pem"]),
    "key compromised": (LIVE, [PUBLIC_KEY, "--out", "new.pem"]),
    "log start": (LIVE, []),
    "log root end": (LOGGED, ["--root-key", "log-root-key-2026-11-01.pem"]),
    "go-live": (PRACTICE, ["--out", "new.pem"]),
    "init": (OLDER, [".", "--upgrade", "--overwrite", ".gitignore"]),
}
# `issue --begin-anew` is asked for by itself (tests/cli/test_begin_ledger.py).
ADDING = {
    "suspend", "reinstate", "correct", "import", "new endorsement", "issue", "setup-github", "edit award",
    "edit achievement", "edit learner", "edit issuer", "edit offering", "edit pathway", "edit known-issuer",
    "edit endorsing", "export",
}  # fmt: skip
PRACTISING = """\
base: https://badges.harbour-institute.ie
name: Harbour Institute
country: IE
contact: registrar@harbour-institute.ie
languages: [en]
practice: true
"""
CASES = [(name.split(), *case) for name, case in FINAL.items()]


@pytest.fixture
def make(tmp_path):
    """Make the registry that an act is for, and return its folder."""

    def made(kind):
        if kind == OLDER:
            given = ["--name", "H", "--base", "https://badges.harbour.example", "--country", "IE", "--contact",
                     "a@harbour.example"]  # fmt: skip
            run("init", "place", *given, folder=tmp_path)
            (tmp_path / "place" / ".gitignore").write_text("mine\n")
            return tmp_path / "place"
        other = "achievement: visit\nlearner: l-2\nawardedDate: 2026-06-01\n"
        files = {f"awards/2026/{THIRD}.yml": other, "issuer.yml": PRACTISING if kind == PRACTICE else ISSUER}
        make_registry(tmp_path, files)
        if kind == LOGGED:
            run("log", "start", "--yes", folder=tmp_path, TESTAMUR_PASSPHRASE=PASSPHRASE)
        return tmp_path

    return made


def commands(group=cli, before=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        else:
            yield " ".join((*before, name)), command


def help_of_yes(command):
    return next((one.help for one in command.params if isinstance(one, click.Option) and "--yes" in one.opts), None)


def test_every_command_that_takes_yes_is_known_to_be_final_or_to_add():
    found = {name: help_of_yes(command) for name, command in commands()}
    assert {name for name, said in found.items() if said == options.FINAL} == set(FINAL)
    assert {name for name, said in found.items() if said not in {None, options.FINAL}} == ADDING


@pytest.mark.parametrize(("command", "kind", "arguments"), CASES, ids=list(FINAL))
def test_a_final_act_is_refused_where_nobody_can_be_asked(make, command, kind, arguments):
    folder = make(kind)
    before = tree(folder)
    done = run(*command, *arguments, folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE, answers="y\ny\n")
    assert done.code == 2
    assert "run it again with --yes" in done.err
    assert tree(folder) == before


@pytest.mark.parametrize(("command", "kind", "arguments"), CASES, ids=list(FINAL))
def test_a_final_act_is_done_with_yes(make, command, kind, arguments):
    folder = make(kind)
    before = tree(folder)
    done = run(*command, *arguments, "--yes", folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert done.code == 0, done.err
    assert tree(folder) != before


@pytest.mark.parametrize("arguments", [["suspend", FIRST, "--reason", "other"], ["correct", FIRST]])
def test_an_act_that_another_takes_back_needs_no_yes(make, arguments):
    assert run(*arguments, folder=make(LIVE)).code == 0


def test_an_upgrade_that_overwrites_nothing_of_anybodys_needs_no_yes(make):
    folder = make(OLDER)
    assert run("init", ".", "--upgrade", folder=folder).code == 0
    assert (folder / ".gitignore").read_text() == "mine\n"


def test_a_loop_over_lines_erases_nobody(make):
    folder = make(LIVE)
    for who in ("l-1", "l-2"):
        assert run("erase", who, folder=folder, answers="l-2\n").code == 2
    assert len(list((folder / "credentials" / "learners").iterdir())) == 2
