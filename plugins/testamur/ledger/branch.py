"""The ledger as a branch of its own: fetched before a run, pushed after it, never overwritten.

A push that is not a fast-forward is refused by git, and so is one that begins the branch anew when the branch is no
longer what was fetched; whoever lost the race fetches the winner's ledger
and runs again, so nothing is lost and nothing is done twice. Git is called by name with argument
lists; no text of a record ever reaches a command line.
"""

from __future__ import annotations

import base64
import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from testamur import process_limits
from testamur.errors import LedgerError
from testamur.text.secret_address import normal_address

Result = TypeVar("Result")
SERVER_VARIABLE = "TESTAMUR_GIT_SERVER"
TOKEN_VARIABLE = "TESTAMUR_GIT_TOKEN"  # noqa: S105 — the name of a variable, not a token
_SECONDS = 300
_LOST = ("rejected", "fetch first", "cannot lock ref", "failed to push", "stale info")  # what git says of a lost race


class Author(NamedTuple):
    """Whose commits a job makes."""

    name: str
    address: str  # a no-reply one


JOB_AUTHOR = Author(name="testamur", address="testamur@users.noreply.github.com")  # of what workflows commit


class RejectedError(Exception):
    """Somebody else pushed first."""


def fetch(remote: str, branch: str, folder: Path) -> bool:
    """Make `folder` a fresh copy of the ledger branch; False when the remote has no such branch yet.

    Whatever `folder` held is dropped: it was only ever a copy. LedgerError when the remote cannot be read.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / ".git").exists():
        raise LedgerError(f"{folder} is not a copy of a ledger branch: fetch into a folder of its own")
    shutil.rmtree(folder, ignore_errors=True)
    if exists(remote, branch):
        run_git(
            Path.cwd(),
            "clone",
            "--quiet",
            "--depth=1",
            "--single-branch",
            f"--branch={branch}",
            "--",
            remote,
            str(folder),
        )
        return True
    folder.mkdir(parents=True)
    run_git(folder, "init", "--quiet", f"--initial-branch={branch}")
    run_git(folder, "remote", "add", "origin", remote)
    return False


def exists(remote: str, branch: str) -> bool:
    """Say whether the remote has such a branch; LedgerError when it cannot be read."""
    return bool(run_git(Path.cwd(), "ls-remote", "--heads", remote, f"refs/heads/{branch}").strip())


def push(branch: str, folder: Path, message: str, author: Author, *, forget: bool = False) -> bool:
    """Commit what changed in `folder` and push it; False when nothing changed.

    `forget`: the branch begins anew with this commit, so that nothing that
    was removed is in its history; it is still refused when another push came first, which raises `RejectedError`.
    """
    _add(folder)
    if not run_git(folder, "status", "--porcelain").strip():
        return False
    fetched = run_git(folder, "rev-parse", "--verify", "--quiet", "HEAD").strip() if forget else ""
    if forget:
        run_git(folder, "checkout", "--quiet", "--orphan", f"{branch}-anew")
    run_git(folder, *author_settings(author), "commit", "--quiet", "--no-verify", "-m", message)
    try:
        # With a lease the branch is exchanged only while it is what was fetched: nobody's push is lost.
        lease = [f"--force-with-lease=refs/heads/{branch}:{fetched}"] if forget else []
        run_git(folder, "push", "--quiet", *lease, "origin", f"HEAD:refs/heads/{branch}")
    except LedgerError as error:
        if any(word in str(error) for word in _LOST):
            raise RejectedError from error
        raise
    return True


def refuse_unpushed(folder: Path) -> None:
    """Raise LedgerError where a ledger that is a clone has something that its branch does not have.

    A folder that is no clone is itself the ledger, and has nothing to push.
    """
    if not (folder / ".git").exists():
        return
    name = run_git(folder, "rev-parse", "--abbrev-ref", "HEAD").strip()
    is_changed = run_git(folder, "status", "--porcelain").strip()
    pushed = run_git(folder, "ls-remote", "origin", f"refs/heads/{name}").partition("\t")[0]
    if is_changed or pushed != run_git(folder, "rev-parse", "HEAD").strip():
        raise LedgerError(
            f"{folder} has something that is not on the branch {name} of its repository. Push it first "
            f"(git -C {folder} push): what a witness has signed can never be taken back"
        )


def commit(folder: Path, message: str, author: Author) -> None:
    """Commit all that is in `folder`, the work tree of a ledger branch that need not have a commit yet."""
    _add(folder)
    run_git(folder, *author_settings(author), "commit", "--quiet", "--no-verify", "-m", message)


def _add(folder: Path) -> None:
    # Forced, or a .gitignore, on the branch or of this machine, would leave credentials out in silence.
    run_git(folder, "add", "--all", "--force", "--", ".", ":(exclude,glob)**/*.pem")


def update(
    remote: str,
    branch: str,
    folder: Path,
    act: Callable[[], Result],
    *,
    message: str,
    author: Author,
    forgets: Callable[[Result], bool] = lambda _: False,
    tries: int = 8,
) -> Result:
    """Fetch the ledger, let `act` change it, and push; begin again when somebody else was faster.

    `forgets` says of the result of `act` whether the branch has to begin anew: something was erased.

    LedgerError after `tries` lost races.
    """
    for _ in range(tries):
        fetch(remote, branch, folder)
        result = act()
        try:
            push(branch, folder, message, author, forget=forgets(result))
        except RejectedError:
            continue
        return result
    raise LedgerError(f"{tries} other runs pushed to {branch} first: run this again when they have ended")


def fetch_change(top: Path, remote: str, number: int, commit: str) -> None:
    """Fetch the last version of a proposed change into the repository at `top`, unless it is there.

    A change that was squashed or rebased is on no branch; GitHub keeps it as `refs/pull/<number>/head`.
    """
    if re.fullmatch(r"[0-9a-f]{40,64}", commit) and not _is_here(top, commit):
        # A change that is there no longer leaves the commit unknown, which whoever asks for it has to notice.
        with contextlib.suppress(LedgerError):
            run_git(top, "fetch", "--quiet", "--no-tags", "--", remote, f"refs/pull/{number}/head")


def file_at(folder: Path, remote: str, commit: str, name: str) -> bytes:
    """Return a text file as an earlier commit of the ledger's branch has it; b"" where that has no such file.

    LedgerError when there is no such commit any more.
    """
    if not _is_here(folder, commit):
        run_git(folder, "fetch", "--quiet", "--no-tags", "--depth=1", "--", remote, commit)
    has = run_git(folder, "ls-tree", "--name-only", commit, "--", name).strip()
    return run_git(folder, "show", f"{commit}:{name}").encode(errors="surrogateescape") if has else b""


def _is_here(top: Path, commit: str) -> bool:
    with contextlib.suppress(LedgerError):
        run_git(top, "cat-file", "-e", f"{commit}^{{commit}}")
        return True
    return False


def _token_settings() -> dict[str, str]:
    """Return git settings that send the job's token to its server: never on a command line.

    The server is in `TESTAMUR_GIT_SERVER`, or is GitHub. LedgerError if it is none that may be sent a token.
    """
    token = os.environ.get(TOKEN_VARIABLE, "")
    if not token:
        return {}
    try:
        server = normal_address(os.environ.get(SERVER_VARIABLE) or "https://github.com")
    except ValueError as error:
        reason = f"{SERVER_VARIABLE} is not the address of a git server: {error}"
        raise LedgerError(f"{reason}. The token was sent nowhere") from None
    header = base64.b64encode(f"x-access-token:{token}".encode()).decode("ascii")
    return {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {header}",
        # Git goes on with the same headers wherever a first answer leads it.
        "GIT_CONFIG_KEY_1": f"http.{server}/.followRedirects",
        "GIT_CONFIG_VALUE_1": "false",
    }


def run_git(folder: Path, *arguments: str) -> str:
    """Run git in `folder`, with the job's token for its own server; LedgerError says what went wrong."""
    # No prompt, no editor, no configuration of a machine's own: a build machine answers no questions.
    settings = {**process_limits.without_secrets(), "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", **_token_settings()}
    try:
        process = subprocess.run(
            ["git", *arguments], cwd=folder, env=settings, capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise LedgerError("git is not installed: install it, and run this again") from None
    except subprocess.TimeoutExpired:
        raise LedgerError(f"git {arguments[0]} did not end within {_SECONDS} seconds") from None
    # Names of files and people are bytes to git, and anybody may commit others than UTF-8. No line end is translated: a
    # name with a carriage return in it is another name.
    output, errors = (stream.decode("utf-8", "surrogateescape") for stream in (process.stdout, process.stderr))
    if process.returncode:
        raise LedgerError(f"git {arguments[0]} failed: {errors.strip() or output.strip()}")
    return output


def author_settings(author: Author) -> tuple[str, ...]:
    """Return the settings by which a commit is somebody's, whatever this machine's own say."""
    return "-c", f"user.name={author.name}", "-c", f"user.email={author.address}", "-c", "commit.gpgsign=false"


def remote_address(remote: str) -> str:
    """Return the address of a remote of the repository that we stand in; an address or a folder stays what it is.

    LedgerError when there is no such remote.
    """
    return remote if "/" in remote else run_git(Path.cwd(), "remote", "get-url", "--", remote).strip()
