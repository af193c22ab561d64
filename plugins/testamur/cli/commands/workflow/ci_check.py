"""`testamur ci check`: checks a proposed change, which is data here and never runs."""

from __future__ import annotations

import os
from pathlib import Path

import click

from testamur.cli.commands.records import check
from testamur.errors import UsageError
from testamur.terminal import options


@click.command(name="check")
@options.records
@options.ledger
@click.pass_context
def command(ctx: click.Context, *, records: Path, ledger: Path) -> None:
    """Do what testamur check --format github --base does, with the base that TESTAMUR_BASE names."""
    base = os.environ.get("TESTAMUR_BASE", "")
    if not base:
        raise UsageError("TESTAMUR_BASE is empty: the workflow says there which commit the change is compared with")
    ctx.invoke(check.command, records=records, ledger=ledger, form="github", every=False, revision=base)
