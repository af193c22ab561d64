"""Where the token comes from: the `gh` command line where it is logged in, else a person who is asked for it.

The token is kept in memory only: not in a file, an argument, the environment, or a message.
"""

from __future__ import annotations

import re
import subprocess

import click

from testamur import process_limits
from testamur.errors import UsageError
from testamur.github.client import GitHub
from testamur.github.setting_up.refusals import TOKEN_PAGE
from testamur.terminal import asking

_TOKEN = re.compile(r"[A-Za-z0-9_.-]{20,255}", re.ASCII)  # nothing that could end a header's line
_SECONDS = 30
API = "https://api.github.com"
ADVICE = f"""\
The command gh is not here, or not logged in to github.com, so a token is needed. Make one on this page, where its two
scopes are ticked already, and let it end in 7 days:
  {TOKEN_PAGE}
It is a classic token with the scopes repo (settings, secrets, and what is pushed) and workflow (the workflows' files).
It is used for this run alone and kept nowhere: delete it on https://github.com/settings/tokens afterwards."""


def from_gh() -> str:
    """Return the token with which `gh` is logged in to github.com; "" where there is no such program or login."""
    try:
        done = subprocess.run(
            ["gh", "auth", "token", "--hostname", "github.com"],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False,
            env=process_limits.without_secrets(),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    token = done.stdout.decode("ascii", "replace").strip()
    return token if done.returncode == 0 and _TOKEN.fullmatch(token) else ""


def required() -> str:
    """Return a token from `gh`, or ask for one. UsageError where nobody can be asked, or what is typed is no token."""
    if token := from_gh():
        return token
    if not asking.is_terminal():
        raise UsageError(
            "no token: log in with gh auth login --scopes repo,workflow and run this again, or run this on a terminal "
            "to be asked for one"
        )
    click.echo(ADVICE, err=True)
    answer: str = click.prompt("The token (it is not shown)", hide_input=True, default="", show_default=False, err=True)
    if not _TOKEN.fullmatch(answer.strip()):
        raise UsageError("that is no token of GitHub's: it begins with ghp_ or github_pat_. Nothing was changed")
    return answer.strip()


def connect(repository: str, token: str) -> GitHub:
    """Return the client for a repository on github.com."""
    return GitHub(repository=repository, token=token, api=API)
