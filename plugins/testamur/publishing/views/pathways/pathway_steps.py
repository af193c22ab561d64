"""The steps of pathways, and the achievements and pathways that lie on the way, in one of the site's languages.

Everything that a page shows of a pathway is made of these.
"""

from __future__ import annotations

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
class Stop:
    """An achievement or a pathway on the way: what it is called, and where its page is."""

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
    """One step: its stops, and how many of them it takes (0: it has one, which it takes)."""

    number: int  # from 1, in the pathway
    name: str
    choose: int
    stops: tuple[Stop, ...]
    inner: InnerView | None = None  # of a nested pathway: its own steps, where there are not too many


@dataclass(frozen=True, slots=True, kw_only=True)
class InnerView:
    """The steps of a pathway inside another."""

    is_ordered: bool
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What is on the way in every pathway, in one of the site's languages."""

    network: Network
    language: str
    own: str  # the language of a text that names none
    prefix: str
    achievements: Mapping[str, Stop]
    pathways: Mapping[str, Stop]

    def say(self, text: Text) -> str:
        """Return a text of a pathway in the language of the pages; "" for none."""
        return tagged_text.say(tagged_text.named_text(text, self.own), self.language) if text else ""

    def step(self, step: Step, number: int, *, is_inside: bool = False) -> StepView:
        """Return a step with all its stops; `is_inside`: of a nested pathway, in which nothing is nested again."""
        inner = self.network.pathways[step.pathway] if step.pathway and not is_inside else None
        return StepView(
            number=number,
            name=self.say(step.name),
            choose=step.choose,
            stops=tuple(self.stop(leaf) for leaf in leaves(step)),
            inner=self._inner(inner) if inner and _is_short(inner) else None,
        )

    def stop(self, leaf: Step) -> Stop:
        """Return the achievement or the pathway that a step without a choice takes."""
        return self.pathways[leaf.pathway] if leaf.pathway else self.achievements[leaf.achievement]

    def coming(self, slug: str, coming: Iterable[StepProgress]) -> tuple[StepView, ...]:
        """Return open steps, each with the stops that are not done and the number of them that it still takes."""
        steps = self.network.pathways[slug].steps
        found = []
        for one in coming:
            left = [part for part in one.parts if part.state != "done"]
            found.append(
                StepView(
                    number=next(place for place, step in enumerate(steps, 1) if step is one.step),
                    name=self.say(one.step.name),
                    choose=one.step.choose - (len(one.parts) - len(left)),
                    stops=tuple(self.stop(part.step) for part in left) or (self.stop(one.step),),
                )
            )
        return tuple(found)

    def _inner(self, pathway: Pathway) -> InnerView:
        steps = tuple(self.step(step, number, is_inside=True) for number, step in enumerate(pathway.steps, 1))
        return InnerView(is_ordered=pathway.is_ordered, steps=steps)


def _is_short(pathway: Pathway) -> bool:
    return len(pathway.steps) <= _MOST_INSIDE and all(len(step.of) <= _MOST_INSIDE for step in pathway.steps)
