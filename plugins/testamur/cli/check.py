"""`testamur check`: every record against its schema, the others, the calendar, and what was issued."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from testamur.cli import options
from testamur.cli.clock import today
from testamur.cli.progress import bar
from testamur.errors import Problem, RecordsError
from testamur.ledger import pending
from testamur.ledger.store import Ledger
from testamur.records import completeness, registry, reporting
from testamur.records.completeness import Completeness

_WORDS = {"issue": "to issue", "reissue": "to re-issue", "state": "with a new status", "erase": "to erase"}


@dataclass(slots=True)
class Findings:
    """What was found out about the records."""

    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    elements: list[Completeness] = field(default_factory=list)
    pending: dict[str, int] = field(default_factory=dict)  # by act: issue, reissue, state, erase
    compared: bool = False  # with a ledger

    @property
    def is_wrong(self) -> bool:
        """Say whether something stops an issue."""
        return bool(reporting.errors(self.problems))

    def lines(self) -> list[str]:
        """Return what is told when the problems have been: counts, what is pending, the completeness."""
        told = []
        if self.counts:
            records = ", ".join(
                reporting.number_of(number, kind.removesuffix("s")) for kind, number in self.counts.items()
            )
            told.append(f"{records}: {reporting.tally(self.problems)}.")
        elif self.problems:
            told.append(f"{reporting.tally(self.problems)}. Correct them, and run testamur check again.")
        if self.compared:
            acts = [f"{number:,} {_WORDS[act]}" for act, number in self.pending.items() if number]
            told.append(f"Pending: {', '.join(acts)}. testamur issue does it." if acts else "Nothing is pending.")
        return [*told, *(reporting.one_line(f"{one}.") for one in self.elements)]


@click.command()
@options.records
@options.ledger
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations of a GitHub workflow.",
)
@click.option(
    "--all", "every", is_flag=True, help="The EU elements of every achievement, not of MicroCredentials only."
)
@click.pass_context
def command(ctx: click.Context, *, records: Path, ledger: Path, form: str, every: bool) -> None:
    """Read every record, and say what is wrong, where, and what to type instead. Changes nothing."""
    with bar("Reading the records") as advance:
        found = examine(records, ledger, today=today(), every=every, advance=advance)
    if form == "json":
        click.echo(as_json(found))
    elif form == "github":
        _for_github(found)
    else:
        if found.problems:
            click.echo(reporting.people(found.problems) + "\n")
        click.echo("\n".join(found.lines()))
    ctx.exit(1 if found.is_wrong else 0)


def examine(
    records: Path, ledger: Path, *, today: datetime.date, every: bool = False, advance: Any = lambda: None
) -> Findings:
    """Return everything about the records that somebody should know; raises no RecordsError."""
    found = Findings()
    try:
        loaded = registry.load(records, today=today, advance=advance)
    except RecordsError as error:
        found.problems = reporting.ordered(error.problems)
        return found
    found.counts = reporting.counts(loaded)
    found.elements = [
        completeness.of(achievement, loaded.issuer)
        for _, achievement in sorted(loaded.achievements.items())
        if every or achievement.achievement_type == "MicroCredential"
    ]
    refused: Sequence[Problem] = ()
    if (ledger / "format").exists():
        try:
            kept = Ledger(ledger)
            for one in pending.plan(loaded, kept).pending:
                found.pending[one.act] = found.pending.get(one.act, 0) + 1
            found.compared = True
        except RecordsError as error:
            refused = error.problems
    found.problems = reporting.ordered([*loaded.warnings, *refused])
    return found


def as_json(found: Findings) -> str:
    """Return the findings for programs."""
    wrong = len(reporting.errors(found.problems))
    value = {
        "problems": reporting.as_json(found.problems),
        "counts": {**found.counts, "errors": wrong, "warnings": len(found.problems) - wrong},
        "pending": found.pending if found.compared else None,
        "elements": [
            {
                "achievement": one.title,
                "stated": one.stated,
                "of": completeness.MANDATORY,
                "missing": one.missing,
                "optional": one.optional,
            }
            for one in found.elements
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _for_github(found: Findings) -> None:
    if found.problems:
        click.echo(reporting.github_annotations(found.problems))
    # Talk goes to stderr here too: a log shows both, and only workflow commands stand on stdout.
    click.echo("\n".join(found.lines()), err=True)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        lines = found.lines()[1 if found.counts or found.problems else 0 :]
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(reporting.job_summary(found.problems, lines, found.counts))
