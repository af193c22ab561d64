"""The jobs that propose what a form asks for and check it, against a simulated GitHub and bare repositories on disk."""

import html
import json

import pytest

from fake_github import PRIVATE_MEMBER, REPOSITORY, form_body
from form_answers import ANSWERS as FILLED
from registries import FIRST, run
from repositories import commit, git, head
from testamur.github import forms, publish_comment, shared_names

ANSWERS = FILLED["award"]
FORM = {form.id: form for form in forms.FORMS}


def fill_in(
    place, answers, *, form="award", number=12, author="asker", sender="asker", job="award", opened="", **environment
):  # fmt: skip
    """Run the job for a form that was sent, by a member of the organization whose membership is private."""
    labels = {one.id: one.label for one in FORM[form].fields}
    event = {
        "issue": {
            "number": number, "state": "open", "labels": [{"name": FORM[form].label}], "user": {"login": author},
            "author_association": PRIVATE_MEMBER, "created_at": opened,
            "body": form_body({labels[name]: text for name, text in answers.items()}),
        },
        "sender": {"login": sender},
    }  # fmt: skip
    (place / "event.json").write_text(json.dumps(event))
    git(place, "checkout", "--quiet", "main")
    given = {"TESTAMUR_PUBLISH": "true", "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_RUN_ID": "5", **environment}
    return run("ci", job, folder=place, GITHUB_EVENT_PATH=str(place / "event.json"), **given)


def test_a_form_becomes_a_pull_request_with_the_result_of_its_check(place, hub):
    done = fill_in(place, ANSWERS)
    assert (done.code, done.out) == (0, "Form 12 is proposed.\n"), done.err
    (pull,) = hub.pulls.values()
    assert (pull["title"], pull["base"]["ref"]) == ("Award Harbour Visit to 1 learner", "main")
    ((sha, status),) = hub.statuses
    assert (status["state"], status["context"]) == ("success", shared_names.CHECK)
    remote = place.parent / "remote.git"
    assert git(remote, "rev-parse", "award-form-12") == sha
    assert "Asked-for-by: @asker" in git(remote, "log", "-1", "--format=%B", "award-form-12")
    comments = [one["body"] for some in hub.comments.values() for one in some]
    assert set(hub.comments) == {12, pull["number"]}
    assert all("✅ Checked → ⏳ Approved by a second person" in body for body in comments)


@pytest.mark.parametrize(
    ("form", "title", "said"),
    [
        ("achievement", "Add an achievement: Tidal Charts", "adds the achievement *Tidal Charts*"),
        ("course", "Report a course: Harbour Visit", "adds the offering"),
        ("endorsement", "Add an endorsement of Harbour Visit", "adds an endorsement that was received"),
    ],
)
def test_a_form_for_a_record_is_proposed_as_that_of_an_award_is(place, hub, form, title, said):
    done = fill_in(place, FILLED[form], form=form)
    assert (done.code, done.out) == (0, "Form 12 is proposed.\n"), done.err
    (pull,) = hub.pulls.values()
    assert pull["title"] == title
    assert said in html.unescape(pull["body"])


@pytest.mark.parametrize("form", ["achievement", "course", "endorsement"])
def test_a_strangers_form_for_a_record_does_nothing(place, hub, form):
    hub.permissions["stranger"] = "read"
    fill_in(place, FILLED[form], form=form, author="stranger", sender="stranger")
    assert hub.pulls == {}
    assert [one["body"] for one in hub.comments[12]] == [publish_comment.not_allowed()]


def test_figures_that_contradict_each_other_are_told_at_the_form(place, hub):
    fill_in(place, {**FILLED["course"], "passed": "99"}, form="course")
    assert hub.pulls == {}
    assert "How many of those passed?" in html.unescape(hub.comments[12][0]["body"])


@pytest.mark.parametrize(("opened", "day"), [("2026-10-03T12:00:00Z", "03"), ("2026-10-03T23:30:00Z", "04")])
def test_without_a_day_it_is_that_on_which_the_form_was_sent_where_the_institution_is(place, hub, opened, day):
    fill_in(place, {**ANSWERS, "date": ""}, opened=opened)
    shown = git(place.parent / "remote.git", "show", "award-form-12")
    assert f"+awardedDate: 2026-10-{day}" in shown


@pytest.mark.parametrize("opened", ["", "yesterday", "2026-10-03T12:00:00"])
def test_where_nobody_knows_when_a_form_was_sent_it_asks_for_the_day(place, hub, opened):
    fill_in(place, {**ANSWERS, "date": ""}, opened=opened)
    assert "On which day" in hub.comments[12][0]["body"]


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
    fork = {"ref": "award-form-12", "sha": "e" * 40, "repo": {"full_name": "mallory/registry"}}
    hub.pulls[6] = {"number": 6, "title": "A fork's", "merged_at": None, "head": fork}
    fill_in(place, ANSWERS)
    fill_in(place, {**ANSWERS, "date": "yesterday"})
    assert [hub.pulls[number]["title"] for number in (5, 6)] == ["Another change", "A fork's"]
    assert [pull.get("state") for pull in hub.pulls.values()] == [None, None, "closed"]


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


# A form that is edited into something that cannot be done


@pytest.fixture
def spoilt(place, hub):
    """A form that proposed something, and was edited then."""
    fill_in(place, ANSWERS)
    fill_in(place, {**ANSWERS, "date": "yesterday"}, sender="carol")


def test_what_a_form_proposed_is_withdrawn_when_it_is_edited_into_something_wrong(hub, spoilt):
    (pull,) = hub.pulls.values()
    assert pull["state"] == "closed"
    assert hub.statuses[-1][1]["state"] == "failure"


def test_a_withdrawal_is_said_at_the_form_and_at_the_change(hub, spoilt):
    (pull,) = hub.pulls.values()
    (form_says,), (change_says,) = hub.comments[12], hub.comments[pull["number"]]
    assert "What this form had proposed before is withdrawn." in form_says["body"]
    assert "**Withdrawn.** The form #12 was edited since" in change_says["body"]


def test_a_form_that_is_put_right_again_is_proposed_anew_with_everybody_who_asked(place, hub, spoilt):
    fill_in(place, ANSWERS, sender="mallory")
    assert [pull.get("state") for pull in hub.pulls.values()] == ["closed", None]
    message = git(place.parent / "remote.git", "log", "-1", "--format=%B", "award-form-12")
    assert "Asked-for-by: @asker" in message
    assert "⏳ Approved by a second person" in hub.comments[12][0]["body"]


def test_where_records_on_main_are_broken_the_form_is_not_blamed(place, hub):
    (place / "credentials/learners/l-1.yml").write_text("nam: Ada\n")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "-m", "Broken")
    done = fill_in(place, ANSWERS)
    assert (done.code, hub.pulls) == (0, {}), done.err
    ((comment,),) = hub.comments.values()
    assert "nothing is wrong with this form" in comment["body"]
    assert "- **nam**: credentials/learners/l-1.yml:1: " in html.unescape(comment["body"])


def test_a_form_that_never_proposed_anything_withdraws_nothing(place, hub):
    fill_in(place, {**ANSWERS, "date": "yesterday"})
    assert "withdrawn" not in hub.comments[12][0]["body"]
    assert (hub.pulls, hub.statuses) == ({}, [])


# Who may ask


@pytest.mark.parametrize("who", ["author", "sender"])
@pytest.mark.parametrize("role", ["read", "triage", "none", None])
def test_a_form_of_somebody_who_may_not_write_is_answered_and_does_nothing(place, hub, who, role):
    hub.permissions["mallory"] = role
    outputs = place / "outputs"
    done = fill_in(place, ANSWERS, **{who: "mallory"}, GITHUB_OUTPUT=str(outputs))
    assert (done.code, hub.pulls, hub.statuses) == (0, {}, [])
    ((comment,),) = hub.comments.values()
    assert "**Nothing was done.**" in comment["body"]
    assert not outputs.exists()
    assert "award-form-12" not in git(place.parent / "remote.git", "branch", "--list")


def test_the_answer_to_a_stranger_has_nothing_of_what_they_wrote(place, hub):
    hub.permissions["mallory"] = "read"
    bodies = []
    for number, text in ((12, "Ada Okafor"), (13, "@everyone **look** https://evil.example")):
        fill_in(place, {**ANSWERS, "learner": text}, number=number, author="mallory", sender="mallory")
        bodies.append(hub.comments[number][0]["body"])
    assert bodies == [publish_comment.not_allowed()] * 2


def test_a_stranger_who_edits_again_and_again_gets_one_comment(place, hub):
    hub.permissions["mallory"] = "read"
    for _ in range(3):
        fill_in(place, ANSWERS, author="mallory", sender="mallory")
    assert len(hub.comments[12]) == 1
    assert sum(asked.startswith(("POST", "PATCH")) for asked in hub.asked) == 1


def test_an_issue_that_is_no_form_is_left_alone(place, hub):
    event = {"issue": {"number": 3, "state": "open", "body": "### Hello", "user": {"login": "x"}}, "sender": None}
    (place / "event.json").write_text(json.dumps(event))
    done = run("ci", "award", folder=place, GITHUB_EVENT_PATH=str(place / "event.json"))
    assert (done.out, hub.asked) == ("This is no form that is open: nothing to do.\n", [])


def test_a_form_that_was_edited_since_is_read_anew_when_its_run_is_done_again(place, hub):
    labels = {one.id: one.label for one in FORM["award"].fields}
    newest = form_body({labels[name]: text for name, text in {**ANSWERS, "learner": "Alan Turing"}.items()})
    hub.issues[12] = {"number": 12, "state": "open", "labels": [{"name": FORM["award"].label}],
                      "user": {"login": "asker"}, "body": newest}  # fmt: skip
    fill_in(place, ANSWERS, GITHUB_RUN_ATTEMPT="2")
    remote = place.parent / "remote.git"
    names = git(remote, "diff", "--name-only", "main", "award-form-12").split()
    learner = next(name for name in names if "learners" in name)
    assert "Alan Turing" in git(remote, "show", f"award-form-12:{learner}")


# What stops half-way


def test_where_workflows_may_not_open_pull_requests_the_form_names_the_setting(place, hub):
    hub.may_open_pulls = False
    done = fill_in(place, ANSWERS)
    assert done.code == 1
    assert "Traceback" not in done.err
    (comment,) = hub.comments[12]
    assert "*Allow GitHub Actions to create and approve pull requests*" in comment["body"]
    assert "Settings → Actions → General" in comment["body"]
    assert f"https://github.com/{REPOSITORY}/actions/runs/5" in comment["body"]


def test_once_they_may_the_same_run_done_again_proposes_the_change(place, hub):
    hub.may_open_pulls = False
    fill_in(place, ANSWERS)
    hub.may_open_pulls = True
    assert fill_in(place, ANSWERS).out == "Form 12 is proposed.\n"
    assert "✅ Checked" in hub.comments[12][0]["body"]


def test_a_job_that_github_answers_no_more_ends_in_one_line(place, hub):
    hub.is_limited = True
    done = fill_in(place, ANSWERS)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "run this job again in an hour" in done.err


@pytest.mark.parametrize("before", [None, publish_comment.checking()], ids=["nothing", "being checked"])
def test_a_job_that_was_broken_off_is_told_at_its_form(place, hub, before):
    if before:
        hub.comments[12] = [{"id": 1, "body": before, "user": {"type": "Bot"}}]
    assert fill_in(place, ANSWERS, job="unfinished").code == 0
    (comment,) = hub.comments[12]
    assert "**This stopped half-way." in comment["body"]
    assert "Re-run jobs" in comment["body"]


def test_what_a_job_said_itself_before_it_stopped_stays(place, hub):
    hub.may_open_pulls = False
    fill_in(place, ANSWERS)
    said = hub.comments[12][0]["body"]
    fill_in(place, ANSWERS, job="unfinished")
    assert [one["body"] for one in hub.comments[12]] == [said]


def test_only_a_form_that_is_proposed_lets_the_next_steps_run(place, hub):
    outputs = place / "outputs"
    fill_in(place, {**ANSWERS, "visibility": ""}, GITHUB_OUTPUT=str(outputs))
    assert not outputs.exists()
    fill_in(place, ANSWERS, GITHUB_OUTPUT=str(outputs))
    assert outputs.read_text() == "proposed=true\n"


def test_a_form_says_that_the_workflows_which_wait_for_approval_need_none(place, hub):
    fill_in(place, ANSWERS)
    assert "*Approve workflows to run*" in hub.comments[12][0]["body"]


@pytest.mark.parametrize(("variable", "is_told"), [("true", False), ("", True), ("false", True)])
def test_where_nothing_is_published_the_form_names_the_variable(place, hub, variable, is_told):
    fill_in(place, ANSWERS, TESTAMUR_PUBLISH=variable)
    assert ("`TESTAMUR_PUBLISH`" in hub.comments[12][0]["body"]) is is_told


# The check of a change


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
