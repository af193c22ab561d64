"""The days of an award: possible by themselves, and while its achievement could be earned and its issuer was there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from testamur.errors import Problem
from testamur.records.model.models import Achievement, Award, Issuer
from testamur.records.parsing.parsed import Parsed, problem
from testamur.text import dates
from testamur.text.languages.messages import msg


def check(
    parsed: Parsed, award: Award, achievement: Achievement | None, issuer: Issuer | None, today: datetime.date
) -> Iterator[Problem]:
    """Yield what is wrong with the days of an award. An achievement or issuer that is itself wrong is None."""
    yield from _not_yet(parsed, award, today)
    yield from _ends_before_it_begins(parsed, award)
    if achievement is not None:
        yield from _after_the_achievement(parsed, award, achievement)
        yield from _beyond_the_calendar(parsed, award, achievement)
    if issuer is not None:
        yield from _after_the_registry(parsed, award, issuer)
        yield from _before_the_institution(parsed, award, issuer, today)


def _not_yet(parsed: Parsed, award: Award, today: datetime.date) -> Iterator[Problem]:
    if award.awarded_date > today:
        reason = msg("the day has not come yet (today is {today})", today=today)
        yield problem(
            parsed,
            ("awardedDate",),
            code="date-future",
            reason=reason,
            remedy=msg("Write the day it was earned"),
            value=award.awarded_date,
        )


def _ends_before_it_begins(parsed: Parsed, award: Award) -> Iterator[Problem]:
    if award.valid_until and award.valid_until <= award.awarded_date:
        reason = msg(
            "the last valid day is not after the day of the award ({awarded_date})", awarded_date=award.awarded_date
        )
        remedy = msg("Write a later day, or remove the line")
        yield problem(parsed, ("validUntil",), code="date-order", reason=reason, remedy=remedy, value=award.valid_until)


def _after_the_achievement(parsed: Parsed, award: Award, achievement: Achievement) -> Iterator[Problem]:
    if achievement.retired and award.awarded_date > achievement.retired:
        reason = msg(
            "{achievement} could be earned until {retired}", achievement=award.achievement, retired=achievement.retired
        )
        remedy = msg("Choose another achievement, or correct the day")
        yield problem(
            parsed, ("awardedDate",), code="achievement-retired", reason=reason, remedy=remedy, value=award.awarded_date
        )


def _beyond_the_calendar(parsed: Parsed, award: Award, achievement: Achievement) -> Iterator[Problem]:
    if not achievement.valid_for or award.valid_until:
        return
    try:
        last = dates.last_day(award.awarded_date, achievement.valid_for)
    except (ValueError, OverflowError):
        last = None
    if last is None or last > dates.LATEST:
        reason = msg("the award would end after the year {year}", year=dates.LATEST.year)
        remedy = msg(
            "Shorten validFor of {achievement}, or leave it out: an award then does not end",
            achievement=award.achievement,
        )
        yield problem(
            parsed, ("awardedDate",), code="date-range", reason=reason, remedy=remedy, value=award.awarded_date
        )


def _after_the_registry(parsed: Parsed, award: Award, issuer: Issuer) -> Iterator[Problem]:
    if issuer.closed and award.awarded_date > issuer.closed:
        reason = msg("the registry was closed on {closed}: nothing is awarded after that day", closed=issuer.closed)
        remedy = msg(
            "Correct the day, or remove the award. To open the registry again, take the line closed out of issuer.yml"
        )
        yield problem(
            parsed, ("awardedDate",), code="registry-closed", reason=reason, remedy=remedy, value=award.awarded_date
        )


def _before_the_institution(parsed: Parsed, award: Award, issuer: Issuer, today: datetime.date) -> Iterator[Problem]:
    if issuer.founded and award.awarded_date < issuer.founded <= today:
        reason = msg("this is before the institution was founded ({founded})", founded=issuer.founded)
        remedy = msg("Look at the year again")
        yield problem(
            parsed,
            ("awardedDate",),
            code="date-founded",
            reason=reason,
            remedy=remedy,
            value=award.awarded_date,
            severity="warning",
        )
