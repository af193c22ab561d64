"""The days of an award, in their order: when it was earned, signed, corrected, renewed, and when it ends.

Days of the signed document are facts; what the institution's records add is marked as theirs.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from testamur.publishing.views.renewal_links import Renewal
from testamur.publishing.views.signed_facts import Facts
from testamur.publishing.views.standing import Standing

DayKind = Literal["awarded", "signed", "corrected", "on-hold", "withdrawn", "replaced", "renewed", "ends", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDay:
    """One day of an award. `is_signed`: it stands in the signed document."""

    date: datetime.date
    kind: DayKind
    is_signed: bool


def timeline(facts: Facts, standing: Standing, renewed: Renewal | None = None) -> tuple[AwardDay, ...]:
    """Return the days of an award, the first one first; `renewed` is the newer award that renews it."""
    return tuple(sorted(_days(facts, standing, renewed), key=lambda day: day.date))


def _days(facts: Facts, standing: Standing, renewed: Renewal | None) -> Iterator[AwardDay]:
    # Of one day, the later act comes later: sorting keeps this order.
    yield AwardDay(date=facts.awarded, kind="awarded", is_signed=True)
    if standing.corrected:
        yield AwardDay(date=standing.corrected, kind="corrected", is_signed=False)
    if facts.valid_from.date() != standing.corrected:
        yield AwardDay(date=facts.valid_from.date(), kind="signed", is_signed=True)
    if renewed:
        yield AwardDay(date=renewed.on, kind="renewed", is_signed=False)
    if standing.on and standing.state in ("on-hold", "withdrawn", "replaced"):
        yield AwardDay(date=standing.on, kind=standing.state, is_signed=False)
    if standing.until and standing.state not in ("withdrawn", "replaced"):
        yield AwardDay(date=standing.until, kind="ended" if standing.state == "expired" else "ends", is_signed=True)
