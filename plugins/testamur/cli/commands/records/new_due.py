"""`testamur new award --due`: writes the awards of milestones whose pathways learners have completed."""

from __future__ import annotations

import secrets as randomness
from collections.abc import Sequence
from pathlib import Path

import click

from testamur.authoring.acts import milestones
from testamur.authoring.editing import atomic_files
from testamur.errors import UsageError
from testamur.records import pathway_progress
from testamur.records import registry as registries
from testamur.records.model.localized_text import say
from testamur.records.pathway_progress import DueMilestone
from testamur.records.registry import Registry
from testamur.terminal import days, tables
from testamur.terminal.clock import day_in, today_of
from testamur.terminal.languages import speaking
from testamur.text import reporting
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg

_COLUMNS = ("pathway", "milestone", "learner", "name")


def write(records: Path, *, pathway: str, date: str | None, visibility: str | None, dry_run: bool) -> None:
    """Write the awards that are due on a day, all or none, and print their files; with `dry_run` print them only."""
    today = today_of(records)
    registry = registries.load(records, today=today)
    day = days.day(date, "--date") if date is not None else day_in(registry.issuer.time_zone)
    if day > today:
        raise UsageError(
            msg(
                "--date {day}: the day has not come yet (today is {today}). Write the day it was earned",
                day=day,
                today=today,
            )
        )
    if pathway:
        _check_pathway(registry, pathway)
    due = pathway_progress.due_milestones(registry, day, pathway)
    if dry_run:
        tables.print_results(_COLUMNS, _rows(registry, due))
        awards = reporting.number_of(len(due), "award")
        speaking.echo(
            msg("{awards} due. Nothing was written: leave out --dry-run.", awards=awards)
            if due
            else msg("{awards} due.", awards=awards),
            err=True,
        )
        return
    contents = milestones.texts(
        registry, due, day=day, today=today, visibility=visibility or "", random=randomness.token_bytes
    )
    atomic_files.create_all(records, contents)
    for name in contents:
        click.echo(records / name)
    written = msg("{awards} written.", awards=reporting.number_of(len(due), "award"))
    speaking.echo(written if due else msg("No milestone is due on {day}.", day=day), err=True)


def _check_pathway(registry: Registry, pathway: str) -> None:
    existing = registry.pathways.get(pathway)
    if existing is None:
        there = ", ".join(sorted(registry.pathways)) or "none"
        raise UsageError(
            msg(
                "--pathway {pathway}: there is no pathway of this name; there are: {there}",
                pathway=harmless(pathway),
                there=there,
            )
        )
    if not existing.milestone:
        raise UsageError(
            msg(
                "--pathway {pathway}: it has no milestone to award. Add a line milestone: with an "
                "achievement to {name}/pathways/{pathway}.yml",
                pathway=pathway,
                name=registry.folder.name,
            )
        )


def _rows(registry: Registry, due: Sequence[DueMilestone]) -> list[tuple[str, ...]]:
    languages = registry.issuer.languages
    return [
        (
            say(registry.pathways[due_award.pathway].name, *languages),
            say(registry.achievements[due_award.milestone].name, *languages),
            due_award.learner,
            registry.learners[due_award.learner].name if due_award.learner in registry.learners else "",
        )
        for due_award in due
    ]
