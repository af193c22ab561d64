"""What becomes of a run of our workflows under GitHub's habits: which jobs run, which runs wait, what is deployed."""

import pytest

import fake_actions
from fake_actions import Artifacts
from paths import ROOT
from testamur.github import publish_comment

SCAFFOLD = ROOT / "plugins" / "testamur" / "github" / "new_repository"
IN_PARTS = ROOT / "docs" / "publish-in-parts" / "publish.yml"
PUBLISH = [SCAFFOLD / "publish.yml", IN_PARTS]
publishes = pytest.mark.parametrize("path", PUBLISH, ids=["whole", "in parts"])
SET = {"TESTAMUR_PUBLISH": "true"}


def go(path, *, event="push", variables=SET, results=None, outputs=None, attempt=1, kept=None, stopped_in=""):
    """Run a workflow whose jobs have these results, and whose steps these outputs; return what each job came to."""
    jobs, _ = fake_actions.read(path)
    context = {
        "vars": variables,
        "github": {"event_name": event, "run_attempt": attempt, "event": {"issue": {"body": "### x"}}},
    }
    return fake_actions.run(
        jobs,
        lambda name: ((results or {}).get(name, "success"), (outputs or {}).get(name, {})),
        context=context, kept=kept, stopped_in=stopped_in,
    )  # fmt: skip


def ran(done):
    return {name for name, job in done.items() if job["result"] != "skipped"}


@publishes
def test_a_push_signs_builds_deploys_verifies_and_tells(path):
    assert ran(go(path)) >= {"tool", "issue", "begun", "build", "deploy", "smoke", "tell"}
    assert "unset" not in ran(go(path))


@publishes
def test_the_daily_run_does_all_but_sign(path):
    assert {"issue", "begun"} & ran(go(path, event="schedule")) == set()
    assert ran(go(path, event="schedule")) >= {"build", "deploy", "smoke", "tell"}


WITNESSED = {**SET, "TESTAMUR_WITNESSES": "true"}


@publishes
@pytest.mark.parametrize("event", ["push", "schedule"])
def test_witnesses_are_asked_where_the_registry_has_some(path, event):
    assert "witness" in ran(go(path, event=event, variables=WITNESSED))
    assert "witness" not in ran(go(path, event=event))


@publishes
@pytest.mark.parametrize("event", ["push", "schedule"])
@pytest.mark.parametrize("result", ["failure", "cancelled"])
def test_without_the_signatures_of_witnesses_that_have_to_sign_nothing_is_built(path, event, result):
    done = go(path, event=event, variables=WITNESSED, results={"witness": result})
    assert {"part", "build", "deploy", "smoke"} & ran(done) == set()
    assert done["tell"]["result"] == "success"


@publishes
def test_witnesses_are_asked_only_about_what_was_pushed(path):
    assert "witness" not in ran(go(path, variables=WITNESSED, results={"issue": "failure"}))
    jobs, _ = fake_actions.read(path)
    assert "issue" in jobs["witness"]["needs"]


@publishes
@pytest.mark.parametrize(
    ("variables", "size", "is_attested"),
    [({"TESTAMUR_ATTEST": "true"}, "412", True), ({"TESTAMUR_ATTEST": "true"}, "", False), ({}, "412", False)],
    ids=["asked for", "no log", "not asked for"],
)
def test_github_attests_the_checkpoint_of_a_log_where_it_is_asked_to(path, variables, size, is_attested):
    at = "part" if path == IN_PARTS else "build"
    done = go(path, variables={**SET, **variables}, outputs={at: {"build": {"log-size": size}}})
    assert ("attest" in ran(done)) is is_attested


@pytest.mark.parametrize(
    "path", [*PUBLISH, SCAFFOLD / "weekly.yml"], ids=lambda path: f"{path.parent.name}-{path.name}"
)
@pytest.mark.parametrize("variables", [{}, {"TESTAMUR_PUBLISH": "yes"}], ids=["none", "yes"])
@pytest.mark.parametrize("event", ["push", "schedule"])
def test_without_the_variable_one_job_runs_and_names_it(path, variables, event):
    assert ran(go(path, event=event, variables=variables)) == {"unset"}
    jobs, _ = fake_actions.read(path)
    assert "TESTAMUR_PUBLISH" in jobs["unset"]["env"]["SAID"]
    assert "Settings → Secrets and variables → Actions → Variables" in jobs["unset"]["env"]["SAID"]
    assert any(step["run"].endswith('>> "$GITHUB_STEP_SUMMARY"') for step in jobs["unset"]["steps"])


@publishes
@pytest.mark.parametrize(("event", "at"), [("push", "issue"), ("schedule", "build")])
def test_after_a_newer_publish_nothing_is_built_or_deployed_and_the_run_is_green(path, event, at):
    at = "part" if at == "build" and path == IN_PARTS else at
    step = {"issue": "approved"}.get(at, "build")
    done = go(path, event=event, outputs={at: {step: {"superseded": "true"}}})
    assert {"begun", "deploy", "smoke"} & ran(done) == set()
    assert {job["result"] for job in done.values()} == {"success", "skipped"}


@publishes
@pytest.mark.parametrize("event", ["push", "schedule"])
@pytest.mark.parametrize("result", ["failure", "cancelled"])
def test_without_the_tool_nothing_is_done_but_told(path, event, result):
    assert ran(go(path, event=event, results={"tool": result})) == {"tool", "tell"}


@publishes
def test_where_the_tool_was_not_fetched_whoever_tells_looks_for_it_elsewhere(path):
    jobs, _ = fake_actions.read(path)
    steps = [step for step in jobs["tell"]["steps"] if "needs.tool.result" in step.get("if", "")]
    for result, count in (("success", 2), ("failure", 1)):
        context = {"needs": {"tool": {"result": result}}}
        assert sum(fake_actions.value(step["if"], context) for step in steps) == count


@publishes
@pytest.mark.parametrize("at", ["issue", "build", "deploy", "smoke"])
@pytest.mark.parametrize("result", ["failure", "cancelled"])
def test_whatever_stops_is_told(path, at, result):
    done = go(path, results={at: result})
    assert done["tell"]["result"] == "success"
    order = ["issue", "build", "deploy", "smoke"]
    assert not set(order[order.index(at) + 1 :]) & ran(done)


def test_a_run_that_somebody_stops_tells_and_does_nothing_else():
    assert ran(go(SCAFFOLD / "publish.yml", stopped_in="issue", results={"issue": "cancelled"})) == {
        "tool",
        "issue",
        "tell",
    }


# What waits


@publishes
def test_every_publish_that_waits_is_run(path):
    _, concurrency = fake_actions.read(path)
    assert fake_actions.ends(concurrency, 5) == ["done"] * 5


def test_of_one_form_the_newest_text_is_read():
    _, concurrency = fake_actions.read(SCAFFOLD / "award.yml")
    assert fake_actions.ends(concurrency, 3) == ["cancelled", "cancelled", "done"]


# What is deployed


def uploaded(path, attempt):
    jobs, _ = fake_actions.read(path)
    (step,) = [one for one in jobs["build"]["steps"] if "upload-pages-artifact" in one.get("uses", "")]
    return fake_actions.expand(step["with"]["name"], {"github": {"run_attempt": attempt}})


def deployed(path, done):
    jobs, _ = fake_actions.read(path)
    (step,) = [one for one in jobs["deploy"]["steps"] if "deploy-pages" in one.get("uses", "")]
    return fake_actions.expand(step["with"]["artifact_name"], {"needs": done})


@publishes
def test_all_jobs_run_again_deploy_what_their_own_attempt_built(path):
    artifacts = Artifacts()
    for attempt in (1, 2, 3):
        done = go(path, attempt=attempt)
        artifacts.upload(uploaded(path, attempt))
        artifacts.deploy(deployed(path, done))


@publishes
def test_a_deployment_that_is_run_again_alone_takes_what_was_built_before(path):
    artifacts = Artifacts()
    first = go(path, results={"deploy": "failure"})
    artifacts.upload(uploaded(path, 1))
    kept = {name: job for name, job in first.items() if name not in {"deploy", "smoke", "tell"}}
    again = go(path, attempt=2, kept=kept)
    assert {"deploy", "smoke", "tell"} <= ran(again)
    artifacts.deploy(deployed(path, again))


def test_files_of_the_same_name_are_replaced_when_a_run_is_done_again():
    for path in (SCAFFOLD / "award.yml", SCAFFOLD / "check.yml", IN_PARTS):
        jobs, _ = fake_actions.read(path)
        steps = [step for job in jobs.values() for step in job["steps"] if "/upload-artifact@" in step.get("uses", "")]
        assert steps
        assert all(step["with"]["overwrite"] is True for step in steps)


# Forms


@pytest.mark.parametrize("result", ["failure", "cancelled"])
def test_a_form_whose_job_stops_is_told_by_another(result):
    stopped_in = "award" if result == "cancelled" else ""
    assert "unfinished" in ran(go(SCAFFOLD / "award.yml", results={"award": result}, stopped_in=stopped_in))


def test_a_form_whose_job_ends_needs_no_other():
    assert ran(go(SCAFFOLD / "award.yml")) == {"award"}


def test_where_the_tool_cannot_be_installed_a_fixed_text_is_posted_that_is_replaced_later():
    jobs, _ = fake_actions.read(SCAFFOLD / "award.yml")
    *_, step = jobs["unfinished"]["steps"]
    assert step["if"] == "failure()"
    assert step["env"]["SAID"].startswith(publish_comment.MARK)
    assert "${{" not in step["env"]["SAID"]


def test_nobody_is_sorted_out_by_what_an_event_calls_them():
    """A private member is a CONTRIBUTOR, or NONE, in events: the program asks."""
    for path in SCAFFOLD.glob("*.yml"):
        assert "author_association" not in path.read_text()


def test_what_only_a_proposed_form_has_comes_of_no_other():
    jobs, _ = fake_actions.read(SCAFFOLD / "award.yml")
    steps = jobs["award"]["steps"]
    (at,) = [number for number, step in enumerate(steps) if step.get("id") == "award"]
    for proposed in ("", "true"):
        context = {"steps": {"award": {"outputs": {"proposed": proposed}}}}
        assert {fake_actions.value(step["if"], context) for step in steps[at + 1 :]} == {proposed == "true"}
