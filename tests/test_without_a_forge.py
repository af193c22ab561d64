"""A registry without a forge, by the very commands of docs/operating.md, from the first to a site that was restored."""

import os
import re
import shlex
import shutil
import socket
import subprocess
from types import SimpleNamespace

import pytest

import tools
from issuing import NOW, tree
from paths import ROOT
from registries import PASSPHRASE, run
from repositories import git
from testamur.terminal import clock

PAGE = (ROOT / "docs/operating.md").read_text().partition("## Without a forge")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]
# What a terminal asks for, and what it is answered.
ANSWERS = {
    "testamur init": ["--name", "Port College", "--base", "https://badges.port-college.ie", "--country", "IE",
                      "--contact", "a@port-college.ie"],
    "testamur go-live": ["--yes", "--custodian", "A", "--custodian", "B"],
    "testamur issue": ["--yes"],
}  # fmt: skip


def expanded(words, folder):
    """The words of a command, those with a * as a shell reads them."""
    for word in words:
        yield from sorted(str(path) for path in folder.glob(word)) if "*" in word else [word]


def perform(line, folder, settings):
    """Do one line of the page in a folder; return the folder of the next one."""
    words = shlex.split(line)
    if words[0] == "cd":
        return (folder / words[1]).resolve()
    if words[0] == "testamur":
        answers = ANSWERS.get(" ".join(words[:2]), [])
        done = run(*expanded(words[1:], folder), *answers, folder=folder, TESTAMUR_PASSPHRASE=PASSPHRASE)
        assert done.code == 0, f"{line}\n{done.out}{done.err}"
    else:
        ran = subprocess.run(
            ["/bin/sh", "-c", line], cwd=folder, env=settings, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, f"{line}\n{ran.stdout}{ran.stderr}"
    return folder


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Everything that the page says was done; `home` has the folders."""
    if shutil.which("rsync") is None:
        tools.missing("rsync")
    home = tmp_path_factory.mktemp("home")
    for name in ("shared", "elsewhere"):
        (home / name).mkdir()
    people = {f"GIT_{who}_{what}": text for who in ("AUTHOR", "COMMITTER") for what, text in
              (("NAME", "A"), ("EMAIL", "a@b.example"))}  # fmt: skip
    dates = {f"GIT_{who}_DATE": NOW.isoformat() for who in ("AUTHOR", "COMMITTER")}
    settings = {**os.environ, **people, **dates, "GIT_CONFIG_GLOBAL": os.devnull}
    folder = home
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_read", lambda: NOW)
        patch.setattr(socket, "getaddrinfo", nobody)
        for line in COMMANDS:
            here = line.replace("/shared/", f"{home}/shared/").replace("/elsewhere/", f"{home}/elsewhere/")
            folder = perform(here, folder, settings)
            if line.startswith("testamur init"):  # "In deploy.sh, write where the site goes."
                file = home / "badges/deploy.sh"
                file.write_text(file.read_text().replace('folder=""', f'folder="{home}/srv"', 1))
    return SimpleNamespace(home=home, served=home / "srv/current", restored=home / "badges-restored")


def nobody(*asked, **how):
    raise socket.gaierror(socket.EAI_NONAME, "no such host")


def test_an_award_verifies_as_it_is_served(done, monkeypatch):
    monkeypatch.setattr(clock, "_read", lambda: NOW)
    (credential,) = (done.served / "awards").glob("*/credential.json")
    verified = run("verify", credential, "--site", done.served, folder=done.home / "badges")
    assert verified.code == 0, verified.out + verified.err


def test_whoever_looked_at_an_award_merged_it(done):
    assert "An award" in git(done.home / "shared/badges.git", "log", "--format=%s", "main")
    assert "ledgerId: " in git(done.home / "shared/badges.git", "show", "main:credentials/issuer.yml")


def test_neither_the_ledger_nor_the_key_is_in_the_shared_folder(done):
    names = git(done.home / "shared/badges.git", "ls-tree", "-r", "--name-only", "main")
    assert "ledger/" not in names
    assert ".pem" not in names
    assert git(done.home / "shared/badges.git", "branch", "--format=%(refname:short)").split() == ["ada", "main"]


def test_what_was_restored_from_the_copies_is_the_same_site(done):
    assert tree(done.restored / "output") == tree(done.home / "badges/output") != {}


def test_the_page_says_every_command_that_its_parts_need():
    assert {line.split()[1] for line in COMMANDS if line.startswith("testamur ")} == {
        "init", "go-live", "new", "check", "issue", "build", "verify", "archive", "mirror",
    }  # fmt: skip
    assert len(BLOCKS) == 8
