"""W3C's test suites for what we sign and check: fetched, installed beside each other, and run against `vc_api`.

`make w3c` fetches them from GitHub, or from the folder of bare repositories that W3C_MIRROR names, into
tests/judges/w3c. They are no packages, and depend on each other by addresses that npm would fetch again, so both are
put right here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

import tools
import vc_api
from paths import ROOT

FOLDER = ROOT / "tests" / "judges" / "w3c"
HELPERS = ("w3c-ccg/data-integrity-test-suite-assertion", "w3c/vc-test-suite-implementations")
# Node's own clone refuses the addresses that a package of contexts has beside each of them.
_PRELOADED = (
    "const clone = structuredClone; globalThis.structuredClone = (value, options) => "
    "clone(value?.url instanceof URL ? { ...value, url: String(value.url) } : value, options);"
)


@dataclass(frozen=True, slots=True)
class W3cSuite:
    """A suite: its repository, what it asks of us (`tags`), and data that another repository has."""

    repository: str
    tags: tuple[str, ...]
    issues: bool = True  # whether we sign by what it is about, too
    data: str = ""  # a repository whose folder TestVectors it reads

    @property
    def folder(self) -> Path:
        return FOLDER / self.repository.partition("/")[2]


SUITES = {
    "eddsa": W3cSuite("w3c/vc-di-eddsa-test-suite", ("eddsa-rdfc-2022", "eddsa-jcs-2022")),
    "ecdsa": W3cSuite(
        "w3c/vc-di-ecdsa-test-suite", ("ecdsa-rdfc-2019", "ecdsa-jcs-2019"), issues=False, data="w3c/vc-di-ecdsa"
    ),
    "status": W3cSuite("w3c/vc-bitstring-status-list-test-suite", (vc_api.STATUS,)),
}


def run(suite: W3cSuite, output: Path) -> tuple[list[str], list[str]]:
    """Return the titles of the tests that passed and that failed."""
    with vc_api.served() as base:
        config = f"module.exports = {json.dumps(_config(suite, base))};\n"
        (suite.folder / "localConfig.cjs").write_text(config, "utf-8")
        command = [tools.node(), "node_modules/mocha/bin/mocha.js", "tests/", "--reporter", "json"]
        command += ["--reporter-option", f"output={output}", "--timeout", "15000", "--preserve-symlinks"]
        preload = f"--import=data:text/javascript,{urllib.parse.quote(_PRELOADED)}"
        environment = {**os.environ, "NODE_OPTIONS": preload}
        subprocess.run(command, cwd=suite.folder, env=environment, capture_output=True, check=False, timeout=300)
    found = json.loads(output.read_text("utf-8"))
    return tuple([one["fullTitle"] for one in found[kind]] for kind in ("passes", "failures"))


def _config(suite: W3cSuite, base: str) -> dict[str, object]:
    def endpoints(act: str) -> list[dict[str, object]]:
        return [
            {
                "id": vc_api.DID,
                "endpoint": f"{base}/{tag}/credentials/{act}",
                "supports": {"vc": ["1.1", "2.0"]},
                "supportedEcdsaKeyTypes": ["P-256", "P-384"],
                "tags": [tag],
            }
            for tag in suite.tags
        ]

    ours = {
        "name": "Testamur",
        "implementation": "Testamur",
        "issuers": endpoints("issue") if suite.issues else [],
        "verifiers": endpoints("verify"),
    }
    settings = {"enableInteropTests": True, "testAllImplementations": False}
    return {"settings": settings, "implementations": [ours]}


def install() -> None:
    """Fetch all suites and what they need, and install each."""
    for repository in HELPERS:
        _check_out(repository, FOLDER / repository.partition("/")[2])
    for suite in SUITES.values():
        _check_out(suite.repository, suite.folder)
        if suite.data:
            _check_out(suite.data, suite.folder / "tests" / "input" / suite.data.partition("/")[2])
        _install(suite.folder)


def _check_out(repository: str, folder: Path) -> None:
    if folder.is_dir():
        return
    mirror = os.environ.get("W3C_MIRROR")
    source = Path(mirror) / repository.replace("/", "+") / "repo" if mirror else f"https://github.com/{repository}.git"
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", str(source), str(folder)], check=True)


def _install(folder: Path) -> None:
    if (folder / "node_modules").is_dir():
        return
    package = json.loads((folder / "package.json").read_text("utf-8"))
    for repository in HELPERS:
        name = repository.partition("/")[2]
        if name in package["dependencies"]:
            package["dependencies"][name] = f"file:../{name}"
    (folder / "package.json").write_text(json.dumps(package, indent=2), "utf-8")
    (folder / "package-lock.json").unlink(missing_ok=True)
    npm = [tools.node(), str(Path(tools.node()).resolve().parents[1] / "lib/node_modules/npm/bin/npm-cli.js")]
    options = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--install-links", "--omit=dev"]
    subprocess.run([*npm, *options], cwd=folder, check=True)


if __name__ == "__main__":
    sys.exit(install())
