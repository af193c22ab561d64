"""The workflow that sends the site to another host: Pages' own, but for the job that deploys."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import tools
from testamur.github import repository_files

PAGES, OTHER = (
    repository_files.files(shape="closed", site_host=host)[".github/workflows/publish.yml"]
    for host in ("pages", "other")
)


def jobs(text):
    return yaml.safe_load(text)["jobs"]


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "publish.yml"
    path.write_text(OTHER)
    return path


def test_only_the_job_that_deploys_differs():
    pages, other = yaml.safe_load(PAGES), yaml.safe_load(OTHER)
    mine, theirs = other["jobs"].pop("deploy"), pages["jobs"].pop("deploy")
    assert other == pages
    assert {name: mine[name] for name in ("needs", "if", "runs-on", "timeout-minutes")} == {
        name: theirs[name] for name in ("needs", "if", "runs-on", "timeout-minutes")
    }


def test_no_word_of_pages_is_left_where_another_host_serves():
    assert "GitHub Pages" not in OTHER
    assert "deploy-pages" not in OTHER


def test_the_site_that_was_built_in_this_run_is_what_is_sent():
    build, deploy = jobs(OTHER)["build"], jobs(OTHER)["deploy"]
    upload = build["steps"][-1]
    download = next(step for step in deploy["steps"] if step.get("uses", "").startswith("actions/download"))
    assert upload["uses"].startswith("actions/upload-pages-artifact@")
    assert build["outputs"]["artifact"] == upload["with"]["name"]
    assert download["with"] == {"name": "${{ needs.build.outputs.artifact }}", "path": "built"}


def test_its_secret_is_of_an_environment_of_its_own_and_reaches_the_last_step_only():
    deploy = jobs(OTHER)["deploy"]
    assert deploy["environment"] == "deployment"
    assert deploy["permissions"] == {"contents": "read"}
    assert ["secrets." in str(step) for step in deploy["steps"]] == [False] * (len(deploy["steps"]) - 1) + [True]
    assert "TESTAMUR_SIGNING_KEY" not in str(deploy)


def test_each_of_its_lines_is_one_command_without_an_expression():
    runs = [step["run"] for step in jobs(OTHER)["deploy"]["steps"] if "run" in step]
    assert runs[-1] == "sh .github/deploy.sh site"
    assert not any(mark in run for run in runs for mark in ("${{", ";", "&", "|", "\n"))


def test_zizmor_finds_nothing_in_it(written):
    zizmor = Path(sys.executable).with_name("zizmor")
    if not zizmor.is_file():
        tools.missing("zizmor")
    command = [zizmor, "--offline", "--quiet", "--no-progress", "--persona", "pedantic", written]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
