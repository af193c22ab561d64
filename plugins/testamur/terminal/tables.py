"""Prints tables: results on stdout, messages on stderr. Any cell may be a stranger's text, so all are made harmless."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import click

from testamur.terminal.languages.speaking import speaker
from testamur.text.characters import harmless
from testamur.text.reporting import one_line

_LONGEST = 200  # characters of one cell among results
_UNFOLDED = 4000  # characters: in a log, each row is one line


def print_results(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print aligned rows on stdout, cells unfolded, the same on a terminal and in a pipe; nothing if there are none."""
    for line in aligned_lines(head, rows):
        click.echo(line)


def aligned_lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as aligned lines below their headings; [] if there are none."""
    # Imported here, since it is slow to load. It knows that 李 is two columns wide.
    from rich.cells import cell_len

    if not rows:
        return []
    spoken = speaker()
    cells = [[spoken(name) for name in head], *([harmless(spoken(cell), _LONGEST) for cell in row] for row in rows)]
    widths = [max(cell_len(cell) for cell in column) for column in zip(*cells, strict=True)]
    padded = ([cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)] for row in cells)
    return ["  ".join(row).rstrip() for row in padded]


def print_notice_table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows on stderr, folded to the width of a terminal, or one line per row in a pipe or a log."""
    # Imported here: rich takes longer to load than most commands to run.
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table, spoken = Table(box=box.SIMPLE_HEAD, pad_edge=False), speaker()
    for header in headers:
        table.add_column(spoken(header), overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(spoken(cell))) for cell in row))
    width = None if sys.stderr.isatty() else _UNFOLDED
    # Without markup: a cell such as [link=…] would otherwise be obeyed.
    Console(file=sys.stderr, width=width, markup=False, emoji=False, highlight=False).print(table)
