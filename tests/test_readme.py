"""The walkthrough of the README, carried out as written."""

import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
WALK = README.partition("## A first award of your own")[2].partition("\n## ")[0]
COMMANDS = [
    command
    for block in re.findall(r"^```\n(.*?)^```", WALK, re.MULTILINE | re.DOTALL)
    for command in block.replace("\\\n", " ").splitlines()
    if command.startswith(("testamur ", "cd "))
]
MAKE = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """Every command but `serve`, in a shell, in an empty folder; what each printed."""
    folder = tmp_path_factory.mktemp("walk")
    shim = folder / "bin" / "testamur"
    shim.parent.mkdir()
    # Not named in the first line: a path there cannot have a space.
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m testamur "$@"\n')
    shim.chmod(0o755)
    commands = [command for command in COMMANDS if not command.startswith("testamur serve")]
    script = "set -eu\n" + "\n".join(f"echo '== {command.split(' -')[0]}'\n{command}" for command in commands)
    environment = {
        "PATH": f"{shim.parent}:{os.environ['PATH']}",
        "TESTAMUR_PASSPHRASE": "tide lamp cobalt onion",
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT / "plugins"),
    }
    bash = shutil.which("bash") or "bash"
    return subprocess.run(
        [bash, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_walkthrough_has_every_command():
    assert [command.split()[1] for command in COMMANDS] == [
        "init", "my-registry", "keygen", "new", "new", "new", "check", "issue", "build", "serve", "verify",
    ]  # fmt: skip


def test_every_step_of_the_walkthrough_works(walked):
    assert walked.returncode == 0, walked.stdout + walked.stderr


def test_the_walkthrough_ends_with_a_valid_award(walked):
    assert walked.stdout.rstrip().endswith("It does not show who runs that address.")
    assert "VALID: Genuine and current" in walked.stdout


def test_the_walkthrough_shows_no_traceback(walked):
    assert "Traceback" not in walked.stdout + walked.stderr


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z-]+)", README)) - {"it"}))
def test_every_make_target_of_the_readme_exists(target):
    assert target in MAKE


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_every_link_of_the_readme_leads_to_an_existing_file(link):
    assert link.startswith("https://") or (ROOT / link).exists()


@pytest.mark.parametrize("picture", sorted(set(re.findall(r'src="([^"]+)"', README))))
def test_every_picture_of_the_readme_exists(picture):
    assert (ROOT / picture).is_file()
