"""What award pages say beside what was signed, from the records as they are today: worked out once for a site.

It is the institution's own statement, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from testamur.publishing import learners, renewing
from testamur.publishing.learners import Records
from testamur.publishing.pages import AwardPage
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.renewing import Renewals
from testamur.publishing.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Signed records that an award is in, and what renews it."""

    records: Records
    renewals: Renewals

    def completed(self, page: AwardPage, one: IssuedAward, site: Site) -> AwardPage:
        """Return an award's page with what is said around it."""
        return replace(
            page,
            renews=self.renewals.earlier_of(one.award),
            renewed=self.renewals.newer_of(one.award),
            has_record=one.award.id in self.records.pathways,
            learner_path=learners.path(self.records.learners.get(one.award.id, ""), site),
        )


def of(published: Publication) -> Around:
    """Return what is said around the awards of a publication."""
    return Around(records=learners.records(published), renewals=renewing.of(published))
