"""Where an achievement leads: the pathways that it counts towards, and what comes next in each."""

from __future__ import annotations

from dataclasses import dataclass

from testamur.publishing.views.pathways.pathway_steps import MOST_NEXT, Steps, StepView, Stop
from testamur.records.pathways import algebra
from testamur.records.pathways.algebra import StepProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class Towards:
    """A pathway that an achievement counts towards, and the nested one that it counts through."""

    pathway: Stop
    through: Stop | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What comes next in one pathway: at most MOST_NEXT steps, how many more there are, or the end."""

    pathway: Stop
    is_ordered: bool
    steps: tuple[StepView, ...]
    more: int
    milestone: Stop | None  # where no step is left


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """Where an achievement leads."""

    completing: tuple[Stop, ...]  # the pathways that it is the milestone of
    towards: tuple[Towards, ...]
    following: tuple[Following, ...]

    def __bool__(self) -> bool:
        """Say whether it leads anywhere."""
        return bool(self.completing or self.towards)


def leads(steps: Steps, achievement: str) -> Leads:
    """Return where an achievement leads; nowhere is false."""
    towards = algebra.counts_towards(steps.network, achievement)
    standing = algebra.progress_of(steps.network, {achievement})
    return Leads(
        completing=tuple(steps.pathways[slug] for slug in steps.network.completing.get(achievement, ())),
        towards=tuple(
            Towards(pathway=steps.pathways[slug], through=steps.pathways[through] if through else None)
            for slug, through in towards.items()
        ),
        following=tuple(
            _following(steps, slug, algebra.next_steps(standing, slug, achievement))
            for slug, through in towards.items()
            if not through and not steps.pathways[slug].is_retired
        ),
    )


def _following(steps: Steps, slug: str, coming: tuple[StepProgress, ...]) -> Following:
    pathway = steps.network.pathways[slug]
    return Following(
        pathway=steps.pathways[slug],
        is_ordered=pathway.is_ordered,
        steps=steps.coming(slug, coming[:MOST_NEXT]),
        more=len(coming[MOST_NEXT:]),
        milestone=steps.achievements[pathway.milestone] if pathway.milestone and not coming else None,
    )
