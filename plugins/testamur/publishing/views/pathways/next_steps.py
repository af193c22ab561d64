"""Where an achievement leads: the pathways that it counts towards, and what comes next in each."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.publishing.views.pathways.pathway_steps import MOST_NEXT, PathwayItem, PathwaySteps, StepView
from testamur.records.pathways import algebra
from testamur.records.pathways.algebra import StepProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsTowards:
    """A pathway that an achievement counts towards, and the nested one that it counts through."""

    pathway: PathwayItem
    through: PathwayItem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextInPathway:
    """What comes next in one pathway: at most MOST_NEXT steps, how many more there are, or the end."""

    pathway: PathwayItem
    is_ordered: bool
    steps: tuple[StepView, ...]
    more: int
    milestone: PathwayItem | None  # where no step is left


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSteps:
    """Where an achievement leads: what it completes, what it counts towards, and what comes next there."""

    completing: tuple[PathwayItem, ...]  # the pathways that it is the milestone of
    counts_towards: tuple[CountsTowards, ...]
    in_pathways: tuple[NextInPathway, ...]

    def __bool__(self) -> bool:
        """Say whether it leads anywhere."""
        return bool(self.completing or self.counts_towards)


def next_steps_of(steps: PathwaySteps, achievement: str) -> NextSteps:
    """Return where an achievement leads; nowhere is false."""
    towards = algebra.counts_towards(steps.network, achievement)
    standing = algebra.progress_of(steps.network, {achievement})
    return NextSteps(
        completing=tuple(steps.pathways[slug] for slug in steps.network.completing.get(achievement, ())),
        counts_towards=tuple(
            CountsTowards(pathway=steps.pathways[slug], through=steps.pathways[through] if through else None)
            for slug, through in towards.items()
        ),
        in_pathways=tuple(
            _next_in_pathway(steps, slug, algebra.next_steps(standing, slug, achievement))
            for slug, through in towards.items()
            if not through and not steps.pathways[slug].is_retired
        ),
    )


def _next_in_pathway(steps: PathwaySteps, slug: str, open_steps: tuple[StepProgress, ...]) -> NextInPathway:
    pathway = steps.network.pathways[slug]
    return NextInPathway(
        pathway=steps.pathways[slug],
        is_ordered=pathway.is_ordered,
        steps=steps.open_step_views(slug, open_steps[:MOST_NEXT]),
        more=len(open_steps[MOST_NEXT:]),
        milestone=steps.achievements[pathway.milestone] if pathway.milestone and not open_steps else None,
    )
