"""Proposes the end of practice mode: commits it on a branch of its own, pushes that, and opens the pull request.

GitHub's REST API, "Pulls" and "Git references". What is on GitHub is never replaced, and a change that was
proposed once is not again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from testamur.authoring.repository import git
from testamur.errors import UsageError
from testamur.github.client import member
from testamur.github.setting_up import pushing
from testamur.github.setting_up.refusals import RefusedError
from testamur.github.setting_up.settings_client import SettingsClient
from testamur.github.setting_up.wanted import MAIN, Step, Wanted
from testamur.records.parsing import yaml_subset
from testamur.text.reporting import one_line

BRANCH = "go-live"
_MESSAGE = "Go live"
_WHAT = "the pull request"
_MOST_OF_A_TITLE = 200
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def steps(client: SettingsClient, wanted: Wanted, issuer_file: Path, address: str, token: str) -> Iterator[Step]:
    """Yield the step that proposes what is here: where awards are real in it, and not yet on main."""
    top = issuer_file.resolve().parent.parent
    is_new = is_uncommitted(top, issuer_file)
    branch = BRANCH if is_new else _branch(top)
    if not (client.is_there and wanted.live and branch not in {"", MAIN}):
        return
    if not _practises(top, issuer_file, _main(client, top)):
        return
    if is_new:
        yield Step(
            code="propose",
            differs="the end of practice mode is not proposed",
            does=f"commit what changed on a branch {BRANCH}, push it, and open its pull request",
            act=lambda: _commit_and_propose(client, top, issuer_file, address, token),
        )
        return
    commit = git.answer(top, "rev-parse", "HEAD").decode().strip()
    found = _of_branch(client, branch)
    if any(member(pull, "head", "sha") == commit for pull in found):
        return
    is_open = any(pull.get("state") == "open" for pull in found)
    yield Step(
        code="propose",
        differs="the end of practice mode is not proposed",
        does=f"push the branch {one_line(branch, 80)}" + ("" if is_open else ", and open its pull request"),
        act=lambda: _propose(client, top, branch, address, token, is_open=is_open),
    )


def is_uncommitted(top: Path, issuer_file: Path) -> bool:
    """Say whether practice ends in files that are not committed yet; `issuer_file` is there, and practises no more."""
    return _branch(top) in {MAIN, BRANCH} and _practises(top, issuer_file, "HEAD")


def is_left_behind(client: SettingsClient, wanted: Wanted, top: Path) -> bool:
    """Say whether main has commits here that GitHub's does not have and does not take: awards are real there."""
    found = _main(client, top) if wanted.live and _branch(top) == MAIN else ""
    return bool(found) and git.answer(top, "rev-list", "--max-count=1", f"{found}..HEAD").strip() != b""


def page(client: SettingsClient, top: Path) -> str:
    """Return the address of the open pull request of the branch that is checked out; "" where there is none."""
    branch = _branch(top)
    found = _of_branch(client, branch) if branch not in {"", MAIN} else []
    numbers = [pull.get("number") for pull in found if pull.get("state") == "open"]
    return next((f"{client.page}/pull/{n}" for n in numbers if isinstance(n, int)), "")


def _commit_and_propose(client: SettingsClient, top: Path, issuer_file: Path, address: str, token: str) -> None:
    """Commit the records and whatever else changed, and propose it; of what is new, only records are taken along.

    Whoever calls this has read the records, which may hold no private key, and has looked for one in all other files.
    """
    if not _has(client, top):
        raise RefusedError(
            f"the branch {BRANCH}: {MAIN} on GitHub has changes that are not here, and what was awarded there for "
            "practice would become real. Type git stash --include-untracked, git pull and git stash pop; delete the "
            "awards and learners that came, and run this again"
        )
    try:
        if _branch(top) == MAIN:
            git.answer(top, "switch", "--quiet", "--create", BRANCH)
        git.answer(top, "add", "--update")
        git.answer(top, "add", "--all", "--", str(issuer_file.resolve().parent))
        # Signing a commit would run a program that a configuration names.
        git.answer(top, "commit", "--quiet", "--no-verify", "--no-gpg-sign", "--message", _MESSAGE)
    except UsageError as error:
        raise RefusedError(f"the branch {BRANCH}: {one_line(str(error))}. Mend that, and run this again") from error
    is_open = any(pull.get("state") == "open" for pull in _of_branch(client, BRANCH))
    _propose(client, top, BRANCH, address, token, is_open=is_open)


def _propose(client: SettingsClient, top: Path, branch: str, address: str, token: str, *, is_open: bool) -> None:
    pushing.push(top, address, f"refs/heads/{branch}:refs/heads/{branch}", token)
    if not is_open:
        title = one_line(git.answer(top, "log", "-1", "--format=%s").decode("utf-8", "replace"), _MOST_OF_A_TITLE)
        client.write("POST", "pulls", _WHAT, {"title": title, "head": branch, "base": MAIN})


def _branch(top: Path) -> str:
    """Return the branch that is checked out; "" for none."""
    done = git.run(top, "symbolic-ref", "--quiet", "--short", "HEAD")
    return "" if done.returncode else done.stdout.decode("utf-8", "replace").strip()


def _main(client: SettingsClient, top: Path) -> str:
    """Return the commit of main on GitHub, if it is here as well; else ""."""
    commit = str(member(client.read(f"git/ref/heads/{MAIN}", f"the branch {MAIN}"), "object", "sha"))
    is_commit = _COMMIT.fullmatch(commit) and not git.run(top, "cat-file", "-e", f"{commit}^{{commit}}").returncode
    return commit if is_commit else ""


def _has(client: SettingsClient, top: Path) -> bool:
    """Say whether what is checked out has all of main on GitHub."""
    found = _main(client, top)
    return bool(found) and not git.run(top, "merge-base", "--is-ancestor", found, "HEAD").returncode


def _practises(top: Path, issuer_file: Path, commit: str) -> bool:
    """Say whether the registry is in practice mode at a commit; "" is main as it is here."""
    name = issuer_file.resolve().relative_to(top).as_posix()  # below a folder of the repository, maybe
    done = git.run(top, "show", f"{commit or f'refs/heads/{MAIN}'}:./{name}")
    value = None if done.returncode else yaml_subset.parse(done.stdout, name).value
    return isinstance(value, dict) and value.get("practice") is True


def _of_branch(client: SettingsClient, branch: str) -> list[dict[str, Any]]:
    """Return the pull requests of a branch of this repository, whether open or not."""
    owner = client.repository.partition("/")[0]
    found = client.read_list(f"pulls?state=all&head={owner}:{branch}", _WHAT)
    # Whoever asks trusts no filter: a branch of a fork has the same name.
    mine = client.repository.casefold()
    return [
        pull
        for pull in found
        if member(pull, "head", "ref") == branch and str(member(pull, "head", "repo", "full_name")).casefold() == mine
    ]
