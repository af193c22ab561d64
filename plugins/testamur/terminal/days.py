"""A calendar day as an option's value: `type=days.day`."""

from __future__ import annotations

import datetime

import click

from testamur.records.parsing import formats
from testamur.text import dates


def day(text: str, option: str | None = None) -> datetime.date:
    """Read `2026-05-14`; anything else is told as the records' reader tells it, with the option's name.

    click knows that name by itself where this is the type of an option.
    """
    try:
        formats.date(text)
    except formats.FormatError as error:
        raise click.BadParameter(f"{error.reason}. {error.remedy}.", param_hint=option) from None
    return dates.day(text)
