"""`testamur merge-learners`: makes one record of two that are one person's."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.acts import merging
from testamur.authoring.finding.award_lookup import describe_award, find_learner
from testamur.cli.commands.awards.act_output import NEXT_STEP, print_harmless, print_warnings
from testamur.cli.commands.editing import record_diff
from testamur.records import registry as registries
from testamur.records.model.history import HistoryLine
from testamur.terminal import asking, clock, options
from testamur.terminal.languages import speaking
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg
from testamur.text.reporting import number_of


@click.command()
@click.argument("kept", metavar="LEARNER")
@click.argument("other", metavar="OTHER")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@options.yes_final
@options.records
def command(*, kept: str, other: str, dry_run: bool, yes: bool, records: Path) -> None:
    """Make OTHER a part of LEARNER, where both are the same person: ids, whole names, or awards of theirs.

    LEARNER's record stays, with its name; OTHER's awards become LEARNER's, at the links that they have. They are signed
    anew only where they say another name.
    """
    today = clock.today_of(records)
    registry = registries.load(records, today=today)
    stays, goes = find_learner(registry, kept), find_learner(registry, other)
    line = HistoryLine(date=clock.day_in(registry.issuer.time_zone), act="corrected", reason="details-corrected")
    merger = merging.merge(registry, stays, goes, line, today=today)
    record_diff.show(records.parent, merger.change)
    listed = "".join(f"\n  {describe_award(registry, award)}" for award in merger.moved)
    print_harmless(
        msg(
            "{name} ({id}) becomes a part of {name2} ({id2}), with {awards}{listed}",
            name=harmless(goes.name),
            id=goes.id,
            name2=harmless(stays.name),
            id2=stays.id,
            awards=number_of(len(merger.moved), "award"),
            listed=f":{listed}" if merger.moved else ".",
        )
    )
    if merger.corrected:
        print_harmless(
            msg(
                "{awards} of them will be signed anew, to say what this record says. The old copies "
                "are refused everywhere: tell the learner to download the new ones.",
                awards=number_of(len(merger.corrected), "award"),
            )
        )
    print_warnings(merger.change.warnings)
    if dry_run:
        speaking.echo(msg("Nothing was written."), err=True)
        return
    asking.confirm_or_abort(yes, msg("Are they the same person, and shall this be done?"), final=True)
    merger.change.make(registry)
    for path in merger.change.after:
        click.echo(path)
    print_harmless(NEXT_STEP)
