"""`testamur archive`: a registry's whole in one file, for a library or a successor; and such a file, checked."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.authoring.archiving import checking, making
from testamur.authoring.archiving.checking import Report
from testamur.errors import UsageError
from testamur.records import registry as registries
from testamur.terminal import options
from testamur.terminal.clock import today_of
from testamur.text.characters import harmless
from testamur.text.reporting import number_of, one_line
from testamur.verification.registration.log_memory import LogMemory


@click.command()
@click.option(
    "--check", "check_file", type=click.Path(path_type=Path), metavar="FILE", help="Check this archive whole."
)
@click.option("--output", "output", type=click.Path(path_type=Path), metavar="FILE", help="Where the archive goes.")
@click.option(
    "--site",
    type=click.Path(path_type=Path),
    default="output",
    show_default=True,
    metavar="DIR",
    help="The built site.",
)
@click.option(
    "--with-unlisted",
    is_flag=True,
    help="Also the awards that the site does not list: for whoever will serve it, and nobody else.",
)
@options.records
@options.ledger
@click.pass_context
def command(
    ctx: click.Context,
    *,
    check_file: Path | None,
    output: Path | None,
    site: Path,
    with_unlisted: bool,
    records: Path,
    ledger: Path,
) -> None:
    """Put the whole registry into one file, as far as it is public; or check such a file with --check.

    The same registry gives the same bytes. Exit code of --check: 0 all of it holds, 1 something does not.
    """
    if check_file is not None:
        if output is not None or with_unlisted:
            raise UsageError("--check only reads: leave the other options out")
        ctx.exit(_check(check_file))
    registry = registries.load(records, today=today_of(records))
    target, report, found = making.make(registry, site, ledger, output, with_unlisted=with_unlisted)
    click.echo(
        f"Wrote {target}: {number_of(len(found.files), 'file')}, {number_of(report.credentials, 'signed document')}, "
        f"as of {report.site.day}."
    )
    click.echo("Left out, as it is not public:", err=True)
    for one in found.left_out:
        number = "" if one.count is None else f" ({one.count:,})"
        click.echo(f"  - {one.what}{number}: {one.why}", err=True)
    if with_unlisted:
        click.echo("This file has awards that the site does not list: give it to whoever will serve it only.", err=True)
    click.echo(f"Anybody can check it: testamur archive --check {target}", err=True)


def _check(path: Path) -> int:
    memory = LogMemory.on_disk()
    report = checking.check(path, seen=memory)
    for finding in report.findings:
        click.echo(one_line(finding))
    if report.log is not None and report.log.evidence is not None:
        files = memory.keep_evidence(report.log.evidence)
        click.echo(f"Both histories are kept: {' and '.join(map(str, files))}", err=True)
    site = report.site
    log = f", a log of {report.log.size:,}" if report.log else ""
    what = f"{number_of(report.credentials, 'signed document')}{log}"
    whose = f"{harmless(site.base, 200)}, as of {site.day}"
    holds = "all of it holds" if not report.findings else "it does not hold"
    click.echo(f"An archive of {whose}: {what}: {holds}.", err=True)
    click.echo(_whose(report), err=True)
    return 1 if report.findings else 0


def _whose(report: Report) -> str:
    """Say what shows whose archive it is."""
    if report.log is not None and report.log.is_seen:
        return "Its log is the one that this machine has seen before."
    key = f"the key of its log, {harmless(report.log.key, 200)}," if report.log else "its key"
    return f"It shows by itself that it is whole, and not whose it is: compare {key} with one that you know."
