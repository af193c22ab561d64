"""`testamur join`: makes a site of the parts that `testamur build --shard` made, on one machine or on several."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.terminal import options
from testamur.terminal.build_report import warn_of_size
from testamur.terminal.machines.part_building import join_parts
from testamur.text.reporting import number_of


@click.command()
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PART…")
@options.output
@options.ledger
def command(*, parts: tuple[Path, ...], output: Path, ledger: Path) -> None:
    """Join the parts of a site, which stay as they are. Proves that none is missing, doubled or of another build."""
    first = join_parts(parts, output=output, ledger=ledger)
    awards = number_of(sum(amount.number for amount in first.awards), "award")
    instant = first.inputs["instant"].partition("T")[0]
    click.echo(f"Built {output}/ as of {instant}: {awards}, of {number_of(first.shard.of, 'part')}.")
    warn_of_size(output)
    click.echo(f"Look at it with: testamur serve --site {output}", err=True)
