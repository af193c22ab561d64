"""Runs git to read a repository, and no program that the repository's or the machine's configuration names.

No hook, filter or pager runs, no object is fetched, and no reference is replaced. Git gets an argument list, never a
command line.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from testamur import process_limits
from testamur.errors import UsageError
from testamur.text.characters import harmless

_SECONDS = 60
# The repository may be a stranger's: its configuration could name a program for git to run (`core.fsmonitor`, hooks),
# and a replacement could show another base than the one that was reviewed. Nothing is asked at a prompt or fetched.
_SETTINGS = (
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.attributesFile=/dev/null",
    "--no-replace-objects", "--no-pager",
)  # fmt: skip
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
# All other GIT_… variables go: they could point at another repository, index or program than those of `folder`.
_KEPT = frozenset({"GIT_CONFIG_GLOBAL", "GIT_CEILING_DIRECTORIES"})


def answer(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Return git's output in `folder`; UsageError if it fails."""
    done = run(folder, *arguments, given=given)
    if done.returncode:
        raise UsageError(f"git {arguments[0]} failed: {harmless(done.stderr.decode('utf-8', 'replace'), 300)}")
    return done.stdout


def top(folder: Path) -> Path | None:
    """Return the working tree that `folder` lies in; None where it lies in none."""
    done = run(folder, "rev-parse", "--show-toplevel")
    # A name may end in a space: only git's own line end goes.
    return None if done.returncode else Path(os.fsdecode(done.stdout).removesuffix("\n"))


def tracked(folder: Path) -> dict[str, str]:
    """Return the mode of each file that git tracks in `folder`, by name."""
    entries = [line.split(b"\t", 1) for line in answer(folder, "ls-files", "-s", "-z").split(b"\0") if line]
    return {data.decode("utf-8", "replace"): about.split()[0].decode() for about, data in entries}


def run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in `folder`, and return the finished process; UsageError if there is no git, or it does not end."""
    given_on = process_limits.without_secrets()
    kept = {name: value for name, value in given_on.items() if not name.startswith("GIT_") or name in _KEPT}
    try:
        return subprocess.run(
            ["git", *_SETTINGS, *arguments], cwd=folder, env={**kept, **_ENVIRONMENT}, input=given,
            capture_output=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        raise UsageError("git is not installed, and this needs it: install it, and run this again") from None
    except subprocess.TimeoutExpired:
        raise UsageError(f"git {arguments[0]} did not end within {_SECONDS} seconds") from None
