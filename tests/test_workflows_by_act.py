"""The workflows of a new repository run as they are, from a form to a verified page, against a GitHub on loopback.

act runs the files that `testamur init` writes; `loopback_github` is the rest. By day one form in practice mode; the
first day of a registry whose awards are real, and what goes wrong on GitHub, in `make test-all`. What only the real
GitHub can show is in docs/testing.md, "Not yet seen".
"""

import base64
import json
from types import SimpleNamespace

import pytest

import tools
from fake_github import NO_PULLS
from form_answers import body
from loopback_github import job_python
from loopback_github.hub import TOKEN
from loopback_github.runs import HOST, loopback_github
from registries import PUBLIC_KEY, run, secret
from repositories import git
from testamur.github import forms

LABEL = next(form.label for form in forms.FORMS if form.id == "award")
JOBS = ("tool", "issue", "begun", "build", "deploy", "smoke", "tell")
ALL_WELL = dict.fromkeys(JOBS, "success")
FIRST = "Ada Lovelace"  # whose award is approved along with going live


@pytest.fixture(scope="module", autouse=True)
def act_is_here():
    for package in job_python.missing_packages():
        tools.missing(package)


def results(ran):
    """What became of the jobs that publish; others of the workflow say something and do nothing."""
    return {job: ran.jobs[job] for job in JOBS}


def begin(github):
    """An owner makes the registry with `testamur init`, and pushes it."""
    folder = github.folder / "registry"
    answers = {"name": "Harbour Institute", "base": f"https://{HOST}", "country": "IE", "contact": f"registrar@{HOST}"}
    options = [part for name, value in answers.items() for part in (f"--{name}", value)]
    made = run("init", folder, *options, "--shape", "closed", "--host", "pages", "--plan", "paid", "--yes")
    assert made.code == 0, made.err
    github.hub.people = {"owner": "OWNER", "asker": "MEMBER", "second": "MEMBER"}
    git(folder, "init", "--quiet", "--initial-branch=main")
    push(github, "main", "Begin", by="owner")


def push(github, branch, message, *, by):
    """Somebody commits what changed in their copy, and pushes it."""
    folder, before = github.folder / "registry", github.hub.heads()
    me = ("-c", f"user.name={by}", "-c", f"user.email={by}@users.noreply.github.com")
    git(folder, "add", "--all")
    git(folder, *me, "commit", "--quiet", "-m", message)
    git(folder, "push", "--quiet", str(github.hub.bare), f"HEAD:refs/heads/{branch}")
    github.hub.pushed(before, by=by)


def send(github, learner, *, by="asker"):
    """Somebody asks for an award by a form. Return its number."""
    answers = body("award", achievement="Working with Spreadsheets", learner=learner, date="2026-10-20")
    return github.hub.send_form(LABEL, answers, by=by)


def propose(github, learner):
    """A form, and the change that it became, approved and merged; return the form's number and the push."""
    form = send(github, learner)
    ran = github.form(form)
    assert ran.jobs["award"] == "success", ran.end
    change = github.hub.pull_of(form)
    github.hub.approve(change, by="second")
    return form, github.hub.merge(change, by="second")


def go_live(github):
    """The owner proposes that awards are real from now on, and the first of them along with that, as operating.md
    counts it; a second person approves. Return check and push.
    """
    github.secrets["TESTAMUR_SIGNING_KEY"] = secret()
    issuer = github.folder / "registry" / "credentials" / "issuer.yml"
    method = f"verificationMethod:\n  - {{publicKeyMultibase: {PUBLIC_KEY}, from: 2026-01-01}}\n"
    issuer.write_text(issuer.read_text().replace("practice: true\n", method))
    folder = github.folder / "registry"
    assert run("new", "learner", "--name", FIRST, "--id", "l-1", folder=folder).code == 0
    award = ("--achievement", "working-with-spreadsheets", "--learner", "l-1", "--date", "2026-10-20")
    assert run("new", "award", *award, "--visibility", "public", folder=folder).code == 0
    push(github, "go-live", "Go live", by="owner")
    change = github.hub.propose("go-live", "Go live", by="owner")
    checked = github.check(change)
    github.hub.approve(change, by="second")
    return checked, github.hub.merge(change, by="second")


def page_of(comment):
    """The page that a comment leads a registrar to, as a path of the site."""
    (line,) = [line for line in comment.splitlines() if line.startswith(f"- https://{HOST}/awards/")]
    return line.removeprefix(f"- https://{HOST}/")


def secrets_in(github):
    """Where a secret is that should be nowhere: in logs, in artifacts, or online."""
    hidden = [TOKEN, base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode(), secret()]
    places = {f"the log of run {one.id}": one.log.encode() for one in github.runs}
    for folder in ("artifacts", "pages"):
        files = (github.folder / folder).rglob("*")
        places |= {str(file): file.read_bytes() for file in files if file.is_file()}
    return [place for place, data in places.items() if any(text.encode() in data for text in hidden)]


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    """A registry for practice, of which one form was published."""
    with loopback_github(tmp_path_factory.mktemp("practice")) as github:
        begin(github)
        form, pushed = propose(github, "Grace Hopper")
        yield SimpleNamespace(github=github, form=form, published=github.publish(pushed))


def test_in_practice_a_form_is_published_by_the_workflows_as_they_are(practice):
    assert results(practice.published) == ALL_WELL, practice.published.end


def test_in_practice_the_form_is_closed_with_a_link_to_a_page_that_is_online(practice):
    comment = practice.github.hub.comment_on(practice.form)
    assert "**It is online.**" in comment
    assert b"Grace Hopper" in practice.github.online(f"{page_of(comment)}index.html")
    assert practice.github.hub.issues[practice.form]["state"] == "closed"


def test_in_practice_nothing_is_signed_for_good(practice):
    assert list(practice.github.hub.heads()) == ["award-form-1", "main"]


def test_no_secret_of_practice_is_in_a_log_an_artifact_or_the_site(practice):
    assert secrets_in(practice.github) == []


# From here on in `make test-all` ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """A registry that went live, and then published an award for which a form asked."""
    with loopback_github(tmp_path_factory.mktemp("live")) as github:
        begin(github)
        checked, pushed = go_live(github)
        begun = github.publish(pushed)
        form, pushed = propose(github, "Grace Hopper")
        published = github.publish(pushed)
        yield SimpleNamespace(
            github=github, form=form, checked=checked, begun=begun, published=published, pushed=pushed
        )


@pytest.fixture
def lively(live, tmp_path):
    """A copy of that, for a test to change."""
    with loopback_github(tmp_path, like=live.github) as github:
        yield SimpleNamespace(**{**vars(live), "github": github})


@pytest.mark.long
def test_the_change_that_goes_live_is_checked(live):
    assert live.checked.jobs["records"] == "success", live.checked.end


@pytest.mark.long
def test_going_live_publishes_the_award_that_was_approved_along_with_it(live):
    assert results(live.begun) == ALL_WELL, live.begun.end
    verified = [line for line in live.begun.log.splitlines() if line.startswith(f"smoke: https://{HOST}/awards/")]
    assert len(verified) == 1, live.begun.log


@pytest.mark.long
def test_an_award_is_signed_published_and_verified(live):
    assert results(live.published) == ALL_WELL, live.published.end
    page = page_of(live.github.hub.comment_on(live.form))
    assert any(one.startswith(f"smoke: https://{HOST}/{page}: ") for one in live.published.log.splitlines())
    signed = json.loads(live.github.online(f"{page}credential.json"))
    assert signed["issuer"]["id"] == f"did:web:{HOST}:issuer"


@pytest.mark.long
def test_the_keys_are_online_where_verifiers_look_for_them(live):
    did = json.loads(live.github.online("issuer/did.json"))
    assert [one["publicKeyMultibase"] for one in did["verificationMethod"]] == [PUBLIC_KEY]


@pytest.mark.long
def test_the_ledger_is_pushed_by_the_workflow_and_has_the_award(live):
    names = git(live.github.hub.bare, "ls-tree", "-r", "--name-only", "ledger")
    award = page_of(live.github.hub.comment_on(live.form)).split("/")[1]
    assert award in names
    assert live.github.hub.activity["ledger"][0]["actor"]["login"] == "github-actions[bot]"


@pytest.mark.long
def test_no_secret_is_in_a_log_an_artifact_or_the_site(live):
    assert secrets_in(live.github) == []


@pytest.mark.long
def test_a_run_that_is_run_again_publishes_again(lively):
    ran = lively.github.publish(lively.pushed, again=lively.published)
    assert results(ran) == ALL_WELL, ran.end


@pytest.fixture(scope="module")
def daily(live, tmp_path_factory):
    """The run of the next day, which has no key."""
    with loopback_github(tmp_path_factory.mktemp("daily"), like=live.github) as github:
        before = github.hub.comment_on(live.form)
        del github.secrets["TESTAMUR_SIGNING_KEY"]
        ran = github.scheduled()
        yield SimpleNamespace(ran=ran, before=before, after=github.hub.comment_on(live.form))


@pytest.mark.long
def test_the_daily_run_publishes_without_the_key(daily):
    assert results(daily.ran) == {**ALL_WELL, "issue": "skipped", "begun": "skipped"}, daily.ran.end


@pytest.mark.long
def test_the_daily_run_leaves_the_comment_on_a_form_as_it_is(daily):
    assert daily.after == daily.before


@pytest.mark.long
def test_the_weekly_run_ends_well(lively):
    ran = lively.github.run("weekly.yml", "schedule", {"schedule": "41 4 * * 1"})
    assert ran.jobs["weekly"] == "success", ran.end


@pytest.mark.long
def test_what_a_cancelled_run_would_have_told_the_next_one_tells(lively):
    """Two changes are merged while a publish is under way: only one run waits, unless the workflow says otherwise."""
    github = lively.github
    forms_sent, pushes = zip(*(propose(github, name) for name in ("Alan Turing", "Ada Okafor")), strict=True)
    for pushed in github.queued(*pushes):
        assert results(github.publish(pushed)) == ALL_WELL
    assert ["It is online" in github.hub.comment_on(form) for form in forms_sent] == [True, True]
    assert [github.hub.issues[form]["state"] for form in forms_sent] == ["closed", "closed"]


@pytest.mark.long
def test_a_publish_that_is_cancelled_after_signing_is_ended_by_running_it_again(lively):
    form, pushed = propose(lively.github, "Alan Turing")
    cancelled = lively.github.publish(pushed, only=["tool", "issue"])
    assert cancelled.jobs["issue"] == "success", cancelled.end
    ran = lively.github.publish(pushed, again=cancelled)
    assert results(ran) == ALL_WELL, ran.end
    assert "It is online" in lively.github.hub.comment_on(form)


@pytest.mark.long
def test_a_deployment_that_fails_is_told_on_the_form(lively):
    form, pushed = propose(lively.github, "Alan Turing")
    (lively.github.folder / "pages-down").touch()
    ran = lively.github.publish(pushed)
    assert results(ran) == {**ALL_WELL, "deploy": "failure", "smoke": "skipped"}, ran.end
    assert "**Approved, but not online.** The host did not take" in lively.github.hub.comment_on(form)


@pytest.mark.long
def test_a_member_whom_github_calls_a_contributor_is_heard(lively):
    lively.github.hub.private = {"asker"}
    form = send(lively.github, "Alan Turing")
    assert lively.github.form(form).jobs["award"] == "success"
    assert lively.github.hub.pull_of(form)


@pytest.mark.long
def test_a_form_that_is_edited_into_something_wrong_withdraws_its_change(lively):
    form = send(lively.github, "Alan Turing")
    lively.github.form(form)
    change = lively.github.hub.pull_of(form)
    issue = lively.github.hub.issues[form]
    issue["body"] = issue["body"].replace("2026-10-20", "yesterday")
    ran = lively.github.form(form, action="edited")
    assert ran.jobs == {"award": "success", "unfinished": "skipped"}, ran.end
    assert lively.github.hub.pulls[change]["state"] == "closed"
    assert "**Withdrawn.**" in lively.github.hub.comment_on(change)


@pytest.mark.long
@pytest.mark.parametrize("who", ["nobody", "contributor"])
def test_a_strangers_form_changes_nothing(lively, who):
    lively.github.hub.people["contributor"] = "CONTRIBUTOR"
    before = lively.github.hub.heads()
    lively.github.form(send(lively.github, "Alan Turing", by=who))
    assert lively.github.hub.heads() == before
    assert not any(pull["merged_at"] is None for pull in lively.github.hub.pulls.values())


@pytest.mark.long
def test_when_actions_may_open_no_pull_request_the_form_says_what_to_do(lively):
    lively.github.hub.may_open_pulls = False
    form = send(lively.github, "Alan Turing")
    ran = lively.github.form(form)
    assert NO_PULLS not in ran.log
    assert "Being checked" not in lively.github.hub.comment_on(form)
    assert "pull requests" in lively.github.hub.comment_on(form)


@pytest.mark.long
def test_nothing_is_published_where_nobody_asked_for_it(lively):
    lively.github.variables.clear()
    ran = lively.github.publish(lively.pushed)
    assert set(results(ran).values()) == {"skipped"}
