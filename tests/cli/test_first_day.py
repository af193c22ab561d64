"""The first day on GitHub by the list of docs/operating.md: its commands ask what it says, and are as many as it says.

The clicks on GitHub's pages are counted, and not made: act runs what follows them (test_workflows_by_act.py).
"""

import re
import shlex
import subprocess

import pytest

from fake_repository_settings import REPOSITORY, TOKEN, Settings
from paths import ROOT
from registries import PASSPHRASE, run
from repositories import git
from testamur.github.setting_up import pushing, token_source

PAGE = (ROOT / "docs/operating.md").read_text()
LIST = PAGE.partition("The 19, one by one")[2].partition("\n\n")[2].partition("\n\n")[0]
STEPS = [line.partition(". ")[2] for line in LIST.splitlines()]
TOTALS = {row: int(total) for row, total in re.findall(r"^\| ([^|]+) \|[^|]+\| (\d+) \|$", PAGE, re.MULTILINE)}
ANSWERS = {"*yes*": "y", "*the passphrase*": PASSPHRASE}
GIVEN = ["--name", "Port College", "--base", "https://badges.port-college.ie", "--country", "IE", "--contact",
         "a@port-college.ie", "--yes"]  # fmt: skip


def commands():
    """Each command of the list with the answers that follow it."""
    found = []
    for step in STEPS:
        if step.startswith("`"):
            found.append((step.strip("`"), []))
        for mark, answer in ANSWERS.items():
            if step.startswith(mark):
                found[-1][1].append(answer)
    return found


@pytest.fixture
def github(monkeypatch, tmp_path):
    """A simulated GitHub, and a bare repository that takes what is pushed to it."""
    settings, remote = Settings(there=False), tmp_path / "remote.git"
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    settings.pushed = lambda branch: git(remote, "rev-parse", branch)
    monkeypatch.setattr(token_source, "connect", settings.client)
    monkeypatch.setattr(token_source, "from_gh", lambda: TOKEN)
    steps, push = pushing.steps, pushing.push
    monkeypatch.setattr(
        pushing, "steps", lambda top, _, token, *, is_there: steps(top, str(remote), token, is_there=is_there)
    )
    monkeypatch.setattr(pushing, "push", lambda at, _, refspec, token: push(at, str(remote), refspec, token))
    return settings


def perform(line, answers, folder):
    """Do one line of the list at a terminal that is given these answers, and no others."""
    if not line.startswith("testamur "):
        git(folder, "init", "--quiet", "--initial-branch=main")
        git(folder, "config", "user.name", "Helper")
        git(folder, "config", "user.email", "helper@port-college.ie")
        subprocess.run(["/bin/sh", "-c", line], cwd=folder, check=True, capture_output=True)
        return
    key = next(folder.glob("*.pem"), folder / "none")
    words = [{"OWNER/NAME": REPOSITORY, "FILE": key.name}.get(word, word) for word in shlex.split(line)[1:]]
    if answers:  # one less, and it stops
        assert run(*words, folder=folder, answers=typed(answers[:-1])).code == 130
    done = run(*words, folder=folder, answers=typed(answers))
    assert done.code == 0, f"{line}\n{done.out}{done.err}"


def typed(answers):
    return "".join(f"{answer}\n" for answer in answers)


def test_the_commands_of_the_first_day_ask_what_the_list_says_and_propose_the_first_award(
    github, tmp_path, monkeypatch
):
    home = tmp_path / "registry"
    assert run("init", home, *GIVEN).code == 0
    for module in ("asking", "secrets"):
        monkeypatch.setattr(f"testamur.terminal.{module}.is_terminal", lambda: True)
    for line, answers in commands():
        perform(line, answers, home)
    names = git(tmp_path / "remote.git", "diff", "--name-only", "main...go-live").split()
    assert [name.rpartition("/")[0] for name in names if "/awards/" in name or "/learners/" in name] == [
        "credentials/awards/2026", "credentials/learners",
    ]  # fmt: skip
    assert [pull["head"]["ref"] for pull in github.pulls] == ["go-live"]


def test_the_table_of_clicks_has_the_length_of_the_list():
    assert [line.partition(".")[0] for line in LIST.splitlines()] == [str(n) for n in range(1, len(STEPS) + 1)]
    assert TOTALS["a real award is online, approved along with the change that goes live"] == len(STEPS) <= 20
    assert TOTALS["the site is online for practice"] == 3
    assert TOTALS["a practice award is on it, from a form"] <= 10


def test_a_form_after_going_live_takes_what_the_list_takes_without_its_award_and_nine_more():
    of_the_award = [step for step in STEPS if step.startswith("`testamur new ")]
    expected = len(STEPS) - len(of_the_award) + 3 + 6
    row = "the same, from a form that is sent after the change that goes live was merged"
    assert TOTALS[row] == expected
