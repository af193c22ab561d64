"""`testamur build`: builds the site from records and ledger, verifies it, and swaps it in whole."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.terminal import options
from testamur.terminal.building import build, report
from testamur.terminal.clock import instant_or_midnight


@click.command()
@options.records
@options.ledger
@options.output
@options.settings
@click.option("--now", metavar="DATE", default="", help="Build as of this day or instant (default: today, 00:00 UTC).")
@click.option("--preview", is_flag=True, help="Issue everything with a throwaway key, and mark every page PREVIEW.")
@options.jobs
@click.option("--verify-all", is_flag=True, help="Verify every proof anew, also those that verified here before.")
def command(
    *, records: Path, ledger: Path, output: Path, settings: Path, now: str, preview: bool, jobs: int, verify_all: bool
) -> None:
    """Build the site from the records and the ledger. Holds no key, and verifies all that it publishes."""
    moment = instant_or_midnight(now)
    published = build(
        records=records,
        ledger=ledger,
        output=output,
        settings=settings,
        now=moment,
        preview=preview,
        verify_all=verify_all,
        jobs=jobs,
    )
    report(published, output)
    click.echo(f"Look at it with: testamur serve --site {output}", err=True)
