"""Options that several commands share, so that they read and mean the same everywhere."""

from __future__ import annotations

from pathlib import Path

import click

records = click.option(
    "--records",
    type=click.Path(path_type=Path),
    default="credentials",
    show_default=True,
    metavar="DIR",
    help="The records.",
)
ledger = click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    default="ledger",
    show_default=True,
    metavar="DIR",
    help="What was issued.",
)
output = click.option(
    "--output",
    type=click.Path(path_type=Path),
    default="output",
    show_default=True,
    metavar="DIR",
    help="Where the site goes.",
)
settings = click.option(
    "--settings",
    type=click.Path(path_type=Path),
    default="pelicanconf.py",
    show_default=True,
    metavar="FILE",
    help="Pelican's settings.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Write the result as JSON, for programs.")
