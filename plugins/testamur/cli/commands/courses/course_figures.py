"""How results are spread, and what people said of a course: options, questions, and what a record has of them."""

from __future__ import annotations

from typing import Any, TypedDict

import click

from testamur.authoring.courses import offering_record
from testamur.authoring.editing.answers import schema_check
from testamur.errors import UsageError
from testamur.records.registry import Registry
from testamur.terminal import asking, days
from testamur.terminal.options import Command
from testamur.text.languages.messages import msg

PEOPLE = click.IntRange(0, 1_000_000)


class FigureOptions(TypedDict):
    """The values of the options that `figure_options` adds."""

    results_of: str | None
    spread: tuple[str, ...]
    asked: str
    responses: int | None
    score: str | None
    scale: str | None
    asked_on: str | None
    changed: str | None


def figure_options(command: Command) -> Command:
    """Add the options for how results are spread, and for what people said."""
    for option in (
        click.option("--changed", metavar="TEXT", help="What was changed because of it."),
        click.option("--asked-on", metavar="DATE", help="When they were asked."),
        click.option("--scale", metavar="WORST-BEST", help="The scale of that: 1-5."),
        click.option("--score", metavar="NUMBER", help="What they gave it, on average."),
        click.option("--responses", type=PEOPLE, help="How many answered."),
        click.option("--asked", type=click.Choice(["learners", "employers"]), default="learners", show_default=True,
                     help="Who was asked what they think of it."),
        click.option("--result", "spread", multiple=True, metavar="VALUE: COUNT",
                     help="How many reached a value or range, lowest first: 60–69: 8. May be given again."),
        click.option("--results-of", metavar="ID", help="Of which of the achievement's results --result tells."),
    ):  # fmt: skip
        command = option(command)
    return command


def spread(registry: Registry, slug: str, given: FigureOptions, *, ask: bool) -> tuple[str, list[dict[str, Any]]]:
    """Return of which result how many reached what. With one result described, nobody has to name it."""
    ids = [result.id for result in registry.achievements[slug].result_descriptions]
    texts = list(given["spread"])
    if ask and not texts and ids and asking.is_terminal():
        question = msg("How many reached what, lowest first: 60–69: 8")
        while text := asking.ask_optional_checked(question, offering_record.spread_line):
            texts.append(text)
    if not texts:
        return "", []
    results_of = given["results_of"] or (ids[0] if len(ids) == 1 else "")
    if not results_of:
        known = ", ".join(ids) or "none: testamur edit cannot add one, write resultDescription into its file"
        results_of = asking.ask_required(None, "--results-of", msg("Of which result ({known})", known=known))
    try:
        return results_of, [offering_record.spread_line(text) for text in texts]
    except ValueError as error:
        raise UsageError(msg("--result: {error}", error=str(error))) from None


def feedback(given: FigureOptions, *, ask: bool) -> dict[str, Any] | None:
    """Return what those who were asked said; UsageError where a part of it is missing.

    With `ask`, it is asked for on a terminal where no option begins with it.
    """
    parts = {
        "--responses": given["responses"],
        "--score": given["score"],
        "--scale": given["scale"],
        "--asked-on": given["asked_on"],
    }
    missing = [option for option, value in parts.items() if value is None]
    if len(missing) == len(parts):
        return _asked() if ask and asking.is_terminal() else None
    if missing:
        raise UsageError(
            msg(
                "{missing} is missing: what people said needs all of {all}",
                missing=", ".join(missing),
                all=", ".join(parts),
            )
        )
    try:
        return {
            "by": given["asked"],
            "date": given["asked_on"],
            "responses": given["responses"],
            "score": offering_record.score(str(given["score"])),
            "scale": offering_record.scale(str(given["scale"])),
            **({"changed": given["changed"]} if given["changed"] else {}),
        }
    except ValueError as error:
        raise UsageError(msg("--score or --scale: {error}", error=str(error))) from None


def _asked() -> dict[str, Any] | None:
    """Ask what learners said; None where nobody was asked."""
    responses = asking.ask_optional_checked(msg("How many learners said what they think of it"), offering_record.count)
    if not responses:
        return None
    scale = offering_record.scale(
        asking.ask_required(
            None, "--scale", msg("On which scale, from worst to best: 1-5"), check=offering_record.scale
        )
    )

    def on_scale(text: str) -> None:
        if not scale["worst"] <= offering_record.score(text) <= scale["best"]:
            raise ValueError(msg("write a number of that scale"))

    score = asking.ask_required(None, "--score", msg("What they gave it, on average"), check=on_scale)
    day = days.ask_day(None, "--asked-on", msg("The day on which they were asked, e.g. 2026-05-14 or 14 May 2026"))
    changed = asking.ask_optional_checked(
        msg("What was changed because of it"), schema_check("achievement", "description")
    )
    found = {"by": "learners", "date": day, "responses": offering_record.count(responses)}
    found |= {"score": offering_record.score(score), "scale": scale}
    return {**found, "changed": changed} if changed else found
