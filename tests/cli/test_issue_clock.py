"""What a clock that is wrong signs is refused, or signed anew by a right one."""

import datetime

import pytest

from issuing import NOW
from live_host import at, ci_issue, folder, issue, job, live
from registries import FIRST, run
from repositories import git

__all__ = ["folder", "job", "live"]


DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize("ahead", [-DAY, 2 * DAY, 400 * DAY], ids=["behind", "ahead", "a year ahead"])
def test_a_clock_that_the_host_contradicts_signs_nothing(folder, live, monkeypatch, ahead):
    at(monkeypatch, NOW + ahead)
    done = issue(folder)
    assert done.code == 1
    assert "the site's host 2026-11-01 12:00 UTC: let the system set its clock by itself" in done.err
    assert not (folder / "ledger").exists()


def test_a_job_compares_its_clock_with_the_hosts(folder, job, monkeypatch):
    at(monkeypatch, NOW + 3 * DAY)
    done = ci_issue(folder)
    assert (done.code, "the site's host" in done.err) == (1, True)


def test_a_clock_before_the_newest_commit_signs_nothing(folder, monkeypatch):
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "credentials")
    git(folder, "commit", "--quiet", "-m", "Records")
    at(monkeypatch, NOW - 30 * DAY)
    done = issue(folder)
    assert (done.code, "the newest commit of the records is of 2026-10-31" in done.err) == (1, True)


def test_a_clock_before_the_ledgers_last_entry_signs_nothing(folder, monkeypatch):
    issue(folder)
    at(monkeypatch, NOW - DAY)
    done = issue(folder)
    assert done.code == 1
    assert "the ledger was last written to on 2026-11-01 12:00 UTC, which is later" in done.err
    assert "testamur issue --today 2026-10-31" in done.err


def test_what_a_clock_that_was_ahead_signed_is_signed_anew_by_a_right_one(folder, monkeypatch):
    at(monkeypatch, NOW + 300 * DAY)
    issue(folder)
    at(monkeypatch, NOW)
    assert issue(folder).code == 1
    done = issue(folder, "--today", "2026-11-01")
    assert (done.code, done.err.splitlines()[0][:22]) == (0, "0 issued, 2 re-issued,"), done.err
    assert "status list revocation-1 signed" in done.out
    assert issue(folder).err == "Nothing is pending.\n"
    assert run("build", folder=folder).code == 0


def test_a_day_that_the_clock_does_not_have_is_refused(folder):
    done = issue(folder, "--today", "2027-11-01")
    assert (done.code, "and not 2027-11-01" in done.err) == (1, True)


def test_a_dry_run_says_what_would_be_signed_anew(folder, monkeypatch):
    at(monkeypatch, NOW + 300 * DAY)
    issue(folder)
    at(monkeypatch, NOW)
    assert f"would be re-issued  {FIRST}  visit  l-1" in issue(folder, "--dry-run").out
