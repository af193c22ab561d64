"""All that pages show of the pathways, in one of the site's languages.

All of it is the institution's own statement, from its records as they are today.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.pathways import learner_progress, next_steps, pathway_pages, programmes
from testamur.publishing.views.pathways.learner_progress import ProgressView
from testamur.publishing.views.pathways.next_steps import NextSteps
from testamur.publishing.views.pathways.pathway_pages import PathwayPage
from testamur.publishing.views.pathways.pathway_steps import PathwayItem, PathwaySteps
from testamur.publishing.views.pathways.programmes import ProgrammeView
from testamur.publishing.words import tagged_text
from testamur.records.model.pathways import Pathway
from testamur.records.pathways import algebra
from testamur.text.languages.collation import sort_key


@dataclass(frozen=True, slots=True)
class PathwayViews:
    """Every pathway, in one of the site's languages."""

    steps: PathwaySteps

    def pages(self) -> list[PathwayPage]:
        """Return the page of every pathway, in the order of their titles."""
        pages = (pathway_pages.page(self.steps, slug) for slug in self.steps.network.pathways)
        return sorted(pages, key=lambda page: (sort_key(page.title, self.steps.language), page.slug))

    def next_steps(self, achievement: str) -> NextSteps:
        """Return where an achievement leads; nowhere is false."""
        return next_steps.next_steps_of(self.steps, achievement)

    def programmes(self, achievement: str) -> tuple[ProgrammeView, ...]:
        """Return the programmes of the pathways that an achievement counts towards."""
        return programmes.programmes_of(self.steps, achievement)

    def progress(self, earned: Collection[str]) -> list[ProgressView]:
        """Return how far somebody is who earned these, in each pathway that any of them counts towards, by title."""
        return learner_progress.learner_progress(self.steps, earned)


def pathway_views_of(
    pathways: Mapping[str, Pathway],
    achievements: Iterable[AchievementPage],
    *,
    language: str,
    own: str = "",
    prefix: str = "",
    as_of: datetime.date,
) -> PathwayViews:
    """Return the pathways as pages in `language` show them, with the pages of all `achievements` that they name.

    `own` is the language of texts that name none: the institution's first.
    """
    own = own or language
    steps = PathwaySteps(
        network=algebra.network_of(pathways),
        language=language,
        own=own,
        prefix=prefix,
        as_of=as_of,
        achievements={
            page.slug: PathwayItem(
                title=page.title, path=page.here.path, achievement=page, is_retired=_is_over(page.retired, as_of)
            )
            for page in achievements
        },
        pathways={
            slug: PathwayItem(
                title=tagged_text.text_in(tagged_text.tag_text(pathway.name, own), language),
                path=f"{prefix}pathways/{slug}/",
                steps=len(pathway.steps),
                is_retired=_is_over(pathway.retired, as_of),
            )
            for slug, pathway in pathways.items()
        },
    )
    return PathwayViews(steps)


def _is_over(day: datetime.date | None, as_of: datetime.date) -> bool:
    return day is not None and day < as_of
