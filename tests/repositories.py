"""Real git repositories with records in them, for tests of changes."""

import itertools
import os
import subprocess

from issuing import NOW
from registries import make_registry

WHO = ("-c", "user.name=A", "-c", "user.email=a@mail.example", "-c", "commit.gpgsign=false")


# Commits are of the time before the tests' own clock, each a second younger than the one before.
_seconds = itertools.count(int(NOW.timestamp()) - 24 * 3600)


def git(folder, *arguments):
    """Run git in `folder`, with no configuration of this machine's, and return what it says."""
    date = f"@{next(_seconds)} +0000"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *WHO, *arguments],
        cwd=folder,
        env={
            **clean,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def commit(folder, message="Change"):
    """Commit everything in `folder`."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", message)
    return head(folder)


def head(folder):
    """Return the commit that is checked out in `folder`."""
    return git(folder, "rev-parse", "HEAD")


def make_repository(folder, files=None, **changes):
    """Make a repository with a registry on the branch `main`, and check out the branch `change`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    make_registry(folder, files, **changes)
    commit(folder, "Begin")
    git(folder, "checkout", "--quiet", "-b", "change")
    return folder


def write(folder, name, text):
    """Write a file, or remove it (None)."""
    path = folder / name
    if text is None:
        path.unlink()
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
