"""Unsigned context on award pages (renewals, prospects, records), from today's records; computed once a site.

It is the institution's own statement, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from testamur.publishing.publication import Publication
from testamur.publishing.views import learner_pages, renewal_links
from testamur.publishing.views.award_pages import AwardPage
from testamur.publishing.views.awards.prospects import ProspectViews
from testamur.publishing.views.learner_pages import SignedRecords
from testamur.publishing.views.renewal_links import Renewals
from testamur.publishing.views.site_info import Site
from testamur.records.model.models import Award


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardContext:
    """Signed records that an award is in, what renews it, and the prospects in each of the site's languages."""

    records: SignedRecords
    renewals: Renewals
    prospects: Mapping[str, ProspectViews]

    def add_to(self, page: AwardPage, award: Award, site: Site) -> AwardPage:
        """Return an award's page with its context."""
        return replace(
            page,
            renews=self.renewals.earlier_of(award),
            renewed=self.renewals.newer_of(award),
            has_record=award.id in self.records.pathways,
            learner_path=learner_pages.path(self.records.learners.get(award.id, ""), site),
        )


def collect_context(published: Publication, prospects: Mapping[str, ProspectViews]) -> AwardContext:
    """Return the context of the awards of a publication."""
    return AwardContext(
        records=learner_pages.signed_records(published),
        renewals=renewal_links.find_renewals(published),
        prospects=prospects,
    )
