"""`testamur stats`: prints figures of awards and courses that are safe to pass on, as a table, CSV or JSON."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack

import click

from testamur.authoring.editing import atomic_files
from testamur.errors import UsageError
from testamur.figures import figures as counting
from testamur.figures.figures import AGAINST, THIS, Figures
from testamur.records import registry as registries
from testamur.records.model.localized_text import say
from testamur.records.registry import Registry
from testamur.terminal import options, tables
from testamur.terminal.clock import latest_day_anywhere
from testamur.terminal.days import day
from testamur.text import csv_cells, periods
from testamur.text.periods import Period

_SUBJECTS = {
    "awards": "awards",
    "enrolled": "enrolled",
    "completion-of": "enrolled, where completion is known",
    "completed": "completed",
    "pass-of": "completed, where passing is known",
    "passed": "passed",
}
_HIDDEN = "not shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table. The fields are the columns, in order; numbers are written in digits, or "not shown"."""

    counted: str
    by: str
    key: str
    name: str
    all: str
    this: str
    against: str


class Asked(TypedDict):
    """The options for which days are counted, and for whether small numbers are hidden."""

    first: datetime.date | None
    last: datetime.date | None
    against: datetime.date | None
    months: int
    unsuppressed: bool


@click.command()
@click.option("--from", "first", type=day, metavar="DAY", help="The first day of the period.  [default: of its year]")
@click.option("--to", "last", type=day, metavar="DAY", help="Its last day.  [default: of the last full quarter]")
@click.option(
    "--against",
    type=day,
    metavar="DAY",
    help="The first day of a period as long, to compare with.  [default: a year earlier]",
)
@click.option("--months", type=click.IntRange(1, 120), default=counting.QUIET, show_default=True, metavar="NUMBER",
              help="Name achievements that nobody took for so many months.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where the figures go.  [default: stdout]")
@click.option("--unsuppressed", is_flag=True, help="Show small numbers too: for your own eyes only.")
@options.records
def command(*, records: Path, form: str, out: Path | None, **asked: Unpack[Asked]) -> None:
    """Count awards and courses, in all and in two periods.

    Numbers about few people, and those that would tell one, are not shown, so that what is printed may be passed on.
    It is safe by itself: two lists of periods that overlap can be subtracted from each other.
    """
    registry = registries.load(records, today=latest_day_anywhere())
    figures = chosen(registry, latest_day_anywhere(), **asked)
    text = {"table": as_table, "csv": as_csv, "json": as_json}[form](registry, figures)
    if out is None:
        click.echo(text.encode(), nl=False)
    else:
        atomic_files.write_new(out, csv_cells.encoded(text) if form == "csv" else text.encode())
        click.echo(out)
    if asked["unsuppressed"]:
        click.echo("WARNING: small numbers are shown. People can be told from them: do not pass this on.", err=True)
    elif figures.hides_something:
        click.echo(
            f"Not shown: numbers about fewer than {figures.threshold} people, and what they could be worked out from. "
            "--unsuppressed shows them to you.",
            err=True,
        )


def chosen(
    registry: Registry,
    day: datetime.date,
    *,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
    against: datetime.date | None = None,
    months: int = counting.QUIET,
    unsuppressed: bool = False,
) -> Figures:
    """Return the requested figures. Raises UsageError for days in the wrong order.

    Unless `unsuppressed`, awards count to the end of the last full quarter at most, whatever `last` says: two lists a
    day apart would give a single award away by their difference (decision 13, "Time").
    """
    latest = day if unsuppressed else periods.end_of_last_quarter(day)
    end = min(last or latest, latest)
    if first and last and last < first:
        raise UsageError(f"--to {last} is before --from {first}: swap them")
    if first and first > end:
        raise UsageError(f"--from {first} is after {end}, the last day that is counted: write an earlier day")
    this = Period(first, end) if first else periods.year_to(end)
    other = Period(against, against + (this.last - this.first)) if against else periods.year_before(this)
    return counting.figures(
        registry,
        registry.awards.values(),
        today=day,
        last=latest,
        spans={THIS: this, AGAINST: other},
        months=months,
        unsuppressed=unsuppressed,
    )


def lines(registry: Registry, figures: Figures) -> Iterator[Line]:
    """Yield a line for every figure and every rate: over all days and in the two periods."""
    places = dict.fromkeys((subject, group, key) for subject, _, group, key in figures.counts)
    for subject, group, key in places:
        if subject not in {"completion-of", "pass-of"}:
            numbers = [_cell(figures, subject, span, group, key) for span in ("", THIS, AGAINST)]
            yield _line(registry, figures, _SUBJECTS[subject], group, key, numbers)
        if subject in {"completed", "passed"}:
            rate = "completion" if subject == "completed" else "pass"
            rates = [figures.rate(rate, group, key, span) for span in ("", THIS, AGAINST)]
            parts = ["" if one is None else f"{one:.3f}" for one in rates]
            if any(parts):
                yield _line(registry, figures, f"{rate} rate", group, key, parts)


def as_table(registry: Registry, figures: Figures) -> str:
    """Return the figures as a table for people, with achievements and courses that deserve a look."""
    this, other = figures.spans[THIS], figures.spans[AGAINST]
    head = ("counted", "by", "which", "all", f"{this.first} to {this.last}", f"{other.first} to {other.last}")
    rows = [
        (one.counted, one.by, one.name or one.key, one.all, one.this, one.against)
        for one in lines(registry, figures)
        if {one.all, one.this, one.against} - {"0", ""}
    ]
    text = [*tables.aligned_lines(head, rows), "", f"As of {figures.as_of}."]
    for one in counting.averages(figures.opinions):
        scale = f"{one.worst:g} to {one.best:g}"
        text.append(f"Feedback of {one.by}: {one.score:.1f} on a scale from {scale}, {one.responses} answers.")
    for told, slugs in (
        ("Nobody took", figures.unwanted),
        ("Nobody was asked about", figures.unheard),
        ("No figures of", figures.uncounted),
    ):
        text += [f"{told}: {', '.join(slugs)}."] if slugs else []
    return "\n".join(text) + "\n"


def as_csv(registry: Registry, figures: Figures) -> str:
    """Return the figures as comma-separated values; no cell is a formula."""
    return csv_cells.table(Line, lines(registry, figures))


def as_json(registry: Registry, figures: Figures) -> str:
    """Return the figures as JSON; null stands for a number that is not shown."""
    spoken = registry.issuer.languages
    counts = [
        {"counted": subject, "period": span or "all", "by": group, "key": key, "number": number}
        for (subject, span, group, key), number in figures.counts.items()
    ]
    feedback = [
        {
            "offering": one.offering.slug,
            "by": one.feedback.by,
            "date": one.feedback.date.isoformat(),
            "score": round(one.feedback.score, 1),
            "scale": {"worst": one.feedback.worst, "best": one.feedback.best},
            "responses": one.responses,
        }
        for one in figures.opinions
    ]
    said = [(one, each) for one in registry.offerings.values() for each in one.feedback if each.changed]
    evaluations = [(one, each) for one in registry.offerings.values() for each in one.evaluations]
    value = {
        "asOf": figures.as_of.isoformat(),
        "threshold": figures.threshold,
        "periods": {name: {"from": str(one.first), "to": str(one.last)} for name, one in figures.spans.items()},
        "figures": counts,
        "feedback": feedback,
        "changed": [
            {"offering": one.slug, "date": str(each.date), "text": say(each.changed, *spoken)} for one, each in said
        ],
        "evaluations": [
            {"offering": one.slug, "date": str(each.date), "by": say(each.by, *spoken), "report": each.report}
            for one, each in evaluations
        ],
        "nobodyTook": figures.unwanted,
        "withoutFeedback": figures.unheard,
        "withoutFigures": figures.uncounted,
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _cell(figures: Figures, subject: str, span: str, group: str, key: str) -> str:
    place = (subject, span, group, key)
    if place not in figures.counts:
        return ""
    number = figures.counts[place]
    return _HIDDEN if number is None else str(number)


def _line(registry: Registry, figures: Figures, counted: str, group: str, key: str, cells: list[str]) -> Line:
    spoken = registry.issuer.languages
    name = ""
    if group == "achievement":
        name = say(registry.achievements[key].name, *spoken)
    elif group == "skill":
        name = say(figures.skills[key].target_name, *spoken)
    every, this, against = cells
    return Line(counted=counted, by=group, key=key, name=name, all=every, this=this, against=against)
