"""How far a learner is in each pathway: for the page of one who agreed to it, and for no other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from testamur.publishing.views.pathways.pathway_steps import MOST_NEXT, Steps, StepView, Stop
from testamur.records.pathways import algebra


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """How far somebody is in one pathway."""

    pathway: Stop
    done: int  # steps
    total: int
    is_complete: bool
    has_milestone: bool
    milestone: Stop | None
    following: tuple[StepView, ...]  # what comes next; at most MOST_NEXT
    more: int  # open steps beyond those


def progress(steps: Steps, earned: Collection[str]) -> list[ProgressView]:
    """Return how far somebody is who earned these, in each pathway that any of them counts towards, by title."""
    standing = algebra.progress_of(steps.network, earned)
    slugs = {slug for one in standing.earned for slug in algebra.counts_towards(steps.network, one)}
    slugs.update(slug for one in standing.earned for slug in steps.network.completing.get(one, ()))
    return [
        _progress(steps, slug, standing)
        for slug in sorted(slugs, key=lambda slug: (steps.pathways[slug].title.casefold(), slug))
    ]


def _progress(steps: Steps, slug: str, standing: algebra.LearnerProgress) -> ProgressView:
    pathway = steps.network.pathways[slug]
    taken = algebra.step_progress(standing, slug)
    coming = algebra.next_steps(standing, slug)
    return ProgressView(
        pathway=steps.pathways[slug],
        done=sum(step.state == "done" for step in taken),
        total=len(taken),
        is_complete=slug in standing.complete,
        has_milestone=pathway.milestone in standing.earned,
        milestone=steps.achievements[pathway.milestone] if pathway.milestone else None,
        following=steps.coming(slug, coming[:MOST_NEXT]),
        more=len(coming[MOST_NEXT:]),
    )
