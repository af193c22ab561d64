"""The ledger branch, against local bare repositories: concurrent runs, kills, and nothing overwritten."""

import os
import random
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from issuing import killed_after, line, make_award, make_registry, run
from testamur.errors import LedgerError
from testamur.ledger import branch
from testamur.ledger.store import Ledger
from thoroughness import either

AUTHOR = branch.Author("testamur", "testamur@noreply.invalid")


@pytest.fixture
def remote(tmp_path):
    folder = tmp_path / "remote.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
    return str(folder)


def publish(remote, folder, *awards, seed=0):
    """Publish as the issuing job does."""
    return branch.update(
        remote, "ledger", folder, lambda: run(make_registry(*awards), folder, seed=seed), message="Issue", author=AUTHOR
    )


def commits(remote):
    done = subprocess.run(
        ["git", "-C", remote, "log", "--format=%an <%ae>", "ledger"], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def fetched(remote, folder):
    branch.fetch(remote, "ledger", folder)
    return Ledger(folder)


def check_once(ledger, awards):
    """Each award issued once, entered once."""
    assert ledger.award_ids() == sorted(award.id for award in awards)
    entered = [entry["c"] for entry in ledger.entries() if entry["op"] == "issue"]
    assert sorted(entered) == sorted(ledger.state(award.id).current.digest for award in awards)


def test_the_first_run_creates_the_branch(remote, tmp_path):
    publish(remote, tmp_path / "work", make_award(1))
    check_once(fetched(remote, tmp_path / "look"), [make_award(1)])


def test_a_run_that_changes_nothing_commits_nothing(remote, tmp_path):  # G-10
    for seed in (0, 1):
        publish(remote, tmp_path / "work", make_award(1), seed=seed)
    assert commits(remote) == ["testamur <testamur@noreply.invalid>"]


def test_two_concurrent_publishes_lose_and_duplicate_nothing(remote, tmp_path):
    awards = []
    for turn in range(5):
        new = [make_award(100 * turn + number) for number in range(3)]
        awards += new
        everything = list(awards)
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda side: publish(remote, tmp_path / f"side-{side}", *everything, seed=side), (0, 1)))
    check_once(fetched(remote, tmp_path / "look"), awards)
    assert len(commits(remote)) == 5


def test_a_publish_killed_at_any_moment_is_finished_by_the_next(remote, tmp_path):
    chance = random.Random(3)
    awards = [make_award(number) for number in range(5)]
    begun = time.perf_counter()
    publish(remote, tmp_path / "first", awards[0])
    whole = time.perf_counter() - begun
    for attempt in range(either(12, 100)):
        killed_after(chance.uniform(0, whole * 1.2), lambda: publish(remote, tmp_path / "work", *awards, seed=attempt))
    publish(remote, tmp_path / "last", *awards, seed=99)
    check_once(fetched(remote, tmp_path / "look"), awards)


def test_endless_lost_races_are_reported(remote, tmp_path, monkeypatch):
    def always_rejected(*arguments, **options):
        raise branch.RejectedError

    monkeypatch.setattr(branch, "push", always_rejected)
    with pytest.raises(LedgerError, match="other runs pushed"):
        publish(remote, tmp_path / "work", make_award(1))


def test_a_folder_of_other_files_is_not_deleted(remote, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter").write_text("mine")
    with pytest.raises(LedgerError, match="not a copy of a ledger branch"):
        branch.fetch(remote, "ledger", tmp_path / "thesis")
    assert (tmp_path / "thesis" / "chapter").read_text() == "mine"


def test_a_missing_remote_is_reported_in_one_clear_line(tmp_path):
    with pytest.raises(LedgerError, match="git ls-remote failed"):
        branch.fetch(str(tmp_path / "nowhere.git"), "ledger", tmp_path / "work")


def asked_git(monkeypatch):
    """What the next git is called with, and in which environment."""
    monkeypatch.setenv("TESTAMUR_GIT_TOKEN", "s3cret")
    seen = {}

    def record(command, **named):
        seen.update(command=command, env=named["env"])
        return subprocess.CompletedProcess(command, 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", record)
    branch.remote_address("origin")
    return seen


def test_the_token_is_passed_to_git_in_the_environment_and_never_as_an_argument(monkeypatch):
    monkeypatch.delenv("TESTAMUR_GIT_SERVER", raising=False)
    seen = asked_git(monkeypatch)
    assert "s3cret" not in " ".join(seen["command"])
    assert seen["env"]["GIT_CONFIG_KEY_0"] == "http.https://github.com/.extraheader"


def test_the_token_goes_to_the_server_that_it_belongs_to_and_follows_no_redirect(monkeypatch):
    monkeypatch.setenv("TESTAMUR_GIT_SERVER", "https://Git.Port.Example/")
    environment = asked_git(monkeypatch)["env"]
    assert environment["GIT_CONFIG_COUNT"] == "2"
    assert environment["GIT_CONFIG_KEY_0"] == "http.https://git.port.example/.extraheader"
    assert environment["GIT_CONFIG_KEY_1"] == "http.https://git.port.example/.followRedirects"
    assert environment["GIT_CONFIG_VALUE_1"] == "false"


@pytest.mark.parametrize("server", ["http://git.port.example", "https://ada@github.com", "https://github.com/.\nx"])
def test_a_server_that_may_get_no_token_is_refused_before_git_is_called(monkeypatch, server):
    monkeypatch.setenv("TESTAMUR_GIT_SERVER", server)
    with pytest.raises(LedgerError, match=r"TESTAMUR_GIT_SERVER is not the address of a git server.*sent nowhere"):
        asked_git(monkeypatch)


def erase(remote, folder, *awards, seed=0):
    """A publish that erases."""
    return branch.update(
        remote,
        "ledger",
        folder,
        lambda: run(make_registry(*awards), folder, seed=seed),
        message="Issue",
        author=AUTHOR,
        forgets=lambda outcome: bool(outcome.erased),
    )


def erased(award):
    return replace(award, learner="", history=(line("erased", reason="learner-request"),))


def objects(remote):
    """Every object of the branch and its history."""
    done = subprocess.run(["git", "-C", remote, "rev-list", "--objects", "ledger"], capture_output=True, check=True)
    names = [one.split()[0] for one in done.stdout.splitlines()]
    data = subprocess.run(
        ["git", "-C", remote, "cat-file", "--batch"], input=b"\n".join(names) + b"\n", capture_output=True, check=True
    )
    return data.stdout


def test_after_an_erasure_the_branch_history_has_the_entries_and_not_the_erased_data(remote, tmp_path):  # G-12
    award, other = make_award(1), make_award(2)
    publish(remote, tmp_path / "work", award)
    credential = fetched(remote, tmp_path / "look").credential(award.id)
    publish(remote, tmp_path / "work", award, other, seed=1)
    before = fetched(remote, tmp_path / "look").entries()
    assert credential in objects(remote)
    erase(remote, tmp_path / "work", erased(award), other, seed=2)
    assert len(commits(remote)) == 1
    assert credential not in objects(remote)
    assert fetched(remote, tmp_path / "look").entries()[: len(before)] == before


def test_an_erasure_does_not_lose_a_concurrent_publish(remote, tmp_path):
    award, other, late = (make_award(number) for number in range(3))
    publish(remote, tmp_path / "work", award, other)
    turns = []

    def act():
        if not turns:
            publish(remote, tmp_path / "rival", award, other, late, seed=5)
        turns.append(1)
        return run(make_registry(erased(award), other, late), tmp_path / "work", seed=6)

    branch.update(
        remote, "ledger", tmp_path / "work", act, message="Issue", author=AUTHOR, forgets=lambda made: bool(made.erased)
    )
    assert len(turns) == 2
    ledger = fetched(remote, tmp_path / "look")
    assert ledger.award_ids() == sorted(one.id for one in (award, other, late))
    assert [entry["op"] for entry in ledger.entries()].count("issue") == 3


def test_nothing_of_a_run_is_left_out_because_git_ignores_it(remote, tmp_path):
    publish(remote, tmp_path / "one", make_award(1))
    (tmp_path / "one/.gitignore").write_text("credentials/\n*.jsonl\n")
    branch.push("ledger", tmp_path / "one", "Ignore", AUTHOR)
    publish(remote, tmp_path / "two", make_award(1), make_award(2), seed=1)
    branch.fetch(remote, "ledger", tmp_path / "three")
    found = Ledger(tmp_path / "three")
    assert all(found.current_credential(name, known) for name, known in found.states().items())
    assert len(found.states()) == 2


def test_names_that_are_not_utf_8_are_read_as_they_are(tmp_path):
    """Anybody who may push can commit them."""
    branch.run_git(tmp_path, "init", "--quiet")
    for name in (b"\xff.txt", b"a\rb.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("x")
    branch.run_git(tmp_path, "add", "--all")
    branch.run_git(
        tmp_path, "-c", "user.name=Jos\udce9", "-c", "user.email=x@x.example", "commit", "--quiet", "-m", "x"
    )
    assert sorted(branch.run_git(tmp_path, "ls-files", "-z").split("\0")) == ["", "a\rb.txt", "\udcff.txt"]
    assert branch.run_git(tmp_path, "log", "--format=%an").strip()
    with pytest.raises(LedgerError, match="git clone failed"):
        branch.run_git(tmp_path, "clone", "--", str(tmp_path / "\udcff"), "copy")
