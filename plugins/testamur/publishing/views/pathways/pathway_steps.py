"""The steps of pathways, and the achievements and pathways that lie on the way, in one of the site's languages.

Everything that a page shows of a pathway is made of these.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.words import tagged_text
from testamur.records.model.localized_text import Text
from testamur.records.model.pathways import Pathway, Step, leaves
from testamur.records.pathways.algebra import Network, StepProgress

MOST_NEXT = 6
"""How many steps a page names as what comes next; the pathway's own page has them all."""
_MOST_INSIDE = 12  # steps of a nested pathway that stand on the page of the one around it, and names in each


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayItem:
    """An achievement or a pathway that a step takes: what it is called, and where its page is."""

    title: str
    path: str  # below the base
    achievement: AchievementPage | None = None  # None: it is a pathway
    steps: int = 0  # of a pathway
    is_retired: bool = False

    @property
    def is_pathway(self) -> bool:
        """Say whether it is a pathway."""
        return self.achievement is None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step: its items, and how many of them it takes (0: it has one, which it takes)."""

    number: int  # from 1, in the pathway
    name: str
    choose: int
    items: tuple[PathwayItem, ...]
    inner: NestedPathwayView | None = None  # of a nested pathway: its own steps, where there are not too many


@dataclass(frozen=True, slots=True, kw_only=True)
class NestedPathwayView:
    """The steps of a pathway inside another."""

    is_ordered: bool
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwaySteps:
    """What is on the way in every pathway, in one of the site's languages."""

    network: Network
    language: str
    own: str  # the language of a text that names none
    prefix: str
    as_of: datetime.date
    achievements: Mapping[str, PathwayItem]
    pathways: Mapping[str, PathwayItem]

    def text_in_language(self, text: Text) -> str:
        """Return a text of a pathway in the language of the pages; "" for none."""
        return tagged_text.text_in(tagged_text.tag_text(text, self.own), self.language) if text else ""

    def step_view(self, step: Step, number: int, *, is_inside: bool = False) -> StepView:
        """Return a step with all its items; `is_inside`: of a nested pathway, in which nothing is nested again."""
        inner = self.network.pathways[step.pathway] if step.pathway and not is_inside else None
        return StepView(
            number=number,
            name=self.text_in_language(step.name),
            choose=step.choose,
            items=tuple(map(self.item_of, leaves(step))),
            inner=self._nested_view(inner) if inner and _is_short(inner) else None,
        )

    def item_of(self, leaf: Step) -> PathwayItem:
        """Return the achievement or the pathway that a step without a choice takes."""
        return self.pathways[leaf.pathway] if leaf.pathway else self.achievements[leaf.achievement]

    def open_step_views(self, slug: str, open_steps: Iterable[StepProgress]) -> tuple[StepView, ...]:
        """Return open steps, each with the items that are not done and the number of them that it still takes."""
        steps = self.network.pathways[slug].steps
        views = []
        for progress in open_steps:
            left = [part for part in progress.parts if part.state != "done"]
            views.append(
                StepView(
                    number=next(number for number, step in enumerate(steps, 1) if step is progress.step),
                    name=self.text_in_language(progress.step.name),
                    choose=progress.step.choose - (len(progress.parts) - len(left)),
                    items=tuple(self.item_of(part.step) for part in left) or (self.item_of(progress.step),),
                )
            )
        return tuple(views)

    def _nested_view(self, pathway: Pathway) -> NestedPathwayView:
        steps = tuple(self.step_view(step, number, is_inside=True) for number, step in enumerate(pathway.steps, 1))
        return NestedPathwayView(is_ordered=pathway.is_ordered, steps=steps)


def _is_short(pathway: Pathway) -> bool:
    return len(pathway.steps) <= _MOST_INSIDE and all(len(step.of) <= _MOST_INSIDE for step in pathway.steps)
