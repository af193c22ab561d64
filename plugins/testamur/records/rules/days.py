"""Checks days that records of every kind have: one that must have come by today."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from testamur.errors import Problem
from testamur.records.parsing.parsed import FieldPath, Parsed, problem
from testamur.text.languages.messages import msg


def check_has_come(parsed: Parsed, path: FieldPath, day: datetime.date, today: datetime.date) -> Iterator[Problem]:
    """Yield a problem where the day that a record has at `path` is after `today`."""
    if day > today:
        reason = msg("the day has not come yet (today is {today})", today=today)
        yield problem(
            parsed,
            path,
            code="date-future",
            reason=reason,
            remedy=msg("Write a day up to {today}", today=today),
            value=day,
        )
