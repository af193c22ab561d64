"""Reads a calendar day as the value of an option: `type=days.day`."""

from __future__ import annotations

import datetime

import click

from testamur.records.parsing import formats
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
