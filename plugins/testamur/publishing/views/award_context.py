"""Unsigned context on award pages (renewals, pathways, records), from today's records; computed once a site.

It is the institution's own statement, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.views import learner_pages, renewal_links
from testamur.publishing.views.award_pages import AwardPage
from testamur.publishing.views.learner_pages import Records
from testamur.publishing.views.pathways.pathway_views import Ways
from testamur.publishing.views.renewal_links import Renewals
from testamur.publishing.views.site_info import Site


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
            learner_path=learner_pages.path(self.records.learners.get(one.award.id, ""), site),
        )


def of(published: Publication, ways: Mapping[str, Ways]) -> Around:
    """Return what is said around the awards of a publication."""
    return Around(records=learner_pages.records(published), renewals=renewal_links.of(published), ways=ways)
