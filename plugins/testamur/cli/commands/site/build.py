"""`testamur build`: builds the site from records and ledger, verifies it, and swaps it in whole; or a part of it."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click
from click.core import ParameterSource

from testamur.errors import UsageError
from testamur.publishing.site.parts import shard as shards
from testamur.terminal import options
from testamur.terminal.build_report import report, report_part
from testamur.terminal.building import build
from testamur.terminal.clock import instant_or_midnight
from testamur.terminal.languages import speaking
from testamur.terminal.machines import dask_cluster
from testamur.terminal.machines.part_building import build_part
from testamur.text.languages.messages import msg


@click.command()
@options.records
@options.ledger
@options.output
@options.settings
@click.option("--now", metavar="DATE", default="", help="Build as of this day or instant (default: today, 00:00 UTC).")
@click.option("--preview", is_flag=True, help="Issue everything with a throwaway key, and mark every page PREVIEW.")
@options.jobs
@click.option("--verify-all", is_flag=True, help="Verify every proof anew, also those that verified here before.")
@click.option("--fresh", is_flag=True, help="Write every file anew, also those that the last site has already.")
@options.shard
@click.option(
    "--executor",
    metavar="ADDRESS",
    default="",
    help="Let a Dask cluster that sees the same folders write the awards: dask://HOST:PORT.",
)
@click.pass_context
def command(
    context: click.Context,
    *,
    records: Path,
    ledger: Path,
    output: Path,
    settings: Path,
    now: str,
    preview: bool,
    jobs: int,
    verify_all: bool,
    fresh: bool,
    shard: str,
    executor: str,
) -> None:
    """Build the site from the records and the ledger. Holds no key, and verifies all that it publishes."""
    moment = instant_or_midnight(now)
    if shard:
        _refuse_with_shard(**{"--preview": preview, "--executor": bool(executor)})
        part = shards.parse(shard)
        if context.get_parameter_source("output") is ParameterSource.DEFAULT:
            output = Path(f"part-{part.number}-of-{part.of}")
        published, manifest = build_part(
            part,
            records=records,
            ledger=ledger,
            output=output,
            settings=settings,
            now=moment,
            verify_all=verify_all,
            jobs=jobs,
        )
        report_part(published, manifest, output)
        speaking.echo(msg("Join all parts with: testamur join PART…"), err=True)
        return
    with dask_cluster.connect(executor) if executor else contextlib.nullcontext() as workers:
        published = build(
            records=records,
            ledger=ledger,
            output=output,
            settings=settings,
            now=moment,
            preview=preview,
            verify_all=verify_all,
            jobs=jobs,
            executor=workers,
            fresh=fresh,
        )
    report(published, output)
    speaking.echo(msg("Look at it with: testamur serve --site {output}", output=output), err=True)


def _refuse_with_shard(**given: bool) -> None:
    for name, is_given in given.items():
        if is_given:
            raise UsageError(msg("--shard and {name} exclude each other", name=name))
