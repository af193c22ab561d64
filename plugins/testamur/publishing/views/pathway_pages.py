"""Pathways as pages show them: the way as a whole, where an achievement leads, and how far somebody is.

All of it is the institution's own statement, from its records as they are today. No page of a pathway says anything
about a learner; `Ways.progress` is for the page of one who agreed to it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from testamur.publishing.views.achievement_pages import AchievementPage
from testamur.publishing.views.site_info import Place
from testamur.publishing.words import tagged_text
from testamur.records.model.models import Text
from testamur.records.model.pathways import Pathway, Step, leaves
from testamur.records.pathways import algebra
from testamur.records.pathways.algebra import Network, StepProgress
from testamur.records.pathways.distance import least

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
class PathwayPage:
    """`pathway.html`, and a card of `pathways.html` and `home.html`."""

    slug: str
    here: Place
    title: str
    description: str
    is_ordered: bool
    steps: tuple[StepView, ...]
    milestone: Stop | None
    within: tuple[Stop, ...]  # the pathways that nest it
    least: int  # how many achievements it takes; 0 where that is not known exactly
    retired: datetime.date | None
    is_retired: bool  # and that day is over


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Every pathway, in one of the site's languages."""

    network: Network
    language: str
    own: str  # the language of a text that names none
    prefix: str
    as_of: datetime.date
    achievements: Mapping[str, Stop]
    pathways: Mapping[str, Stop]
    known: dict[str, Leads] = field(default_factory=dict)  # worked out once: ten thousand awards lead the same way

    def pages(self) -> list[PathwayPage]:
        """Return the page of every pathway, in the order of their titles."""
        found = (self._page(slug, pathway) for slug, pathway in self.network.pathways.items())
        return sorted(found, key=lambda page: (page.title.casefold(), page.slug))

    def leads(self, achievement: str) -> Leads:
        """Return where an achievement leads; nowhere is false."""
        if achievement not in self.known:
            self.known[achievement] = self._leads(achievement)
        return self.known[achievement]

    def progress(self, earned: Collection[str]) -> list[ProgressView]:
        """Return how far somebody is who earned these, in each pathway that any of them counts towards, by title."""
        standing = algebra.stand(self.network, earned)
        slugs = {slug for one in standing.earned for slug in algebra.towards(self.network, one)}
        slugs.update(slug for one in standing.earned for slug in self.network.completing.get(one, ()))
        return [
            self._progress(slug, standing)
            for slug in sorted(slugs, key=lambda slug: (self.pathways[slug].title.casefold(), slug))
        ]

    def _say(self, text: Text) -> str:
        return tagged_text.say(tagged_text.named_text(text, self.own), self.language) if text else ""

    def _page(self, slug: str, pathway: Pathway) -> PathwayPage:
        found = least(algebra.stand(self.network, ()), slug)
        return PathwayPage(
            slug=slug,
            here=Place(f"{self.prefix}pathways/{slug}/"),
            title=self._say(pathway.name),
            description=self._say(pathway.description),
            is_ordered=pathway.is_ordered,
            steps=tuple(self._step(step, number) for number, step in enumerate(pathway.steps, 1)),
            milestone=self.achievements[pathway.milestone] if pathway.milestone else None,
            within=tuple(self.pathways[one] for one in self.network.nesting.get(slug, ())),
            least=(found.number or 0) if found.is_exact else 0,
            retired=pathway.retired,
            is_retired=self.pathways[slug].is_retired,
        )

    def _step(self, step: Step, number: int, *, is_inside: bool = False) -> StepView:
        inner = self.network.pathways[step.pathway] if step.pathway and not is_inside else None
        return StepView(
            number=number,
            name=self._say(step.name),
            choose=step.choose,
            stops=tuple(self._stop(leaf) for leaf in leaves(step)),
            inner=self._inner(inner) if inner and _is_short(inner) else None,
        )

    def _inner(self, pathway: Pathway) -> InnerView:
        steps = tuple(self._step(step, number, is_inside=True) for number, step in enumerate(pathway.steps, 1))
        return InnerView(is_ordered=pathway.is_ordered, steps=steps)

    def _stop(self, leaf: Step) -> Stop:
        return self.pathways[leaf.pathway] if leaf.pathway else self.achievements[leaf.achievement]

    def _leads(self, achievement: str) -> Leads:
        towards = algebra.towards(self.network, achievement)
        standing = algebra.stand(self.network, {achievement})
        return Leads(
            completing=tuple(self.pathways[slug] for slug in self.network.completing.get(achievement, ())),
            towards=tuple(
                Towards(pathway=self.pathways[slug], through=self.pathways[through] if through else None)
                for slug, through in towards.items()
            ),
            following=tuple(
                self._following(slug, algebra.coming(standing, slug, achievement))
                for slug, through in towards.items()
                if not through and not self.pathways[slug].is_retired
            ),
        )

    def _following(self, slug: str, coming: tuple[StepProgress, ...]) -> Following:
        pathway = self.network.pathways[slug]
        return Following(
            pathway=self.pathways[slug],
            is_ordered=pathway.is_ordered,
            steps=self._coming(slug, coming[:MOST_NEXT]),
            more=len(coming[MOST_NEXT:]),
            milestone=self.achievements[pathway.milestone] if pathway.milestone and not coming else None,
        )

    def _coming(self, slug: str, coming: Iterable[StepProgress]) -> tuple[StepView, ...]:
        """Return open steps, each with the stops that are not done and the number of them that it still takes."""
        steps = self.network.pathways[slug].steps
        found = []
        for one in coming:
            left = [part for part in one.parts if part.state != "done"]
            found.append(
                StepView(
                    number=next(place for place, step in enumerate(steps, 1) if step is one.step),
                    name=self._say(one.step.name),
                    choose=one.step.choose - (len(one.parts) - len(left)),
                    stops=tuple(self._stop(part.step) for part in left) or (self._stop(one.step),),
                )
            )
        return tuple(found)

    def _progress(self, slug: str, standing: algebra.Standing) -> ProgressView:
        pathway = self.network.pathways[slug]
        steps = algebra.progress(standing, slug)
        coming = algebra.coming(standing, slug)
        return ProgressView(
            pathway=self.pathways[slug],
            done=sum(step.state == "done" for step in steps),
            total=len(steps),
            is_complete=slug in standing.complete,
            has_milestone=pathway.milestone in standing.earned,
            milestone=self.achievements[pathway.milestone] if pathway.milestone else None,
            following=self._coming(slug, coming[:MOST_NEXT]),
            more=len(coming[MOST_NEXT:]),
        )


def ways(
    pathways: Mapping[str, Pathway],
    achievements: Iterable[AchievementPage],
    *,
    language: str,
    own: str = "",
    prefix: str = "",
    as_of: datetime.date,
) -> Ways:
    """Return the pathways as pages in `language` show them, with the pages of all `achievements` that they name.

    `own` is the language of texts that name none: the institution's first.
    """
    own = own or language
    return Ways(
        network=algebra.network(pathways),
        language=language,
        own=own,
        prefix=prefix,
        as_of=as_of,
        achievements={
            page.slug: Stop(
                title=page.title, path=page.here.path, achievement=page, is_retired=_is_over(page.retired, as_of)
            )
            for page in achievements
        },
        pathways={
            slug: Stop(
                title=tagged_text.say(tagged_text.named_text(pathway.name, own), language),
                path=f"{prefix}pathways/{slug}/",
                steps=len(pathway.steps),
                is_retired=_is_over(pathway.retired, as_of),
            )
            for slug, pathway in pathways.items()
        },
    )


def _is_over(day: datetime.date | None, as_of: datetime.date) -> bool:
    return day is not None and day < as_of


def _is_short(pathway: Pathway) -> bool:
    return len(pathway.steps) <= _MOST_INSIDE and all(len(step.of) <= _MOST_INSIDE for step in pathway.steps)
