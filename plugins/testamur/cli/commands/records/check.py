"""`testamur check`: checks records against their schemas, each other, the calendar, the ledger, and a base revision."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.record_check import Findings, as_json, examine
from testamur.authoring.repository import base_revision
from testamur.github import job_summary
from testamur.terminal import options
from testamur.terminal.clock import today_of
from testamur.terminal.languages.speaking import speaker
from testamur.terminal.progress_bar import bar
from testamur.text import reporting
from testamur.text.languages.messages import msg


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
@click.option(
    "--base",
    "revision",
    metavar="REV",
    help="Also say what this change does, and what it may not do: the files as they lie here, committed or not, "
    "compared with the commit where they left REV (a branch, a tag or a commit, e.g. origin/main).",
)
@click.pass_context
def command(ctx: click.Context, *, records: Path, ledger: Path, form: str, every: bool, revision: str | None) -> None:
    """Read every record, and say what is wrong, where, and what to type instead. Changes nothing."""
    difference = None
    if revision is not None:
        difference = base_revision.read(records, revision)
    with bar(msg("Reading the records")) as advance:
        findings = examine(
            records, ledger, today=today_of(records), every=every, advance=advance, difference=difference
        )
    if form == "json":
        click.echo(as_json(findings))
    elif form == "github":
        _for_github(findings)
    else:
        spoken = speaker()
        if findings.change:
            click.echo("\n".join(findings.change) + "\n")
        if findings.problems:
            click.echo(reporting.format_for_terminal(findings.problems, spoken) + "\n")
        click.echo("\n".join(findings.lines(spoken)))
    ctx.exit(1 if findings.is_wrong else 0)


def _for_github(findings: Findings) -> None:
    if findings.problems:
        click.echo(reporting.github_annotations(findings.problems))
    # Other text goes to stderr, so that stdout has workflow commands only; a job's log shows both.
    click.echo("\n".join([*findings.change, *findings.lines()]), err=True)
    lines = findings.lines()[1 if findings.counts or findings.problems else 0 :]
    job_summary.add(reporting.job_summary(findings.problems, lines, findings.counts, findings.change_markdown))
