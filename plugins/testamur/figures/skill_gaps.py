"""What employers ask for beside what is taught: every skill that a demand names, and the achievements that lead to it.

Skills are compared by their framework and code, never by their words. What can no longer be earned teaches nothing.
Nothing here counts people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from testamur.records.model.demand import Demand
from testamur.records.model.models import LEVELS, Alignment
from testamur.records.registry import Registry
from testamur.records.rules import frameworks

Entry = tuple[str, str]
"""What tells a skill from others: `frameworks.entry_of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """That one demand asks for a skill, and how much: 0 to 100."""

    demand: Demand
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSkill:
    """A skill that is asked for. `taught` are the slugs of the achievements that lead to it, in order; or none."""

    skill: Alignment  # as an achievement names it, where one does
    asking: tuple[Asking, ...]  # the most first
    taught: tuple[str, ...]

    @property
    def weight(self) -> float:
        """The most that any demand asks for it."""
        return self.asking[0].weight


def asked_skills(registry: Registry) -> tuple[AskedSkill, ...]:
    """Return every skill that is asked for, by how many demands ask for it and how much, the most first."""
    taught = _taught(registry)
    asking: dict[Entry, list[Asking]] = defaultdict(list)
    words: dict[Entry, Alignment] = {}
    for demand in sorted(registry.demand.values(), key=lambda demand: demand.slug):
        for demanded in demand.skills:
            entry = entry_of(demanded.skill)
            words.setdefault(entry, demanded.skill)
            asking[entry].append(Asking(demand=demand, weight=demanded.weight))
    skills = [
        AskedSkill(
            skill=taught[entry][0] if entry in taught else words[entry],
            asking=tuple(sorted(found, key=lambda one: -one.weight)),
            taught=tuple(sorted(taught[entry][1])) if entry in taught else (),
        )
        for entry, found in asking.items()
    ]
    # What several ask for counts more: a survey and an occupation that agree are better than either.
    return tuple(sorted(skills, key=lambda skill: (-sum(one.weight for one in skill.asking), entry_of(skill.skill))))


def asked_of(skills: Iterable[AskedSkill], slug: str) -> tuple[AskedSkill, ...]:
    """Return the skills that are asked for and that an achievement leads to."""
    return tuple(skill for skill in skills if slug in skill.taught)


def entry_of(skill: Alignment) -> Entry:
    """Return what tells a skill from others."""
    return frameworks.entry_of(skill.target_framework, skill.target_code, skill.target_url)


def _taught(registry: Registry) -> dict[Entry, tuple[Alignment, set[str]]]:
    """Return the skills of achievements that can be earned, with these."""
    taught: dict[Entry, tuple[Alignment, set[str]]] = {}
    for slug, achievement in registry.achievements.items():
        if achievement.retired is None:
            for alignment in achievement.alignments:
                if alignment.target_type not in LEVELS:
                    taught.setdefault(entry_of(alignment), (alignment, set()))[1].add(slug)
    return taught
