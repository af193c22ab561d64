"""The jobs that talk with GitHub, against a simulated one: documented answers, and bare repositories on disk."""

import json

import pytest

from fake_github import REPOSITORY, form_body
from form_answers import ANSWERS as FILLED
from registries import FIRST, SECOND, make_registry, run
from repositories import commit, git
from testamur.github import forms
from testamur.github.jobs import award

ANSWERS = FILLED["award"]
FORM = {form.id: form for form in forms.FORMS}


def head(place):
    return git(place, "rev-parse", "HEAD")


def fill_in(place, answers, *, form="award", number=12, association="MEMBER", sender="asker", **environment):
    """Run the job for a form that was sent."""
    labels = {one.id: one.label for one in FORM[form].fields}
    event = {
        "issue": {
            "number": number, "state": "open", "labels": [{"name": FORM[form].label}],
            "author_association": association,
            "body": form_body({labels[name]: text for name, text in answers.items()}),
        },
        "sender": {"login": sender},
    }  # fmt: skip
    (place / "event.json").write_text(json.dumps(event))
    git(place, "checkout", "--quiet", "main")
    return run("ci", "award", folder=place, GITHUB_EVENT_PATH=str(place / "event.json"), **environment)


def test_a_form_becomes_a_pull_request_with_the_result_of_its_check(place, hub):
    done = fill_in(place, ANSWERS)
    assert (done.code, done.out) == (0, "Form 12 is proposed.\n"), done.err
    (pull,) = hub.pulls.values()
    assert (pull["title"], pull["base"]["ref"]) == ("Award Harbour Visit to 1 learner", "main")
    ((sha, status),) = hub.statuses
    assert (status["state"], status["context"]) == ("success", award.CHECK)
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


def test_a_form_leaves_the_open_changes_of_others_alone(place, hub):
    """Forgejo lists every open change, whichever branch it was asked for; so does the simulated forge."""
    hub.pulls[5] = {"number": 5, "title": "Another change", "merged_at": None, "head": {"ref": "somebody-elses"}}
    fill_in(place, ANSWERS)
    assert hub.pulls[5]["title"] == "Another change"
    assert len(hub.pulls) == 2


def test_everybody_who_edited_a_form_stays_named_in_what_it_proposes(place, hub):
    for who in ("asker", "mallory", "carol"):
        fill_in(place, ANSWERS, sender=who)
    message = git(place.parent / "remote.git", "log", "-1", "--format=%B", "award-form-12")
    assert message.splitlines()[-3:] == ["Asked-for-by: @asker", "Asked-for-by: @carol", "Asked-for-by: @mallory"]


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


JOBS = ("issue", "build", "deploy", "smoke")


def tell(place, results, *, before="", after="", jobs=JOBS):
    needs = {job: {"result": result} for job, result in zip(jobs, results, strict=True)}
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


def test_a_part_that_could_not_be_built_is_told(place, hub, pushed):
    results = ["success", "failure", "skipped", "skipped", "skipped"]
    jobs = ("issue", "part", "build", "deploy", "smoke")
    assert tell(place, results, before=pushed[0], after=pushed[1], jobs=jobs).code == 0
    assert "A part of the site could not be built" in hub.comments[12][0]["body"]


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


@pytest.mark.parametrize("base", ["main\nx", "main\n::error::x", "--output=x", "$(touch pwned)", "main;id"])
def test_a_hostile_base_in_the_environment_is_refused_in_one_line(place, base):  # F-05
    done = run("ci", "check", folder=place, TESTAMUR_BASE=base)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert not (place / "pwned").exists()
    assert not (place / "x").exists()


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
