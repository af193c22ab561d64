"""Tables for people on stderr: as wide as the terminal, or one line a row where it goes to a pipe or a log."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from testamur.records.reporting import one_line

_UNFOLDED = 4000  # characters: in a log, each row is one line


def show(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Show a table. What stands in it may be anybody's words: all of it is made harmless."""
    # Imported here: rich takes longer to load than most commands to run.
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    width = None if sys.stderr.isatty() else _UNFOLDED
    Console(file=sys.stderr, width=width, markup=False, emoji=False, highlight=False).print(table)
