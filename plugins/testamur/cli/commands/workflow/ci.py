"""`testamur ci`: one command for each job of `publish.yml`, so that workflows hold no logic and tests can run it."""

from __future__ import annotations

import os

import click

from testamur.cli.commands.workflow import ci_check
from testamur.github import forge
from testamur.github.jobs import (
    approved,
    award,
    build,
    deploy,
    issue,
    monitor,
    preview,
    smoke,
    tell,
    unfinished,
    weekly,
    witness,
)
from testamur.ledger import branch


@click.group()
def command() -> None:
    """Jobs of the publishing workflow."""
    # The token of a job belongs to the server that runs it. Whoever brings another token names its server themselves.
    os.environ.setdefault(branch.SERVER_VARIABLE, os.environ.get(forge.SERVER_VARIABLE) or forge.SERVER)


for _job in (
    issue,
    build,
    smoke,
    approved,
    award,
    ci_check,
    deploy,
    monitor,
    preview,
    tell,
    unfinished,
    weekly,
    witness,
):
    command.add_command(_job.command)
