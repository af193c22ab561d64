"""Checks days that records have: one that must have come by today, and those of a registry that closes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from testamur.errors import Problem
from testamur.records.model.models import Issuer
from testamur.records.parsing.parsed import FieldPath, Parsed, problem
from testamur.text.languages.messages import msg

_MOST_YEARS = 30  # that the last status lists of a closed registry are good


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


def check_closing(parsed: Parsed, issuer: Issuer) -> Iterator[Problem]:
    """Yield what does not go together of a registry that closes."""
    for field, value in (("successor", issuer.successor), ("listsValidUntil", issuer.lists_valid_until)):
        if value and issuer.closed is None:
            reason = msg("this registry is not closed")
            remedy = msg("Take this line out, or close the registry: testamur close")
            yield problem(parsed, (field,), code="not-closed", reason=reason, remedy=remedy, value=value)
    if issuer.successor == issuer.base:
        reason, remedy = msg("a registry does not go on at its own address"), msg("Write the other one's address")
        yield problem(parsed, ("successor",), code="successor", reason=reason, remedy=remedy, value=issuer.successor)
    until, closed = issuer.lists_valid_until, issuer.closed
    if until and closed and not closed < until <= latest_lists_day(closed):
        reason = msg("the last status lists are good for {years} years after the last day at most", years=_MOST_YEARS)
        remedy = msg("Write a day from {first} to {last}", first=closed, last=latest_lists_day(closed))
        yield problem(parsed, ("listsValidUntil",), code="lists-valid-until", reason=reason, remedy=remedy, value=until)


def latest_lists_day(closed: datetime.date) -> datetime.date:
    """Return the last day until which the last status lists of a registry that closed can be good."""
    # Keys and algorithms age, and nobody is left who could say that one was lost.
    return closed + datetime.timedelta(days=_MOST_YEARS * 365)
