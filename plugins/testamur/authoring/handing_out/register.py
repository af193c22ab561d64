"""Makes the register: one row an award, for people who look something up and for an auditor's spreadsheet.

It is personal, made from the records for those who may read them, and never part of the site.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from testamur.credentials import addresses, open_badge
from testamur.records.model.history import State
from testamur.records.model.localized_text import say
from testamur.records.model.models import Award
from testamur.records.registry import Registry
from testamur.text import csv_cells
from testamur.text.languages import command
from testamur.text.languages.messages import listed, msg
from testamur.text.languages.messages import say as say_message

RowState = Literal["active", "expired", "suspended", "revoked", "superseded", "erased"]
STATES: tuple[RowState, ...] = ("active", "expired", "suspended", "revoked", "superseded", "erased")
WORDS = {
    "active": msg("in force"),
    "expired": msg("ended"),
    "suspended": msg("on hold"),
    "revoked": msg("withdrawn"),
    "superseded": msg("replaced by another"),
    "erased": msg("data erased"),
}


# Columns as people read them. Nothing reads the register again, so that its headings may be in their language.
_HEADINGS = {
    "award": msg("award"),
    "learner": msg("learner"),
    "name": msg("name"),
    "achievement": msg("achievement"),
    "title": msg("title"),
    "awarded": msg("awarded"),
    "until": msg("until"),
    "visibility": msg("visibility"),
    "state": msg("state"),
    "since": msg("since"),
    "reason": msg("reason"),
    "by": msg("by"),
    "corrected": msg("corrected"),
    "erased": msg("erased"),
    "link": msg("link"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One award in the register. Days are text, year-month-day, or "" for none. Fields are the columns, in order."""

    award: str
    learner: str  # "" once erased
    name: str
    achievement: str
    title: str
    awarded: str
    until: str  # the last valid day
    visibility: str
    state: State | Literal["expired"]
    since: str  # the day it came to this state; of a change only
    reason: str  # of that change: a code
    by: str  # the award that replaces it
    corrected: str  # the last day on which details were corrected
    erased: str  # the day
    link: str

    def is_in(self, state: str) -> bool:
        """Say whether the row is in one of STATES; an erased award that was withdrawn is in both."""
        return bool(self.erased) if state == "erased" else self.state == state

    @property
    def state_in_words(self) -> str:
        """The state in words."""
        if not self.erased:
            return WORDS[self.state]
        gone = WORDS["erased"]
        return gone if self.state in {"active", "expired"} else listed([gone, WORDS[self.state]])


def row(registry: Registry, award: Award, *, today: datetime.date) -> RegisterRow:
    """Return an award's row; it has ended if its last valid day is before `today`."""
    learner = registry.learners.get(award.learner)
    achievement = registry.achievements[award.achievement]
    until = open_badge.valid_until(award, achievement)
    changed = award.last(award.state) if award.state != "active" else award.last("reinstated")
    corrected, erased = award.last("corrected"), award.last("erased")
    return RegisterRow(
        award=award.id,
        learner=award.learner,
        name=learner.name if learner else "",
        achievement=award.achievement,
        title=say(achievement.name, *registry.issuer.languages),
        awarded=award.awarded_date.isoformat(),
        until=until.isoformat() if until else "",
        visibility=award.visibility,
        state="expired" if award.state == "active" and until and until < today else award.state,
        since=changed.date.isoformat() if changed else "",
        reason=next((line.reason for line in (changed, erased) if line), ""),
        by=changed.by if changed else "",
        corrected=corrected.date.isoformat() if corrected else "",
        erased=erased.date.isoformat() if erased else "",
        link=addresses.award(registry.issuer.base, award.id),
    )


def rows(
    registry: Registry,
    *,
    today: datetime.date,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
    achievement: str = "",
    state: str = "",
) -> list[RegisterRow]:
    """Return the rows of awards made from `first` to `last`, both included, sorted by day and id."""
    awards = (
        award
        for award in registry.awards.values()
        if (first is None or first <= award.awarded_date)
        and (last is None or award.awarded_date <= last)
        and achievement in {"", award.achievement}
    )
    candidates = [
        row(registry, award, today=today) for award in sorted(awards, key=lambda award: (award.awarded_date, award.id))
    ]
    return [candidate for candidate in candidates if not state or candidate.is_in(state)]


def as_csv(rows: Iterable[RegisterRow], *, language: str = "en") -> str:
    """Return rows as CSV with a line of headings, for a spreadsheet of a language."""
    tongue = command.tongue(language)
    headings = {name: say_message(heading, tongue) for name, heading in _HEADINGS.items()}
    return csv_cells.table(RegisterRow, rows, language=language, headings=headings)
