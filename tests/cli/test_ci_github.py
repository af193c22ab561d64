"""The jobs that talk with GitHub, against a simulated one: documented answers, and bare repositories on disk."""

import json
import subprocess

import pytest

from fake_github import REPOSITORY, form_body
from form_answers import ANSWERS as FILLED
from issuing import an_id
from registries import FIRST, SECOND, make_registry, run, secret
from repositories import commit, git
from testamur.github import forms
from testamur.github.jobs import propose_form
from testamur.ledger.store import Ledger

ANSWERS = FILLED["award"]
FORM = {form.id: form for form in forms.FORMS}
NEW = "credentials/awards/2026/00000-new.yml"


@pytest.fixture
def place(tmp_path):
    """A checkout of main with a registry, and a bare repository that stands for GitHub."""
    folder = tmp_path / "here"
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "remote.git")], check=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", str(tmp_path / "remote.git"))
    (folder / ".gitignore").write_text("/ledger/\n/approvals.json\n/event.json\n")
    make_registry(folder)
    commit(folder, "Begin")
    git(folder, "push", "--quiet", "origin", "main")
    return folder


def head(place):
    return git(place, "rev-parse", "HEAD")


def issued_by(place):
    return {name: Ledger(place / "ledger").state(name).approved_by for name in (FIRST, SECOND)}


def test_awards_approved_by_a_second_person_are_signed_and_the_ledger_records_who(place, hub):
    hub.merged(head(place), approved_by=["second"])
    assert run("ci", "approved", folder=place).out == "2 awards to sign, approved.\n"
    done = run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret(), GITHUB_ACTIONS="true")
    assert done.code == 0, done.err
    assert issued_by(place) == {FIRST: ("second",), SECOND: ("second",)}
    assert "Approved by second." in run("history", FIRST, folder=place).err


@pytest.mark.parametrize(
    ("approved_by", "said"),
    [([], "nobody has approved change #7"), (["asker"], "change #7 was approved by asker only, who also asked for it")],
)
def test_awards_not_approved_by_a_second_person_are_not_signed(place, hub, approved_by, said):
    hub.merged(head(place), approved_by=approved_by)
    done = run("ci", "approved", folder=place)
    assert (done.code, done.out) == (1, "")
    assert f"2 awards: {said}" in " ".join(done.err.split())
    assert not (place / "approvals.json").exists()


def test_awards_pushed_without_a_pull_request_are_not_signed(place, hub):
    done = run("ci", "approved", folder=place)
    assert done.code == 1
    assert "without being proposed" in done.err


def test_an_institution_that_declares_single_approval_may_sign(place, hub):
    make_registry(place, approval="single")
    commit(place, "Alone")
    assert run("ci", "approved", folder=place).code == 0


def test_a_later_change_to_a_learner_also_needs_approval(place, hub):
    hub.merged(head(place), approved_by=["second"])
    (place / "credentials/learners/l-1.yml").write_text("name: Mallory\n")
    hub.merged(commit(place, "Rename"), author="mallory", approved_by=[], number=8)
    done = run("ci", "approved", folder=place)
    assert "1 award: nobody has approved change #8" in " ".join(done.err.split())


def test_moving_a_file_does_not_hide_who_added_it(place, hub):
    hub.merged(head(place), approved_by=[])
    (place / "credentials/awards/moved").mkdir()
    (place / f"credentials/awards/2026/{FIRST}.yml").rename(place / f"credentials/awards/moved/{FIRST}.yml")
    hub.merged(commit(place, "Move"), approved_by=["second"], number=8)
    done = run("ci", "approved", folder=place)
    assert "2 awards: nobody has approved change #7" in " ".join(done.err.split())


def test_a_merge_counts_as_the_pull_request_it_merged(place, hub):
    hub.merged(head(place), approved_by=["second"])
    git(place, "checkout", "--quiet", "-b", "more")
    third = an_id(3)
    record = "achievement: visit\nlearner: l-1\nawardedDate: 2026-05-16\n"
    (place / f"credentials/awards/2026/{third}.yml").write_text(record)
    commit(place, "One step of a change")
    git(place, "checkout", "--quiet", "main")
    git(place, "merge", "--quiet", "--no-ff", "-m", "Merge", "more")
    hub.merged(head(place), approved_by=["second"], number=9)
    assert run("ci", "approved", folder=place).out == "3 awards to sign, approved.\n"


def test_in_a_workflow_nothing_is_signed_before_approval_is_checked(place):
    done = run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret(), GITHUB_ACTIONS="true")
    assert done.code == 2
    assert "run testamur ci approved before this" in done.err


def test_an_award_that_is_not_approved_stops_the_run(place):
    (place / "approvals.json").write_text(json.dumps({FIRST: ["second"]}))
    done = run("ci", "issue", folder=place, TESTAMUR_SIGNING_KEY=secret())
    assert done.code == 1
    assert f"award {SECOND} became pending after approval was looked up" in done.err


def fill_in(place, answers, *, form="award", number=12, association="MEMBER", **environment):
    """Run the job for a form that was sent."""
    labels = {one.id: one.label for one in FORM[form].fields}
    event = {
        "issue": {
            "number": number, "state": "open", "labels": [{"name": FORM[form].label}],
            "author_association": association,
            "body": form_body({labels[name]: text for name, text in answers.items()}),
        },
        "sender": {"login": "asker"},
    }  # fmt: skip
    (place / "event.json").write_text(json.dumps(event))
    git(place, "checkout", "--quiet", "main")
    return run("ci", "award", folder=place, GITHUB_EVENT_PATH=str(place / "event.json"), **environment)


def test_a_form_becomes_a_pull_request_with_the_result_of_its_check(place, hub):
    done = fill_in(place, ANSWERS)
    assert (done.code, done.out) == (0, "Form 12 is proposed.\n"), done.err
    (pull,) = hub.pulls.values()
    assert (pull["title"], pull["base"]) == ("Award Harbour Visit to 1 learner", "main")
    ((sha, status),) = hub.statuses
    assert (status["state"], status["context"]) == ("success", propose_form.CHECK)
    remote = place.parent / "remote.git"
    assert git(remote, "rev-parse", "award-form-12") == sha
    assert "Asked-for-by: @asker" in git(remote, "log", "-1", "--format=%B", "award-form-12")
    comments = [one["body"] for some in hub.comments.values() for one in some]
    assert set(hub.comments) == {12, pull["number"]}
    assert all("✅ Checked → ⏳ Approved by a second person" in body for body in comments)


def test_an_edited_form_updates_its_pull_request_and_its_one_comment(place, hub):
    fill_in(place, ANSWERS)
    fill_in(place, {**ANSWERS, "learner": "Alan Turing"})
    assert len(hub.pulls) == 1
    assert [len(some) for some in hub.comments.values()] == [1, 1]
    remote = place.parent / "remote.git"
    names = git(remote, "diff", "--name-only", "main", "award-form-12").split()
    learner = next(name for name in names if "learners" in name)
    assert "Alan Turing" in git(remote, "show", f"award-form-12:{learner}")
    assert len(names) == 2


@pytest.mark.parametrize(
    "text", ["$(touch owned)", "${{ secrets.X }}", "::error::x", "`x`", "<img src=x>", "@everyone"]
)
def test_a_hostile_answer_is_inert_in_the_comment_and_the_log(place, hub, text):
    done = fill_in(place, {**ANSWERS, "date": text})
    assert done.code == 0
    assert text not in done.out + done.err
    (comment,) = hub.comments[12]
    assert "Nothing was changed yet" in comment["body"]
    assert text not in comment["body"]
    assert not hub.pulls


def test_without_its_label_a_form_is_recognised_by_its_headings(place, hub, monkeypatch):
    monkeypatch.setattr(forms.Form, "label", property(lambda self: "some other label"))
    assert fill_in(place, ANSWERS).out == "Form 12 is proposed.\n"


def test_a_removal_leaves_a_letter_for_the_learner_beside_the_records(place, hub):
    done = fill_in(place, FILLED["removal"], form="removal")
    assert done.out == "Form 12 is proposed.\n", hub.comments[12][0]["body"]
    assert "Zoë Ó Briain" in (place / "letter" / "letter.txt").read_text(encoding="utf-8")
    assert "Zoë" not in "".join(one["body"] for some in hub.comments.values() for one in some)
    assert "*letter*" in hub.comments[12][0]["body"]
    remote = place.parent / "remote.git"
    assert "letter" not in git(remote, "ls-tree", "-r", "--name-only", "award-form-12")


def test_problems_in_a_form_are_reported_with_the_question_and_a_remedy(place, hub):
    fill_in(place, {**ANSWERS, "visibility": ""})
    body = hub.comments[12][0]["body"]
    assert "Who may find the page" in body
    assert "Edit the form above" in body


def test_a_form_from_an_outsider_is_ignored(place, hub):
    done = fill_in(place, ANSWERS, association="NONE")
    assert (done.code, hub.pulls, hub.comments) == (0, {}, {})


def tell(place, results, *, before="", after=""):
    needs = {
        job: {"result": result} for job, result in zip(("issue", "build", "deploy", "smoke"), results, strict=True)
    }
    (place / "event.json").write_text(json.dumps({"before": before, "after": after}))
    return run(
        "ci", "tell", folder=place, TESTAMUR_NEEDS=json.dumps(needs), GITHUB_EVENT_PATH=str(place / "event.json"),
        GITHUB_REPOSITORY=REPOSITORY, GITHUB_RUN_ID="5",
    )  # fmt: skip


@pytest.fixture
def pushed(place, hub):
    """A merged form that adds a public award; the commits before and after."""
    before = head(place)
    (place / f"credentials/awards/2026/{FIRST}.yml").open("a").write("# looked at\n")
    after = commit(place, "Merge")
    hub.merged(after, author="github-actions[bot]", branch="award-form-12", approved_by=["second"])
    hub.issues[12] = {"number": 12, "state": "open", "user": {"login": "asker"}, "body": "### x"}
    return before, after


def test_when_its_award_is_online_the_form_gets_links_and_is_closed(place, hub, pushed):
    done = tell(place, ["success"] * 4, before=pushed[0], after=pushed[1])
    assert done.code == 0, done.err
    assert f"https://badges.harbour.example/awards/{FIRST}/" in hub.comments[12][0]["body"]
    assert "**It is online.**" in hub.comments[7][0]["body"]
    assert hub.issues[12]["state"] == "closed"


@pytest.mark.parametrize(
    ("results", "said"),
    [
        (["failure", "skipped", "skipped", "skipped"], "Signing stopped"),
        (["success", "failure", "skipped", "skipped"], "could not be built"),
        (["success", "success", "failure", "skipped"], "did not take the new site"),
        (["success", "success", "success", "failure"], "does not show it yet"),
    ],
)
def test_an_award_that_did_not_go_online_gets_one_notice_with_cause_and_remedy(place, hub, pushed, results, said):
    for _ in range(2):
        assert tell(place, results, before=pushed[0], after=pushed[1]).code == 0
    (notice,) = [one for number, one in hub.issues.items() if number != 12]
    assert notice["title"] == "Approved but not online: 1 award"
    assert said in notice["body"]
    assert f"https://github.com/{REPOSITORY}/actions/runs/5" in notice["body"]
    assert said in hub.comments[12][0]["body"]
    assert len(hub.comments[12]) == 1
    assert hub.issues[12]["state"] == "open"
    tell(place, ["success"] * 4, before=pushed[0], after=pushed[1])
    assert notice["state"] == "closed"


def test_while_its_award_is_being_published_the_form_says_so_and_stays_open(place, hub, pushed):
    (place / "event.json").write_text(json.dumps({"before": pushed[0], "after": pushed[1]}))
    needs, event = json.dumps({"issue": {"result": "success"}}), str(place / "event.json")
    done = run("ci", "tell", folder=place, TESTAMUR_NEEDS=needs, GITHUB_EVENT_PATH=event)
    assert done.out == "Told: being published.\n", done.err
    assert "**Approved, publishing.**" in hub.comments[12][0]["body"]
    assert hub.issues[12]["state"] == "open"


def test_a_daily_rebuild_that_published_nothing_posts_no_comment(place, hub):
    assert tell(place, ["skipped"] * 4).out == "Nothing was published: nothing to tell.\n"
    assert not hub.comments


def test_no_comment_in_an_open_registry_has_the_address_of_an_unlisted_award(place, hub):
    before = head(place)
    make_registry(place, repository="open", publicNames="true")
    (place / f"credentials/awards/2026/{SECOND}.yml").open("a").write("# looked at\n")
    after = commit(place, "Open")
    hub.merged(after)
    tell(place, ["success"] * 4, before=before, after=after)
    assert SECOND not in hub.comments[7][0]["body"]
    assert "1 award more without a link in public" in hub.comments[7][0]["body"]


def test_the_check_of_a_change_names_its_base_in_the_environment(place):
    base = head(place)
    (place / f"credentials/awards/2026/{FIRST}.yml").write_text(
        "achievement: visit\nlearner: l-2\nawardedDate: 2026-05-14\n"
    )
    commit(place, "Tamper")
    done = run("ci", "check", folder=place, TESTAMUR_BASE=base)
    assert done.code == 1
    assert done.out.startswith("::error file=credentials/awards/2026/")
    assert run("ci", "check", folder=place).code == 2
