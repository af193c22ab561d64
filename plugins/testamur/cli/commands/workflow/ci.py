"""`testamur ci`: one command for each job of `publish.yml`, so that workflows hold no logic and tests can run it."""

from __future__ import annotations

import click

from testamur.cli.commands.workflow import ci_check
from testamur.github.jobs import approved, award, build, deploy, issue, preview, smoke, tell, unfinished, weekly


@click.group()
def command() -> None:
    """Jobs of the publishing workflow."""


for _job in (issue, build, smoke, approved, award, ci_check, deploy, preview, tell, unfinished, weekly):
    command.add_command(_job.command)
