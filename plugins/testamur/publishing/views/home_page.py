"""What the front page shows beside its lists: three badges, and up to four facts, as the institution states them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from testamur.figures.institution_figures import Figures
from testamur.publishing.publication import Publication
from testamur.publishing.views import endorsement_pages
from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.signed_facts import Picture
from testamur.publishing.views.site_info import Site
from testamur.records.model.models import AchievementImage
from testamur.records.registry import Registry

MOST_FACTS = 4
_IN_A_FAN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFact:
    """One fact: a number of things, the year of the first of them, or who said something and when; and its page."""

    kind: Literal["achievements", "pathways", "awards", "endorsement", "founded"]
    path: str  # below the base
    number: int = 0
    year: str = ""
    name: str = ""
    date: datetime.date | None = None


def fan(achievements: Iterable[AchievementPage], registry: Registry) -> tuple[Picture, ...]:
    """Return the badges of three achievements, or none if there are fewer.

    First those that somebody drew, then those that we draw; a PNG may be a photograph, which overlaps others badly.
    """
    pages = sorted(achievements, key=lambda page: _place_in_fan(registry.achievements[page.slug].image))
    pictures = tuple(page.picture for page in pages if page.picture)[:_IN_A_FAN]
    return pictures if len(pictures) == _IN_A_FAN else ()


def _place_in_fan(image: AchievementImage | None) -> int:
    if image is None:
        return 1
    return 0 if image.file.lower().endswith(".svg") else 2


def facts(
    published: Publication, site: Site, figures: Figures | None, *, achievements: int, pathways: int
) -> tuple[HomeFact, ...]:
    """Return the facts that there are, at most four. `achievements` and `pathways` are how many are offered."""
    found = _facts(published, site, figures, achievements, pathways)
    return tuple(islice(found, MOST_FACTS))


def _facts(
    published: Publication, site: Site, figures: Figures | None, achievements: int, pathways: int
) -> Iterator[HomeFact]:
    if achievements:
        yield HomeFact(kind="achievements", path=f"{site.prefix}achievements/", number=achievements)
    if pathways:
        yield HomeFact(kind="pathways", path=f"{site.prefix}pathways/", number=pathways)
    # The number of the page of figures: counted up to the same day, and missing where it is withheld there.
    awards = figures.get("awards") if figures else None
    if figures and awards:
        years = figures.keys("awards", grouping="year")
        yield HomeFact(kind="awards", path=f"{site.prefix}insights/", number=awards, year=min(years, default=""))
    endorsements = endorsement_pages.endorsements_of_issuer(published, site)
    newest = next((one for one in endorsements if one.role == "quality-agency"), None)
    if newest:
        yield HomeFact(kind="endorsement", path=f"{site.prefix}issuer/", name=newest.name, date=newest.date)
    founded = published.registry.issuer.founded
    if founded:
        yield HomeFact(kind="founded", path=f"{site.prefix}issuer/", year=str(founded.year))
