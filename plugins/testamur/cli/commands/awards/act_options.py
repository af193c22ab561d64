"""The options that the acts on an award share, and the reason for an act."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import click

from testamur.records.model.history import REASONS
from testamur.terminal import asking, options
from testamur.terminal.days import day
from testamur.terminal.options import Command
from testamur.text.languages.messages import msg

_USUAL = {"correct": "details-corrected", "supersede": "replaced", "erase": "learner-request"}
# The acts that have no usual reason, and of which docs/records.md, "History", requires one.
_ASKED = frozenset({"revoke", "suspend"})
FINAL = frozenset({"revoke", "supersede", "erase"})
"""The acts that no later act takes back."""


class ActOptions(TypedDict):
    """The values of the options that every act has."""

    which: str
    reason: str | None
    day: datetime.date | None
    note: str
    yes: bool
    records: Path


class AwardActOptions(ActOptions):
    """The values of the options of an act on one award."""

    ledger: Path


award_argument = click.argument("which", metavar="AWARD")


def reason_option(name: str) -> Callable[[Command], Command]:
    """Return the decorator that adds --reason to the act `name`."""
    usual = f" (default: {_USUAL[name]})" if name in _USUAL else ""
    return click.option("--reason", type=click.Choice(REASONS), metavar="CODE", help=f"{', '.join(REASONS)}{usual}.")


def act_options(name: str) -> Callable[[Command], Command]:
    """Return the decorator that adds the options that every act has, behind its own."""

    def add(command: Command) -> Command:
        for option in (
            options.records,
            options.yes_final if name in FINAL else options.yes,
            click.option("--note", default="", metavar="TEXT", help="For your own memory; never published."),
            click.option("--date", "day", type=day, metavar="DAY", help="The day of it (default: today)."),
        ):
            command = option(command)
        return command

    return add


def award_act_options(name: str) -> Callable[[Command], Command]:
    """Return the decorator that adds the options of an act on one award, behind its own."""
    return lambda command: act_options(name)(options.ledger(command))


def reason_for(name: str, given: str | None) -> str:
    """Return the reason for the act `name`: as given, the usual one, or asked for on a terminal."""
    if given or name not in _ASKED:
        return given or _USUAL.get(name, "")
    return asking.ask_required(given, "--reason", msg("Why ({names})", names=", ".join(REASONS)), check=_is_reason)


def _is_reason(answer: str) -> None:
    if answer not in REASONS:
        raise ValueError(msg("write one of {names}", names=", ".join(REASONS)))
