"""What a workflow's step does here in the place of an action: run by act inside a job, as `stand_in.py NAME`.

Each does what the workflows rely on in the real action, and refuses what that refuses. It uses the standard library
alone, since no job has our tests installed. `STAND_INS` names the folder of the loopback GitHub; `INPUTS` has the
step's inputs.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

HOME = Path(os.environ["STAND_INS"])
RUN, ATTEMPT = os.environ.get("GITHUB_RUN_ID", "0"), os.environ.get("GITHUB_RUN_ATTEMPT", "1")
ARTIFACTS = HOME / "artifacts" / RUN


def stop(message):
    print(f"::error::{message}")
    sys.exit(1)


def note(variable, line):
    with Path(os.environ[variable]).open("a") as file:
        file.write(f"{line}\n")


def git(*arguments, cwd, **settings):
    subprocess.run(["git", *arguments], cwd=cwd, env={**os.environ, **settings}, check=True)


def checkout(given):
    """Fetch one commit, or all branches, as a checkout that is on the branch of the event, and keeps no token."""
    folder = Path(os.environ["GITHUB_WORKSPACE"], given["path"])
    folder.mkdir(parents=True, exist_ok=True)
    server, repository = os.environ["GITHUB_SERVER_URL"], given["repository"] or os.environ["GITHUB_REPOSITORY"]
    token = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader"}
    token["GIT_CONFIG_VALUE_0"] = f"Authorization: Basic {os.environ['STAND_IN_BASIC']}"
    ref, commit = os.environ["GITHUB_REF"], given["ref"] or os.environ["GITHUB_SHA"]
    git("init", "--quiet", "--initial-branch=unborn", cwd=folder)
    git("remote", "add", "origin", f"{server}/{repository}", cwd=folder)
    if given["persist-credentials"] != "false":
        git("config", f"http.{server}/.extraheader", token["GIT_CONFIG_VALUE_0"], cwd=folder)
    depth = int(given["fetch-depth"])
    wanted = ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"] if depth == 0 else []
    limit = [f"--depth={depth}"] if depth else []
    git(
        "fetch",
        "--quiet",
        "--no-tags",
        *limit,
        "origin",
        *wanted,
        f"+{commit}:refs/stand-in/asked",
        cwd=folder,
        **token,
    )
    if ref.startswith("refs/heads/") and not given["ref"]:
        name = ref.removeprefix("refs/heads/")
        git("update-ref", f"refs/remotes/origin/{name}", commit, cwd=folder)
        git("checkout", "--quiet", "-B", name, commit, cwd=folder)
    else:
        git("checkout", "--quiet", "--detach", commit, cwd=folder)
    git("update-ref", "-d", "refs/stand-in/asked", cwd=folder)


def setup_python(given):
    """Put a Python on the path that has what the tool needs, and not the tool: each job is a new machine."""
    folder = Path(os.environ["RUNNER_TEMP"], "python")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HOME / "python", folder, symlinks=True)
    note("GITHUB_PATH", folder / "bin")
    # Nothing is fetched from an index: the tool comes from the repository, which has its archive.
    for line in ("PIP_NO_WARN_CONFLICTS=0", "PIP_NO_INDEX=1", "PIP_DISABLE_PIP_VERSION_CHECK=1"):
        note("GITHUB_ENV", line)
    note("GITHUB_OUTPUT", f"python-version={given['python-version']}")


def _pack(path, name, *, with_hidden):
    """Keep a folder or a file as an artifact of this run; one name is taken once in an attempt."""
    packed = ARTIFACTS / ATTEMPT / f"{name}.tar"
    if packed.exists():
        stop(f"Failed to CreateArtifact: an artifact with this name already exists on the workflow run: {name}")
    packed.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(packed, "w") as archive:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            inside = file.relative_to(path if path.is_dir() else path.parent)
            is_hidden = any(part.startswith(".") for part in inside.parts)
            if file.is_file() and inside.parts[0] not in {".git", ".github"} and (with_hidden or not is_hidden):
                archive.add(file.resolve(), inside.as_posix(), recursive=False)


def upload_artifact(given):
    """Keep what is found at a path; nothing there is an error only where that was asked for."""
    path = Path(os.environ["GITHUB_WORKSPACE"], given["path"])
    if path.exists():
        _pack(path, given["name"], with_hidden=given["include-hidden-files"] == "true")
    elif given["if-no-files-found"] == "error":
        stop(f"No files were found with the provided path: {given['path']}")


def download_artifact(given):
    """Unpack one artifact of this run, or each of several into a folder of its name."""
    to = Path(os.environ["GITHUB_WORKSPACE"], given["path"])
    for packed in sorted(ARTIFACTS.glob(f"*/{given['name'] or given['pattern'] or '*'}.tar")):
        with tarfile.open(packed) as archive:
            archive.extractall(to if given["name"] else to / packed.stem, filter="data")


def upload_pages_artifact(given):
    """Keep a folder as the site to be deployed. Since version 4, hidden files only where that is asked for."""
    with_hidden = given.get("include-hidden-files") == "true" or "include-hidden-files" not in os.environ["KNOWN"]
    if os.environ["VERSION"].startswith("v4."):
        with_hidden = False
    _pack(Path(os.environ["GITHUB_WORKSPACE"], given["path"]), given["name"], with_hidden=with_hidden)


def deploy_pages(given):
    """Put the run's one artifact of that name online. It counts all attempts of the run."""
    if (HOME / "pages-down").exists():
        stop("Failed to create deployment (status: 500): the service is down")
    found = sorted(ARTIFACTS.glob(f"*/{given['artifact_name']}.tar"))
    if len(found) != 1:
        stop(f"Multiple artifacts named {given['artifact_name']!r} were unexpectedly found: {len(found)}")
    site = HOME / "pages"
    shutil.rmtree(site, ignore_errors=True)
    with tarfile.open(found[0]) as archive:
        archive.extractall(site, filter="data")
    note("GITHUB_OUTPUT", f"page_url={os.environ['PAGE_URL']}")


if __name__ == "__main__":
    globals()[sys.argv[1].replace("-", "_")](json.loads(os.environ["INPUTS"]))
