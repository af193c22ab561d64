"""`testamur erase`: removes a learner, and what is personal in their awards.

Says what will happen before anything is written, and on a terminal asks for consent.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from testamur.authoring.acts import act_preview, erasing, erasure_letter, history_acts
from testamur.authoring.finding.award_lookup import find_learner
from testamur.cli.commands.awards.act_options import act_options, reason_for, reason_option
from testamur.cli.commands.awards.act_output import NEXT_STEP, print_harmless, print_warnings
from testamur.records import registry as registries
from testamur.records.model.history import HistoryLine
from testamur.records.model.models import Learner
from testamur.records.registry import Registry
from testamur.terminal import asking, clock
from testamur.text.languages.messages import msg


@click.command()
@click.argument("which", metavar="LEARNER")
@reason_option("erase")
@act_options("erase")
def command(*, which: str, reason: str | None, day: datetime.date | None, note: str, yes: bool, records: Path) -> None:
    """Remove a learner: their file, and what is personal in every award of theirs.

    Named by their id, their name, or one of their awards. Prints a letter to them on stdout. Does not withdraw
    anything: a copy that they kept still verifies.

    LEARNER is an id, a name where it is unique, or an award's id or link.
    """
    today = clock.today_of(records)
    registry = registries.load(records, today=today)
    learner = find_learner(registry, which)
    date = day or clock.day_in(registry.issuer.time_zone)
    line = HistoryLine(date=date, act="erased", reason=reason_for("erase", reason), note=note.strip())
    erasure = erasing.erase(registry, learner, line, today=today)
    print_harmless(act_preview.erasure(registry, erasure))
    asking.confirm_or_abort(yes, final=True)
    erasure.change.make(registry)
    asked = line.reason == "learner-request"
    click.echo(erasure_letter.letter(registry, erasure, day=date, asked=asked), nl=False)
    _print_what_follows(registry, learner, erasure)


def _print_what_follows(registry: Registry, learner: Learner, erasure: erasing.Erasure) -> None:
    """Print on stderr which files changed, what to look through, and how to clear git's history."""
    gone = registry.folder / "learners" / f"{learner.id}.yml"
    print_harmless(
        "\n".join(
            ["", *(f"changed {history_acts.file_of(registry, award)}" for award in erasure.awards), f"removed {gone}"]
        )
    )
    print_warnings(erasure.change.warnings)
    if erasure.leftovers:
        places = "\n".join(f"  {place}" for place in erasure.leftovers)
        print_harmless(
            msg(
                "Notes and comments stay. Look whether these still speak of the learner, and take that out:\n{places}",
                places=places,
            )
        )
    print_harmless(msg("The letter above is for the learner: read it, and send it.\n{next_step}", next_step=NEXT_STEP))
    print_harmless(
        msg(
            "Once that is published, the history still has the old files. A helper clears it with these commands, from "
            "the root of the repository; everybody else then deletes their copy and fetches a new one:\n"
        )
    )
    click.echo(erasure_letter.purge(registry, erasure), err=True)
    print_harmless(
        msg(
            "GitHub refuses the part of that push that is called refs/pull: ask its support to remove the old versions "
            "that pull requests still show, and delete the issue of the form if there was one. Backups run out by "
            "themselves: write down when."
        )
    )
