"""The pages and files of each award: a function of the publication, so that any process can make those of any award.

A private award has no page and no file but its proof in the log; its entry in the index is digest and state only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from testamur.credentials import addresses
from testamur.publishing import sealed_awards
from testamur.publishing.art import badge_pictures, qr
from testamur.publishing.publication import IssuedAward, Publication
from testamur.publishing.site import items, page_list
from testamur.publishing.site.items import File, Page
from testamur.publishing.site.parts.shard import WHOLE, Shard
from testamur.publishing.views import award_context, award_pages
from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.award_context import AwardContext
from testamur.publishing.views.awards.prospects import ProspectViews
from testamur.publishing.views.figures.demand_views import DemandViews
from testamur.publishing.views.site_info import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardSource:
    """What awards' pages are made from, collected once a site. `sites`: in each language, the first at the base."""

    published: Publication
    sites: Sequence[Site]
    badges: Mapping[str, badge_pictures.Badge]  # by achievement
    achievements: Mapping[str, list[AchievementPage]]  # by language
    context: AwardContext

    @classmethod
    def of(cls, published: Publication, sites: Sequence[Site]) -> AwardSource:
        """Collect what the awards of a publication need. PublishingError names a picture that cannot be used."""
        registry = published.registry
        achievements = {site.language: page_list.achievements(published, site) for site in sites}
        prospects = {
            site.language: ProspectViews(
                page_list.pathway_views_of(published, site, achievements[site.language]),
                DemandViews(registry, site),
            )
            for site in sites
        }
        return cls(
            published=published,
            sites=sites,
            badges={
                slug: badge_pictures.badge(Path(registry.folder), achievement, registry.issuer)
                for slug, achievement in registry.achievements.items()
            },
            achievements=achievements,
            context=award_context.collect_context(published, prospects),
        )

    def items(self, issued: IssuedAward) -> Iterator[Page | File]:
        """Yield the pages and files of one award: no page when it is private, none with facts when erased or sealed."""
        award = issued.award
        if award.visibility == "sealed":
            yield from self._sealed(issued)
            return
        # Its holder's copy is checked by it, too, where the site has no page of it.
        if (log := self.published.log) and (entered := log.proof(issued.known.current.digest)):
            yield File(name=f"awards/{award.id}/award.tlog-proof", data=entered, source=award.file)
        if award.visibility == "private":
            return
        if issued.is_erased:
            yield from self._erased_pages(issued)
            return
        data, document = self.published.ledger.current_document(award.id, issued.known)
        address = addresses.award(self.sites[0].address, award.id)
        code = qr.svg(address, title=address)
        yield from self._pages(issued, document, code)
        folder = f"awards/{award.id}"
        yield File(name=f"{folder}/credential.json", data=data, source=award.file)
        if issued.known.state != "revoked" and not self.published.registry.issuer.compact:
            badge = self.badges[award.achievement]
            yield File(name=f"{folder}/badge.png", data=badge.baked_png.bake(data), source=award.file)
            yield File(name=f"{folder}/badge.svg", data=badge.baked_svg.bake(data), source=award.file)
            yield File(name=f"{folder}/qr.svg", data=code.encode(), source=award.file)

    def _sealed(self, issued: IssuedAward) -> Iterator[Page | File]:
        """Yield pages that are the same for every sealed award but for its id, and the one file that has all of it.

        Of an erased one the file is gone, and nobody who only has its address is told so.
        """
        award = issued.award
        for site in self.sites:
            here = award_pages.place_of(award, prefix=site.prefix)
            yield items.page(site, "award-sealed", here, award.file, id=award.id)
        if issued.is_erased:
            return
        data = sealed_awards.file(self.published, issued, self.badges[award.achievement].small_png)
        yield File(name=f"awards/{award.id}/{addresses.SEALED_FILE}", data=data, source=award.file)

    def in_order(self, shard: Shard = WHOLE, *, among: Iterable[IssuedAward] | None = None) -> list[IssuedAward]:
        """Return the awards of a part by achievement and day: neighbours' pages differ little (`rendering.layouts`).

        Only those `among`, if these are given.
        """
        awards = self.published.awards if among is None else among
        ordered = [issued for issued in awards if shard.has(issued.award.id)]
        # By one after another, the last first: a key of all three takes 8 MB for 100,000 awards.
        ordered.sort(key=lambda one: one.award.id)
        ordered.sort(key=lambda one: one.award.awarded_date)
        ordered.sort(key=lambda one: one.award.achievement)
        return ordered

    def _erased_pages(self, issued: IssuedAward) -> Iterator[Page]:
        for site in self.sites:
            erased = award_pages.erased_page(issued.award, now=self.published.now, prefix=site.prefix)
            yield items.page(site, "award-erased", erased.here, issued.award.file, erased=erased)

    def _pages(self, issued: IssuedAward, credential: Mapping[str, Any], code: str) -> Iterator[Page]:
        award = issued.award
        for site in self.sites:
            page = award_pages.page(self.published, issued, site, credential)
            page = self.context.add_to(page, award, site)
            prospects = self.context.prospects[site.language].of_achievement(award.achievement)
            markup = Markup(code)  # noqa: S704 — drawn here, from an address
            yield items.page(site, "award", page.here, award.file, award=page, qr=markup, prospects=prospects)
