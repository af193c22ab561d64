"""`testamur new`: adds one record (an achievement, a learner, an award, …), checked with all the others first."""

from __future__ import annotations

import click

from testamur.cli.commands.courses import new_offering, new_pathway
from testamur.cli.commands.records import (
    new_achievement,
    new_award,
    new_demand,
    new_endorsement,
    new_known_issuer,
    new_learner,
)


@click.group()
def command() -> None:
    """Add one record. What no option gives is asked for on a terminal."""


command.add_command(new_achievement.command)
command.add_command(new_learner.command)
command.add_command(new_award.command)
command.add_command(new_endorsement.command)
command.add_command(new_known_issuer.command)
command.add_command(new_demand.command)
command.add_command(new_pathway.command)
command.add_command(new_offering.command)
