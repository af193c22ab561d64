"""Makes a folder with an action.yml for each action that a workflow uses: our stand-in with the real one's inputs.

Where the variable TESTAMUR_ACTIONS names a folder that has real ones (`actions+checkout@COMMIT/`, as `git archive` of
that commit gives it), these run instead.
"""

import base64
import json
import os
import sys
from pathlib import Path

import yaml

from loopback_github.real_actions import ACTIONS, misuses

# What the real actions take where nothing is given, as far as the stand-ins ask.
_DEFAULTS = {
    "checkout": {"persist-credentials": "true", "fetch-depth": "1"},
    "upload-artifact": {"name": "artifact", "if-no-files-found": "warn", "include-hidden-files": "false"},
    "upload-pages-artifact": {"name": "github-pages", "path": "_site/", "include-hidden-files": "false"},
    "deploy-pages": {"artifact_name": "github-pages"},
}


def make(folder, workflow, *, home, token, page_url):
    """Return act's options that map each pinned action of a workflow to its stand-in, made below `folder`.

    AssertionError where a step gives an action what the real one does not take.
    """
    assert list(misuses(workflow)) == []
    used = {step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step}
    options = []
    for name in sorted(used):
        place = _real(name)
        if place is None:
            place = folder / name.replace("/", "+")
            place.mkdir(parents=True, exist_ok=True)
            (place / "action.yml").write_text(_action(name, home=home, token=token, page_url=page_url))
        options += ["--local-repository", f"{name}={place}"]
    return options


def _real(name):
    """The folder of a real action, where there is one; None elsewhere."""
    place = Path(os.environ.get("TESTAMUR_ACTIONS") or os.devnull, name.replace("/", "+"))
    return place.resolve() if (place / "action.yml").is_file() else None


def _action(name, *, home, token, page_url):
    real, short = ACTIONS[name], name.partition("@")[0].partition("/")[2]
    defaults = _DEFAULTS.get(short, {})
    basic = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    environment = {
        "INPUTS": "${{ toJSON(inputs) }}", "KNOWN": json.dumps(real.inputs), "VERSION": real.version,
        "STAND_INS": str(home), "STAND_IN_BASIC": basic, "PAGE_URL": page_url,
    }  # fmt: skip
    script = Path(__file__).with_name("stand_in.py")
    step = {"id": "act", "shell": "bash", "run": f"'{sys.executable}' -I '{script}' {short}", "env": environment}
    outputs = {output: {"value": f"${{{{ steps.act.outputs.{output} }}}}"} for output in real.outputs}
    return yaml.safe_dump(
        {
            "name": f"Stand-in for {name}",
            "inputs": {one: {"default": defaults.get(one, "")} for one in real.inputs},
            "outputs": outputs,
            "runs": {"using": "composite", "steps": [step]},
        }
    )
