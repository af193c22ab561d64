"""Shows on stderr which lines of which files a change takes out, and which it puts in."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from testamur.authoring.acts.history_acts import Change
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg
from testamur.text.reporting import one_line

_AROUND = 1  # lines that stay, to see where one is


def show(root: Path, change: Change) -> None:
    """Print each file of a change, as it is called below `root`, with the lines that differ: - is now, + will be."""
    for path, after in change.after.items():
        before = change.before.get(path)
        name = path.relative_to(root).as_posix()
        if after is None or _is_picture(before) or _is_picture(after):
            fate = msg("removed") if after is None else msg("new") if before is None else msg("replaced")
            speaking.echo(msg("{name}: {fate}", name=name, fate=fate), err=True)
            continue
        click.echo(name, err=True)
        lines = difflib.unified_diff(
            (before or b"").decode().splitlines(), after.decode().splitlines(), lineterm="", n=_AROUND
        )
        for line in list(lines)[2:]:
            text = line[1:]
            margin = " " * min(len(text) - len(text.lstrip(" ")), 40)
            click.echo("  …" if line.startswith("@@") else f"  {line[:1]} {margin}{one_line(text, 300)}", err=True)


def _is_picture(data: bytes | None) -> bool:
    try:
        (data or b"").decode()
    except UnicodeDecodeError:
        return True
    return False
