"""A registry without a forge, from its first commit to an award that verifies as it is served: docs/operating.md."""

import re
import shutil
import subprocess

import pytest

import tools
from paths import ROOT
from registries import PASSPHRASE, run
from repositories import commit, git

PAGE = (ROOT / "docs/operating.md").read_text().partition("## Without a forge")[2].partition("\n## ")[0]
BLOCK = re.search(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[1]


@pytest.fixture
def home(tmp_path):
    """The repository, made and pushed by the commands of the page."""
    made = run("init", "badges", "--host", "by-hand", "--name", "Port College", "--base",
               "https://badges.port-college.ie", "--country", "IE", "--contact", "a@port-college.ie", "--live",
               folder=tmp_path)  # fmt: skip
    assert made.code == 0, made.err
    script = "set -eu\n" + BLOCK.replace("/shared/", f"{tmp_path}/").replace(
        "git commit", "git -c user.name=A -c user.email=a@b.example commit"
    )
    subprocess.run(["/bin/sh", "-c", script], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path / "badges"


def test_an_award_is_signed_built_sent_and_verifies_as_it_is_served(home):
    if shutil.which("rsync") is None:
        tools.missing("rsync")
    assert git(home.parent / "badges.git", "log", "-1", "--format=%s", "main").strip() == "A new registry"
    key = run("keygen", "--add", "--out", "seal.pem", "--custodian", "A", "--custodian", "B", folder=home,
              TESTAMUR_PASSPHRASE=PASSPHRASE)  # fmt: skip
    assert key.code == 0, key.err
    run("new", "learner", "--name", "Ada", "--id", "l-1", folder=home)
    run("new", "award", "--achievement", "working-with-spreadsheets", "--date", "2026-10-30", "--learner", "l-1",
        folder=home)  # fmt: skip
    commit(home)
    issued = run("issue", "--key", "seal.pem", "--yes", folder=home, TESTAMUR_PASSPHRASE=PASSPHRASE)
    assert issued.code == 0, issued.err
    commit(home, "The ledger's id")
    assert "ledger/" not in git(home, "ls-files")
    # The ledger comes back from its copy.
    subprocess.run(["tar", "--create", "--gzip", "--file", "ledger.tar.gz", "ledger"], cwd=home, check=True)
    shutil.rmtree(home / "ledger")
    subprocess.run(["tar", "--extract", "--gzip", "--file", "ledger.tar.gz"], cwd=home, check=True)
    assert run("build", folder=home).code == 0
    served = home.parent / "srv"
    file = home / "deploy.sh"
    file.write_text(file.read_text().replace('folder=""', f'folder="{served}"', 1))
    subprocess.run(["/bin/sh", "deploy.sh", "output"], cwd=home, check=True, capture_output=True)
    (credential,) = (served / "current/awards").glob("*/credential.json")
    verified = run("verify", credential, "--site", served / "current", folder=home)
    assert verified.code == 0, verified.out + verified.err
