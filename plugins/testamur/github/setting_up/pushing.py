"""The first push: main, and the branch of the ledger if this computer has one. What is on GitHub is never replaced."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from testamur.authoring.repository import git
from testamur.errors import LedgerError, UsageError
from testamur.github.setting_up.refusals import RefusedError
from testamur.github.setting_up.wanted import LEDGER, MAIN, Step
from testamur.ledger import branch as branches
from testamur.ledger import entries
from testamur.text.reporting import one_line

_BEGIN = "git init --initial-branch=main && git add --all && git commit -m Begin"
_ITS_OWN = "HEAD"  # of the folder of the ledger, where that is a work tree of its own


def refuse_uncommitted(top: Path, *, later: Path | None = None) -> None:
    """Raise UsageError unless there is a branch main here, and everything is committed.

    With `later`, a folder, what git knows may be changed, and what it does not may lie in that folder: it is committed
    by a step of its own.
    """
    if git.top(top) is None or git.run(top, "rev-parse", "--verify", "--quiet", f"refs/heads/{MAIN}").returncode:
        raise UsageError(f"there is no branch main here to be pushed. Type: {_BEGIN}")
    if later is None:
        is_left = bool(git.answer(top, "status", "--porcelain"))
    else:
        unknown = git.answer(top, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")
        is_left = any(name and not (top / os.fsdecode(name)).is_relative_to(later.resolve()) for name in unknown)
    if is_left:
        raise UsageError("something here is not committed. Look at git status, commit it, and run this again")


def steps(top: Path, address: str, token: str, *, is_there: bool) -> Iterator[Step]:
    """Yield a step for each branch that is here and not at `address`; `is_there`: the repository exists already."""
    for branch, source, folder in _sources(top):
        if is_there and _is_remote(address, branch, token):
            continue
        yield Step(
            code=f"push-{branch}",
            differs=f"the branch {branch} is not on GitHub",
            does=f"push the branch {branch}",
            act=lambda branch=branch, source=source, folder=folder: _bring(  # type: ignore[misc]
                folder, address, source, branch, token
            ),
        )


def name_origin(top: Path, address: str) -> None:
    """Name the repository `origin` here, and let `git pull` bring its main, unless another one has that name."""
    if git.run(top, "remote", "get-url", "origin").returncode:
        git.answer(top, "remote", "add", "origin", address)
        git.answer(top, "config", f"branch.{MAIN}.remote", "origin")
        git.answer(top, "config", f"branch.{MAIN}.merge", f"refs/heads/{MAIN}")


def _sources(top: Path) -> Iterator[tuple[str, str, Path]]:
    """Yield branch, reference and folder of what can be pushed."""
    yield MAIN, f"refs/heads/{MAIN}", top
    ledger = top / LEDGER
    if _has_commits(ledger) or (ledger / entries.NAME).is_file():
        yield LEDGER, _ITS_OWN, ledger
    elif not git.run(top, "rev-parse", "--verify", "--quiet", f"refs/heads/{LEDGER}").returncode:
        yield LEDGER, f"refs/heads/{LEDGER}", top


def _has_commits(folder: Path) -> bool:
    return (folder / ".git").exists() and not git.run(folder, "rev-parse", "--verify", "--quiet", "HEAD").returncode


def _bring(folder: Path, address: str, source: str, branch: str, token: str) -> None:
    """Push a branch; of a ledger that `testamur issue` began on this computer, a plain folder, it is made first."""
    if source == _ITS_OWN and not _has_commits(folder):
        try:
            branches.run_git(folder, "init", "--quiet", f"--initial-branch={branch}")
            branches.commit(folder, "Bring the ledger of a computer", branches.JOB_AUTHOR)
        except LedgerError as error:
            raise RefusedError(one_line(str(error))) from error
    push(folder, address, f"{source}:refs/heads/{branch}", token)


def _is_remote(address: str, branch: str, token: str) -> bool:
    try:
        with _lent(token):
            return branches.exists(address, branch)
    except LedgerError as error:
        raise RefusedError(f"the branch {branch} could not be seen: {one_line(str(error))}") from error


def push(folder: Path, address: str, refspec: str, token: str) -> None:
    """Push what a refspec names; RefusedError where that is not done, or would replace something."""
    try:
        with _lent(token):
            branches.run_git(folder, "push", "--quiet", "--no-verify", address, refspec)
    except LedgerError as error:
        raise RefusedError(
            f"{one_line(str(error))}. Look whether the token has the scopes repo and workflow, and run this again"
        ) from error


@contextmanager
def _lent(token: str) -> Iterator[None]:
    """Lend the token to git for one call: in a variable that is gone afterwards, never on a command line."""
    before = os.environ.get(branches.TOKEN_VARIABLE)
    os.environ[branches.TOKEN_VARIABLE] = token
    try:
        yield
    finally:
        del os.environ[branches.TOKEN_VARIABLE]
        if before is not None:
            os.environ[branches.TOKEN_VARIABLE] = before
