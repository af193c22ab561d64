"""Reads a calendar day: as the value of an option (`type=days.day`), or as somebody answers a question for one."""

from __future__ import annotations

import datetime

import click

from testamur.records.parsing import formats
from testamur.terminal.asking import ask_required
from testamur.text import dates
from testamur.text.languages.messages import msg


def day(text: str, option: str | None = None) -> datetime.date:
    """Read `2026-05-14`; for anything else raise click.BadParameter with the message that records get.

    `option` is needed only in a direct call: click adds the name itself where this is an option's type.
    """
    try:
        formats.date(text)
    except formats.FormatError as error:
        raise click.BadParameter(
            msg("{reason}. {remedy}.", reason=error.reason, remedy=error.remedy), param_hint=option
        ) from None
    return dates.day(text)


def ask_day(value: str | None, option: str, question: str, *, first: str = "") -> str:
    """Return the day that is given, or asked for on a terminal, as `2026-05-14`.

    An answer is read as a spreadsheet's cell is (`day_cells`): `14 May 2026` and `14 mai 2026` are days too, and one
    that may mean two days is asked for again. Options are strict, since scripts write them: click.BadParameter.
    """
    if value is not None:
        return day(value, option).isoformat()

    def check(text: str) -> None:
        if _answered(text) < first:
            raise ValueError(msg("that is before its first day, {first}", first=first))

    return _answered(ask_required(None, option, question, check=check))


def _answered(text: str) -> str:
    # Imported here: the names of months in four languages are slow to load, and most commands ask for no day.
    from testamur.authoring.spreadsheets import day_cells

    order, _shown = day_cells.order_of([text])
    try:
        return day_cells.day(text, order)
    except formats.FormatError as error:
        # A cell's remedy may name the options of an import, which a question does not have.
        raise formats.FormatError(error.code, error.reason, msg("Write year-month-day, e.g. 2026-03-01")) from None
