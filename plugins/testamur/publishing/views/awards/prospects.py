"""What the institution says of an achievement beside its awards, today: where it leads, and who asks for its skills.

None of it is signed, and an award's page says so. It is the same on the achievement's own page and on those of all its
awards, so it is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from testamur.publishing.views.figures.demand_views import AskedBy, DemandViews
from testamur.publishing.views.pathways.next_steps import NextSteps
from testamur.publishing.views.pathways.pathway_views import PathwayViews
from testamur.publishing.views.pathways.programmes import ProgrammeView


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospects:
    """Pathways and what comes next in them, degrees that these count towards, and who asks for the skills."""

    next_steps: NextSteps
    programmes: tuple[ProgrammeView, ...]
    asked_for: tuple[AskedBy, ...]

    def __bool__(self) -> bool:
        """Say whether there is anything to be said."""
        return bool(self.next_steps or self.asked_for)


@dataclass(frozen=True, slots=True)
class ProspectViews:
    """The prospects of every achievement, in one of the site's languages."""

    pathways: PathwayViews
    demand: DemandViews
    by_achievement: dict[str, Prospects] = field(default_factory=dict)  # ten thousand awards have the same

    def of_achievement(self, slug: str) -> Prospects:
        """Return the prospects of an achievement; nothing to be said is false."""
        if slug not in self.by_achievement:
            self.by_achievement[slug] = Prospects(
                next_steps=self.pathways.next_steps(slug),
                programmes=self.pathways.programmes(slug),
                asked_for=self.demand.of_achievement(slug),
            )
        return self.by_achievement[slug]
