"""The page of a pathway: all of the way, and what lies at its end. It says nothing about any learner."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from testamur.publishing.views.pathways import programmes
from testamur.publishing.views.pathways.pathway_steps import PathwayItem, PathwaySteps, StepView
from testamur.publishing.views.pathways.programmes import ProgrammeView
from testamur.publishing.views.site_info import Place
from testamur.records.pathways import algebra
from testamur.records.pathways.distance import remaining


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayPage:
    """`pathway.html`, and a card of `pathways.html` and `home.html`."""

    slug: str
    here: Place
    title: str
    description: str
    is_ordered: bool
    steps: tuple[StepView, ...]
    milestone: PathwayItem | None
    within: tuple[PathwayItem, ...]  # the pathways that nest it
    least: int  # how many achievements it takes; 0 where that is not known exactly
    programme: ProgrammeView | None  # that it leads to
    retired: datetime.date | None
    is_retired: bool  # and that day is over


def page(steps: PathwaySteps, slug: str) -> PathwayPage:
    """Return the page of a pathway."""
    pathway = steps.network.pathways[slug]
    fewest = remaining(algebra.progress_of(steps.network, ()), slug)
    return PathwayPage(
        slug=slug,
        here=Place(f"{steps.prefix}pathways/{slug}/"),
        title=steps.text_in_language(pathway.name),
        description=steps.text_in_language(pathway.description),
        is_ordered=pathway.is_ordered,
        steps=tuple(steps.step_view(step, number) for number, step in enumerate(pathway.steps, 1)),
        milestone=steps.achievements[pathway.milestone] if pathway.milestone else None,
        within=tuple(steps.pathways[outer] for outer in steps.network.nesting.get(slug, ())),
        least=(fewest.number or 0) if fewest.is_exact else 0,
        programme=programmes.programme_of(steps, slug),
        retired=pathway.retired,
        is_retired=steps.pathways[slug].is_retired,
    )
