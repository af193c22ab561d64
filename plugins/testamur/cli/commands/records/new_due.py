"""`testamur new award --due`: writes the awards of milestones whose pathways learners have completed."""

from __future__ import annotations

import secrets as randomness
from collections.abc import Sequence
from pathlib import Path

import click

from testamur.authoring.acts import milestones
from testamur.authoring.editing import atomic_files
from testamur.errors import UsageError
from testamur.records import pathway_progress, registry
from testamur.records.model.localized_text import say
from testamur.records.pathway_progress import DueMilestone
from testamur.records.registry import Registry
from testamur.terminal import days, tables
from testamur.terminal.clock import day_in, today
from testamur.text import reporting
from testamur.text.characters import harmless

_COLUMNS = ("pathway", "milestone", "learner", "name")


def write(records: Path, *, pathway: str, date: str | None, visibility: str | None, dry_run: bool) -> None:
    """Write the awards that are due on a day, all or none, and print their files; with `dry_run` print them only."""
    found = registry.load(records, today=today())
    day = days.day(date, "--date") if date is not None else day_in(found.issuer.time_zone)
    if day > today():
        raise UsageError(f"--date {day}: the day has not come yet (today is {today()}). Write the day it was earned")
    if pathway:
        _check_pathway(found, pathway)
    due = pathway_progress.due_milestones(found, day, pathway)
    if dry_run:
        tables.results(_COLUMNS, _rows(found, due))
        click.echo(f"{reporting.number_of(len(due), 'award')} due. Nothing was written: leave out --dry-run.", err=True)
        return
    made = milestones.texts(
        found, due, day=day, today=today(), visibility=visibility or "", random=randomness.token_bytes
    )
    atomic_files.create_all(records, made)
    for name in made:
        click.echo(records / name)
    written = f"{reporting.number_of(len(due), 'award')} written."
    click.echo(written if due else f"No milestone is due on {day}.", err=True)


def _check_pathway(found: Registry, pathway: str) -> None:
    known = found.pathways.get(pathway)
    if known is None:
        there = ", ".join(sorted(found.pathways)) or "none"
        raise UsageError(f"--pathway {harmless(pathway)}: there is no pathway of this name; there are: {there}")
    if not known.milestone:
        raise UsageError(
            f"--pathway {pathway}: it has no milestone to award. Add a line milestone: with an achievement to "
            f"{found.folder.name}/pathways/{pathway}.yml"
        )


def _rows(found: Registry, due: Sequence[DueMilestone]) -> list[tuple[str, ...]]:
    languages = found.issuer.languages
    return [
        (
            say(found.pathways[one.pathway].name, *languages),
            say(found.achievements[one.milestone].name, *languages),
            one.learner,
            found.learners[one.learner].name if one.learner in found.learners else "",
        )
        for one in due
    ]
