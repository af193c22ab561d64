"""`testamur new`: adds one achievement, learner, award or endorsement, after checking it with all other records."""

from __future__ import annotations

import click

from testamur.cli.commands.records import new_achievement, new_award, new_endorsement, new_learner


@click.group()
def command() -> None:
    """Add one record. What no option gives is asked for on a terminal."""


command.add_command(new_achievement.command)
command.add_command(new_learner.command)
command.add_command(new_award.command)
command.add_command(new_endorsement.command)
