"""`testamur new pathway`: adds a pathway from options and answers."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.courses.pathway_steps import StepReader
from testamur.authoring.editing.answers import schema_check
from testamur.cli.commands.records.record_adding import add_record, free_name
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.records.registry import Registry
from testamur.terminal import asking, options
from testamur.terminal.asking import ask_optional, ask_required
from testamur.terminal.award_rows import achievement_slug
from testamur.terminal.clock import today_of
from testamur.terminal.languages import yes_no
from testamur.text.languages.messages import msg
from testamur.text.slugs import slug_of


@click.command(name="pathway")
@options.records
@click.option("--name", help="What readers call it: Work on the quay.")
@click.option("--slug", help="Its name in files and addresses (default: from the name).")
@click.option("--description", help="Whom it is for, and where it leads.")
@click.option("--step", "steps", multiple=True, metavar="STEP",
              help="What it takes: an achievement; pathway: NAME; or a choice, 2 of: A, B, C. May be given again.",
              )  # fmt: skip
@click.option("--ordered/--any-order", default=None, help="The steps are meant to be taken in this order.")
@click.option("--milestone", metavar="ACHIEVEMENT", help="What is awarded when all of it is done.")
@click.option("--leads-to", metavar="NAME", help="A degree or programme towards which the whole pathway counts.")
@click.option("--institution", help="Whose it is; with --leads-to.")
@click.option("--credits", "ects", type=float, help="How many ECTS credits they recognise; with --leads-to.")
@click.option("--url", metavar="URL", help="Where they say so; with --leads-to.")
@click.option("--until", metavar="DATE", help="The last day of the agreement; with --leads-to.")
def command(
    *,
    records: Path,
    name: str | None,
    slug: str | None,
    description: str | None,
    steps: tuple[str, ...],
    ordered: bool | None,
    milestone: str | None,
    leads_to: str | None,
    institution: str | None,
    ects: float | None,
    url: str | None,
    until: str | None,
) -> None:
    """Add achievements that lead somewhere together. All steps are needed.

    Achievements and pathways are named by their files, or by their titles.
    """
    registry = registries.load(records, today=today_of(records))
    if (institution or ects or url or until) and not leads_to:
        raise UsageError(
            msg("--institution, --credits, --url and --until are of a programme: give its name, --leads-to")
        )
    name = ask_required(name, "--name", msg("What readers call it"), check=schema_check("pathway", "name"))
    stem = free_name(records, "pathways", slug, slug_of(name), option="--slug")
    description = ask_optional(description, msg("Whom it is for, and where it leads"))
    read = [StepReader(registry).step(text) for text in steps] if steps else _ask_steps(registry)
    milestone = asking.ask_optional_checked(
        msg("What is awarded when all of it is done, an achievement"),
        lambda text: achievement_slug(registry, text),
        given=milestone,
    )
    leads_to = ask_optional(leads_to, msg("A degree or programme elsewhere towards which it counts"))
    record = {
        "name": name,
        "description": description,
        "steps": read,
        "ordered": _is_ordered(ordered) if len(read) > 1 else None,
        "milestone": achievement_slug(registry, milestone, "--milestone") if milestone else "",
        "leadsTo": {
            "name": leads_to,
            "institution": ask_required(institution, "--institution", msg("Whose programme it is")),
            "credits": ects,
            "url": url,
            "until": until,
        }
        if leads_to
        else {},
    }
    add_record(records, f"pathways/{stem}.yml", "pathway", record)


def _ask_steps(registry: Registry) -> list[dict[str, object]]:
    """Ask for one step after another; UsageError without a terminal."""
    reader = StepReader(registry)
    texts = [ask_required(None, "--step", msg("A step: an achievement; or a choice, 2 of: A, B, C"), check=reader.step)]
    while text := asking.ask_optional_checked(msg("Another step"), reader.step):
        texts.append(text)
    return [reader.step(text) for text in texts]


def _is_ordered(given: bool | None) -> bool | None:
    if given is None and asking.is_terminal():
        given = yes_no.confirm(msg("Are the steps meant to be taken in this order?"))
    return given or None
