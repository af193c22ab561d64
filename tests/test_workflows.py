"""The workflows: no logic, no trigger that lends a stranger our rights, the key in one job only."""

import re

import pytest
import yaml

from paths import ROOT

SCAFFOLD = ROOT / "plugins" / "testamur" / "authoring" / "new_repository" / "publish.yml"
WORKFLOWS = [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), SCAFFOLD]
every = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: f"{path.parent.name}/{path.name}")


def read(path):
    # YAML 1.1 reads the key `on` as true.
    workflow = yaml.safe_load(path.read_text())
    return workflow, workflow.get("on", workflow.get(True))


def steps(path):
    workflow, _ = read(path)
    return [(name, step) for name, job in workflow["jobs"].items() for step in job["steps"]]


@every
def test_permissions_start_at_none(path):
    workflow, _ = read(path)
    assert workflow["permissions"] == {}
    assert all(isinstance(job.get("permissions"), dict) for job in workflow["jobs"].values())


@every
def test_no_trigger_runs_a_strangers_change_with_our_rights(path):
    _, triggers = read(path)
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(triggers)


@every
def test_actions_are_pinned_by_commit(path):
    for _, step in steps(path):
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])


@every
def test_checkouts_leave_no_token_behind(path):
    for _, step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@every
def test_no_expression_reaches_a_shell_line(path):
    assert not any("${{" in step.get("run", "") for _, step in steps(path))


@every
def test_a_run_line_is_one_command(path):
    assert not any(re.search(r"[\n;&|]", step.get("run", "").strip()) for _, step in steps(path))


@every
def test_secrets_are_in_the_issuing_job_only(path):
    workflow, _ = read(path)
    for name, job in workflow["jobs"].items():
        if "secrets." in str(job):
            assert (path.name, name, job["environment"]) == ("publish.yml", "issue", "signing")


def test_a_publish_is_never_broken_off():
    workflow, _ = read(ROOT / ".github" / "workflows" / "publish.yml")
    assert workflow["concurrency"]["cancel-in-progress"] is False


def test_only_the_issuing_job_may_write():
    workflow, _ = read(ROOT / ".github" / "workflows" / "publish.yml")
    writing = {name for name, job in workflow["jobs"].items() if job["permissions"].get("contents") == "write"}
    assert writing == {"issue"}


def test_a_new_repository_gets_the_same_workflow_but_for_how_the_tool_is_installed():
    ours = (ROOT / ".github" / "workflows" / "publish.yml").read_text()
    installed = ours.replace("make tool", "python -m pip install --requirement requirements.txt")
    assert SCAFFOLD.read_text() == installed.replace(".venv/bin/testamur", "testamur")
