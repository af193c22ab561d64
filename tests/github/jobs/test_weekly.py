"""The weekly job, against a simulated GitHub and a bare repository on disk."""

import subprocess

import pytest

from registries import FIRST, make_registry, run, secret
from repositories import git
from testamur.authoring.handing_out import weekly_summary
from testamur.authoring.issuing import ledger_line
from testamur.ledger.safeguards import list_age
from testamur.ledger.store import Ledger
from testamur.text.reporting import inert

AWARD = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-14\nvalidUntil: {until}\n"


@pytest.fixture
def place(tmp_path):
    make_registry(tmp_path, {f"awards/2026/{FIRST}.yml": AWARD.format(until="2026-11-30")})
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "remote.git")], check=True)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(tmp_path, "add", "credentials")
    git(tmp_path, "commit", "--quiet", "-m", "Records")
    return tmp_path


def said(place):
    done = run("ci", "weekly", folder=place, GITHUB_STEP_SUMMARY=str(place / "summary.md"))
    assert done.code == 0, done.err
    return done.out


def test_one_issue_is_opened_updated_and_closed(place, hub):
    assert said(place) == "1 award ends within 60 days\n"
    (issue,) = hub.issues.values()
    assert (issue["title"], issue["state"]) == (weekly_summary.TITLE, "open")
    assert "Ada Okafor" in issue["body"]
    make_registry(place, {f"awards/2026/{FIRST}.yml": AWARD.format(until="2026-12-01")})
    said(place)
    (issue,) = hub.issues.values()
    assert "2026-12-01" in issue["body"]
    assert "2026-11-30" not in issue["body"]
    make_registry(place)
    assert said(place) == "Nothing needs anybody this week.\n"
    assert issue["state"] == "closed"


def test_the_job_summary_has_the_same_text(place, hub):
    said(place)
    summary = (place / "summary.md").read_text()
    assert summary.startswith(f"# {weekly_summary.TITLE}\n\n{weekly_summary.MARK}")
    assert "Ada Okafor" in summary


def test_a_similar_issue_by_another_user_is_left_alone(place, hub):
    body = f"{weekly_summary.MARK}\nhello"
    hub.issues[5] = {"number": 5, "body": body, "state": "open", "user": {"login": "x", "type": "User"}}
    said(place)
    assert hub.issues[5]["body"] == body
    assert len(hub.issues) == 2


def test_the_day_of_a_status_list_is_read_from_the_ledger(place, hub, monkeypatch):
    done = run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret())
    assert done.code == 0, done.err
    monkeypatch.setattr(list_age, "WARN_AFTER", -1)
    assert "Status lists grow old" in said(place)
    assert "<code>revocation&#45;1</code>, signed on 2026-11-01" in hub.issues[900]["body"]


def test_the_line_that_names_the_ledger_is_proposed_until_issuer_yml_has_it(place, hub):
    run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret())
    heading = "issuer.yml does not say which ledger is its own"
    assert heading in said(place)
    ledger_id = Ledger(place / "ledger").identity().id
    assert f"<code>{inert(ledger_line.ledger_id_line(ledger_id))}</code>" in hub.issues[900]["body"]
    make_registry(place, ledgerId=f'"{ledger_id}"')
    assert heading not in said(place)


def test_a_damaged_status_list_is_reported_in_one_sentence(place, hub):
    run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret())
    ledger = place / "ledger"
    (ledger / "status" / "revocation-1.json").write_text("[]")
    git(ledger, "commit", "--quiet", "-am", "x")
    git(ledger, "push", "--quiet", "origin", "HEAD")
    done = run("ci", "weekly", folder=place)
    assert done.code == 1
    assert "revocation-1.json is not what was signed" in done.err


def test_in_practice_mode_no_ledger_is_fetched(tmp_path, hub):
    make_registry(tmp_path, practice="true")
    assert said(tmp_path) == "Nothing needs anybody this week.\n"


@pytest.mark.parametrize(("private", "pushed", "is_told"), [
    (False, "2026-09-20T08:00:00Z", True),
    (False, "2026-10-30T08:00:00Z", False),
    (True, "2026-09-20T08:00:00Z", False),
    (False, None, False),
])  # fmt: skip
def test_a_public_repository_in_which_nothing_happens_is_told_before_its_runs_end(place, hub, private, pushed, is_told):
    hub.about = {"private": private, "pushed_at": pushed}
    assert ("GitHub is about to end the daily and weekly runs" in said(place)) is is_told
