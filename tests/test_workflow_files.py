"""What is written for GitHub has the shape that GitHub documents: workflows, forms, and what is given to actions."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import tools
from loopback_github.real_actions import misuses
from test_workflows import IN_PARTS, OURS, SCAFFOLD, WORKFLOWS
from testamur.github import repository_files

# The longest first: a folder's schema is that of its files, unless one of them has its own.
SCHEMAS = {
    ".github/ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
    ".github/ISSUE_TEMPLATE/": "vendor.github-issue-forms",
    ".github/workflows/": "vendor.github-workflows",
    ".github/dependabot.yml": "vendor.dependabot",
}


def judge(schema, *files):
    """What check-jsonschema says of files, by a schema that it carries: https://www.schemastore.org."""
    if importlib.util.find_spec("check_jsonschema") is None:
        tools.missing("check-jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def actionlint(*files):
    """What actionlint finds in workflows: https://github.com/kjanat/actionlint."""
    program = Path(sys.executable).with_name("actionlint")
    if not program.is_file():
        tools.missing("actionlint")
    command = [program, "-no-color", "-shellcheck=", "-pyflakes=", "-format", "{{json .}}", *files]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)


@pytest.fixture(scope="module", params=[("open", "pages"), ("closed", "pages"), ("closed", "other")], ids="-".join)
def written(request, tmp_path_factory):
    """What a new repository has for GitHub, as files, by the schema that each is held to."""
    folder, found = tmp_path_factory.mktemp("-".join(request.param)), {}
    for name, text in repository_files.files(shape=request.param[0], site_host=request.param[1]).items():
        if name.endswith((".yml", ".yaml")):
            schema = next((SCHEMAS[start] for start in SCHEMAS if name.startswith(start)), name)
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            found.setdefault(schema, []).append(path)
    return found


def test_every_file_for_github_is_held_to_a_schema(written):
    assert set(written) <= set(SCHEMAS.values())


@pytest.mark.parametrize("schema", SCHEMAS.values())
def test_files_of_a_new_repository_fit_their_schema(written, schema):
    if schema in written:
        done = judge(schema, *written[schema])
        assert done.returncode == 0, done.stdout


def test_our_own_workflows_fit_their_schema():
    done = judge(SCHEMAS[".github/workflows/"], *OURS.glob("*.yml"), IN_PARTS)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("schema", "name", "right", "wrong"),
    [
        ("vendor.github-workflows", "workflows/publish.yml", "runs-on:", "run-on:"),
        ("vendor.github-issue-forms", "ISSUE_TEMPLATE/award.yml", "type: input", "type: text"),
    ],
)
def test_a_schema_finds_a_deliberate_mistake(tmp_path, schema, name, right, wrong):
    path = tmp_path / "wrong.yml"
    path.write_text(repository_files.files(shape="open", site_host="pages")[f".github/{name}"].replace(right, wrong))
    assert judge(schema, path).returncode == 1


def test_actionlint_finds_nothing():
    assert actionlint(*WORKFLOWS) == []


def test_actionlint_finds_a_deliberate_mistake(tmp_path):
    wrong = tmp_path / "wrong.yml"
    wrong.write_text((SCAFFOLD / "publish.yml").read_text().replace("needs: build", "needs: bild"))
    assert any("bild" in one["message"] for one in actionlint(wrong))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_actions_are_given_only_what_they_take(path):
    assert list(misuses(yaml.safe_load(path.read_text()))) == []


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("{uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1, with: {fetch_depth: 0}}", "no input"),
        ("{uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02}", "needs path"),
        ("{uses: actions/checkout@0000000000000000000000000000000000000000}", "no row"),
    ],
)
def test_what_an_action_does_not_take_is_found(step, why):
    (found,) = misuses({"jobs": {"one": {"steps": [yaml.safe_load(step)]}}})
    assert why in found
