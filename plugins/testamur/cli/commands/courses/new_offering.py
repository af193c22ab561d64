"""`testamur new offering`: adds one run of a course, with its figures, from options and answers."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Unpack

import click

from testamur.authoring.courses import offering_record
from testamur.authoring.editing.answers import schema_check
from testamur.cli.commands.courses import course_figures
from testamur.cli.commands.courses.course_figures import PEOPLE, FigureOptions
from testamur.cli.commands.records.record_adding import add_record, free_name
from testamur.records import registry as registries
from testamur.records.parsing import formats, schema
from testamur.terminal import asking, days, options
from testamur.terminal.asking import ask_choice, ask_optional, ask_required
from testamur.terminal.award_rows import achievement_slug
from testamur.terminal.clock import today_of
from testamur.text.languages.messages import msg


class _OfferingOptions(FigureOptions):
    achievement: str | None
    name: str | None
    first: str | None
    last: str | None
    language: str | None
    mode: str | None
    places: int | None
    enrolled: int | None
    completed: int | None
    passed: int | None
    as_of: str | None
    source: str | None
    stem: str | None


@click.command(name="offering")
@options.records
@click.option("--achievement", help="What it leads to: its file's name, its title, or the link to its page.")
@click.option("--name", help="What this run is called: Spring 2026.")
@click.option("--from", "first", metavar="DATE", help="Its first day.")
@click.option("--to", "last", metavar="DATE", help="Its last day.")
@click.option("--language", metavar="TAG", help="The language it was taught in: en.")
@click.option("--mode", type=click.Choice(schema.values("offering", "mode")), help="How one took part.")
@click.option("--places", type=PEOPLE, help="How many could take part.")
@click.option("--enrolled", type=PEOPLE, help="How many began.")
@click.option("--completed", type=PEOPLE, help="How many of those stayed to the end.")
@click.option("--passed", type=PEOPLE, help="How many of those reached what the achievement asks for.")
@click.option("--as-of", metavar="DATE", help="The day on which the figures were true.")
@click.option("--source", help="Where they come from: Enrolment list and mark sheets.")
@course_figures.figure_options
@click.option("--as", "stem", metavar="NAME", help="The name of the file (default: from achievement and name).")
def command(*, records: Path, **given: Unpack[_OfferingOptions]) -> None:
    """Add one run of a course: when, for how many, and how it went. Counts of people only, never names."""
    registry = registries.load(records, today=today_of(records))
    title = ask_required(
        given["achievement"],
        "--achievement",
        msg("What it leads to"),
        check=lambda text: achievement_slug(registry, text),
    )
    slug = achievement_slug(registry, title)
    name = ask_optional(given["name"], msg("What this run is called: Spring 2026"))
    first = days.ask_day(given["first"], "--from", msg("Its first day, e.g. 2026-05-14 or 14 May 2026"))
    last = days.ask_day(given["last"], "--to", msg("Its last day, e.g. 2026-05-14 or 14 May 2026"), first=first)
    stem = free_name(records, "offerings", given["stem"], offering_record.stem(slug, name, first))
    mode = ask_choice(given["mode"], msg("How one took part"), schema.values("offering", "mode"))
    counts = _counts(given)
    results_of, spread = course_figures.spread(registry, slug, given, ask=True)
    has_figures = bool(spread) or any(number is not None for name, number in counts.items() if name != "places")
    as_of = msg("The day on which these figures were true, year-month-day")
    source = schema_check("offering", "source")
    record = offering_record.record(
        achievement=slug, first=first, last=last, name=name, language=given["language"], mode=mode, counts=counts,
        results_of=results_of, spread=spread, feedback=course_figures.feedback(given, ask=True),
        asOf=_if_asked(given["as_of"], as_of, has_figures, formats.date),
        source=_if_asked(given["source"], msg("Where the figures come from"), has_figures, source),
    )  # fmt: skip
    add_record(records, f"offerings/{stem}.yml", "offering", record)


def _counts(given: _OfferingOptions) -> dict[str, int | None]:
    """Return the numbers of people; on a terminal each is asked for that no option gives."""
    counts: dict[str, int | None] = {}
    wider: tuple[str, int] | None = None  # the nearest number that a later one cannot be above
    for name, question in offering_record.COUNTS.items():
        number: int | None = given[name]  # type: ignore[literal-required]
        if number is None and asking.is_terminal():
            text = asking.ask_optional_checked(question, functools.partial(_at_most, wider))
            number = offering_record.count(text) if text else None
        counts[name] = number
        # More may begin than there are places: that is no mistake.
        if number is not None and name != "places":
            wider = name, number
    return counts


def _at_most(wider: tuple[str, int] | None, text: str) -> None:
    number = offering_record.count(text)
    if wider is not None and number > wider[1]:
        raise ValueError(msg("that is more than {wider} ({number})", wider=wider[0], number=wider[1]))


def _if_asked(given: str | None, question: str, has_figures: bool, check: Callable[[str], None]) -> str:
    if given is not None or not has_figures:
        return given or ""
    return asking.ask_optional_checked(question, check)
