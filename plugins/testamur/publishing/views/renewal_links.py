"""What a page may say about renewal: the award that this one renews, and the one that renews it.

This is the institution's statement from its records, and is not signed. An unlisted page is linked only from another
award of the same learner that is not public either (`standing.may_name`). Nothing is said of a private award.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.views.standing import may_name
from testamur.records.model.models import Award
from testamur.records.rules import renewals
from testamur.text import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """Another award of the same learner and achievement: its id if it may be linked, its day, its last valid day."""

    id: str  # "" where it must not be named
    on: datetime.date
    until: datetime.date | None = None  # the last valid day; None where it does not end


@dataclass(frozen=True, slots=True)
class Renewals:
    """What renews what among the awards that were issued."""

    issued: Mapping[str, IssuedAward]  # those that renew another, or that another renews
    newer: Mapping[str, Award]  # by the id of the earlier one
    time_zone: str

    def earlier_of(self, award: Award) -> Renewal | None:
        """Return the award that this one renews; None where nothing may be said of it."""
        earlier = self.issued.get(award.renews) if renewals.renews(award) else None
        if earlier is None or not earlier.is_shown:
            return None
        linkable_id = earlier.award.id if may_name(award, earlier.award) else ""
        return Renewal(id=linkable_id, on=earlier.award.awarded_date)

    def newer_of(self, award: Award) -> Renewal | None:
        """Return the award that renews this one, where it is in force and may be linked; else None."""
        newer = self.issued.get(self.newer[award.id].id) if award.id in self.newer else None
        if newer is None or not newer.is_shown or newer.award.state != "active" or not may_name(award, newer.award):
            return None
        return Renewal(id=newer.award.id, on=newer.award.awarded_date, until=self._last_day(newer))

    def _last_day(self, issued: IssuedAward) -> datetime.date | None:
        if not issued.valid_until:
            return None
        return dates.day_at(dates.read_instant(issued.valid_until), self.time_zone)


def find_renewals(published: Publication) -> Renewals:
    """Return what renews what in a publication."""
    newer = renewals.renewed_by(issued.award for issued in published.awards)
    related = {*newer, *(award.id for award in newer.values())}
    related.update(issued.award.renews for issued in published.awards if issued.award.renews)
    return Renewals(
        issued={issued.award.id: issued for issued in published.awards if issued.award.id in related},
        newer=newer,
        time_zone=published.registry.issuer.time_zone,
    )
