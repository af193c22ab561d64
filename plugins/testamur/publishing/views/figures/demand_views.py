"""What employers ask for, as the page of figures and an achievement's page show it: the institution's own statement."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from testamur.figures import institution_figures, skill_gaps
from testamur.figures.skill_gaps import AskedSkill, Asking
from testamur.publishing.art import charts
from testamur.publishing.views.figures.figure_tables import FigureRow
from testamur.publishing.views.figures.spoken_texts import SpokenTexts
from testamur.publishing.views.signed_facts import web_address
from testamur.publishing.views.site_info import Site
from testamur.records.model.demand import Demand
from testamur.records.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandSource:
    """Who asks, and since when it is known."""

    name: str
    source: str  # occupation, survey, advertisements
    by: str
    date: datetime.date
    count: int | None
    occupation: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillAsked:
    """One skill: who asks for it and how much (0 to 1), and what leads to it: titles and paths of achievements."""

    label: str
    path: str  # of its page below the base; "" for none
    framework: str
    weight: float
    sources: tuple[tuple[DemandSource, float], ...]
    taught: tuple[tuple[str, str], ...]
    drawing: Markup

    @property
    def row(self) -> FigureRow:
        """Return the same as a line of a table."""
        return FigureRow(label=self.label, path=self.path, values=(self.weight, len(self.sources), len(self.taught)))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBy:
    """One source, and the skills that it asks for, with how much (0 to 1), the most first."""

    source: DemandSource
    skills: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandPart:
    """The skills that are asked for, the most first: those that are taught, and those that nobody teaches."""

    sources: tuple[DemandSource, ...]  # the newest first
    taught: tuple[SkillAsked, ...]
    untaught: tuple[SkillAsked, ...]

    @property
    def skills(self) -> tuple[SkillAsked, ...]:
        """Return all of them, those that nobody teaches first."""
        return (*self.untaught, *self.taught)


class DemandViews:
    """What a registry's demands ask for, in the language of a site."""

    def __init__(self, registry: Registry, site: Site) -> None:
        self._registry, self._site = registry, site
        self._spoken = SpokenTexts(registry, site.language)
        self._asked = skill_gaps.asked_skills(registry)

    def part(self, skill_paths: Mapping[str, str]) -> DemandPart | None:
        """Return what the page of figures shows; None where nothing is known to be asked for.

        `skill_paths` has the page of each skill by its key.
        """
        if not self._asked:
            return None
        demands = sorted(self._registry.demand.values(), key=lambda demand: (demand.date, demand.slug), reverse=True)
        skills = tuple(self._view(asked, skill_paths) for asked in self._asked)
        return DemandPart(
            sources=tuple(map(self._source, demands)),
            taught=tuple(skill for skill in skills if skill.taught),
            untaught=tuple(skill for skill in skills if not skill.taught),
        )

    def of_achievement(self, slug: str) -> tuple[AskedBy, ...]:
        """Return who asks for skills that an achievement leads to, the newest source first."""
        groups: dict[str, tuple[Demand, list[tuple[str, float]]]] = {}
        for asked in skill_gaps.asked_of(self._asked, slug):
            label = self._spoken.skill(asked.skill)
            for asking in asked.asking:
                group = groups.setdefault(asking.demand.slug, (asking.demand, []))
                group[1].append((label, asking.weight / 100))
        newest = sorted(groups.values(), key=lambda group: (group[0].date, group[0].slug), reverse=True)
        return tuple(
            AskedBy(source=self._source(demand), skills=tuple(sorted(skills, key=lambda skill: -skill[1])))
            for demand, skills in newest
        )

    def _view(self, asked: AskedSkill, skill_paths: Mapping[str, str]) -> SkillAsked:
        skill = asked.skill
        return SkillAsked(
            label=self._spoken.skill(skill),
            path=skill_paths.get(institution_figures.skill_key(skill), ""),
            framework=skill.target_framework,
            weight=asked.weight / 100,
            sources=tuple(map(self._asking, asked.asking)),
            taught=tuple(
                (
                    self._spoken.title(slug),
                    f"{self._site.prefix}achievements/{slug}/",
                )
                for slug in asked.taught
            ),
            drawing=charts.bar([("passed" if asked.taught else "gap", round(asked.weight * 10))], 1000),
        )

    def _asking(self, asking: Asking) -> tuple[DemandSource, float]:
        return self._source(asking.demand), asking.weight / 100

    def _source(self, demand: Demand) -> DemandSource:
        return DemandSource(
            name=self._spoken.text(demand.name),
            source=demand.source,
            by=self._spoken.text(demand.by),
            date=demand.date,
            count=demand.count,
            occupation=self._spoken.skill(demand.occupation) if demand.occupation else "",
            url=web_address(demand.url),
        )
