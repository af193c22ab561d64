"""What award pages say beside what was signed, from the records as they are today: worked out once for a site.

It is the institution's own statement, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from testamur.publishing import learners, renewing
from testamur.publishing.learners import Records
from testamur.publishing.pages import AwardPage
from testamur.publishing.pathways import Ways
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.renewing import Renewals
from testamur.publishing.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Signed records that an award is in, what renews it, and the pathways in each of the site's languages."""

    records: Records
    renewals: Renewals
    ways: Mapping[str, Ways]

    def completed(self, page: AwardPage, one: IssuedAward, site: Site) -> AwardPage:
        """Return an award's page with what is said around it."""
        return replace(
            page,
            renews=self.renewals.earlier_of(one.award),
            renewed=self.renewals.newer_of(one.award),
            has_record=one.award.id in self.records.pathways,
            learner_path=learners.path(self.records.learners.get(one.award.id, ""), site),
        )


def of(published: Publication, ways: Mapping[str, Ways]) -> Around:
    """Return what is said around the awards of a publication."""
    return Around(records=learners.records(published), renewals=renewing.of(published), ways=ways)
