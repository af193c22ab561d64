"""`testamur join`: makes a site of the parts that `testamur build --shard` made, on one machine or on several."""

from __future__ import annotations

from pathlib import Path

import click

from testamur.publishing.site.parts import joining
from testamur.publishing.site.parts.manifest import Manifest
from testamur.terminal import options
from testamur.terminal.build_report import report_size
from testamur.terminal.machines.part_building import join_parts
from testamur.text.reporting import number_of


@click.command()
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PART…")
@options.output
@options.ledger
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Make nothing: only say whether the parts fit together, by the part.json of each.",
)
def command(*, parts: tuple[Path, ...], output: Path, ledger: Path, only_check: bool) -> None:
    """Join the parts of a site, which stay as they are. Proves that none is missing, doubled or of another build."""
    if only_check:
        manifests = [one for _, one in joining.read_parts(parts)]
        files = number_of(sum(one.files.number for one in manifests), "file")
        click.echo(f"These are all parts of one site, and fit together: {_awards(manifests[0])}, {files}.")
        return
    first = join_parts(parts, output=output, ledger=ledger)
    instant = first.inputs["instant"].partition("T")[0]
    click.echo(f"Built {output}/ as of {instant}: {_awards(first)}, of {number_of(first.shard.of, 'part')}.")
    report_size(output)
    click.echo(f"Look at it with: testamur serve --site {output}", err=True)


def _awards(manifest: Manifest) -> str:
    return number_of(sum(amount.number for amount in manifest.awards), "award")
