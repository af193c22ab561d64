"""Options that several commands share, so that they are named and mean the same everywhere."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]


def _place(name: str, default: str, metavar: str, text: str) -> Callable[[Command], Command]:
    return click.option(
        name, type=click.Path(path_type=Path), default=default, show_default=True, metavar=metavar, help=text
    )


records = _place("--records", "credentials", "DIR", "The records.")
ledger = _place("--ledger", "ledger", "DIR", "What was issued.")
output = _place("--output", "output", "DIR", "Where the site goes.")
settings = _place("--settings", "pelicanconf.py", "FILE", "Pelican's settings.")
as_json = click.option("--json", "as_json", is_flag=True, help="Write the result as JSON, for programs.")
yes = click.option("--yes", is_flag=True, help="Do not ask.")
FINAL = "Do not ask. Where nobody can be asked, what cannot be taken back needs it."
yes_final = click.option("--yes", is_flag=True, help=FINAL)
resolve = click.option(
    "--resolve", multiple=True, metavar="BASE=DIR", help="A folder stands for the site at BASE; may be given again."
)
remote = click.option("--remote", default="origin", show_default=True, help="The repository with the ledger branch.")
ledger_branch = click.option("--branch", default="ledger", show_default=True, help="The ledger branch.")
jobs = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=lambda: os.cpu_count() or 1,
    show_default="one for each processor",
    metavar="N",
    help="How many processes work at a time. What they make is the same.",
)
shard = click.option(
    "--shard",
    metavar="I/N",
    default="",
    help="Build part I of N into a folder of its own; testamur join makes the site of all parts.",
)
approvals = click.option(
    "--approvals",
    type=click.Path(path_type=Path),
    default="approvals.json",
    show_default=True,
    metavar="FILE",
    help="Who approved what is to be signed: testamur ci approved writes it, testamur ci issue reads it.",
)
