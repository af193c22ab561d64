"""Prints on stderr what an act will do, and what follows from it."""

from __future__ import annotations

import click

from testamur.errors import Problem
from testamur.terminal.languages import speaking
from testamur.text.languages.messages import msg
from testamur.text.reporting import one_line

NEXT_STEP = msg(
    "Next: commit this change, or open a pull request with it; once it is accepted, testamur issue signs it."
)


def print_harmless(text: str) -> None:
    """Print a text line by line on stderr, made harmless: a name in it may be a stranger's text."""
    if text:
        lines = speaking.spoken(text).split("\n")
        click.echo("\n".join(f"{_indent(line)}{one_line(line)}" for line in lines), err=True)


def print_warnings(warnings: tuple[Problem, ...]) -> None:
    """Print the warnings about the records that an act changed."""
    for warning in warnings:
        print_harmless(
            msg(
                "warning: {file}: {reason}. {remedy}.",
                file=warning.file,
                reason=warning.reason,
                remedy=warning.remedy,
            )
        )


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]
