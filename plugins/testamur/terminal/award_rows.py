"""Rows of awards, which several commands select and print as tables."""

from __future__ import annotations

import datetime

from testamur.authoring.finding.achievement_lookup import AchievementLookup
from testamur.authoring.handing_out import register
from testamur.authoring.handing_out.register import RegisterRow
from testamur.errors import UsageError
from testamur.records.parsing.formats import FormatError
from testamur.records.registry import Registry
from testamur.text.characters import harmless
from testamur.text.languages.messages import msg

COLUMNS = (
    msg("award"),
    msg("awarded"),
    msg("until"),
    msg("learner"),
    msg("name"),
    msg("achievement"),
    msg("state"),
)


def select_rows(
    registry: Registry,
    *,
    today: datetime.date,
    first: datetime.date | None,
    last: datetime.date | None,
    achievement: str = "",
    state: str = "",
) -> list[RegisterRow]:
    """Return the selected rows. Raises UsageError for days in the wrong order and for an unknown achievement."""
    if first and last and last < first:
        raise UsageError(msg("--to {last} is before --from {first}: swap them", last=last, first=first))
    slug = achievement_slug(registry, achievement) if achievement else ""
    return register.rows(registry, today=today, first=first, last=last, achievement=slug, state=state)


def achievement_slug(registry: Registry, text: str, option: str = "--achievement") -> str:
    """Return the slug of the achievement that an option names by file, title or link; raises UsageError for none."""
    try:
        return AchievementLookup(registry.achievements.values()).find(text)
    except FormatError as error:
        raise UsageError(
            msg(
                "{option} {text}: {reason}. {remedy}",
                option=option,
                text=harmless(text),
                reason=error.reason,
                remedy=error.remedy,
            )
        ) from None


def cells(one: RegisterRow) -> tuple[str, ...]:
    """Return the cells of a row, in the order of COLUMNS."""
    return one.award, one.awarded, one.until, one.learner, one.name or msg("(erased)"), one.title, one.state_in_words
