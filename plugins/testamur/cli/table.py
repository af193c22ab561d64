"""Tables on stdout: aligned for people, every cell whole, the same on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Sequence

import click

from testamur.records.characters import harmless

_LONGEST = 200  # characters of one cell


def show(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below a line of headings; nothing where there is no row. Names may be anybody's words."""
    # Imported here: it knows how wide 李 is, and takes its time to load.
    from rich.cells import cell_len

    if not rows:
        return
    cells = [list(head), *([harmless(cell, _LONGEST) for cell in row] for row in rows)]
    widths = [max(cell_len(cell) for cell in column) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(padded).rstrip())
