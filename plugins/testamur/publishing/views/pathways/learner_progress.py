"""How far a learner is in each pathway: for the page of one who agreed to it, and for no other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from testamur.publishing.views.pathways.pathway_steps import MOST_NEXT, PathwayItem, PathwaySteps, StepView
from testamur.records.pathways import algebra
from testamur.text.languages.collation import sort_key


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """How far somebody is in one pathway."""

    pathway: PathwayItem
    done: int  # steps
    total: int
    is_complete: bool
    has_milestone: bool
    milestone: PathwayItem | None
    next_steps: tuple[StepView, ...]  # what comes next; at most MOST_NEXT
    more: int  # open steps beyond those


def learner_progress(steps: PathwaySteps, earned: Collection[str]) -> list[ProgressView]:
    """Return how far somebody is who earned these, in each pathway that any of them counts towards, by title."""
    standing = algebra.progress_of(steps.network, earned)
    slugs = {slug for achievement in standing.earned for slug in algebra.counts_towards(steps.network, achievement)}
    slugs.update(slug for achievement in standing.earned for slug in steps.network.completing.get(achievement, ()))
    return [
        _progress_view(steps, slug, standing)
        for slug in sorted(slugs, key=lambda slug: (sort_key(steps.pathways[slug].title, steps.language), slug))
    ]


def _progress_view(steps: PathwaySteps, slug: str, standing: algebra.LearnerProgress) -> ProgressView:
    pathway = steps.network.pathways[slug]
    progress = algebra.step_progress(standing, slug)
    open_steps = algebra.next_steps(standing, slug)
    return ProgressView(
        pathway=steps.pathways[slug],
        done=sum(step.state == "done" for step in progress),
        total=len(progress),
        is_complete=slug in standing.complete,
        has_milestone=pathway.milestone in standing.earned,
        milestone=steps.achievements[pathway.milestone] if pathway.milestone else None,
        next_steps=steps.open_step_views(slug, open_steps[:MOST_NEXT]),
        more=len(open_steps[MOST_NEXT:]),
    )
