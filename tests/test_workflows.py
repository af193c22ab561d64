"""The workflows: no logic, no trigger that lends an outsider our permissions, the key in one job only."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import python_matrix
import tools
from paths import ROOT

OURS = ROOT / ".github" / "workflows"
SCAFFOLD = ROOT / "plugins" / "testamur" / "github" / "new_repository"
NAMES = ("award.yml", "check.yml", "monitor.yml", "publish.yml", "weekly.yml")
IN_PARTS = ROOT / "docs" / "publish-in-parts" / "publish.yml"
WORKFLOWS = [*sorted(OURS.glob("*.yml")), *(SCAFFOLD / name for name in NAMES), IN_PARTS]
# What `runs.using` says in the action.yml of each pinned commit; of a composite action, in that of each action it uses.
RUNTIMES = {
    "actions/attest@1e69f48acb82d1966a394da916b4c1698aa569d6": "node24",
    "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1": "node24",
    "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128": "node24",
    "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c": "node24",
    "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97": "node24",
    "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f": "node24",
    "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9": "node24",  # upload-artifact, as above
    # setup-python 6.2.0, since its pull request 408; its other part is a container.
    "pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33": "node24",
}
every = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: f"{path.parent.name}/{path.name}")


def read(path):
    # YAML 1.1 reads the key `on` as true.
    workflow = yaml.safe_load(path.read_text())
    return workflow, workflow.get("on", workflow.get(True))


def steps(path):
    workflow, _ = read(path)
    return [(name, step) for name, job in workflow["jobs"].items() for step in job["steps"]]


@every
def test_permissions_start_empty(path):
    workflow, _ = read(path)
    assert workflow["permissions"] == {}
    assert all(isinstance(job.get("permissions"), dict) for job in workflow["jobs"].values())


@every
def test_no_trigger_runs_an_outsiders_change_with_our_permissions(path):
    _, triggers = read(path)
    assert not {"pull_request_target", "workflow_run", "issue_comment", "repository_dispatch"} & set(triggers)


@every
def test_actions_are_pinned_by_commit(path):
    for _, step in steps(path):
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])


@every
def test_no_action_runs_on_a_node_that_is_past_its_end(path):
    used = {step["uses"] for _, step in steps(path) if "uses" in step}
    assert {action: RUNTIMES.get(action) for action in used} == dict.fromkeys(used, "node24")


@every
def test_checkouts_leave_no_token_behind(path):
    for _, step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@every
def test_no_expression_is_expanded_in_a_shell_line(path):  # G-08
    assert not any("${{" in step.get("run", "") for _, step in steps(path))


@every
def test_each_run_line_is_one_command(path):
    assert not any(re.search(r"[\n;&|]", step.get("run", "").strip()) for _, step in steps(path))


@every
def test_secrets_are_used_in_the_issuing_job_only(path):
    workflow, _ = read(path)
    for name, job in workflow["jobs"].items():
        if "secrets." in str(job):
            assert (path.name, name, job["environment"]) in {
                ("publish.yml", "issue", "signing"),
                ("monitor.yml", "monitor", "witness"),  # a key of its own, which signs no award
            }


@pytest.mark.parametrize("path", [OURS / "publish.yml", SCAFFOLD / "publish.yml"], ids=["ours", "new"])
def test_a_publish_takes_nothing_that_another_run_could_have_left(path):
    """No cache is restored, and no artifact of another run is fetched: a proposed change could have written both."""
    for _, step in steps(path):
        used = step.get("uses", "").partition("@")[0]
        assert used not in {"actions/cache", "actions/cache/restore"}
        assert "cache" not in step.get("with", {})
        if used == "actions/download-artifact":
            assert step["with"] == {"name": "tool", "path": "wheels"}


@pytest.mark.parametrize("path", [SCAFFOLD / "publish.yml", IN_PARTS], ids=["whole", "in parts"])
def test_what_one_job_hands_to_others_is_installed_by_the_hashes_that_were_reviewed(path):
    """The packages come from a job without rights; pip takes none whose hash is not in requirements.txt."""
    workflow, _ = read(path)
    held = set()
    for name, job in workflow["jobs"].items():
        fetched = [
            step for step in job["steps"] if step.get("with", {}).get("name") == "tool" and "path" in step["with"]
        ]
        pips = [step for step in job["steps"] if "pip install" in step.get("run", "")]
        assert all("--require-hashes" in step["run"] for step in pips)
        if pips and name != "tell":
            (step,), (download,) = pips, fetched
            assert step["env"] == {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "wheels"}
            assert job["steps"].index(download) < job["steps"].index(step)
            held.add(name)
    assert held >= {"issue", "begun", "smoke"}


def test_the_job_that_fetches_the_tool_can_do_nothing_else():
    workflow, _ = read(SCAFFOLD / "publish.yml")
    assert workflow["jobs"]["tool"]["permissions"] == {"contents": "read"}
    assert "secrets." not in str(workflow["jobs"]["tool"])
    (run,) = [step["run"] for step in workflow["jobs"]["tool"]["steps"] if "run" in step]
    # Of a source distribution pip would run code, to read its metadata.
    assert "--require-hashes --only-binary :all:" in run


@every
def test_zizmor_finds_nothing(path):
    """Another judge of workflows, at its strictest: https://docs.zizmor.sh."""
    zizmor = Path(sys.executable).with_name("zizmor")
    if not zizmor.is_file():
        tools.missing("zizmor")
    command = [zizmor, "--offline", "--quiet", "--no-progress", "--persona", "pedantic", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_hashes(name):
    text = (ROOT / name).read_text().replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert len(packages) > 10
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []
    assert f": {name} $(VENV)" in (ROOT / "Makefile").read_text()
    assert (ROOT / "Makefile").read_text().count("$(PIP) install -q --require-hashes -r $<") == 2


def test_every_promised_python_is_tested_with_every_set_of_packages():
    job = read(OURS / "pythons.yml")[0]["jobs"]["test"]
    assert job["strategy"]["matrix"] == {
        "python": list(python_matrix.PROMISED),
        "packages": list(python_matrix.PACKAGES),
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["requires-python"] == f">={python_matrix.PROMISED[0]}"
    named = re.findall(r"Python :: (3\.\d+)", " ".join(project["classifiers"]))
    assert set(named) <= set(python_matrix.PROMISED)
    assert named != []


@pytest.mark.parametrize("name", ["check.yml", "pythons.yml"])
def test_workflows_pass_the_python_of_the_matrix_to_make(name):
    for step in read(OURS / name)[0]["jobs"]["test"]["steps"]:
        if "run" in step:
            assert step["env"]["PYTHON"] == "python${{ matrix.python }}"


def test_a_publish_is_never_cancelled():
    workflow, _ = read(ROOT / ".github" / "workflows" / "publish.yml")
    assert workflow["concurrency"]["cancel-in-progress"] is False


def test_only_what_signs_or_watches_and_the_forms_may_write_to_the_repository():
    for path in (*OURS.glob("*.yml"), *(SCAFFOLD / name for name in NAMES)):
        workflow, _ = read(path)
        writing = {name for name, job in workflow["jobs"].items() if job["permissions"].get("contents") == "write"}
        allowed = {"publish.yml": {"issue", "witness"}, "award.yml": {"award"}, "monitor.yml": {"monitor"}}
        assert writing <= allowed.get(path.name, set())


def test_approval_is_checked_before_the_key_is_available():
    workflow, _ = read(OURS / "publish.yml")
    runs = [
        (step["run"].split()[-1], step.get("env", {})) for step in workflow["jobs"]["issue"]["steps"] if "run" in step
    ]
    assert [name for name, _ in runs][1:] == ["approved", "issue"]
    assert [name for name, env in runs if "TESTAMUR_SIGNING_KEY" in env] == ["issue"]


def test_checking_a_change_runs_no_code_of_it():
    """The tool, the settings and the theme come from the base; the change is passed as a folder of records."""
    workflow, triggers = read(SCAFFOLD / "check.yml")
    assert list(triggers) == ["pull_request"]
    steps = workflow["jobs"]["records"]["steps"]
    assert [step["with"]["path"] for step in steps if step.get("uses", "").startswith("actions/checkout@")] == [
        "base",
        "change",
    ]
    for step in steps:
        if "change" in step.get("run", ""):
            assert re.search(r" --records change/credentials\b", step["run"])
            assert step["run"].count("change") == 1
    assert not any(step.get("working-directory") for step in steps)


def as_installed(text):
    """Our own workflow, as an institution has it: the tool is the released package."""
    text = text.replace(
        "make -C base tool", "env --chdir=base python -m pip install --require-hashes --requirement requirements.txt"
    )
    text = text.replace("make tool", "python -m pip install --require-hashes --requirement requirements.txt")
    text = text.replace("--requirement requirements.lock", "--requirement requirements.txt")
    return text.replace("base/.venv/bin/testamur", "testamur").replace(".venv/bin/testamur", "testamur")


@pytest.mark.parametrize("name", ["award.yml", "publish.yml", "weekly.yml"])
def test_new_repositories_get_our_workflow_apart_from_the_installation_of_the_tool(name):
    assert (SCAFFOLD / name).read_text() == as_installed((OURS / name).read_text())


def test_publishing_in_parts_differs_from_a_new_repositorys_publish_in_what_builds():
    parts, _ = read(IN_PARTS)
    whole, _ = read(SCAFFOLD / "publish.yml")
    assert parts["jobs"]["tell"].pop("needs") == [
        "tool", "issue", "witness", "part", "build", "deploy", "smoke",
    ]  # fmt: skip
    whole["jobs"]["tell"].pop("needs")
    assert parts["jobs"].pop("part")["if"] == whole["jobs"]["build"]["if"]
    assert parts["jobs"].pop("build")["needs"] == "part"
    whole["jobs"].pop("build")
    assert parts == whole


def test_a_publish_in_parts_takes_parts_of_its_own_run_only():
    for _, step in steps(IN_PARTS):
        assert not step.get("uses", "").startswith("actions/cache")
        assert not {"cache", "run-id", "github-token", "repository"} & set(step.get("with", {}))


def test_a_new_repository_checks_records_as_ours_does():
    ours, _ = read(OURS / "check.yml")
    theirs, _ = read(SCAFFOLD / "check.yml")
    job = yaml.safe_load(as_installed(yaml.safe_dump(ours["jobs"]["records"], width=1000)))
    assert job.pop("if") == "github.event_name == 'pull_request'"
    assert job == theirs["jobs"]["records"]
