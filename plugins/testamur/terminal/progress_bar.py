"""Progress bars for long work on a terminal; none in a pipe, a log or a test."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from testamur.terminal.languages.speaking import spoken

Advance = Callable[[], object]


@contextlib.contextmanager
def bar(label: str, total: int | None = None) -> Iterator[Advance]:
    """Show a bar on stderr while the block runs; call the yielded function once for each item done.

    `total` is None where the number of items is unknown.
    """
    if not sys.stderr.isatty():
        yield _nothing
        return
    # Imported here: rich takes longer to load than most commands to run.
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(spoken(label), total=total)
        yield lambda: progress.advance(task)


def _nothing() -> None:
    """Show no progress."""
